"""Noun phrases that may stand for an actor: "both countries", "the kingdom", "the foreign ministry"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from equipoise.actors.discourse import Discourse
from equipoise.actors.grammar import one_of

__all__ = ["Phrase", "find"]

_PARTIES = one_of(
    """countries states nations sides capitals neighbou?rs governments powers parties rivals delegations
    customers partners friends patrons suitors giants republics armies allies foes enemies
    belligerents adversaries antagonists claimants monarchies kingdoms leaders presidents peoples suppliers
    guests creditors clients brothers (?:foreign_)?ministries (?:(?:foreign|defence)_)?ministers commanders arch-?rivals
    superpowers premiers companions hosts underwriters benefactors lenders donors sponsors
    navies militaries air_forces coast_guards central_banks embassies administrations cabinets parliaments"""
)
_DO = r"had|have|were|are|came|flew|met|would|will|say|said|cannot|could|can|want|need|claim|know"
#: What follows "both", "each" or "the two" where they stand alone, as objects do: "it urged both to talk".
_BEHIND = (
    r"to|in|on|at|for|from|with|as|by|before|after|that|when|if|since|under|over|about|during|until|while|again|"
    r"the same|not to|equally"
)
_TWO = re.compile(
    r"\b(?:both (?:of (?:them|these|those|its|the) ?)?(?:(?:its|the|these|those|his|their|her) )?"
    rf"(?:{_PARTIES})\b"
    rf"|(?:the|these|those|its|his|her) two (?:[A-Za-z]+ )?(?:{_PARTIES})\b"
    r"|the (?:rivals|brothers|customers|suitors|belligerents|adversaries|antagonists)\b(?! of\b| who\b)"
    rf"|the two\b(?=[.,;:?!]| (?:{_DO}|[a-z]+ed)\b)"
    r"|(?:either|neither|each) "
    r"(?:side|country|capital|party|government|state|nation|neighbou?r|power|rival|army|navy|embassy|ministry"
    r"|of them)\b(?! of\b)"
    rf"|the pair of them|both of them|both\b(?=[.,;?]| (?:{_DO}|[a-z]+ed)\b)(?! [a-z]+ed,? and\b)"
    r"|(?:either|neither|each)\b(?!(?: \w+){1,6} nor\b)"
    r"(?= (?:has|is|was|would|will|can|could|had|[a-z]{2,}(?:es|ts|ns|ms|ys|ks|ed))\b)"
    r"|(?<=between )them\b|(?<=which of )them\b"
    rf"|(?<=[a-z] )(?:both|either|neither|each|the two)\b(?=[.,;:?!”\"]|—| (?:{_BEHIND})\b))",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"\b(?:its|his|her|their) (?:[a-z]+ )?"
    r"(?:arch-?rival|arch-?foe|rival|neighbou?r|foe|enemy|adversary|nemesis|hosts?|guest)\b(?! of)",
    re.IGNORECASE,
)
_LATTER = re.compile(
    r"\bthe latter\b(?! (?:half|part|stages?|years?|days?|case)\b)"
    rf"|\bthe former\b(?=[.,;:?!”\"]|['’]s| (?:has|had|is|was|will|would|and|{_BEHIND}|[a-z]+ed|[a-z]+s)\b)",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    r"\b(?:his|her) (?:country|government|nation|kingdom|ministry|capital)\b", re.IGNORECASE
)
_KINDS = one_of(
    """kingdom sultanate emirate island bloc republic federation archipelago union alliance pact grouping
    junta
    movement militia rebels group organi[sz]ation agency court fund bank cartel caliphate superpower city-state
    islands commission council association league forum community regime insurgents guerrillas
    jihadists paramilitaries paramilitary militants mercenaries fighters"""
)
_ORGANS = one_of(
    """government army junta prime_minister president premier chancellor generals palace ruling_family navy
    air_force central_bank authorities king emir sultan crown_prince monarch armed_forces
    leadership cabinet ministry parliament defence_secretary foreign_secretary country"""
)
_THE = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ((?:[a-z]+[- ]){{0,2}}?(?:{_KINDS}))\b")
_ORGAN = re.compile(
    r"\b(?:[Tt]he|[Oo]ur) "
    r"((?:(?:foreign|defen[cs]e|interior|finance|health|trade|energy|economy|agriculture|justice) "
    r"(?:ministry|minister)"
    rf"|{_ORGANS}))\b(?! of\b| in [A-Z]| that\b| which\b| whose\b| next door"
    r"| (?:coalition|alliance|pact|aid|base|campaign|operation|exercise|junta|academy|presence)s?\b)"
)
#: "Karin Kneissl, the foreign minister".
_APPOSED = re.compile(r"[A-Z][\w’'-]+, $")
#: What may stand right before the name that it is put beside.
_BESIDE = ("rival", "noun", "organ")
#: Behind the names themselves: "France and Spain have each appealed".
_FLOATING = re.compile(r"[A-Z][\w’'-]+ (?:(?:have|had|were|are|would|will|could|can) )?$")
#: Behind a number of things, or a refusal: "five prisoners each", "had not either".
_APART = re.compile(r"\b(?:not|none|[a-z]+s) $")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may stand for an actor."""

    sort: str
    start: int
    end: int
    noun: str = ""


def find(discourse: Discourse, number: int) -> list[Phrase]:
    """The phrases of one statement, in order, not overlapping."""
    statement = discourse.statements[number]
    text, start, end = discourse.text, statement.start, statement.end
    named = {n.start for n in discourse.at.get(number, ()) if n.code}
    out: list[Phrase] = []
    patterns = (
        ("two", _TWO),
        ("rival", _RIVAL),
        ("latter", _LATTER),
        ("person", _OF_PERSON),
        ("noun", _THE),
        ("organ", _ORGAN),
    )
    for sort, pattern in patterns:
        for match in pattern.finditer(text, start, end):
            taken = any(p.start < match.end() and match.start() < p.end for p in out)
            if taken or _idle(sort, match, start, named):
                continue
            noun = match[1].lower() if match.re.groups else match[0].lower()
            out.append(Phrase(sort, match.start(), match.end(), noun))
    return sorted(out, key=lambda p: p.start)


def _idle(sort: str, match: re.Match, start: int, named: set[int]) -> bool:
    """True for a phrase that stands beside the actor's name, or for nobody; its sentence begins at `start` and names
    actors at `named`."""
    if match.string.startswith("-", match.end()) or (sort in _BESIDE and match.end() + 1 in named):
        return True  # "the president-elect", "its northern neighbour Russia"
    before = match.string[max(start, match.start() - 30) : match.start()]
    if sort == "organ":
        return bool(_APPOSED.search(before))
    word = match[0].lower()
    if word in ("each", "either") and _APART.search(before):
        return True
    if word in ("each", "both"):
        return bool(_FLOATING.search(before))
    if word == "the two" and before.endswith("er of "):
        return True  # "the smaller of the two"
    return (
        match[0] == "both sides"
        and before.endswith("on ")
        and not match.string.startswith(" of ", match.end())
    )
