"""Which actor a pronoun stands for, by word order: the rules of Lappin and Leass (1994) that need no parser.

A pronoun of the third person takes the subject of its clause, else of the clause before, else of the sentence
before; where two fit, it stays unresolved. Each rule is kept narrow: a wrong antecedent costs more than none.
"""

from __future__ import annotations

import itertools
import re

from equipoise.actors import words
from equipoise.actors.discourse import Discourse, Named

__all__ = ["expletive", "person", "several", "thing"]

#: "it" that stands for nothing: "it is clear that", "it seems", "took it upon".
_EXPLETIVE = re.compile(
    r"(?:['’]s| is| was| would be| will be| may be| might be| has been| had been| must be| would have been| became)\b"
    r"|(?: seems?| seemed| appears?| appeared| takes?| took| follows?| turns? out| turned out| happens| happened"
    r"| matters| mattered| remains| remained| rains?| rained| helps?| means| meant)\b",
    re.IGNORECASE,
)
#: What is done to actors, not to things: "accused it", "fought them", "against it".
_TREATS = re.compile(
    r"\b(?:thank|accus|prais|blam|nam|arm|attack|trust|distrust|warn|urg|ask|press|threaten|condemn|support|back|join|"
    r"lend|lent|leas|offer|sell|sold|fought|fight|bomb|denounc|court|defend|recognis|recogniz|sanction|betray|help|"
    r"told|tell|persuad|forc|invit|charg|suspect|protect|isolat|criticis|criticiz|reassur|flatter|against)"
    r"(?:e|ed|d|ing|s|es|led)? $"
)
_TREATS_X = re.compile(
    r"\b(?:thank|prais|commend|blam|condemn|prais|applaud|reward|punish|forgiv|reproach|rebuk|criticis|criticiz|salut|"
    r"envi|admir|mock|scold|denounc|attack|laud|honour|honor)(?:e|ed|d|ing|s|es|ied)? (?:the )?$|\band $",
    re.IGNORECASE,
)
#: "in March", "a week later", "for all that": what may stand before the subject of a clause.
_LEAD = re.compile(
    r"\s*(?:(?:[Aa]nd|[Bb]ut|[Yy]et|[Ss]o|[Tt]hen|[Ll]ater|[Nn]ow|[Ss]ince then|[Ii]nstead|[Mm]eanwhile|[Ii]n turn),? )?"
    r"(?:(?:[Ii]n|[Oo]n|[Bb]y|[Ss]ince|[Aa]fter|[Bb]efore|[Ff]or|[Aa]t|[Dd]uring|[Oo]ver|[Ll]ast|[Tt]his|[Aa]|[Tt]wo|[Tt]hree)"
    r" [\w’'-]+(?: [\w’'-]+){0,3},? (?:for all that, )?)?"
)
_CLAUSE_START = re.compile(r"[;:] |, (?:and|but|so|while|whereas) | (?:and|but) (?=(?:in|on|by|last|this|later|then) )")
_SAYING = re.compile(r"\b(?:said|says|say|replied|insisted|announced|declared|knows?|knew|hopes?|hoped|claims?|claimed|"
                     r"promised|complained|argues?|argued|remarked|warned|believes?|fears?|feared|vows?|vowed) that $")
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|any|every|what|of) (?:[\w’'-]+ ){0,2}([\w’'-]+ )$")
_EMBEDDED = re.compile(r"\b(?:where|who|whom|which|whose|when|as|while|whereas|if|because|since)(?: the| a)? (?:[A-Z]\w+ )?$")
#: "to put its name": the one made to do it owns what it does it with.
_MADE = re.compile(r"\s*to [a-z]+ ")
_NOT_AN_ACTOR = re.compile(r"(?:This|These|That|What|Whether|How|Why|If|When|While|As|Although|There|It|Such|Each|Every)\b")
#: What opens a clause, so that the next word is its subject.
_OPENS = re.compile(
    r"(?:^|[;:—”\",] ?|\b(?:and|but|that|which|whom|whose|what|where|when|because|since|while|if|as|after|before) )$",
    re.I,
)


