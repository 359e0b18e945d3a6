"""The signed network as inline SVG: actors, arrows by sign and strength, the balancer's triangle set off."""

from __future__ import annotations

import hashlib
import math
from xml.sax.saxutils import escape

from equipoise.report.finding import names, ordered
from equipoise.report.layout import LINE, label_lines, label_width, place
from equipoise.report.safe import terminal_text
from equipoise.report.words import joined, signed

__all__ = ["MAX_TIES", "RULES", "network_svg", "ties"]

#: More arrows than this are a thicket: the strongest are drawn, and the picture says how many are left out.
MAX_TIES = 30
_KINDS = {"+": ("supportive", "+"), "-": ("hostile", "−")}


def network_svg(data: dict, standalone: bool = True, focus: dict | None = None, dark: bool = True) -> str:
    """SVG of the stances that are clear in a report's dict.

    Parameters
    ----------
    data : dict
        Of `equipoise.report.summarise`.
    standalone : bool
        True adds styles, for a picture outside the page; with `dark` it follows the reader's colour scheme.
    focus : dict, optional
        A row of ``strategies``: draw its three actors only. Else all are drawn, the first finding set off.

    Returns
    -------
    str
        "" where no stance is clear.
    """
    name = names(data)
    shown = ties(data)
    chosen = focus or next(iter(ordered(data["strategies"])), None)
    three = (chosen["actor"], chosen["rival_a"], chosen["rival_b"]) if chosen else ()
    if focus:
        shown = [tie for tie in shown if {tie["a"], tie["b"]} <= set(three)]
    shown.sort(key=lambda tie: not {tie["a"], tie["b"]} <= set(three))  # the triangle's own are always drawn
    left_out, shown = len(shown) - MAX_TIES, shown[:MAX_TIES]
    rivals = {(r["a"], r["b"]) for r in data["rivalries"]}
    nodes = list(dict.fromkeys([*three, *(code for tie in shown for code in (tie["a"], tie["b"]))]))
    if not shown:
        return ""
    lines = {code: label_lines(terminal_text(name(code))) for code in nodes}
    sizes = {code: (label_width(lines[code]), LINE * len(lines[code]) + 14) for code in nodes}
    strength = {(tie["a"], tie["b"]): tie["strength"] for tie in shown}
    at = place(nodes, strength, sizes, three)
    key = (
        "eq"
        + hashlib.sha256(repr((data["article"]["id"], sorted(at.items()), three)).encode()).hexdigest()[:8]
    )
    body = []
    if three and all(code in at for code in three):
        body.append(_triangle([at[code] for code in three]))
    for a, b in sorted(rivals):
        if a in at and b in at and (a, b) not in strength and (b, a) not in strength:
            body.append(_rivalry_line(at[a], at[b], sizes[a], sizes[b]))
    badges, taken = [], [(*at[code], *size) for code, size in sizes.items()]
    for tie in shown:
        both = tuple(sorted((tie["a"], tie["b"])))
        # only the rivals of the triangle are called so in the picture: more words would lie across each other
        line, badge = _tie(
            tie,
            at,
            sizes,
            key,
            name,
            both in rivals,
            both == tuple(sorted(three[1:])) and both in rivals,
            taken,
        )
        body.append(line)
        badges.append(badge)
    body += badges
    body += [_node(code, at[code], sizes[code], lines[code], name(code), three) for code in nodes]
    told = f"The {left_out} weakest arrows are left out." if left_out > 0 else ""
    style = _LIGHT + (_DARK if dark else "") + RULES if standalone else ""
    return _frame(body, taken, key, style, _description(shown, three, name, told), told)


def ties(data: dict) -> list[dict]:
    """Pairs of actors with a clear stance one way or both, strongest first.

    ``arrows`` is "both" (one sign, both ways), "a>b" alone, or "each" (arrows of different signs, two ties).
    """
    clear = {(d["source"], d["target"]): d for d in data["dyads"] if d["sign"] in _KINDS}
    found = []
    for (a, b), dyad in sorted(clear.items()):
        back = clear.get((b, a))
        if back and back["sign"] == dyad["sign"]:
            if a < b:
                mean = (dyad["mean"] + back["mean"]) / 2
                found.append({"a": a, "b": b, "sign": dyad["sign"], "strength": mean, "arrows": "both"})
        else:
            how = "each" if back else "a>b"
            found.append({"a": a, "b": b, "sign": dyad["sign"], "strength": dyad["mean"], "arrows": how})
    return sorted(found, key=lambda t: (-round(abs(t["strength"]), 6), t["a"], t["b"]))


