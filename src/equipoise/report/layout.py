"""Where the actors of a network stand: balancer and rivals in a triangle, the others on an ellipse around."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence

__all__ = ["LINE", "LONGEST", "label_lines", "label_width", "place"]

#: Height of a line of a label, in the picture's units.
LINE = 16
LONGEST = 18


def label_lines(name: str) -> list[str]:
    """A name in at most three lines of at most 18 characters; what does not fit ends in an ellipsis."""
    import textwrap

    lines = textwrap.wrap(name, LONGEST, max_lines=3, placeholder=" …") or ["?"]
    return [line if len(line) <= LONGEST else line[: LONGEST - 1] + "…" for line in lines]


def label_width(lines: Sequence[str]) -> float:
    """How wide a label stands in a sans serif of 13 units: an estimate on the generous side."""
    return max(sum(_character(c) for c in line) for line in lines) + 22


def _character(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WF":
        return 13.5
    return 4.5 if c in "iljtfrI.,' " else 11.0 if c in "mwMW" else 9.2 if c.isupper() else 7.5


def place(
    nodes: Sequence[str],
    ties: Mapping[tuple[str, str], float],
    sizes: Mapping[str, tuple[float, float]],
    focus: Sequence[str] = (),
) -> dict[str, tuple[float, float]]:
    """Centre of each node.

    Parameters
    ----------
    nodes : codes, each once
    ties : (a, b) -> strength in [-1, 1]; one direction is enough
    sizes : code -> (width, height) of its label
    focus : (balancer, rival, rival), or empty

    Returns
    -------
    dict of code -> (x, y)
        y grows downward, no two labels overlap, and the same input gives the same picture.
    """
    focus = [code for code in focus if code in nodes]
    others = [code for code in nodes if code not in focus]
    places: dict[str, tuple[float, float]] = {}
    if focus:
        # long names need room between the two rivals
        half = max(150.0, sum(sizes[code][0] for code in focus[1:]) / 4 + 70)
        places = dict(zip(focus, ((0.0, -105.0), (-half, 105.0), (half, 105.0))))
    if not others:
        return places
    order = _beside_friends(others, places, ties) if focus else _by_side(others, ties)
    wide = max(sizes[code][0] for code in others)
    inner = (max(abs(x) for x, _ in places.values()) + wide / 2 + 60, 225.0) if focus else (90.0, 90.0)
    ry = max(inner[1], min(360.0, 15.0 * len(order)))
    rx = max(inner[0], ry * 1.2, 17.0 * len(order))
    for code, angle in zip(order, _angles(order, places)):
        places[code] = (rx * math.cos(angle), ry * math.sin(angle))
    _part(places, sizes, set(focus))
    return places


def _part(places, sizes, fixed, gap: float = 30.0) -> None:
    """Push overlapping labels apart, along the axis that needs less; those in `fixed` stay."""
    codes = list(places)
    for _ in range(200):
        moved = False
        for k, a in enumerate(codes):
            for b in codes[k + 1 :]:
                (ax, ay), (bx, by) = places[a], places[b]
                dx = (sizes[a][0] + sizes[b][0]) / 2 + gap - abs(bx - ax)
                dy = (sizes[a][1] + sizes[b][1]) / 2 + gap - abs(by - ay)
                if dx <= 0.01 or dy <= 0.01:
                    continue
                moved = True
                share = (0.0, 1.0) if a in fixed else (1.0, 0.0) if b in fixed else (0.5, 0.5)
                x, y = (math.copysign(dx, bx - ax), 0.0) if dx < dy else (0.0, math.copysign(dy, by - ay))
                places[a] = (ax - x * share[0], ay - y * share[0])
                places[b] = (bx + x * share[1], by + y * share[1])
        if not moved:
            return


def _angles(order: Sequence[str], places) -> list[float]:
    """Evenly round the ellipse; few companions of a triangle stand in the free corners first."""
    n = len(order)
    if places and n <= 3:
        return [[math.pi / 2], [math.pi * 1.2, math.pi * 1.8], [math.pi / 2, math.pi * 1.2, math.pi * 1.8]][
            n - 1
        ]
    start = -math.pi / 2 + (math.pi / n if places else 0)  # nobody right above the balancer
    return [start + 2 * math.pi * k / n for k in range(n)]


def _beside_friends(others, places, ties) -> list[str]:
    """Others by the direction of those in the triangle they have most to do with: fewer ties cross it."""

    def direction(code: str) -> float:
        x = y = 0.0
        for (a, b), strength in ties.items():
            other = b if a == code else a if b == code else ""
            if other in places:
                x += abs(strength) * places[other][0]
                y += abs(strength) * places[other][1]
        turned = math.atan2(y, x) + math.pi / 2  # begin above, go clockwise, as _angles does
        return turned % (2 * math.pi)

    if len(others) <= 3:
        return sorted(others)
    return sorted(others, key=lambda code: (round(direction(code), 3), code))


def _by_side(others, ties) -> list[str]:
    """Friends beside friends: ordered round the circle by the two leading eigenvectors of the signed ties."""
    import numpy as np

    at = {code: k for k, code in enumerate(others)}
    matrix = np.zeros((len(others), len(others)))
    for (a, b), strength in ties.items():
        if a in at and b in at:
            matrix[at[a], at[b]] += strength
            matrix[at[b], at[a]] += strength
    if len(others) < 3 or not matrix.any():
        return list(others)
    _, vectors = np.linalg.eigh(matrix)
    first, second = vectors[:, -1], vectors[:, -2]
    # an eigenvector's sign is arbitrary: fix it, so that the picture does not flip between machines
    first, second = (v * (1 if v[np.argmax(np.abs(v))] > 0 else -1) for v in (first, second))
    turn = np.round(np.arctan2(second, first), 6)
    return [others[k] for k in sorted(range(len(others)), key=lambda k: (turn[k], others[k]))]