def person(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """he, his, him: the only person near, or the subject among two."""
    near = [n for n in discourse.before(number, start, 2) if n.person]
    here = [n for n in near if n.sentence == number]
    if here:
        codes = {n.code for n in here}
        subjects = _main([n for n in here if n.role == "subject"], discourse)
        if word == "him":
            if len(codes) > 1:
                return _other_than_subject(here)
            if subjects and discourse.clauses(subjects[0].end, start) == 0:
                return ()
            return _code(here[0])
        if len(codes) == 1:
            oblique = all(n.role == "oblique" for n in here) and discourse.clauses(here[0].end, start) == 0
            return () if oblique and word in ("he", "she") else _code(here[0])
        if len({n.code for n in subjects}) == 1:
            return _code(subjects[0])
        same = [n for n in subjects if discourse.clauses(n.end, start) == 0]
        return _code(same[0]) if len({n.code for n in same}) == 1 else ()
    for back in (1, 2):
        there = [n for n in near if n.sentence == number - back]
        if there:
            codes = {n.code for n in there}
            subjects = [n for n in there if n.role == "subject"]
            if len(codes) == 1:
                return _code(there[0])
            return _code(subjects[-1]) if len({n.code for n in subjects}) == 1 else ()
    return ()


def _main(subjects: list[Named], discourse: Discourse) -> list[Named]:
    """The subjects that stand in no relative or adverbial clause, where there are any."""
    main = [n for n in subjects if not _EMBEDDED.search(discourse.text, max(0, n.start - 20), n.start)]
    return main or subjects


def thing(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """it, its: the subject of the clause, of the clause before, of the sentence before."""
    statement = discourse.statements[number]
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= start and not n.person]
    before = discourse.text[statement.start : start]
    head = len(discourse.words(statement.start, start)) <= 2
    if word == "its":
        return _owner(discourse, number, start, here, before, head)
    if not here:
        return _subject_before(discourse, number, start) if head or _LEAD.fullmatch(before) else ()
    if not _opens(discourse, number, start):
        if not _TREATS.search(before[-30:]):
            return ()
        return _treated(discourse, number, start, here, [n for n in here if n.role == "subject"])
    subjects = [n for n in here if n.role == "subject"]
    if re.match(r"(?:This|These)\b", statement.text):
        return ()
    close = [n for n in subjects if len(discourse.words(n.end, start)) <= 20]
    if not close or _quote_between(discourse, close[-1].end, start):
        return ()
    if len({n.code for n in subjects}) == 1 or discourse.clauses(close[-1].end, start) <= 1 and _SAYING.search(before[-40:]):
        return (close[-1].code,)
    return ()


def _owner(
    discourse: Discourse, number: int, start: int, here: list[Named], before: str, head: bool
) -> tuple[str, ...]:
    """Whose "its" it is."""
    if not here:
        return _subject_before(discourse, number, start) if head or _LEAD.fullmatch(before) else ()
    last = here[-1]
    gap = discourse.text[last.end : start]
    if gap in (" for ", " and ", " over ") and (gap == " and " or _TREATS_X.search(before[: last.start - discourse.statements[number].start][-24:])):
        return (last.code,)
    if _MADE.fullmatch(gap) and last.role != "modifier":
        return (last.code,)
    subjects = [n for n in here if n.role == "subject"]
    if not subjects:
        return ()
    nearest = subjects[-1]
    gap_words = discourse.words(nearest.end, start)
    between = {n.code for n in here if n.start >= nearest.end} - {nearest.code}
    if not between and len(gap_words) <= 12 and discourse.clauses(nearest.end, start) <= 1 and not _other_owner(gap_words):
        return (nearest.code,)
    main = subjects[0]
    if re.search(r"(?:^|[, ])(?:and |or |then )?[a-z]+(?:ed|e?s) $|\b(?:kept|cut|put|sent|drew|broke|withdrew|froze|held) $", before):
        late = [n for n in subjects if discourse.clauses(n.end, start) <= 1]
        if len({n.code for n in subjects}) == 1 or (late and late[-1] is main):
            return (main.code,)
    return ()


def _opens(discourse: Discourse, number: int, start: int) -> bool:
    """True where a pronoun is the subject of its clause: a conjunction, a comma or a noun with its clause before it."""
    before = discourse.text[discourse.statements[number].start : start]
    if _OPENS.search(before[-30:]) is not None:
        return True
    tail = _CLAUSE_START.split(before)[-1]
    return _LEAD.fullmatch(tail) is not None or _after_noun(discourse, start)


def _treated(
    discourse: Discourse, number: int, start: int, here: list[Named], subjects: list[Named]
) -> tuple[str, ...]:
    """ "Astana thanked it": the one actor near that is not the subject of the clause."""
    doing = subjects[-1].code if subjects else ""
    others = {n.code for n in here if n.code != doing}
    if (
        not others
        and number
        and discourse.statements[number - 1].paragraph == discourse.statements[number].paragraph
    ):
        others = {
            n.code for n in discourse.at.get(number - 1, ()) if n.code and n.code != doing and not n.person
        }
    return tuple(others) if len(others) == 1 and doing else ()


def several(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """they, their, them: two actors joined by "and" as subject, or the only people or group near."""
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= start]
    joined = _joined_subject(discourse, here)
    if joined and len(discourse.words(joined[1].end, start)) <= 14 and discourse.clauses(joined[1].end, start) <= 1:
        return (joined[0].code, joined[1].code)
    if not here and word in ("they", "their") and len(discourse.words(discourse.statements[number].start, start)) <= 2:
        joined = _joined_subject(discourse, [n for n in discourse.at.get(number - 1, ()) if n.code])
        same = number and discourse.statements[number - 1].paragraph == discourse.statements[number].paragraph
        return (joined[0].code, joined[1].code) if joined and same else ()
    plural = [n for n in here if n.plural]
    subjects = [n for n in plural if n.role == "subject"]
    if (
        len({n.code for n in subjects}) == 1
        and len(discourse.words(subjects[-1].end, start)) <= 12
        and (word != "them" or discourse.clauses(subjects[-1].end, start) > 0)
    ):
        return (subjects[-1].code,)
    if len({n.code for n in plural}) == 1 and len(discourse.words(plural[-1].end, start)) <= 8:
        before = discourse.text[discourse.statements[number].start : start][-30:]
        if (word == "their" and plural[-1].role != "subject") or (word == "them" and _TREATS.search(before)):
            return (plural[-1].code,)
    return ()


def _joined_subject(discourse: Discourse, named: list[Named]) -> tuple[Named, Named] | None:
    """The first two mentions, where "and" joins them and a verb follows; None else."""
    if len(named) < 2 or named[0].code == named[1].code:
        return None
    left, right = named[:2]
    joined = re.fullmatch(r",? and (?:the )?", discourse.text[left.end : right.start])
    return (left, right) if joined and right.role == "subject" and left.role != "oblique" else None


def expletive(text: str, start: int, end: int) -> bool:
    """True for the "it" of "it is clear that"."""
    return text[start:end].lower() == "it" and bool(_EXPLETIVE.match(text, end))


def _code(named: Named) -> tuple[str, ...]:
    return (named.code,) if named.code else ()


def _other_than_subject(here: list[Named]) -> tuple[str, ...]:
    subjects = {n.code for n in here if n.role == "subject"}
    rest = [n for n in here if n.code not in subjects]
    return _code(rest[0]) if len(subjects) == 1 and len({n.code for n in rest}) == 1 else ()


def _other_owner(gap: list[str]) -> bool:
    """True where a noun between the subject and "its" could own it: "a pilot of a transport on its approach"."""
    return len(gap) > 4 and any(w in ("a", "an", "each", "every", "another", "whatever") for w in gap)


def _quote_between(discourse: Discourse, start: int, end: int) -> bool:
    return any(mark in discourse.text[start:end] for mark in '"“”')


def _after_noun(discourse: Discourse, start: int) -> bool:
    """True for "the mines it had laid", "a friend that it trusts": a relative clause without its pronoun."""
    found = _NOUN_BEFORE.search(discourse.text, max(0, start - 50), start)
    return found is not None and found[1].strip() not in words.PREPOSITIONS


def _subject_before(discourse: Discourse, number: int, start: int) -> tuple[str, ...]:
    """The actor that is the first subject of the sentence before, in the same paragraph."""
    if number == 0 or discourse.statements[number - 1].paragraph != discourse.statements[number].paragraph:
        return ()
    there = [n for n in discourse.at.get(number - 1, ()) if n.code and not n.person]
    subjects = [n for n in there if n.role == "subject"]
    if not subjects:
        return ()
    if _NOT_AN_ACTOR.match(discourse.statements[number - 1].text):
        return ()
    first = subjects[0]
    lead = discourse.words(discourse.statements[number - 1].start, first.start)
    return (first.code,) if len(lead) <= 6 and len({n.code for n in subjects}) == 1 else ()
