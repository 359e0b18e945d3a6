"""Who stands on which side of a cue, in which voice and under which frames.

No parser: rules over the tokens of a rendered statement. They need not be right each time, only steady
enough for a classifier to learn what they are worth.
"""

from __future__ import annotations

from typing import NamedTuple

from equipoise.stance.lexicon import Cue
from equipoise.stance.roles import OTHER, SOURCE, TARGET

__all__ = ["ROLES", "Side", "coordinated", "scopes", "side", "voice"]

ROLES = {SOURCE: "s", TARGET: "t", OTHER: "o"}

#: How many tokens a frame reaches forward, unless a clause ends before. Denials are short, reports long.
_REACH = {"negation": 4, "modal": 5, "reversal": 7, "past": 8, "charge": 12, "speech": 12}
_JOIN = {"and", ",", "or", "'", "’", "s", "the", "both", "with", "-", "a", "an"}
_BORDERS = {
    ";", ".", ":", "?", "!", "—", "–", "but", "while", "whereas", "although", "though", "which", "who",
    "when", "because", "after", "before",
}  # fmt: skip
_BE = {"be", "is", "was", "were", "are", "been", "being", "get", "got"}
_PARTICIPLE = ("ed", "en", "wn", "nt", "de", "ld", "ght", "ut")


class Side(NamedTuple):
    """The actors nearest to a cue on one side of it.

    `roles` are the letters s, t, o of the nearest mention and of those joined to it ("[unused1] and
    [unused3]" is "os"), "-" for none; `border` is "!" where a clause ends in between; `owner` is "'" where
    the nearest is a genitive.
    """

    roles: str
    border: str
    owner: str


def side(tokens: list[str], at: int, step: int) -> Side:
    """The side of a cue that begins at `at` and goes left (`step` -1) or right (1)."""
    border = ""
    while 0 <= at < len(tokens) and tokens[at] not in ROLES:
        if tokens[at] in _BORDERS:
            border = "!"
        at += step
    owner = "'" if at >= 0 and tokens[at + 1 : at + 3] in (["'", "s"], ["’", "s"]) else ""
    found = set()
    while 0 <= at < len(tokens) and (tokens[at] in ROLES or tokens[at] in _JOIN):
        if tokens[at] in ROLES:
            found.add(ROLES[tokens[at]])
        at += step
    return Side("".join(sorted(found)) or "-", border, owner)


def coordinated(tokens: list[str]) -> str:
    """ "st" or "ts" where source and target stand in one coordination ("A, C and B"), else "-"."""
    for i, token in enumerate(tokens):
        if token not in (SOURCE, TARGET):
            continue
        partner = TARGET if token == SOURCE else SOURCE
        j = i + 1
        while j < len(tokens) and (tokens[j] in _JOIN or tokens[j] == OTHER):
            j += 1
        if tokens[j : j + 1] == [partner] and {"and", ",", "or"}.intersection(tokens[i:j]):
            return "st" if token == SOURCE else "ts"
    return "-"


def scopes(cue: Cue, cues: list[Cue], tokens: list[str]) -> set[str]:
    """The frames in whose reach the cue stands; a clause border ends a reach."""
    return {
        frame
        for start, end, (_, _, _, _, _, frame) in cues
        if start < cue.start <= end + _REACH.get(frame, -1) and _BORDERS.isdisjoint(tokens[end : cue.start])
    }


def voice(cue: Cue, tokens: list[str]) -> str:
    """ "by" (an agent follows), "passive", "infinitive", "ing" or "active", from the words round the cue."""
    if "by" in tokens[cue.end : cue.end + 2]:
        return "by"
    before = tokens[max(0, cue.start - 3) : cue.start]
    first = tokens[cue.start]
    if first.endswith(_PARTICIPLE) and not _BE.isdisjoint(before):
        return "passive"
    if before[-1:] == ["to"]:
        return "infinitive"
    return "ing" if first.endswith("ing") else "active"
