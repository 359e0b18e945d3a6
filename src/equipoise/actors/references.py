"""References that the text itself resolves: "it", "he", "both countries", "the kingdom", "its arch-rival"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from equipoise.actors import antecedents, nounphrases, phrases, things
from equipoise.actors.discourse import Discourse
from equipoise.actors.officials import officials
from equipoise.actors.phrases import Phrase
from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["pronouns", "resolve_references"]

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|she|her|hers)|(?P<thing>it|its)"
    r"|(?P<many>they|them|their|theirs)|(?P<we>we|our|ours|us))\b(?!['’](?:s|ll|d|ve|re)?\w)",
    re.IGNORECASE,
)


def resolve_references(
    text: str, statements: Sequence[Statement], mentions: Sequence[Mention], table: ActorTable
) -> list[Mention]:
    """The mentions that the text makes by reference, where one reading stands out.

    Antecedents are sought in the paragraph of the reference and in the one before, by word order (see
    `equipoise.actors.antecedents`); a reference stays unresolved where two fit.

    Parameters
    ----------
    text : str
    statements : sequence of Statement, in order
    mentions : sequence of Mention
        The named ones (`Matcher.find`).
    table : ActorTable

    Returns
    -------
    list of Mention
        Only the added ones, `resolved_by_context`, of kind "reference"; several on one span for "both
        countries".
    """
    if not mentions or not statements:
        return []
    discourse = Discourse(text, statements, mentions, table)
    out = officials(discourse)
    taken = sorted((m.start, m.end) for m in (*mentions, *out))
    for number, statement in enumerate(statements):
        listed = phrases.find(discourse, number)
        spans = [(p.start, p.end) for p in listed]
        found: list[tuple[str, int, int, Phrase | None]] = [("phrase", p.start, p.end, p) for p in listed]
        found += [
            (sort, start, end, None)
            for sort, start, end in pronouns(text, statement)
            if not any(s <= start < e for s, e in spans)
        ]
        # "we" last: who speaks may be the "he said" behind the quotation
        for sort, start, end, phrase in sorted(found, key=lambda f: (f[0] == "we", f[1], -f[2])):
            if _overlaps(taken, start, end):
                continue
            if phrase is not None:
                codes = nounphrases.resolve(discourse, number, phrase)
            elif sort == "we":
                codes = nounphrases.speaker(discourse, number, start)
            else:
                codes = _PRONOUNS[sort](discourse, number, start, text[start:end].lower())
            names = " and ".join(table.name(code) for code in codes)
            for code in codes:
                mention = Mention(code, start, end, text[start:end], "reference", f"stands for {names}", True)
                out.append(mention)
                if sort != "we":
                    discourse.add(number, mention)
    return out


def pronouns(text: str, statement: Statement) -> Iterator[tuple[str, int, int]]:
    """(sort, start, end) of each pronoun of a statement that can stand for an actor."""
    for found in _PRONOUN.finditer(text, statement.start, statement.end):
        sort = found.lastgroup or ""
        if things.expletive(text, found.start(), found.end()):
            continue
        if found[0] == "US":
            continue
        yield sort, found.start(), found.end()


_PRONOUNS = {"person": antecedents.person, "thing": things.thing, "many": antecedents.several}


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (end - 1, 1 << 60)) - 1
    return at >= 0 and taken[at][1] > start