def _triangle(corners) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon class="eq-tri" points="{points}"/>'


def _tie(tie, at, sizes, key, name, rivals: bool, named: bool, taken: list) -> tuple[str, str]:
    """The arrow and, to be drawn over all arrows, the badge with its sign, clear of what is in `taken`."""
    kind, mark = _KINDS[tie["sign"]]
    bow = 26.0 if tie["arrows"] == "each" else 0.0
    (x1, y1), (x2, y2) = at[tie["a"]], at[tie["b"]]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length
    cx, cy = (x1 + x2) / 2 + 2 * bow * nx, (y1 + y2) / 2 + 2 * bow * ny
    sx, sy = _border((x1, y1), (cx, cy), sizes[tie["a"]], 3 if tie["arrows"] != "both" else 7)
    ex, ey = _border((x2, y2), (cx, cy), sizes[tie["b"]], 7)
    path = f"M{sx:.1f} {sy:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    width = 1.6 + 3.4 * min(1.0, abs(tie["strength"]))
    start = f' marker-start="url(#{key}{kind[0]})"' if tie["arrows"] == "both" else ""
    arrow = "↔" if tie["arrows"] == "both" else "→"
    word = f"{name(tie['a'])} {arrow} {name(tie['b'])}: {kind}, {signed(tie['strength'])}" + (
        ", rivals" if rivals else ""
    )
    title = f"<title>{_text(word)}</title>"
    line = (
        f'<g class="eq-tie" data-a="{_attribute(tie["a"])}" data-b="{_attribute(tie["b"])}">'
        f'<path class="eq-{kind}" d="{path}" stroke-width="{width:.1f}" marker-end="url(#{key}{kind[0]})"'
        f"{start}/>{title}</g>"
    )
    mx, my = _free_spot((sx, sy), (cx, cy), (ex, ey), taken)
    taken += [(mx, my, 20.0, 20.0), ((sx + 2 * cx + ex) / 4, (sy + 2 * cy + ey) / 4, 2.0, 2.0)]
    badge = (
        f'<g class="eq-badge eq-{kind}-badge"><circle cx="{mx:.1f}" cy="{my:.1f}" r="9.5"/>'
        f'<text x="{mx:.1f}" y="{my + 5:.1f}">{mark}</text>{title}</g>'
    )
    if named:
        badge += f'<text class="eq-note" x="{mx:.1f}" y="{my + 25:.1f}">rivals</text>'
    return line, badge


