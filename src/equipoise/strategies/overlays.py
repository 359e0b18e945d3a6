"""What X does besides: mediation between the rivals, or a wedge between them."""

from __future__ import annotations

import re

from equipoise.strategies.case import Case

__all__ = ["overlays"]

#: Probability that one statement near both rivals needs where nothing names the act: many faint cues are no
#: act.
TOLD = {"mediation": 0.45, "wedging": 0.8}
#: Offers and wishes are no act.
_CLAIMED = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|ready to|willing(?:ness)? to|would like to|hop(?:es|ed|ing) to|volunteer\w*|"
    r"propos\w+ to|"
    r"wants? to|wish\w*|seeks? to|vows? to|if asked|could|might)\b",
    re.I,
)


def overlays(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The overlays that the article's words attest, and those only claimed: "mediation", "wedging".

    One concrete act makes an overlay (Touval & Zartman 1985 on mediation; Crawford 2011 on wedging); what X
    offers or wishes to do is claimed."""
    found: dict[str, float] = {}
    offered: set[str] = set()
    text = {s.index: s.text for s in case.statements}
    pair = {case.a.code, case.b.code}
    told = [(c.strategy, c.statement, c.probability) for c in case.cues if pair <= c.near]
    told += [(s, at, 1.0) for s, at, _ in case.acts if pair <= case.near.get(at, frozenset())]
    for name, at, weight in told:
        if name in ("mediation", "wedging"):
            if _CLAIMED.search(text[at]):
                offered.add(name)
            else:
                found[name] = max(found.get(name, 0.0), weight)
    if "-" in (case.a.sign, case.b.sign):  # who is against one of the two is no go-between
        found.pop("mediation", None)
    attested = tuple(sorted(name for name, weight in found.items() if weight >= TOLD[name]))
    return attested, tuple(sorted(offered - set(attested)))
