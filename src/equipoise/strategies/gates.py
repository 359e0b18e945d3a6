"""The tests of evidence: each gives "" when passed, else what failed in words for a reader."""

from __future__ import annotations

from equipoise.strategies.case import Case

__all__ = [
    "MAX_WIDTH",
    "MIN_BOTH",
    "MIN_EFFECTIVE",
    "TOLD",
    "TOLD_BOTH",
    "hostile",
    "thin",
    "untold",
    "wide",
    "words",
]

#: Effective statements that a dyad needs.
MIN_EFFECTIVE = 2.0
#: P(both stances > -.1) that ties with both sides need; and where words of balancing tell of them.
MIN_BOTH, TOLD_BOTH = 0.8, 0.7
#: Widest 5-95 % interval of a balance score worth showing. STRATEGIES.md says .5 with neutral statements
#: counted in full; discounted as they are here (`equipoise.dyads.NEUTRAL_WEIGHT`), its minimum of two
#: statements a dyad gives .55.
MAX_WIDTH = 0.56
#: Summed probability of words of balancing that a rivalry known from the list alone needs.
TOLD = 0.8


def thin(case: Case) -> str:
    """A dyad with too few effective statements."""
    side = min(case.sides, key=lambda s: (s.dyad.n_effective, s.code))
    if side.dyad.n_effective >= MIN_EFFECTIVE:
        return ""
    return (
        f"too little evidence of {case.name(case.actor)} toward {case.name(side.code)}: "
        f"{side.dyad.n_effective:.1f} effective "
        f"statements, {MIN_EFFECTIVE:g} needed"
    )


def hostile(case: Case) -> str:
    """A stance that may well be hostile."""
    both, least = case.both_above(-0.1), TOLD_BOTH if words(case) else MIN_BOTH
    if both >= least:
        return ""
    return f"it is not sure enough that neither stance is hostile: probability {both:.2f}, {least:g} needed"


def words(case: Case) -> bool:
    """True where the article's words tell of X between these two, outright or by what they say."""
    names = ("dual_engagement", "hedging", "non_commitment", "mediation")
    return any(case.named(name) for name in names) or sum(case.cued(name) for name in names) >= TOLD


def untold(case: Case) -> str:
    """A rivalry that only the list knows bears a finding of balance only where the words tell of
    balancing."""
    if case.rivalry.origin != "list":
        return ""
    if words(case):
        return ""
    a, b = (case.name(side.code) for side in case.sides)
    return (
        f"the text says nothing hostile between {a} and {b}, whose rivalry is known from the list alone, and "
        "nothing of balancing"
    )


def wide(case: Case) -> str:
    """A score too uncertain to be worth a number."""
    low, _, high = case.balance
    if high - low <= MAX_WIDTH:
        return ""
    return (
        f"the balance score is too uncertain: its 5-95 % interval is {high - low:.2f} wide, {MAX_WIDTH:g} "
        "allowed"
    )
