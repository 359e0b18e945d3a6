"""A statement as one pair reads it: who stands on which side of a cue, in which voice and under which frames.

No parser: rules over the tokens of a rendered statement. They need not be right each time, only steady
enough for a classifier to learn what they are worth.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from equipoise.stance.frames import Roles
from equipoise.stance.lexicon import Cue, Lexicon, tokenize
from equipoise.stance.roles import OTHER, SOURCE, TARGET, TOKENS, cut

__all__ = [
    "ROLES",
    "STATEMENTS",
    "Masked",
    "Reading",
    "Side",
    "coordinated",
    "letters",
    "scopes",
    "side",
    "voice",
]

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

#: What is worked out of so many statements is kept; a statement's pairs come one after the other.
STATEMENTS = 1024


class Masked:
    """A statement whose mentions all look alike: what its pairs share, worked out once for them all.

    No cue hangs on which role token stands where (the lexicon holds none of them), so that the cues are shared, too.

    Parameters
    ----------
    pieces : sequence of str
        The text round the mentions (`equipoise.stance.roles.cut`).
    """

    __slots__ = ("cues", "mentions", "places", "starts", "tokens")

    def __init__(self, pieces: Sequence[str]):
        self.tokens = tokenize(pieces[0])
        self.mentions = []
        for piece in pieces[1:]:
            self.mentions.append(len(self.tokens))
            self.tokens.append(OTHER)
            self.tokens += tokenize(piece)
        # role tokens that the text itself holds count as any others
        self.places = [i for i, token in enumerate(self.tokens) if token in ROLES]
        self.cues = Lexicon.load().find(self.tokens)
        self.starts = tuple(cue.start for cue in self.cues)


_masked = functools.lru_cache(maxsize=STATEMENTS)(Masked)


class Reading:
    """A statement as one pair reads it.

    Attributes
    ----------
    statement : Masked
    tokens : tuple of str
        Its tokens with this pair's roles.
    changed : tuple of int
        Where they are not the statement's: the mentions of source and target.
    source, target : int
        First position of each role; -1 where an over-long statement lost it.
    zones : tuple of str
        Where each cue stands.
    """

    __slots__ = ("changed", "source", "statement", "target", "tokens", "zones")

    def __init__(self, statement: Masked, roles: Sequence[int]):
        tokens, changed = statement.tokens.copy(), []
        for place, role in zip(statement.mentions, roles, strict=True):
            if TOKENS[role] != OTHER:
                tokens[place] = TOKENS[role]
                changed.append(place)
        self.statement = statement
        # tuples of strings and numbers cost the garbage collector nothing, and there are millions of them
        self.tokens, self.changed = tuple(tokens), tuple(changed)
        self.source, self.target = s, t = self._place(SOURCE), self._place(TARGET)
        self.zones = tuple([_zone(start, s, t) for start in statement.starts])

    @classmethod
    def of(cls, row: Roles) -> Reading:
        """The reading of a row of a frame."""
        pieces, roles = cut(row)
        return cls(_masked(pieces), roles)

    def _place(self, role: str) -> int:
        return self.tokens.index(role) if role in self.tokens else -1


def _zone(at: int, s: int, t: int) -> str:
    """Where a cue stands: between the roles (and their order), else nearest to which role on which side."""
    if s < at < t:
        return "s_t"
    if t < at < s:
        return "t_s"
    nearest = "s" if abs(at - s) <= abs(at - t) else "t"
    return f"{'before' if at < s and at < t else 'after'}_{nearest}"


class Side(NamedTuple):
    """The mentions nearest to a cue on one side of it.

    `places` are the tokens of the nearest mention and of those joined to it ("[unused1] and [unused3]"); `border` is
    "!" where a clause ends in between; `owner` is "'" where the nearest is a genitive. All three are the same in
    every pair of a statement.
    """

    places: tuple[int, ...]
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
    found = []
    while 0 <= at < len(tokens) and (tokens[at] in ROLES or tokens[at] in _JOIN):
        if tokens[at] in ROLES:
            found.append(at)
        at += step
    return Side(tuple(found), border, owner)


def letters(tokens: Sequence[str], places: tuple[int, ...]) -> str:
    """The roles at `places`, each letter once, in the order of the alphabet."""
    if len(places) == 1:
        return ROLES[tokens[places[0]]]
    return "".join(sorted({ROLES[tokens[place]] for place in places}))


def coordinated(tokens: Sequence[str], places: list[int]) -> str:
    """ "st" or "ts" where source and target, at two of `places`, are coordinated ("A, C and B"), else "-"."""
    for i in places:
        token = tokens[i]
        if token == OTHER:
            continue
        partner = TARGET if token == SOURCE else SOURCE
        j = i + 1
        while j < len(tokens) and (tokens[j] in _JOIN or tokens[j] == OTHER):
            j += 1
        if j < len(tokens) and tokens[j] == partner and {"and", ",", "or"}.intersection(tokens[i:j]):
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
