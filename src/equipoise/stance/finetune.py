"""Fine-tunes a small pretrained encoder on pairs with role tokens, and exports it as ONNX int8.

Needs the extra `finetune` (torch, transformers, onnx); nothing else in the package imports this module.
The network is BERT (Devlin et al. 2019; by default MiniLM-L6, Wang et al. 2020) with one linear layer over the
vectors of source, target and whole statement. Names are masked by role tokens (`equipoise.stance.roles`). A second
layer over the same vectors tells what references stand for (`equipoise.stance.links`).
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from equipoise.errors import require
from equipoise.stance.encoder import MAX_TOKENS
from equipoise.stance.frames import check, read_rows
from equipoise.stance.lessons import Lesson
from equipoise.stance.roles import OTHER, SOURCE, TARGET, render
from equipoise.stance.smoothing import smooth
from equipoise.stance.warmstart import ATTENTION, rebuild
from equipoise.types import LABELS

__all__ = ["Links", "Recipe", "average", "copy", "export", "finetune", "predict", "read"]

#: Countries whose mean embedding the role tokens start from.
_SEEDS = ["russia", "china", "india", "france", "iran", "japan", "germany", "egypt", "turkey", "brazil"]
_HINTS = {SOURCE: "source", TARGET: "target", OTHER: "another"}


@dataclass(frozen=True)
class Recipe:
    """How to fine-tune; written into the model's manifest."""

    base: str = "sentence-transformers/all-MiniLM-L6-v2"
    epochs: int = 6
    batch: int = 32
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    #: at most this many pairs of one statement an epoch: a sentence with six actors has thirty
    pairs_per_statement: int = 8
    #: share of pairs whose third actors keep their names, as in callers' frames without other_spans
    unmasked: float = 0.15
    #: share of pairs that get a clause of another statement beside them, its actors as third actors
    joined: float = 0.15
    #: whether the weights at the start and after each epoch are averaged, as pays where it goes on from an encoder
    #: that was fine-tuned before (Izmailov et al. 2018; Wortsman et al. 2022)
    mean: bool = False
    #: seeds of the first weights and of the pairs' order: runs that share the first can be averaged
    seed: int = 0
    order: int = 0


@dataclass(frozen=True)
class Links:
    """Questions about references (`equipoise.stance.links.render_question`) and their answers.

    Attributes
    ----------
    texts : rendered questions
    answers : float32 array of shape (texts,), 1 where the expression stands for the candidate, else 0
    """

    texts: tuple[str, ...]
    answers: np.ndarray


def _network(recipe: Recipe):
    """(network, tokenizer): the encoder, role tokens seeded, linear heads over [source, target, mean]."""
    torch = require("torch", "finetune")
    torch.manual_seed(recipe.seed)
    again = (Path(recipe.base) / "encoder.onnx").is_file()
    encoder, tokenizer, heads = rebuild(recipe.base) if again else _pretrained(recipe.base)
    marks = tokenizer.convert_tokens_to_ids([SOURCE, TARGET, OTHER])

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = encoder
            self.drop = torch.nn.Dropout(0.1)
            self.out = torch.nn.Linear(3 * encoder.config.hidden_size, len(LABELS))
            self.link = torch.nn.Linear(3 * encoder.config.hidden_size, 1)
            for name, weights in heads.items():
                getattr(self, name).load_state_dict(weights)

        def forward(self, input_ids, attention_mask):
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

            def mean(mask):
                mask = mask.unsqueeze(-1).to(hidden.dtype)
                return (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)

            pooled = torch.cat(
                [mean(input_ids == marks[0]), mean(input_ids == marks[1]), mean(attention_mask == 1)], -1
            )
            dropped = self.drop(pooled)
            return pooled, self.out(dropped), self.link(dropped)[:, 0]

    return Network(), tokenizer


def _pretrained(base: str):
    """(encoder, tokenizer, no heads) of a name of the hub or a folder; the role tokens start near countries."""
    torch, transformers = require("torch", "finetune"), require("transformers", "finetune")
    tokenizer = transformers.AutoTokenizer.from_pretrained(base)
    tokenizer.add_special_tokens({"additional_special_tokens": [SOURCE, TARGET, OTHER]})
    encoder = transformers.AutoModel.from_pretrained(
        base, add_pooling_layer=False, attn_implementation=ATTENTION
    )
    if len(tokenizer) > encoder.config.vocab_size:
        encoder.resize_token_embeddings(len(tokenizer))
    marks = tokenizer.convert_tokens_to_ids([SOURCE, TARGET, OTHER])
    with torch.no_grad():
        table = encoder.embeddings.word_embeddings.weight
        mean = table[tokenizer.convert_tokens_to_ids(_SEEDS)].mean(0)
        for mark, hint in zip(marks, _HINTS.values()):
            table[mark] = 0.8 * mean + 0.4 * table[tokenizer.convert_tokens_to_ids(hint)]
    return encoder, tokenizer, {}


