"""Pictures of a model's figures as PNG (extra "plots"): confusion, reliability, learning curve.

Same figures, same bytes: matplotlib's objects are used without a display, and no date is written into the
file.
"""

from __future__ import annotations

from pathlib import Path

from equipoise.errors import require
from equipoise.types import LABELS

__all__ = ["draw_confusion", "draw_learning_curve", "draw_reliability"]

#: Blue, grey and vermilion after Okabe & Ito (2008); told apart by marker as well.
_COLOURS = {"hostile": "#b03a06", "neutral": "#6b7280", "supportive": "#0a5ea8"}
_MARKERS = {"hostile": "v", "neutral": "o", "supportive": "^"}


def draw_confusion(figures: dict, title: str, path) -> Path:
    """Gold labels by predictions; shares of each row, with the counts."""
    figure, ax = _canvas(4.2, 3.8)
    table = figures["confusion"]
    shares = [[count / max(sum(row), 1) for count in row] for row in table]
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(table):
        for j, count in enumerate(row):
            dark = shares[i][j] > 0.5
            ax.text(
                j,
                i,
                f"{shares[i][j]:.0%}\n{count}",
                ha="center",
                va="center",
                color="white" if dark else "#111827",
            )
    ax.set_xticks(range(3), LABELS)
    ax.set_yticks(range(3), LABELS, rotation=90, va="center")
    ax.set_xlabel("predicted")
    ax.set_ylabel("gold")
    ax.set_title(f"{title}: macro-F1 {figures['macro_f1']:.3f}", fontsize=10)
    return _save(figure, path)


def draw_reliability(figures: dict, title: str, path) -> Path:
    """Observed share by predicted probability, a line a class; marker area grows with the pairs of the "
    "bin."""
    figure, ax = _canvas(4.6, 4.2)
    ax.plot([0, 1], [0, 1], color="#9ca3af", linewidth=1, linestyle="--", label="perfect")
    for label in LABELS:
        found = figures["calibration"][label]
        x = [row["probability"] for row in found["bins"]]
        y = [row["observed"] for row in found["bins"]]
        size = [8 + 80 * row["rows"] / figures["rows"] for row in found["bins"]]
        ax.plot(x, y, color=_COLOURS[label], linewidth=1.2)
        ax.scatter(
            x,
            y,
            s=size,
            color=_COLOURS[label],
            marker=_MARKERS[label],
            label=f"{label} (ECE {found['ece']:.3f})",
        )
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.02)
    ax.set_xlabel("predicted probability")
    ax.set_ylabel("observed share")
    ax.set_title(title, fontsize=10)
    ax.legend(fontsize=8, loc="upper left", frameon=False)
    return _save(figure, path)


def draw_learning_curve(curve: list[dict], title: str, path) -> Path:
    """Dev macro-F1 by training pairs."""
    figure, ax = _canvas(4.8, 3.6)
    pairs = [row["pairs"] for row in curve]
    ax.plot(pairs, [row["macro_f1"] for row in curve], color="#0a5ea8", marker="o", label="dev, all")
    prose = [row["articles_macro_f1"] for row in curve]
    if all(value is not None for value in prose):
        ax.plot(pairs, prose, color="#b03a06", marker="s", linestyle="--", label="dev, articles")
    ax.set_xlabel("training pairs")
    ax.set_ylabel("macro-F1")
    ax.set_title(title, fontsize=10)
    ax.grid(color="#e5e7eb")
    ax.legend(fontsize=8, frameon=False)
    return _save(figure, path)


def _canvas(width: float, height: float):
    figure = require("matplotlib.figure", "plots").Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _save(figure, path) -> Path:
    figure.savefig(path, dpi=150, format="png", metadata={"Software": None})
    return Path(path)
