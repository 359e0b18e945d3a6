"""How far two readers agree: raw agreement, Cohen's kappa, Krippendorff's nominal alpha, by label and by
pattern.

Both coefficients are our own, from the published formulas (Cohen 1960; Krippendorff 2011), and tested against
the values that their authors print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from equipoise.errors import LabelError
from equipoise.types import LABELS

__all__ = ["agreement", "cohen_kappa", "nominal_alpha", "render_agreement"]


def cohen_kappa(first: Sequence, second: Sequence) -> float:
    """Agreement of two readers beyond chance, 1 at best (Cohen 1960).

    Parameters
    ----------
    first, second : sequences of equal length
        What each reader said of each unit.

    Returns
    -------
    float
        nan where there are no units, or where both use one and the same category throughout.
    """
    if len(first) != len(second):
        raise LabelError(
            f"the readers have {len(first)} and {len(second)} labels; each unit needs one of both."
        )
    size = len(first)
    if not size:
        return float("nan")
    one, two = Counter(first), Counter(second)
    observed = sum(a == b for a, b in zip(first, second)) / size
    expected = sum(one[c] * two[c] for c in one) / size**2
    return float("nan") if expected == 1 else (observed - expected) / (1 - expected)


def nominal_alpha(units: Iterable[Sequence]) -> float:
    """Krippendorff's alpha for categories without order (Krippendorff 2011, "Computing Krippendorff's
    Alpha").

    Parameters
    ----------
    units : iterable of sequences
        The labels that the readers gave each unit, None where one gave none; any number of readers.

    Returns
    -------
    float
        nan where nothing can be compared, or where only one category occurs.
    """
    coincidences: Counter = Counter()
    for unit in units:
        given = [label for label in unit if label is not None]
        if len(given) < 2:
            continue
        count = Counter(given)
        for a in count:
            for b in count:
                coincidences[a, b] += count[a] * (count[b] - (a == b)) / (len(given) - 1)
    margin: Counter = Counter()
    for (a, _), value in coincidences.items():
        margin[a] += value
    total = sum(margin.values())
    expected = total**2 - sum(value**2 for value in margin.values())
    if expected == 0:
        return float("nan")
    observed = sum(value for (a, b), value in coincidences.items() if a != b)
    return 1 - (total - 1) * observed / expected


def agreement(rows: Iterable[dict], patterns: Mapping[str, Sequence[str]] | None = None) -> dict:
    """The figures of an agreement file.

    Parameters
    ----------
    rows : dicts with ``id, source, target, first, second`` and, where settled, ``adjudicated``
    patterns : statement id -> its patterns, for rows that hold no ``patterns``

    Returns
    -------
    dict
        ``pairs, statements, raw, kappa, alpha, per_label, per_pattern, confusion, adjudicated``.
        ``per_label`` holds the specific agreement on each label (twice the pairs that both gave it, by all
        pairs that either did: Cicchetti & Feinstein 1990); confusion rows are the first reader's, in the
        order of `LABELS`.

    Raises
    ------
    LabelError
        A row that lacks a key or has another label; its number is named.
    """
    rows = [_checked(number, row) for number, row in enumerate(rows, 1)]
    patterns = patterns or {}
    table = np.zeros((3, 3), dtype=int)
    for row in rows:
        table[LABELS.index(row["first"]), LABELS.index(row["second"])] += 1
    by_pattern: dict[str, list[dict]] = {}
    for row in rows:
        for pattern in row.get("patterns") or patterns.get(str(row["id"]), ()):
            by_pattern.setdefault(pattern, []).append(row)
    settled = [row for row in rows if row.get("adjudicated") and row["first"] != row["second"]]
    return {
        "pairs": len(rows),
        "statements": len({str(row["id"]) for row in rows}),
        **_figures(rows),
        "per_label": {
            label: {
                "agreement": float(2 * table[i, i] / both)
                if (both := table[i].sum() + table[:, i].sum())
                else None,
                "first": int(table[i].sum()),
                "second": int(table[:, i].sum()),
            }
            for i, label in enumerate(LABELS)
        },
        "per_pattern": {
            name: {"pairs": len(group), **_figures(group)} for name, group in sorted(by_pattern.items())
        },
        "confusion": table.tolist(),
        "adjudicated": {
            "disputed": sum(row["first"] != row["second"] for row in rows),
            "settled": len(settled),
            "for_first": sum(row["adjudicated"] == row["first"] for row in settled),
            "for_second": sum(row["adjudicated"] == row["second"] for row in settled),
            "for_neither": sum(row["adjudicated"] not in (row["first"], row["second"]) for row in settled),
        },
    }


def _checked(number: int, row: dict) -> dict:
    missing = [k for k in ("id", "source", "target", "first", "second") if k not in row]
    if missing:
        raise LabelError(
            f"row {number} lacks {', '.join(missing)}; a second reading is id, source, target, first, second "
            "and adjudicated."
        )
    for key in ("first", "second", "adjudicated"):
        if row.get(key, "") not in (*LABELS, *([""] if key == "adjudicated" else [])):
            raise LabelError(f"row {number}: {key} is {row[key]!r}; it is one of {', '.join(LABELS)}.")
    return row


def _figures(rows: list[dict]) -> dict:
    first, second = [row["first"] for row in rows], [row["second"] for row in rows]
    raw = float(np.mean([a == b for a, b in zip(first, second)])) if rows else float("nan")
    return {"raw": raw, "kappa": cohen_kappa(first, second), "alpha": nominal_alpha(zip(first, second))}


def render_agreement(figures: dict, title: str = "") -> str:
    """The figures as plain text."""
    lead = f"{title}: " if title else ""
    lines = [
        f"{lead}{figures['pairs']} pairs of {figures['statements']} statements, read twice",
        f"raw agreement {figures['raw']:.3f}   Cohen's kappa {figures['kappa']:.3f}   "
        f"Krippendorff's alpha (nominal) {figures['alpha']:.3f}",
        "",
        f"{'label':<14}{'agreement':>10}{'first':>8}{'second':>8}",
    ]
    for label, row in figures["per_label"].items():
        shown = "-" if row["agreement"] is None else f"{row['agreement']:.3f}"
        lines.append(f"{label:<14}{shown:>10}{row['first']:>8}{row['second']:>8}")
    lines += ["", "first \\ second" + "".join(f"{label:>12}" for label in LABELS)]
    for label, counts in zip(LABELS, figures["confusion"]):
        lines.append(f"{label:<14}" + "".join(f"{count:>12}" for count in counts))
    if figures["per_pattern"]:
        lines += ["", f"{'pattern':<20}{'pairs':>7}{'raw':>8}{'kappa':>8}{'alpha':>8}"]
        for name, row in figures["per_pattern"].items():
            lines.append(
                f"{name:<20}{row['pairs']:>7}{row['raw']:>8.3f}{row['kappa']:>8.3f}{row['alpha']:>8.3f}"
            )
    settled = figures["adjudicated"]
    lines += [
        "",
        f"disputed {settled['disputed']}, settled {settled['settled']}: {settled['for_first']} for the first "
        f"reader, {settled['for_second']} for the second, {settled['for_neither']} for neither",
    ]
    return "\n".join(lines)
