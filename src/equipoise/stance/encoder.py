"""The pretrained encoder of the accurate model: ONNX int8 through onnxruntime, no torch."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from equipoise.errors import ModelError

__all__ = ["Encoder"]

#: Tokens of one pass, padding included: short statements in large batches, long ones in small ones. On one thread, what
#: a layer makes of more no longer fits the cache (2048 take a tenth more time); on two, fewer leave one waiting.
TOKENS_PER_BATCH = 384
MAX_TOKENS = 160


class Encoder:
    """Rendered statements -> vectors pooled over source, target and the whole statement; and what references stand for.

    Parameters
    ----------
    folder : path
        Holds `encoder.onnx` (inputs ``input_ids, attention_mask``; outputs ``pooled, logits`` and,
        in encoders that have learned of references, ``link``) and `tokenizer.json`.
    threads : int, optional
        Threads of one pass; default the environment's ``EQUIPOISE_THREADS``, else 1 in a worker, else all cores.
    """

    def __init__(self, folder, threads: int | None = None):
        self.folder = str(folder)
        self.threads = threads
        self._session = self._tokenizer = None

    def __getstate__(self):  # sessions do not pickle; a worker opens its own
        return {**self.__dict__, "_session": None, "_tokenizer": None}

    def _open(self):
        if self._session is None:
            import onnxruntime
            from tokenizers import Tokenizer

            model, words = Path(self.folder) / "encoder.onnx", Path(self.folder) / "tokenizer.json"
            if not (model.is_file() and words.is_file()):
                raise ModelError(
                    f"{self.folder} holds no encoder.onnx and tokenizer.json; the accurate model needs both. "
                    'Use model="fast", or reinstall the package.'
                )
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self.threads or int(os.environ.get("EQUIPOISE_THREADS", 0))
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(words))
            self._tokenizer.enable_truncation(MAX_TOKENS)
            self._tokenizer.no_padding()
        return self._session, self._tokenizer

    @property
    def links(self) -> bool:
        """True where the encoder can tell what references stand for (`link`)."""
        return "link" in {output.name for output in self._open()[0].get_outputs()}

    def transform(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """(pooled, logits) of each text, float32 of shapes (n, d) and (n, 3); equal texts are encoded once."""
        if not texts:
            return np.zeros((0, 0), np.float32), np.zeros((0, 3), np.float32)
        pooled, logits = self._run(texts, ["pooled", "logits"])
        return pooled, logits

    def link(self, texts: list[str]) -> np.ndarray:
        """The probability of yes to each rendered question (`equipoise.stance.links`), float32 of shape (n,)."""
        if not texts:
            return np.zeros(0, np.float32)
        return 1 / (1 + np.exp(-self._run(texts, ["link"])[0]))

    def _run(self, texts: list[str], names: list[str]) -> list[np.ndarray]:
        """The outputs `names`, each with a row a text, in batches of texts of like length."""
        session, tokenizer = self._open()
        unique = list(dict.fromkeys(texts))
        ids = [encoding.ids for encoding in tokenizer.encode_batch_fast(unique)]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        found: list = [None] * len(ids)
        at = 0
        while at < len(order):
            size = 1  # grow the batch while its padded size stays within the limit
            while at + size < len(order) and (size + 1) * len(ids[order[at + size]]) <= TOKENS_PER_BATCH:
                size += 1
            rows = order[at : at + size]
            width = len(ids[rows[-1]])
            batch = np.zeros((size, width), dtype=np.int64)
            for row, i in zip(batch, rows):
                row[: len(ids[i])] = ids[i]
            out = session.run(names, {"input_ids": batch, "attention_mask": (batch != 0).astype(np.int64)})
            for i, *values in zip(rows, *out):
                found[i] = values
            at += size
        place = {text: i for i, text in enumerate(unique)}
        chosen = [found[place[text]] for text in texts]
        return [np.stack(column) for column in zip(*chosen)]
