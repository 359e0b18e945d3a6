"""Labels -> the rows of a training run: checked, split, fingerprinted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import pandas as pd

from equipoise.errors import LabelError
from equipoise.labels import article_statements, load_articles, load_statements, pair_frame
from equipoise.labels.rules import Problem, check_rows
from equipoise.types import LABELS

__all__ = ["Rows", "calibration_weights", "fingerprint", "load_rows", "model_input"]


@dataclass(frozen=True)
class Rows:
    """The pairs of each split, as `pair_frame` rows with one column more: ``origin`` (statements, articles).

    Attributes
    ----------
    train, dev, test : DataFrame
    fingerprint : hex digest of the labels, whatever their order
    warnings : rules that statements break without harm to training
    """

    train: pd.DataFrame
    dev: pd.DataFrame
    test: pd.DataFrame
    fingerprint: str
    warnings: tuple[Problem, ...] = ()

    def counts(self) -> dict:
        """Statements and pairs, and pairs of each label, by split and origin."""
        out = {}
        for split in ("train", "dev", "test"):
            for origin, frame in getattr(self, split).groupby("origin"):
                labels = frame["label"].value_counts()
                out[f"{origin}/{split}"] = {
                    "statements": int(frame["id"].nunique()),
                    "pairs": len(frame),
                    **{label: int(labels.get(label, 0)) for label in LABELS},
                }
        return out


def load_rows(folder, articles: bool = True) -> Rows:
    """Read the collection at `folder`, check its form and part it by split.

    Raises
    ------
    LabelError
        A rule is broken that training must not pass over; the first ten are listed.
    InputError
        No collection there.
    """
    statements = load_statements(folder=folder)
    gold = load_articles(folder=folder) if articles else []
    problems = check_rows(statements)
    errors = [p for p in problems if p.error]
    if errors:
        shown = "\n".join(f"  {p.id}: {p.message}" for p in errors[:10])
        raise LabelError(
            f"{folder}: {len(errors)} statements break the codebook's form; nothing was trained.\n{shown}\n"
            "`equipoise labels check` lists them all."
        )
    frame = pair_frame(statements).assign(origin="statements")
    prose = pair_frame(row for article in gold for row in article_statements(article)).assign(
        origin="articles"
    )
    frame = pd.concat([frame, prose], ignore_index=True) if len(prose) else frame
    parts = {s: frame[frame["split"] == s].reset_index(drop=True) for s in ("train", "dev", "test")}
    for split, part in parts.items():
        missing = sorted(set(LABELS) - set(part["label"]))
        if missing:
            raise LabelError(
                f"{folder}: the {split} split has no pair labelled {', '.join(missing)}; each split needs "
                "all "
                "three labels. Set the key split of some statements."
            )
    return Rows(
        **parts, fingerprint=fingerprint(statements, gold), warnings=tuple(p for p in problems if not p.error)
    )


def fingerprint(statements, articles=()) -> str:
    """SHA-256 over what a model learns from, whatever the order of rows or keys.

    Notes, years and the like may change without a new fingerprint.
    """
    keys = ("id", "text", "actors", "mentions", "pairs", "split", "patterns", "group", "genre", "region")
    rows = [{k: row[k] for k in keys if k in row} for row in statements]
    rows += [{k: a[k] for k in ("id", "statements", "mentions", "pairs", "split")} for a in articles]
    digests = sorted(
        hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
        for row in rows
    )
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def model_input(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of `frame` that a stance classifier reads: no label, no id, nothing to leak."""
    from equipoise.stance.frames import COLUMNS

    return frame[[*COLUMNS, "other_spans"]]


def calibration_weights(frame: pd.DataFrame, articles_share: float) -> np.ndarray | None:
    """Weights of shape (n,), mean 1, that give the pairs of articles `articles_share` of the sum.

    None where the share is negative or only one origin is there.
    """
    article = (frame["origin"] == "articles").to_numpy()
    if articles_share < 0 or article.all() or not article.any():
        return None
    weight = np.where(article, articles_share / article.sum(), (1 - articles_share) / (~article).sum())
    return weight * len(frame)