def _half_precision(torch):
    """Autocast to bfloat16 where the processor is quick at it; without AVX-512 it is twenty times slower."""
    quick = "AVX512" in torch.backends.cpu.get_cpu_capability()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=quick)


def _epoch_rows(frame: pd.DataFrame, recipe: Recipe, rng: random.Random):
    """The pairs of one epoch as (rendered text, row number): capped per statement, some augmented."""
    by_statement: dict[str, list[int]] = {}
    for i, name in enumerate(frame["id"]):
        by_statement.setdefault(name, []).append(i)
    chosen = [
        i
        for group in by_statement.values()
        for i in rng.sample(group, min(len(group), recipe.pairs_per_statement))
    ]
    rng.shuffle(chosen)
    rows = list(read_rows(frame.iloc[chosen]))
    texts = []
    for row in rows:
        text = render(row._replace(others=()) if rng.random() < recipe.unmasked else row)
        if rng.random() < recipe.joined and len(text) < 250:
            beside = render(rng.choice(rows)).replace(SOURCE, OTHER).replace(TARGET, OTHER)
            if len(beside) < 200:
                text = f"{text} {beside}" if rng.random() < 0.5 else f"{beside} {text}"
        texts.append(text)
    return texts, chosen


def finetune(
    frame: pd.DataFrame,
    recipe: Recipe,
    lesson: Lesson | None = None,
    links: Links | None = None,
    watch=None,
    log=print,
):
    """Fine-tune on a `pair_frame`.

    Parameters
    ----------
    frame : DataFrame of pairs with ``id`` and ``label``
    recipe : Recipe
    lesson : Lesson, optional
        Unlabelled statements that every epoch goes through as well.
    links : Links, optional
        Questions about references, likewise.
    watch : callable, optional
        Called after each epoch with ``predict(frame) -> logits`` and the epoch's number.

    Returns
    -------
    (network, tokenizer)
    """
    torch = require("torch", "finetune")
    frame = check(frame).reset_index(drop=True)
    network, tokenizer = _network(recipe)
    pad = tokenizer.pad_token_id
    rng = random.Random(recipe.order)
    plain = [p for n, p in network.named_parameters() if not n.startswith(("out.", "link."))]
    groups = [
        {"params": plain, "peak": recipe.encoder_rate},
        {"params": [*network.out.parameters(), *network.link.parameters()], "peak": recipe.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe.encoder_rate, weight_decay=0.01, fused=True)
    gold, taught = _smoothed(frame, recipe.smoothing), list(lesson.texts) if lesson else []
    counts = frame.groupby("id").size().clip(upper=recipe.pairs_per_statement).sum() + len(taught)
    asked = _encode(tokenizer, list(links.texts)) if links else []
    answers = torch.tensor(links.answers if links else [])
    each = -(-int(counts) // recipe.batch) + -(-len(asked) // recipe.batch)
    total, step, start = recipe.epochs * each, 0, time.monotonic()
    passed = [copy(network)] if recipe.mean else []
    for epoch in range(recipe.epochs):
        network.train()
        texts, chosen = _epoch_rows(frame, recipe, rng)
        goals = torch.tensor(np.concatenate([gold[chosen], lesson.answers]) if lesson else gold[chosen])
        ids, summed = _encode(tokenizer, texts + taught), 0.0
        batches = [(False, *batch) for batch in _batches(ids, recipe.batch, rng, pad)]
        batches += [(True, *batch) for batch in _batches(asked, recipe.batch, rng, pad)]
        rng.shuffle(batches)
        for linked, rows, batch in batches:
            factor = min(1.0, (step + 1) / (0.06 * total)) * max(0.0, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            with _half_precision(torch):
                _, logits, link = network(batch, (batch != pad).long())
            if linked:
                loss = torch.nn.functional.binary_cross_entropy_with_logits(link.float(), answers[rows])
            else:
                loss = torch.nn.functional.cross_entropy(logits.float(), goals[rows])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step, summed = step + 1, summed + float(loss.detach())
        log(
            f"epoch {epoch + 1}/{recipe.epochs}: loss {summed * recipe.epochs / total:.3f}, "
            f"{time.monotonic() - start:.0f} s"
        )
        if recipe.mean:
            passed.append(copy(network))
        if watch is not None:
            watch(lambda X: predict(network, tokenizer, X), epoch)
    if passed:
        average(network, passed)
    network.eval()
    return network, tokenizer


def _smoothed(frame: pd.DataFrame, smoothing: float) -> np.ndarray:
    """The labels as probabilities of shape (n, 3)."""
    place = {label: i for i, label in enumerate(LABELS)}
    out = np.full((len(frame), len(LABELS)), smoothing / len(LABELS), dtype=np.float32)
    out[np.arange(len(frame)), [place[label] for label in frame["label"]]] += 1 - smoothing
    return out


def average(network, states: list[dict]):
    """Give `network` the mean weights of runs from the same first weights (model soup, Wortsman et al. 2022)."""
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    network.load_state_dict(mean)
    return network


def copy(network) -> dict:
    """The weights as they are now."""
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def predict(network, tokenizer, X: pd.DataFrame) -> np.ndarray:
    """Logits of shape (n, 3) from the torch network."""
    return read(network, tokenizer, [render(row) for row in read_rows(check(X))])


def read(network, tokenizer, texts: list[str]) -> np.ndarray:
    """Logits of shape (n, 3) from the torch network, for rendered statements."""
    torch = require("torch", "finetune")
    network.eval()
    ids = _encode(tokenizer, texts) if texts else []
    out = np.zeros((len(ids), len(LABELS)), dtype=np.float32)
    with torch.no_grad(), _half_precision(torch):
        for rows, batch in _batches(ids, 64, None, tokenizer.pad_token_id):
            out[rows] = network(batch, (batch != tokenizer.pad_token_id).long())[1].float().numpy()
    return out


def _encode(tokenizer, texts: list[str]) -> list[list[int]]:
    return tokenizer(texts, truncation=True, max_length=MAX_TOKENS)["input_ids"]


def _batches(ids: list[list[int]], size: int, rng: random.Random | None, pad: int):
    """(row numbers, padded ids): rows of like length together; shuffled where `rng` is given."""
    torch = require("torch", "finetune")
    order = list(range(len(ids)))
    if rng is None:
        order.sort(key=lambda i: len(ids[i]))
    else:
        rng.shuffle(order)
        big = size * 20
        order = [
            i
            for at in range(0, len(order), big)
            for i in sorted(order[at : at + big], key=lambda i: len(ids[i]))
        ]
    batches = [order[at : at + size] for at in range(0, len(order), size)]
    if rng is not None:
        rng.shuffle(batches)
    for rows in batches:
        batch = torch.full((len(rows), max(len(ids[i]) for i in rows)), pad, dtype=torch.long)
        for k, i in enumerate(rows):
            batch[k, : len(ids[i])] = torch.tensor(ids[i])
        yield rows, batch


def export(network, tokenizer, folder, recipe: Recipe, texts: list[str]) -> Path:
    """Write `encoder.onnx` (int8 weights, dynamic activations) and `tokenizer.json` into `folder`.

    `texts` are rendered statements of the train split, some hundreds, that show how wide the activations are
    (`equipoise.stance.smoothing`). The network is smoothed in place; what it says stays the same.
    """
    torch = require("torch", "finetune")
    require("onnx", "finetune")
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    smooth(network, lambda: read(network, tokenizer, texts))
    batch = torch.tensor([[101, 2, 2000, 3, 102], [101, 3, 2000, 2, 102]])
    full, clean = folder / "encoder.fp32.onnx", folder / "encoder.clean.onnx"
    axes = {0: "rows", 1: "tokens"}
    torch.onnx.export(
        network,
        (batch, (batch != 0).long()),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["pooled", "logits", "link"],
        dynamic_axes={
            "input_ids": axes,
            "attention_mask": axes,
            "pooled": {0: "rows"},
            "logits": {0: "rows"},
            "link": {0: "rows"},
        },
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(full), str(clean), skip_symbolic_shape=True)
    quantize_dynamic(str(clean), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    full.unlink()
    clean.unlink()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")
    return folder
