"""The frustration index of a signed graph, exact, with a division into camps that attains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from equipoise.errors import InputError
from equipoise.networks.edges import signs

__all__ = ["BRUTE_FORCE", "Frustration", "frustration"]

#: Components up to so many actors are solved by trying all divisions.
BRUTE_FORCE = 16


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration index with one division into two camps that attains it, and the edges at odds with it.

    exact is False only when the integer programme ran out of time: the index is then an upper bound.
    """

    index: int
    edges: tuple[tuple[str, str], ...]
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    exact: bool = True


def frustration(
    edges: Iterable[tuple[str, str, int]], method: str = "auto", time_limit: float | None = 60.0
) -> Frustration:
    """The least number of edges that contradict a division into two camps.

    Parameters
    ----------
    edges : iterable of (node, node, sign), sign +1 or -1
    method : "auto", "brute" or "milp"
        "auto" tries all divisions of components up to `BRUTE_FORCE` nodes and solves larger ones by milp.
    time_limit : float, optional
        Seconds for one component's integer programme.

    Raises
    ------
    InputError
        An unknown method, a sign other than +1 and -1, an edge from a node to itself, or one given twice with
        two signs.
    """
    if method not in ("auto", "brute", "milp"):
        raise InputError(f"method is {method!r}; it is auto, brute or milp.")
    sign = signs(edges)
    side: dict[str, int] = {}
    exact = True
    for nodes in _components(sign):
        inside = {key: s for key, s in sign.items() if key[0] in nodes}
        order = sorted(nodes)
        if method == "brute" or (method == "auto" and len(order) <= BRUTE_FORCE):
            found = _brute(order, inside)
        else:
            found, solved = _programme(order, inside, time_limit)
            exact = exact and solved
        side.update(zip(order, found))
    frustrated = tuple(key for key, s in sorted(sign.items()) if (side[key[0]] == side[key[1]]) != (s > 0))
    camps = tuple(tuple(sorted(n for n in side if side[n] == k)) for k in (0, 1))
    return Frustration(len(frustrated), frustrated, camps, exact)


def _brute(nodes: list[str], sign: dict) -> list[int]:
    """All divisions at once; the first node stays in camp 0, of equal divisions the first in binary order
    wins."""
    at = {node: i for i, node in enumerate(nodes)}
    masks = np.arange(1 << max(0, len(nodes) - 1), dtype=np.int64) << 1
    total = np.zeros(len(masks), dtype=np.int32)
    for (a, b), s in sign.items():
        apart = (masks >> at[a] ^ masks >> at[b]) & 1
        total += (apart if s > 0 else 1 - apart).astype(np.int32)
    best = int(masks[int(total.argmin())])
    return [best >> i & 1 for i in range(len(nodes))]


def _programme(nodes: list[str], sign: dict, time_limit: float | None) -> tuple[list[int], bool]:
    """Minimise the sum of f over camps x in {0, 1}: f >= |xa - xb| on "+", f >= |1 - xa - xb| on "-"."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_matrix

    at = {node: i for i, node in enumerate(nodes)}
    n, m = len(nodes), len(sign)
    matrix, low = lil_matrix((2 * m, n + m)), np.zeros(2 * m)
    for k, ((a, b), s) in enumerate(sign.items()):
        for row, direction in ((2 * k, 1), (2 * k + 1, -1)):
            matrix[row, n + k] = 1
            matrix[row, at[a]] = -direction
            matrix[row, at[b]] = direction if s > 0 else -direction
            low[row] = 0 if s > 0 else -direction
    upper = np.ones(n + m)
    upper[max(range(n), key=lambda i: sum(nodes[i] in key for key in sign))] = (
        0  # camps have no names: fix the busiest
    )
    result = milp(
        np.r_[np.zeros(n), np.ones(m)],
        constraints=LinearConstraint(matrix.tocsr(), low, np.inf),
        integrality=np.r_[np.ones(n), np.zeros(m)],
        bounds=Bounds(0, upper),
        options={} if time_limit is None else {"time_limit": time_limit},
    )
    if result.x is None:  # no division found in time: one camp for all is an upper bound
        return [0] * n, False
    return [round(x) for x in result.x[:n]], result.status == 0


def _components(sign: dict) -> list[set[str]]:
    neighbours: dict[str, set[str]] = {}
    for a, b in sign:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    seen: set[str] = set()
    out = []
    for start in sorted(neighbours):
        if start in seen:
            continue
        found, front = {start}, [start]
        while front:
            new = neighbours[front.pop()] - found
            found |= new
            front += new
        seen |= found
        out.append(found)
    return out
