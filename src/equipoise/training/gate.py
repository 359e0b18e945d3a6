"""The gate: a challenger replaces the champion only when it is shown not to be worse.

Both score the same test pairs. Differences come with a paired bootstrap (Efron & Tibshirani 1993; for systems
on one test set Koehn 2004) that draws whole statement groups, because the pairs of one article stand or fall
together.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from equipoise.stance.calibration import expected_calibration_error
from equipoise.training.config import Gate
from equipoise.types import LABELS

__all__ = ["Check", "Verdict", "compare", "render_verdict"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table; `holds` is None where the line is only shown."""

    what: str
    pairs: int
    champion: float
    challenger: float
    low: float | None
    rule: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the challenger may be promoted, and every check."""

    passed: bool
    checks: tuple[Check, ...]

    @property
    def broken(self) -> list[str]:
        """The rules that the challenger breaks, for a person."""
        return [
            f"{c.what}: {c.champion:.3f} -> {c.challenger:.3f} ({c.rule})"
            for c in self.checks
            if c.holds is False
        ]

    def to_dict(self) -> dict:
        """Plain dict for JSON."""
        return {"passed": self.passed, "checks": [asdict(check) for check in self.checks]}


def compare(
    frame: pd.DataFrame, champion: np.ndarray, challenger: np.ndarray, rules: Gate, seed: int = 0
) -> Verdict:
    """Compare two models' probabilities, each of shape (n, 3), on the same test pairs.

    Parameters
    ----------
    frame : DataFrame
        `pair_frame` rows; ``label, group, patterns`` and, where known, ``origin`` are read.
    rules : Gate
    seed : int
        Of the bootstrap.

    Returns
    -------
    Verdict
    """
    gold = np.array([LABELS.index(label) for label in frame["label"]])
    finite = bool(np.isfinite(challenger).all())
    challenger = np.nan_to_num(challenger, posinf=0.0, neginf=0.0)
    both = champion.argmax(axis=1), challenger.argmax(axis=1)
    one, two = (_macro_f1(_confusion(gold, p)) for p in both)
    drawn = _differences(frame["group"].astype(str).to_numpy(), gold, *both, rules, seed)
    low = float(np.quantile(drawn, 1 - rules.confidence))
    said = f"worse by at most {rules.macro_f1_margin:.3f} at {rules.confidence:.0%}"
    checks = [Check("macro-F1", len(frame), one, two, low, said, bool(low >= -rules.macro_f1_margin))]
    if "origin" in frame.columns:
        for origin in sorted(set(frame["origin"])):
            rows = (frame["origin"] == origin).to_numpy()
            checks.append(_line(f"macro-F1, {origin}", rows, gold, both, "shown"))
    checks += _patterns(frame, gold, both, rules, seed)
    for i, label in enumerate(LABELS):
        ours, theirs = (expected_calibration_error(p[:, i], gold == i) for p in (challenger, champion))
        limit = max(rules.ece_limit, theirs + rules.ece_margin)
        checks.append(
            Check(
                f"ECE, {label}", len(frame), theirs, ours, None, f"at most {limit:.3f}", bool(ours <= limit)
            )
        )
    checks.append(Check("finite probabilities", len(frame), 1.0, float(finite), None, "all", finite))
    return Verdict(all(check.holds is not False for check in checks), tuple(checks))


def _patterns(frame: pd.DataFrame, gold, both, rules: Gate, seed: int) -> list[Check]:
    out = []
    for pattern in sorted({p for group in frame["patterns"] for p in group}):
        rows = frame["patterns"].map(lambda group, p=pattern: p in group).to_numpy(dtype=bool)
        check = _line(pattern, rows, gold, both, f"falls by at most {rules.pattern_margin:.3f}")
        fell = check.challenger < check.champion - rules.pattern_margin - 1e-12
        if fell and check.pairs < rules.pattern_pairs:
            # one pair of forty is more than two points: a small pattern falls when chance alone would not do
            # it
            groups = frame["group"].astype(str).to_numpy()[rows]
            drawn = _differences(groups, gold[rows], *(p[rows] for p in both), rules, seed)
            fell = bool(np.quantile(drawn, rules.confidence) < -rules.pattern_margin)
        rule = check.rule + (f" at {rules.confidence:.0%}" if check.pairs < rules.pattern_pairs else "")
        out.append(replace(check, rule=rule, holds=not fell))
    return out


def _line(what: str, rows, gold, both, rule: str) -> Check:
    one, two = (_macro_f1(_confusion(gold[rows], p[rows])) for p in both)
    return Check(what, int(rows.sum()), one, two, None, rule, None)


def _differences(groups: np.ndarray, gold, one, two, rules: Gate, seed: int) -> np.ndarray:
    """Bootstrap draws of (challenger - champion) in macro-F1; whole groups are drawn."""
    _, at = np.unique(groups, return_inverse=True)
    size = at.max() + 1
    counts = []
    for predicted in (
        one,
        two,
    ):  # a 3 x 3 confusion matrix a group: drawing groups is then a product of matrices
        table = np.zeros((size, 9))
        np.add.at(table, (at, gold * 3 + predicted), 1)
        counts.append(table)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(size, np.full(size, 1 / size), size=rules.draws).astype(float)
    return _macro_f1(drawn @ counts[1]) - _macro_f1(drawn @ counts[0])


def _confusion(gold, predicted) -> np.ndarray:
    return np.bincount(gold * 3 + predicted, minlength=9).astype(float)


def _macro_f1(confusion: np.ndarray):
    """Macro-F1 of flattened confusion matrices, shape (..., 9); over the classes in gold or prediction."""
    table = confusion.reshape(*confusion.shape[:-1], 3, 3)
    hit = np.diagonal(table, axis1=-2, axis2=-1)
    total = table.sum(axis=-1) + table.sum(axis=-2)
    f1 = np.divide(2 * hit, total, out=np.zeros_like(hit), where=total > 0)
    present = (total > 0).sum(axis=-1)
    out = f1.sum(axis=-1) / np.maximum(present, 1)
    return float(out) if out.ndim == 0 else out


def render_verdict(verdict: Verdict) -> str:
    """The table as plain text: broken rules marked with an x."""
    lines = [f"{'':<2}{'check':<24}{'pairs':>7}{'champion':>10}{'challenger':>12}{'diff':>8}{'low':>8}  rule"]
    for c in verdict.checks:
        mark = {True: " ", False: "x", None: "."}[c.holds]
        low = "" if c.low is None else f"{c.low:+.3f}"
        lines.append(
            f"{mark:<2}{c.what:<24}{c.pairs:>7}{c.champion:>10.3f}{c.challenger:>12.3f}"
            f"{c.challenger - c.champion:>+8.3f}{low:>8}  {c.rule}"
        )
    lines.append("passed" if verdict.passed else f"refused: {len(verdict.broken)} rules broken")
    return "\n".join(lines)
