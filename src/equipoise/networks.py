"""The signed network of an article: who is tied to whom by which sign, its triads, and how far it is from
balance.

Balance in Heider's sense (Heider 1946; Cartwright & Harary 1956): a cycle is balanced when the product of its
signs is plus. The frustration index (Harary 1959; Aref, Mason & Wilson 2020 for exact computation) is the
least number of edges that contradict any division of the actors into two camps. It is computed exactly: by
trying all divisions up to `BRUTE_FORCE` actors a component, by an integer programme (HiGHS in
`scipy.optimize.milp`) beyond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from equipoise.dyads import mean, probability_above
from equipoise.errors import InputError
from equipoise.types import Dyad, Rivalry

__all__ = [
    "BRUTE_FORCE",
    "Frustration",
    "SignedEdge",
    "SignedNetwork",
    "Triad",
    "frustration",
    "signed_network",
    "triad_census",
    "triads",
]

#: Components up to so many actors are solved by trying all divisions.
BRUTE_FORCE = 16


@dataclass(frozen=True, slots=True)
class SignedEdge:
    """A tie between `a` and `b` (a < b): sign +1 or -1, pooled mean stance, and what it is known from.

    origin
        "stances" of the article, or the "rivalry" of the two.
    """

    a: str
    b: str
    sign: int
    mean: float = 0.0
    origin: str = "stances"


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors with all three ties; `kind` is "+++", "++-", "+--" or "---".

    `center` is the actor of the two equal ties in "++-" (the one between) and in "+--" (the one shut out),
    else ""."""

    nodes: tuple[str, str, str]
    kind: str
    balanced: bool
    center: str
    why: str


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration index with one division into two camps that attains it, and the edges at odds with it.

    exact is False only when the integer programme ran out of time: the index is then an upper bound.
    """

    index: int
    edges: tuple[tuple[str, str], ...]
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SignedNetwork:
    """What `signed_network` makes of an article."""

    nodes: tuple[str, ...]
    edges: tuple[SignedEdge, ...]
    triads: tuple[Triad, ...]
    balanced_triads: int
    frustration_index: int
    frustrated_edges: tuple[tuple[str, str], ...]
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    exact: bool
    note: str


def signed_network(dyads: Sequence[Dyad], rivalries: Sequence[Rivalry] = ()) -> SignedNetwork:
    """The undirected signed network of the actors whose stances, both ways pooled, have a sign.

    Two actors have an edge "+" when P(s > .15) >= .7 of the pooled dyads, "-" when P(s < -.15) >= .7 or when
    they are rivals; dyads without a clear sign are no edges."""
    pooled: dict[tuple[str, str], np.ndarray] = {}
    for dyad in dyads:
        if dyad.n_effective > 0:
            key = _key(dyad.source, dyad.target)
            pooled[key] = pooled.get(key, np.zeros(3)) + np.array(dyad.counts)
    rivals = {_key(r.a, r.b) for r in rivalries}
    edges = []
    for a, b in sorted({*pooled, *rivals}):
        counts = pooled.get((a, b))
        middle = float(mean(counts)) if counts is not None else 0.0
        if (a, b) in rivals:
            edges.append(SignedEdge(a, b, -1, middle, "rivalry"))
        elif probability_above(counts, 0.15) >= 0.7:
            edges.append(SignedEdge(a, b, 1, middle))
        elif 1 - probability_above(counts, -0.15) >= 0.7:
            edges.append(SignedEdge(a, b, -1, middle))
    plain = [(e.a, e.b, e.sign) for e in edges]
    found = triads(plain)
    best = frustration(plain)
    return SignedNetwork(
        nodes=tuple(sorted({code for e in edges for code in (e.a, e.b)})),
        edges=tuple(edges),
        triads=tuple(found),
        balanced_triads=sum(t.balanced for t in found),
        frustration_index=best.index,
        frustrated_edges=best.edges,
        camps=best.camps,
        exact=best.exact,
        note=_note(best),
    )


def triads(edges: Iterable[tuple[str, str, int]]) -> list[Triad]:
    """Every three nodes with all three edges, by nodes."""
    sign = _signs(edges)
    neighbours: dict[str, set[str]] = {}
    for a, b in sign:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    found = []
    for a, b in sorted(sign):
        for c in sorted(neighbours[a] & neighbours[b]):
            if c > b:
                found.append(_triad((a, b, c), sign))
    return found


def triad_census(edges: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """How many triads there are of each kind, without building them: {"+++": n, "++-": n, "+--": n, "---":
    n}."""
    sign = _signs(edges)
    at = {node: i for i, node in enumerate(sorted({n for key in sign for n in key}))}
    matrix = np.zeros((len(at), len(at)))
    for (a, b), s in sign.items():
        matrix[at[a], at[b]] = matrix[at[b], at[a]] = s
    plus, minus = (matrix > 0).astype(float), (matrix < 0).astype(float)
    return {
        "+++": round(np.trace(plus @ plus @ plus) / 6),
        "++-": round(np.trace(plus @ plus @ minus) / 2),
        "+--": round(np.trace(plus @ minus @ minus) / 2),
        "---": round(np.trace(minus @ minus @ minus) / 6),
    }


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
    sign = _signs(edges)
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


def _signs(edges: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    out: dict[tuple[str, str], int] = {}
    for a, b, s in edges:
        if s not in (1, -1) or a == b:
            raise InputError(f"edge {(a, b, s)!r}: an edge joins two different nodes by the sign +1 or -1.")
        if out.setdefault(_key(a, b), s) != s:
            raise InputError(f"the edge between {a} and {b} is given with both signs; decide on one.")
    return out


def _triad(nodes: tuple[str, str, str], sign: dict) -> Triad:
    signs = {pair: sign[_key(*pair)] for pair in combinations(nodes, 2)}
    kind = "".join(sorted(("+" if s > 0 else "-" for s in signs.values()), key="+-".index))
    center = ""
    if kind in ("++-", "+--"):
        odd = next(pair for pair, s in signs.items() if (s < 0) == (kind == "++-"))
        center = next(node for node in nodes if node not in odd)
    return Triad(nodes, kind, kind in ("+++", "+--"), center, _why(nodes, kind, center))


def _why(nodes, kind: str, center: str) -> str:
    a, b = [node for node in nodes if node != center][:2]
    if kind == "++-":
        return (
            f"{center} is on good terms with {a} and with {b}, who are at odds. Heider calls such a triad "
            f"unbalanced: it pulls "
            f"{center} to choose, or {a} and {b} to make peace. That is what balancing between two rivals "
            f"looks like, so "
            '"unbalanced" names the strain on the three and no fault or failure of the balancer.'
        )
    if kind == "+--":
        return (
            f"{a} and {b} stand together against {center}: balanced in Heider's sense, nothing pulls at it."
        )
    if kind == "+++":
        return "All three are on good terms: balanced in Heider's sense."
    return (
        "All three are at odds: unbalanced in Heider's sense, for any two would gain by joining against "
        "the third "
        "(Davis 1967 counts it as balanced among more than two camps)."
    )


def _note(best: Frustration) -> str:
    if not best.index:
        return "The ties fit a division into two camps without exception (balanced in Heider's sense)."
    ties = "One tie contradicts" if best.index == 1 else f"{best.index} ties contradict"
    return (
        f"{ties} even the best division into two camps. Ties across camps are the mark of a state that "
        f"balances between "
        "them: in Heider's terms the network is unbalanced, which is no judgement on the state."
    )


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
