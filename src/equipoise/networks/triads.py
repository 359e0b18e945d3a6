"""Triads of a signed graph, each with what its balance means in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from equipoise.networks.edges import key, signs

__all__ = ["Triad", "triad_census", "triads"]


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


def triads(edges: Iterable[tuple[str, str, int]]) -> list[Triad]:
    """Every three nodes with all three edges, by nodes."""
    sign = signs(edges)
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
    sign = signs(edges)
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


def _triad(nodes: tuple[str, str, str], sign: dict) -> Triad:
    signs = {pair: sign[key(*pair)] for pair in combinations(nodes, 2)}
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
