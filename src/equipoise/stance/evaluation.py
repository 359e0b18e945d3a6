"""How good a stance model is on labelled pairs: F1, by pattern, by genre, calibration."""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.stance.calibration import expected_calibration_error, reliability
from equipoise.types import LABELS

__all__ = ["evaluate", "figures", "render_text"]


def evaluate(classifier, frame: pd.DataFrame) -> dict:
    """Figures of `classifier` on a `pair_frame`.

    Returns
    -------
    dict
        ``model, rows, statements, macro_f1, accuracy, per_class, confusion, per_pattern, per_genre, per_region,
        calibration``;
        confusion rows are gold labels, columns predictions, in the order of `LABELS`.
    """
    probability = classifier.predict_proba(frame)
    return {"model": dict(getattr(classifier, "info_", {})), **figures(frame, probability)}


def figures(frame: pd.DataFrame, probability: np.ndarray) -> dict:
    """The figures of `evaluate` from gold labels and probabilities of shape (n, 3)."""
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    gold = frame["label"].to_numpy(dtype=str)
    predicted = np.array(LABELS)[probability.argmax(axis=1)]
    p, r, f, n = precision_recall_fscore_support(gold, predicted, labels=list(LABELS), zero_division=0)
    return {
        "rows": len(frame),
        "statements": int(frame["id"].nunique()),
        "macro_f1": _macro(gold, predicted),
        "accuracy": float((gold == predicted).mean()),
        "per_class": {
            label: {"precision": float(p[i]), "recall": float(r[i]), "f1": float(f[i]), "rows": int(n[i])}
            for i, label in enumerate(LABELS)
        },
        "confusion": confusion_matrix(gold, predicted, labels=list(LABELS)).tolist(),
        "per_pattern": _by(frame, frame["patterns"], gold, predicted),
        "per_genre": _by(frame, frame["genre"].map(lambda g: [g]), gold, predicted),
        "per_region": _by(frame, frame["region"].map(lambda g: [g]), gold, predicted),
        "calibration": {
            label: {
                "ece": expected_calibration_error(probability[:, i], gold == label),
                "bins": reliability(probability[:, i], gold == label),
            }
            for i, label in enumerate(LABELS)
        },
    }


def _macro(gold, predicted) -> float:
    """Mean F1 over the classes that occur in gold or prediction."""
    from sklearn.metrics import f1_score

    present = sorted(set(gold) | set(predicted))
    return float(f1_score(gold, predicted, labels=present, average="macro", zero_division=0))


def _by(frame, keys, gold, predicted) -> dict:
    out = {}
    for key in sorted({k for group in keys for k in group if k}):
        rows = keys.map(lambda group, key=key: key in group).to_numpy(dtype=bool)
        out[key] = {
            "macro_f1": _macro(gold[rows], predicted[rows]),
            "accuracy": float((gold[rows] == predicted[rows]).mean()),
            "rows": int(rows.sum()),
        }
    return out


def render_text(result: dict) -> str:
    """The figures as a plain table."""
    model = result.get("model", {})
    lines = [
        f"model {model.get('name', '?')} {model.get('version', '')}  data {result.get('labels', '')} "
        f"({result.get('split', 'all')}: {result['statements']} statements, {result['rows']} pairs)",
        f"macro-F1 {result['macro_f1']:.3f}   accuracy {result['accuracy']:.3f}",
        "",
        f"{'class':<12}{'precision':>10}{'recall':>10}{'F1':>10}{'pairs':>8}{'ECE':>8}",
    ]
    for label, row in result["per_class"].items():
        ece = result["calibration"][label]["ece"]
        lines.append(
            f"{label:<12}{row['precision']:>10.3f}{row['recall']:>10.3f}{row['f1']:>10.3f}{row['rows']:>8}{ece:>8.3f}"
        )
    for title in ("pattern", "genre", "region"):
        table = result[f"per_{title}"]
        if table:
            lines += ["", f"{title:<34}{'macro-F1':>10}{'accuracy':>10}{'pairs':>8}"]
            lines += [
                f"{k:<34}{v['macro_f1']:>10.3f}{v['accuracy']:>10.3f}{v['rows']:>8}" for k, v in table.items()
            ]
    return "\n".join(lines)