def _free_spot(start, bend, end, taken) -> tuple[float, float]:
    """A point of the curve, near its middle, where a badge covers no label and no other badge."""
    spots = []
    for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
        x, y = (
            (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t * t * r
            for p, q, r in zip(start, bend, end, strict=True)
        )
        spots.append((x, y))
        if all(abs(x - a) >= w / 2 + 10 or abs(y - b) >= h / 2 + 10 for a, b, w, h in taken):
            return x, y
    return spots[0]


def _rivalry_line(a, b, size_a, size_b) -> str:
    (x1, y1), (x2, y2) = _border(a, b, size_a, 3), _border(b, a, size_b, 3)
    return f'<path class="eq-rivalry" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"><title>rivals</title></path>'


def _border(center, toward, size, gap: float) -> tuple[float, float]:
    """Where the line from a label's centre leaves its box, and `gap` further."""
    (x, y), (tx, ty) = center, toward
    dx, dy = tx - x, ty - y
    length = math.hypot(dx, dy) or 1.0
    w, h = size[0] / 2, size[1] / 2
    reach = min(w / abs(dx) if dx else math.inf, h / abs(dy) if dy else math.inf)
    reach = min(reach * length + gap, 0.48 * length)
    return x + dx / length * reach, y + dy / length * reach


def _node(code, center, size, lines, full, three) -> str:
    (x, y), (w, h) = center, size
    role = " eq-balancer" if three and code == three[0] else " eq-rival" if code in three else ""
    top = y - (len(lines) - 1) * LINE / 2 + 4.5
    text = "".join(
        f'<text x="{x:.1f}" y="{top + k * LINE:.1f}">{_text(line)}</text>' for k, line in enumerate(lines)
    )
    return (
        f'<g class="eq-node{role}" data-code="{_attribute(code)}"><title>{_text(f"{full} ({code})")}</title>'
        f'<rect x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w:.1f}" height="{h:.1f}" '
        f'rx="{min(h / 2, 16):.1f}"/>{text}</g>'
    )


def _frame(body, taken, key, style, description, told) -> str:
    left = min(x - w / 2 for x, _, w, _ in taken) - 14
    right = max(x + w / 2 for x, _, w, _ in taken) + 14
    top = min(y - h / 2 for _, y, _, h in taken) - 14
    bottom = max(y + h / 2 for _, y, _, h in taken) + (36 if told else 20)
    width, height = right - left, bottom - top
    if told:
        body = [
            *body,
            f'<text class="eq-note" x="{(left + right) / 2:.1f}" y="{bottom - 10:.1f}">{_text(told)}</text>',
        ]
    heads = "".join(
        f'<marker id="{key}{kind[0]}" class="eq-{kind}-head" viewBox="0 0 10 10" refX="8" refY="5" '
        'markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        '<path d="M0 0L10 5L0 10Z"/></marker>'
        for kind, _ in _KINDS.values()
    )
    namespace = ' xmlns="http://www.w3.org/2000/svg"' if style else ""
    styled = f"<style>{style}</style>" if style else ""
    return (
        f'<svg{namespace} class="eq-network" role="img" aria-labelledby="{key}t {key}d" '
        f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        f'<title id="{key}t">Signed network of the actors</title>'
        f'<desc id="{key}d">{_text(description)}</desc>'
        f"{styled}<defs>{heads}</defs>{''.join(body)}</svg>"
    )


def _description(shown, three, name, told) -> str:
    """The picture in words, for those who cannot see it."""
    said = [
        f"{name(t['a'])} and {name(t['b'])} {_KINDS[t['sign']][0]} both ways"
        if t["arrows"] == "both"
        else f"{name(t['a'])} {_KINDS[t['sign']][0]} toward {name(t['b'])}"
        for t in shown
    ]
    first = f"Set off: {name(three[0])} between {name(three[1])} and {name(three[2])}. " if three else ""
    return (
        first + joined(said).capitalize() + ". " + told if not first else first + joined(said) + ". " + told
    )


def _text(value: str) -> str:
    return escape(terminal_text(value))


def _attribute(value: str) -> str:
    return escape(terminal_text(value), {'"': "&quot;", "'": "&#39;"})


#: Colours of a picture of its own; the page has the same in its style sheet. Blue and vermilion after Okabe
#: & Ito (2008): told apart with every common colour blindness.
_LIGHT = """
.eq-network{background:#fff;--eq-ink:#1c1f24;--eq-card:#fff;--eq-muted:#565c66;--eq-pos:#0a5ea8;--eq-neg:#b03a06;--eq-gold:#fbf0cf;--eq-gold-line:#97700c}
"""
_DARK = """
@media (prefers-color-scheme:dark){.eq-network{background:#17191d;--eq-ink:#eceae5;--eq-card:#22252b;
--eq-muted:#a9aeb8;--eq-pos:#74b9f5;--eq-neg:#f59e70;--eq-gold:#3a3213;--eq-gold-line:#d9b24c}}
"""
#: Of every picture, alone or in the page.
RULES = """
.eq-network{max-width:100%;height:auto;
font:600 13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.eq-network text{text-anchor:middle;fill:var(--eq-ink);unicode-bidi:plaintext}
.eq-network path{fill:none;stroke-linecap:butt}
.eq-supportive{stroke:var(--eq-pos)}.eq-hostile{stroke:var(--eq-neg);stroke-dasharray:7 5}
.eq-supportive-head path{fill:var(--eq-pos)}.eq-hostile-head path{fill:var(--eq-neg)}
.eq-rivalry{stroke:var(--eq-muted);stroke-width:1.5;stroke-dasharray:2 4}
.eq-tri{fill:var(--eq-gold);stroke:var(--eq-gold-line);stroke-width:1;stroke-dasharray:3 3}
.eq-node rect{fill:var(--eq-card);stroke:var(--eq-muted);stroke-width:1.4}
.eq-rival rect{stroke:var(--eq-ink);stroke-width:2}
.eq-balancer rect{fill:var(--eq-gold);stroke:var(--eq-gold-line);stroke-width:3}
.eq-badge circle{fill:var(--eq-card);stroke-width:1.6}
.eq-supportive-badge circle{stroke:var(--eq-pos)}.eq-hostile-badge circle{stroke:var(--eq-neg)}
.eq-network .eq-badge text{font-size:15px;font-weight:700}
.eq-network .eq-supportive-badge text{fill:var(--eq-pos)}
.eq-network .eq-hostile-badge text{fill:var(--eq-neg)}
.eq-network .eq-note{font-size:11.5px;font-weight:500;fill:var(--eq-muted)}
"""
