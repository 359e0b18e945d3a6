"""Dyads and rivalries -> the signed network of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.dyads import mean, probability_above
from equipoise.networks.edges import key
from equipoise.networks.frustration import Frustration, frustration
from equipoise.networks.triads import Triad, triads
from equipoise.types import Dyad, Rivalry

__all__ = ["SignedEdge", "SignedNetwork", "signed_network"]


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
            pair = key(dyad.source, dyad.target)
            pooled[pair] = pooled.get(pair, np.zeros(3)) + np.array(dyad.counts)
    rivals = {key(r.a, r.b) for r in rivalries}
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


def _note(best: Frustration) -> str:
    if not best.index:
        return "The ties fit a division into two camps without exception (balanced in Heider's sense)."
    ties = "One tie contradicts" if best.index == 1 else f"{best.index} ties contradict"
    return (
        f"{ties} even the best division into two camps. Ties across camps are the mark of a state that "
        f"balances between "
        "them: in Heider's terms the network is unbalanced, which is no judgement on the state."
    )
