"""A corpus at a glance, as inline SVG: pooled stances as a heat map, balance scores over time."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from xml.sax.saxutils import escape

from equipoise.report.safe import terminal_text
from equipoise.report.words import interval, number, signed, strategy_name

__all__ = ["heat_map", "pooled_dyads", "timeline"]

#: Actors on each side of the heat map: more do not fit a page.
MAX_ACTORS = 14


def pooled_dyads(rows: Iterable[dict]) -> dict[tuple[str, str], dict]:
    """Dyads of many articles added up: (source, target) -> mean, low, high, sign, n_effective, n_articles."""
    from equipoise.dyads import interval as quantiles
    from equipoise.dyads import mean, probability_above

    counts: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    effective: dict[tuple[str, str], float] = defaultdict(float)
    articles: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row["n_effective"] > 0:
            key = (row["source"], row["target"])
            counts[key] = [a + b for a, b in zip(counts[key], row["counts"], strict=True)]
            effective[key] += row["n_effective"]
            articles[key] += 1
    if not counts:
        return {}
    table = list(counts.values())
    low, high = quantiles(table)
    above, below = probability_above(table, 0.15), 1 - probability_above(table, -0.15)
    return {
        key: {
            "mean": float(m),
            "low": float(lo),
            "high": float(hi),
            "sign": "+" if up >= 0.7 else "-" if down >= 0.7 else "0",
            "n_effective": effective[key],
            "n_articles": articles[key],
        }
        for key, m, lo, hi, up, down in zip(counts, mean(table), low, high, above, below, strict=True)
    }


def heat_map(pooled: dict[tuple[str, str], dict], name) -> str:
    """Sources down, targets across, sign and mean in each cell: colour is never alone. "" for none."""
    worth: dict[str, float] = defaultdict(float)
    for (a, b), dyad in pooled.items():
        if dyad["sign"] in "+-":
            worth[a] += dyad["n_effective"]
            worth[b] += dyad["n_effective"]
    codes = sorted(worth, key=lambda code: (-worth[code], code))[:MAX_ACTORS]
    if len(codes) < 2:
        return ""
    cell, left, top = 46, 150, 74
    width, height = left + cell * len(codes) + 62, top + cell * len(codes) + 8
    body = []
    for k, code in enumerate(codes):
        x, y = left + cell * k + cell / 2, top + cell * k + cell / 2
        label = _text(_short(name(code), 19))
        body.append(
            f'<text class="eq-row" x="{left - 8}" y="{y + 4:.0f}">'
            f"<title>{_text(name(code))}</title>{label}</text>"
        )
        body.append(
            f'<text class="eq-column" transform="translate({x:.0f} {top - 8}) rotate(-35)">'
            f"<title>{_text(name(code))}</title>{_text(_short(name(code), 12))}</text>"
        )
    for r, a in enumerate(codes):
        for c, b in enumerate(codes):
            body.append(
                _cell(pooled.get((a, b)), left + c * cell, top + r * cell, cell, a == b, name(a), name(b))
            )
    told = f"Pooled stance of {len(codes)} actors toward each other; rows are sources, columns targets."
    return (
        f'<svg class="eq-heat" role="img" aria-label="{_text(told)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{"".join(body)}</svg>'
    )


def _cell(dyad, x, y, size, own, a, b) -> str:
    box = f'x="{x + 1}" y="{y + 1}" width="{size - 2}" height="{size - 2}" rx="4"'
    if own:
        return f'<rect {box} class="eq-own"/>'
    if dyad is None:
        return f'<rect {box} class="eq-none"/>'
    kind = {"+": "pos", "-": "neg"}.get(dyad["sign"], "none")
    strength = f' fill-opacity="{0.25 + 0.6 * min(1.0, abs(dyad["mean"])):.2f}"' if kind != "none" else ""
    said = (
        f"{a} toward {b}: {signed(dyad['mean'])}, "
        f"90 % interval {interval(dyad['low'], dyad['high'], sign=True)}, "
        f"{dyad['n_articles']} articles"
    )
    shown = {"pos": "+", "neg": "−"}.get(kind, "")
    value = signed(dyad["mean"]).lstrip("+−") if shown else "·"
    return (
        f'<g><title>{_text(said)}</title><rect {box} class="eq-{kind}"{strength}/>'
        f'<text class="eq-value" x="{x + size / 2:.0f}" y="{y + size / 2 + 4:.0f}">{shown}{value}</text></g>'
    )


def timeline(rows: Iterable[dict], name) -> str:
    """Balance scores of dated findings with their 90 % intervals. "" with fewer than two dates."""
    dated = sorted(
        (
            (datetime.date.fromisoformat(row["date"]), row)
            for row in rows
            if row["date"] and row["balance"] is not None
        ),
        key=lambda item: (item[0], item[1]["actor"]),
    )
    if len({date for date, _ in dated}) < 2:
        return ""
    width, height, left, right, top, bottom = 900, 300, 44, 16, 16, 44
    first, last = dated[0][0].toordinal(), dated[-1][0].toordinal()

    def across(date: datetime.date) -> float:
        return left + 12 + (date.toordinal() - first) / (last - first) * (width - left - right - 24)

    def down(score: float) -> float:
        return top + (1 - score) * (height - top - bottom)

    body = []
    for score in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = down(score)
        body.append(f'<line class="eq-grid" x1="{left}" y1="{y:.0f}" x2="{width - right}" y2="{y:.0f}"/>')
        body.append(f'<text class="eq-row" x="{left - 6}" y="{y + 4:.0f}">{number(score)}</text>')
    for date in _ticks(dated[0][0], dated[-1][0]):
        x = across(date)
        body.append(f'<path class="eq-grid" d="M{x:.0f} {height - bottom}v5"/>')
        body.append(f'<text class="eq-tick" x="{x:.0f}" y="{height - bottom + 20}">{date.year}</text>')
    for date, row in dated:
        x = across(date)
        said = (
            f"{date}: {name(row['actor'])} between {name(row['rival_a'])} and {name(row['rival_b'])}, "
            f"{strategy_name(row['strategy'])}, score {number(row['balance'])}, "
            f"90 % interval {interval(row['balance_low'], row['balance_high'])}"
        )
        body.append(
            f'<g><title>{_text(said)}</title><path class="eq-bar" d="M{x:.1f} {down(row["balance_low"]):.1f}'
            f'V{down(row["balance_high"]):.1f}"/><circle class="eq-dot" cx="{x:.1f}" '
            f'cy="{down(row["balance"]):.1f}" r="5"/></g>'
        )
    return (
        f'<svg class="eq-time" role="img" aria-label="Balance scores of {len(dated)} findings over time" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">{"".join(body)}</svg>'
    )


def _ticks(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """New Year's days between the two, at most ten of them; the first date where there is none."""
    years = list(range(first.year + 1, last.year + 1)) or [first.year]
    step = -(-len(years) // 10)
    return [max(first, datetime.date(year, 1, 1)) for year in years[::step]]


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _text(value: str) -> str:
    return escape(terminal_text(value), {'"': "&quot;"})
