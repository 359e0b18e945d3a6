"""The weights of an exported encoder, read back so that fine-tuning can go on from them.

What ships is int8 (`equipoise.stance.finetune.export`); a weight comes back as ``(quantized - zero point) * scale``,
off by at most half a step of its scale. Needs the extra `finetune`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from equipoise.errors import ModelError, require
from equipoise.stance.smoothing import DIVISOR

__all__ = ["ATTENTION", "read_weights", "rebuild"]

#: Plain products: as torch's fused attention is exported, it guards against rows without a token, a tenth of a pass.
ATTENTION = "eager"
#: Width of an attention head in the MiniLM family; the exported graph does not name it.
_HEAD = 32
_QUANTIZED = "_quantized"


def read_weights(path) -> dict[str, np.ndarray]:
    """Parameters of the network in the ONNX file `path`, by their names in torch, as float32.

    A matrix that the export renamed gets its name from the bias that is added to its product; what smoothing has
    moved into it is moved back.

    Raises
    ------
    ModelError
        The file is not one that `export` wrote.
    """
    onnx = require("onnx", "finetune")
    try:
        graph = onnx.load(str(path)).graph
    except Exception as error:  # protobuf's errors have no common base worth naming
        raise ModelError(f"{path}: cannot be read as ONNX ({error}); give an encoder.onnx.") from error
    held = {t.name: onnx.numpy_helper.to_array(t) for t in graph.initializer}
    readers: dict[str, list] = {}
    makers = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
        makers |= dict.fromkeys(node.output, node)
    out = {name: array for name, array in held.items() if name.endswith((".weight", ".bias"))}
    for name, array in held.items():
        if not name.endswith(_QUANTIZED):
            continue
        stem = name.removesuffix(_QUANTIZED)
        steps = array.astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
        real = steps * held[f"{stem}_scale"]
        if stem.endswith("embeddings.weight"):
            out[stem] = real
        else:
            divided = real.T * _divisor(name, readers, makers, held)
            out[f"{_bias_after(name, readers, held)}weight"] = np.ascontiguousarray(divided)
    return out


def _bias_after(name: str, readers: dict[str, list], held) -> str:
    """Name, less "bias", of the bias added to the product with the matrix `name`."""
    nodes = list(readers.get(name, ()))
    for _ in range(12):
        for node in nodes:
            for given in node.input:
                if given in held and given.endswith(".bias"):
                    return given.removesuffix("bias")
        nodes = [after for node in nodes for made in node.output for after in readers.get(made, ())]
    raise ModelError(
        f"no bias follows the product with {name}; this is not an encoder that equipoise exported."
    )


def _divisor(name: str, readers: dict[str, list], makers: dict, held) -> np.ndarray:
    """What the input of the product with the matrix `name` is multiplied by (`equipoise.stance.smoothing`), or 1."""
    product = readers.get(name, [None])[0]
    rounding = makers.get(product.input[0]) if product else None
    before = makers.get(rounding.input[0]) if rounding else None
    factors = [held[n] for n in before.input if n.endswith(f".{DIVISOR}")] if before else []
    return factors[0] if factors else np.float32(1)


def rebuild(folder):
    """(encoder, tokenizer, heads): the torch parts of the exported encoder in `folder`.

    encoder : transformers.BertModel without a pooling layer
    tokenizer : transformers.PreTrainedTokenizerFast, with the role tokens
    heads : dict of the linear layers "out" and, in an encoder that has it, "link", each a dict with ``weight``
        (3 or 1, 3 * width) and ``bias``
    """
    torch, transformers = require("torch", "finetune"), require("transformers", "finetune")
    folder = Path(folder)
    weights = read_weights(folder / "encoder.onnx")
    words = weights["encoder.embeddings.word_embeddings.weight"]
    config = transformers.BertConfig(
        vocab_size=words.shape[0],
        hidden_size=words.shape[1],
        num_hidden_layers=1
        + max(int(n.split(".")[3]) for n in weights if n.startswith("encoder.encoder.layer.")),
        num_attention_heads=words.shape[1] // _HEAD,
        intermediate_size=weights["encoder.encoder.layer.0.intermediate.dense.bias"].shape[0],
        max_position_embeddings=weights["encoder.embeddings.position_embeddings.weight"].shape[0],
        attn_implementation=ATTENTION,
    )
    encoder = transformers.BertModel(config, add_pooling_layer=False)
    found = {
        n.removeprefix("encoder."): torch.tensor(a) for n, a in weights.items() if n.startswith("encoder.")
    }
    encoder.load_state_dict(found, strict=True)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]", unk_token="[UNK]"
    )
    heads = {
        name: {n: torch.tensor(weights[f"{name}.{n}"]) for n in ("weight", "bias")}
        for name in ("out", "link")
        if f"{name}.bias" in weights
    }
    return encoder, tokenizer, heads
