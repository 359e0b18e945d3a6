"""References that the text itself resolves: "it", "he", "both countries", "the kingdom", "its arch-rival"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from equipoise.actors import antecedents
from equipoise.actors.antecedents import Discourse
from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["resolve_references"]

_PEOPLE = r"he|him|his|himself|she|her|hers|herself"
_THING = r"it|its|itself"
_MANY = r"they|them|their|theirs|themselves"
_TWO = (
    r"both (?:of )?(?:its |the |these |those |his |their )?(?:countries|states|nations|sides|capitals|neighbou?rs|"
    r"governments|powers|parties|rivals|delegations|customers|camps|partners|friends|patrons|suitors|giants|"
    r"republics|armies|allies|foes|enemies|belligerents|adversaries|antagonists|claimants|monarchies|kingdoms)"
    r"|(?:the|these|those|its|his) two (?:countries|states|nations|sides|capitals|neighbou?rs|governments|powers|"
    r"parties|rivals|delegations|giants|republics|armies|allies|foes|enemies|belligerents|adversaries|antagonists|"
    r"claimants|monarchies|kingdoms|leaders|presidents)"
    r"|(?:either|neither) (?:side|country|capital|party|government|state|nation|neighbou?r|power|rival|of them)"
    r"|each (?:side|capital|of them)"
)
_REFERENCE = re.compile(
    rf"\b(?:(?P<two>{_TWO})|(?P<rival>(?:its|his|their) (?:arch-?rival|arch-?foe|rival|neighbou?r|foe|enemy|adversary"
    rf"|nemesis))|(?P<latter>the latter)|(?P<country>(?:his|her) (?:country|government|nation))"
    rf"|the (?P<noun>[a-z]+(?: [a-z]+)?)|(?P<people>{_PEOPLE})|(?P<thing>{_THING})|(?P<many>{_MANY}))\b",
    re.IGNORECASE,
)


def resolve_references(
    text: str, statements: Sequence[Statement], mentions: Sequence[Mention], table: ActorTable
) -> list[Mention]:
    """The mentions that the text makes by reference, where one reading stands out.

    Antecedents are weighed as by Lappin and Leass (1994): nearness, grammatical role as far as word order shows
    it, and agreement; a reference with two fitting antecedents of near weight stays unresolved. Antecedents are
    sought in the paragraph of the reference and in the one before.

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
        Only the added ones, `resolved_by_context`, of kind "reference"; several on one span for "both countries".
    """
    if not mentions:
        return []
    discourse = Discourse(text, statements, mentions, table)
    taken = {(m.start, m.end) for m in mentions}
    out: list[Mention] = []
    for number, statement in enumerate(statements):
        for found in _REFERENCE.finditer(statement.text):
            kind = found.lastgroup
            start, end = statement.start + found.start(), statement.start + found.end()
            if any(s < end and start < e for s, e in taken if s < end and start < e):
                continue
            codes, why = _resolve(discourse, number, kind, found, start, end)
            for code in codes:
                mention = Mention(code, start, end, text[start:end], "reference", why, True)
                out.append(mention)
                discourse.add(number, mention)
    return out


def _resolve(discourse: Discourse, number: int, kind: str, found: re.Match, start: int, end: int):
    if kind == "two":
        codes = discourse.two(number, start)
    elif kind == "people":
        codes = discourse.one(number, start, "person", found[0].lower())
    elif kind == "country":
        codes = discourse.one(number, start, "person", "his")
    elif kind == "thing":
        if antecedents.expletive(discourse.text, start, end):
            return (), ""
        codes = discourse.one(number, start, "thing", found[0].lower())
    elif kind == "noun":
        codes = discourse.noun(number, start, found["noun"].lower())
    elif kind == "rival":
        codes = discourse.other(number, start)
    elif kind == "latter":
        codes = discourse.latter(number, start)
    else:
        return (), ""
    why = "; ".join(f"{found[0]!r} stands for {discourse.table.name(code)}" for code in codes)
    return codes, why
