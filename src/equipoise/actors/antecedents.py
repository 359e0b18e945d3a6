"""Whom "he" and "they" stand for, by word order: the rules of Lappin and Leass (1994) that need no parser.

A pronoun of the third person takes the subject of its clause, else of the clause before, else of the sentence
before; where two fit, it stays unresolved. Each rule is kept narrow: a wrong antecedent costs more than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from equipoise.actors import grammar
from equipoise.actors.discourse import Discourse, Named

__all__ = ["TREATS", "main_subjects", "person", "same_paragraph", "several"]

#: What is done to actors, not to things: "accused it", "fought them", "against it".
TREATS = re.compile(
    r"\b(?:thank|accus|prais|blam|nam|arm|attack|trust|distrust|warn|urg|ask|press|threaten|condemn|support|back|"
    r"join|lend|lent|leas|offer|sell|sold|fought|fight|bomb|denounc|court|defend|recognis|recogniz|sanction|"
    r"betray|help|told|tell|persuad|forc|invit|charg|suspect|protect|isolat|criticis|criticiz|reassur|flatter|"
    r"deter|contain|encircl|strangl|provok|punish|reward|grant|snub|rebuff|reproach|embarrass|teach|taught|"
    r"against)(?:e|ed|d|red|ing|s|es|led)? $"
)
_CALLED = re.compile(r"\bcall(?:ed|s|ing)? $")
#: A subject behind one of these stands in a clause inside another.
_EMBEDDED = re.compile(
    r"\b(?:where|who|whom|which|whose|when|as|while|whereas|if|because|since)(?: the| a)? (?:[A-Z]\w+ )?$"
)
#: What opens a sentence whose subject comes later.
_NO_MEETING = (["when"], ["while"], ["as"], ["after"], ["before"], ["if"], ["although"])
#: What opens a clause as often as it governs a name: "after Riyadh and Tehran agreed".
_CLAUSE_OPENS = re.compile(r"\b(?:after|before|since|until|as) (?:the )?$")
_AND = re.compile(r",? and (?:the )?")


def person(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """The code of him whom he, his or him stands for: the only person near, or the subject among two."""
    near = [n for n in discourse.before(number, start, 2) if n.person]
    here = [n for n in near if n.sentence == number]
    if here:
        return _person_here(discourse, start, word, here)
    for back in (1, 2):
        there = [n for n in near if n.sentence == number - back]
        if there:
            subjects = [n for n in there if n.role == "subject"]
            if len({n.code for n in there}) == 1:
                return () if all(n.role == "oblique" for n in there) else _code(there[0])
            return _code(subjects[-1]) if len({n.code for n in subjects}) == 1 else ()
    return ()


def _person_here(discourse: Discourse, start: int, word: str, here: list[Named]) -> tuple[str, ...]:
    codes = {n.code for n in here}
    if word in ("his", "her") and discourse.text[here[0].end : start] == ", ":
        return _code(here[0])  # "Joe Biden, his wife"
    subjects = main_subjects(discourse, here)
    for left in here:  # "Biden and Xi met": both are the subject
        if any(left is not n and _AND.fullmatch(discourse.text, left.end, n.start) for n in subjects):
            subjects = [*subjects, left]
    if word == "him":
        if len(codes) > 1:
            return _other_than_subject(here)
        reflexive = subjects and discourse.clauses(subjects[0].end, start) == 0
        return () if reflexive else _code(here[0])
    if len(codes) == 1:
        oblique = all(n.role == "oblique" for n in here) and discourse.clauses(here[0].end, start) == 0
        return () if oblique and word in ("he", "she") else _code(here[0])
    if len({n.code for n in subjects}) == 1:
        return _code(subjects[0])
    same = [n for n in subjects if discourse.clauses(n.end, start) == 0]
    return _code(same[0]) if len({n.code for n in same}) == 1 else ()


def main_subjects(discourse: Discourse, named: Sequence[Named]) -> list[Named]:
    """The subjects that stand in no relative or adverbial clause; where there are none, all subjects."""
    subjects = [n for n in named if n.role == "subject"]
    main = [n for n in subjects if not _EMBEDDED.search(discourse.text, max(0, n.start - 20), n.start)]
    return main or subjects


def several(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """The codes of them for whom they, their or them stands: two joined by "and", or the only people or
    group."""
    if word == "them" and discourse.text[max(0, start - 6) : start] == "among ":
        return ()  # "among them a railway": of things
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= start]
    joined = _joined(discourse, here)
    if joined:
        far = len(discourse.words(joined[-1].end, start)) > 14 or discourse.clauses(joined[-1].end, start) > 1
        return () if far else tuple(n.code for n in joined)
    head = len(discourse.words(discourse.statements[number].start, start)) <= 2
    if not here and head and word != "them" and same_paragraph(discourse, number):
        joined = _joined(discourse, [n for n in discourse.at.get(number - 1, ()) if n.code])
        if joined:
            return tuple(n.code for n in joined)
        return _met(discourse, number) if word == "they" else ()
    if acting := _people(discourse, here, start, word):
        return acting
    plural = [n for n in here if n.plural]
    if not here and head and word == "they" and same_paragraph(discourse, number):
        plural = [n for n in discourse.at.get(number - 1, ()) if n.code and n.plural]
        return (plural[0].code,) if len({n.code for n in plural}) == 1 and plural[0].role == "subject" else ()
    subjects = [n for n in plural if n.role == "subject"]
    if (
        len({n.code for n in subjects}) == 1
        and len(discourse.words(subjects[-1].end, start)) <= 12
        and (word != "them" or discourse.clauses(subjects[-1].end, start) > 0)
    ):
        return (subjects[-1].code,)
    if len({n.code for n in plural}) != 1:
        return ()
    before = discourse.text[max(discourse.statements[number].start, start - 30) : start]
    distance = len(discourse.words(plural[-1].end, start))
    if word == "their" and distance <= 8 and plural[-1].role != "subject":
        return (plural[-1].code,)
    if word == "them" and distance <= 12 and (TREATS.search(before) or _CALLED.search(before)):
        return (plural[-1].code,)
    return ()


def _people(discourse: Discourse, here: Sequence[Named], start: int, word: str) -> tuple[str, ...]:
    """Those of the nearest state before it in the sentence who act: "Congolese diplomats said that they"."""
    if word == "them" or not here:
        return ()
    near = here[-1]
    people = grammar.PEOPLE.match(discourse.text, near.end)
    if people is None or len(discourse.words(people.end(), start)) > 12:
        return ()
    acts = any(verb.match(discourse.text, people.end()) for verb in (grammar.VERB, grammar.PLURAL_VERB))
    return (near.code,) if acts else ()


def _met(discourse: Discourse, number: int) -> tuple[str, ...]:
    """The only two persons of the sentence before: "Xi received Tebboune. They signed ..." """
    there = [n for n in discourse.at.get(number - 1, ()) if n.person]
    codes = tuple(dict.fromkeys(n.code for n in there))
    if len(codes) != 2 or not all(codes) or there[0].role != "subject":
        return ()
    lead = discourse.words(discourse.statements[number - 1].start, there[0].start)
    return codes if len(lead) <= 6 and lead[:1] not in _NO_MEETING else ()


def _joined(discourse: Discourse, named: Sequence[Named]) -> tuple[Named, ...]:
    """The last neighbours whom "and" joins to the subject of a verb, or to one of a plural noun, with those listed
    before them: "Egypt, Jordan and Iraq"."""
    for at in range(len(named) - 1, 0, -1):
        left, right = named[at - 1], named[at]
        if left.code == right.code:
            continue
        if left.start == right.start:  # "the two parties": one phrase for both
            if right.role == "subject":
                return left, right
            continue
        if not _AND.fullmatch(discourse.text, left.end, right.start):
            continue
        if right.role == "subject" and (
            left.role != "oblique"
            or _CLAUSE_OPENS.search(discourse.text, max(0, left.start - 12), left.start)
        ):
            return (*_listed(discourse, named[:at]), right)
        if left.kind == right.kind == "adjective" and re.match(
            r" [a-z]+s\b", discourse.text[right.end :][:30]
        ):
            return left, right
    return ()


def _listed(discourse: Discourse, named: Sequence[Named]) -> Sequence[Named]:
    """The last of `named` and those that commas alone part from it."""
    first = len(named) - 1
    while first and grammar.COMMA.fullmatch(discourse.text, named[first - 1].end, named[first].start):
        first -= 1
    return named[first:]


def same_paragraph(discourse: Discourse, number: int) -> bool:
    """True where the sentence before stands in the same paragraph."""
    if number == 0:
        return False
    return discourse.statements[number - 1].paragraph == discourse.statements[number].paragraph


def _code(named: Named) -> tuple[str, ...]:
    return (named.code,) if named.code else ()


def _other_than_subject(here: list[Named]) -> tuple[str, ...]:
    subjects = {n.code for n in here if n.role == "subject"}
    rest = [n for n in here if n.code not in subjects]
    return _code(rest[0]) if len(subjects) == 1 and len({n.code for n in rest}) == 1 else ()
