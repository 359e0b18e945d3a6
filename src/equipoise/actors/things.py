"""What "it" and "its" stand for, by word order (see `equipoise.actors.antecedents`)."""

from __future__ import annotations

import re

from equipoise.actors import grammar, words
from equipoise.actors.antecedents import TREATS, main_subjects, same_paragraph
from equipoise.actors.discourse import Discourse, Named

__all__ = ["expletive", "thing"]

#: "it" that stands for nothing: "it is clear that", "it seems", "it takes two".
_EXPLETIVE = re.compile(
    r"(?:['’]s| is| was| would be| will be| may be| might be| has been| had been| must be| would have been"
    r"| became)\b"
    r"|(?: seems?| seemed| appears?| appeared| takes?| took| follows?| turns? out| turned out| happens"
    r"| happened| matters| mattered| remains| remained| rains?| rained| helps?| means| meant)\b",
    re.IGNORECASE,
)
#: What only somebody is or does, so that "it" stands for one after all: "it was withdrawing its envoy".
_SOMEBODY = re.compile(
    r"(?:['’]s| is| was| has been| had been| (?:would|will|may|might|must) be| would have been| remain(?:s|ed))"
    r"(?: (?:not|now|still|also|already|never|no longer|neither|[a-z]+ly))* "
    r"(?:(?!(?:interest|surpris|worry|tempt|amus|strik|fitt|tell|rain|snow|encourag|alarm)ing\b)[a-z]{2,}ing"
    r"|(?:un)?(?:able|aware|willing|committed|prepared)|ready|determined|disappointed|entitled|opposed|anxious|keen|"
    r"reluctant|neutral|impartial|bound by|grateful|pleased|informed|invited|attacked|driven|forced|drawn|at war)\b"
    r"| t(?:ook|akes) (?:no (?:position|sides?|part|view|stand)|part|delivery|note|issue|care|over|out|up)\b",
    re.IGNORECASE,
)
#: "praised Beijing for its", "commending Washington for its": the praised one owns it.
_FOR_ITS = re.compile(
    r"\b(?:thank|prais|commend|blam|condemn|applaud|reward|punish|forgiv|reproach|rebuk|criticis|criticiz|salut|"
    r"envi|admir|mock|scold|denounc|attack|laud|honour|honor)(?:e|ed|d|ing|s|es|ied)? (?:the )?$|\band $",
    re.IGNORECASE,
)
#: "in March", "a week later", "for all that": what may stand before the subject of a clause.
_LEAD = re.compile(
    r"\s*(?:(?:and|but|yet|so|then|later|now|since then|instead|meanwhile|in turn),? )?"
    r"(?:(?:in|on|by|since|after|before|for|at|during|over|last|this|a|two|three)"
    r" [\w’'-]+(?: [\w’'-]+){0,3},? (?:for all that, )?)?",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"[;:] |, (?:and|but|so|while|whereas) | (?:and|but) (?=(?:in|on|by|last|this|later|then) )"
)
_SAYING = re.compile(
    r"\b(?:said|says|say|replied|insisted|announced|declared|knows?|knew|hopes?|hoped|claims?|claimed|promised|"
    r"complained|argues?|argued|remarked|warned|believes?|fears?|feared|vows?|vowed|asked) (?:that|whether) $"
)
#: "to put its name": the one made to do it owns what it does it with.
_MADE = re.compile(r"\s*to [a-z]+ ")
#: How a sentence begins that has no actor for its subject, whatever it names.
_OF_NO_ACTOR = re.compile(
    r"(?:This|These|That|What|Whether|How|Why|If|When|While|As|Although|There|It|Such|Each|Every)\b"
)
_OF_TEXTS = re.compile(r"(?:This|These)\b")
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|any|every|what|of) (?:[\w’',-]+ ){0,2}([\w’'-]+ )$")
#: What opens a clause, so that the next word is its subject.
_OPENS = re.compile(
    r"(?:^|[;:—”\",] ?|\b(?:and|but|that|which|whom|whose|what|where|when|whether|because|since|while|if|as|"
    r"after|before|until|unless|how|why) )$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[;:]|, (?:and|but|so|yet)) (?:in \w+ |later |then )?$")
_SHARES = frozenset(
    ["part", "half", "third", "quarter", "share", "most", "many", "some", "all", "none", "one"]
)
#: "accused Beijing of violating its waters", "a tanker of Malta was loading, its": another may own it.
_LOOSE = re.compile(r"^ of [a-z]+ing |, $")
_OF = re.compile(r"\b(?:of|from) (?:the )?$|-$")
#: What divides a sentence into parts, each with a subject of its own.
_DIVIDES = re.compile(r"[;:—] ?|, (?:and|but|so|yet|while|whereas|although|though) ")
_VERB_BEFORE = re.compile(
    r"(?:^|[, ])(?:and |or |then )?[a-z]+(?:ed|e?s) $"
    r"|\b(?:kept|cut|put|sent|drew|broke|withdrew|froze|held) $"
)


def thing(discourse: Discourse, number: int, start: int, word: str) -> tuple[str, ...]:
    """The code of what it or its stands for: the subject of the clause, of the one before, of the sentence
    before."""
    statement = discourse.statements[number]
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= start and not n.person]
    before = discourse.text[statement.start : start]
    if not here:
        head = len(discourse.words(statement.start, start)) <= 2 or _LEAD.fullmatch(before)
        return _subject_before(discourse, number) if head else ()
    if word == "its":
        return _owner(discourse, start, here, before)
    subjects = [n for n in here if n.role == "subject"]
    if not _opens(discourse, start, before):
        return _treated(discourse, number, here, subjects) if TREATS.search(before[-30:]) else ()
    if _OF_TEXTS.match(before):
        return ()
    close = [n for n in subjects if len(discourse.words(n.end, start)) <= 20]
    if not close or any(mark in discourse.text[close[-1].end : start] for mark in '"“”'):
        return ()
    if len({n.code for n in subjects}) == 1:
        return (close[-1].code,)
    if discourse.clauses(close[-1].end, start) <= 1 and _SAYING.search(before[-40:]):
        return (close[-1].code,)
    own = [n for n in subjects if n.start >= _segment(discourse, statement.start, start)]
    if len({n.code for n in own}) == 1 and not _GOES_ON.search(before):
        return (own[0].code,)
    main = main_subjects(discourse, here)
    return (main[0].code,) if _GOES_ON.search(before) and len({n.code for n in main}) == 1 else ()


def expletive(text: str, start: int, end: int) -> bool:
    """True for the "it" of "it is clear that"."""
    return (
        text[start:end].lower() == "it"
        and _EXPLETIVE.match(text, end) is not None
        and _SOMEBODY.match(text, end) is None
    )


def _owner(discourse: Discourse, start: int, here: list[Named], before: str) -> tuple[str, ...]:
    """Whose "its" it is, where the sentence has named an actor."""
    last = here[-1]
    gap = discourse.text[last.end : start]
    lead = before[: len(before) - len(gap) - (last.end - last.start)]
    if gap == " and " or (gap in (" for ", " over ") and _FOR_ITS.search(lead[-24:])):
        return (last.code,)
    if _MADE.fullmatch(gap) and last.role != "modifier":
        return (last.code,)
    subjects = [n for n in here if n.role == "subject"]
    if not subjects:
        alone = len({n.code for n in here}) == 1 and not _OF.search(lead)
        return (last.code,) if alone and _close(discourse, last, start, gap) else ()
    main = main_subjects(discourse, here)
    if _GOES_ON.search(before) and before[-2:] in ("; ", ": "):
        return (main[0].code,) if len({n.code for n in main}) == 1 else ()
    nearest = subjects[-1]
    gap_words = discourse.words(nearest.end, start)
    between = {n.code for n in here if n.start >= nearest.end and not n.plural} - {nearest.code}
    if not between and len(gap_words) <= 14 and discourse.clauses(nearest.end, start) <= 1:
        return () if _other_owner(gap_words) else (nearest.code,)
    if _VERB_BEFORE.search(before):
        late = [n for n in subjects if discourse.clauses(n.end, start) <= 1]
        if len({n.code for n in subjects}) == 1 or (late and late[-1] is subjects[0]):
            return (subjects[0].code,)
    return ()


def _close(discourse: Discourse, last: Named, start: int, gap: str) -> bool:
    """True where "its" follows a name that is no subject so closely that nothing else could own it."""
    words_between = discourse.words(last.end, start)
    if last.kind == "adjective" or len(words_between) > 10 or discourse.clauses(last.end, start) > 1:
        return False
    return not _LOOSE.search(gap) and not _other_owner(words_between)


def _other_owner(gap: list[str]) -> bool:
    """True where a noun between the subject and "its" could own it: "a pilot of a transport on its
    approach"."""
    if gap[-1:] == ["of"] and gap[-2:-1] and gap[-2] in _SHARES:
        return False  # "a good part of its credit"
    return len(gap) > 4 and any(w in ("a", "an", "each", "every", "another", "whatever") for w in gap)


def _segment(discourse: Discourse, start: int, end: int) -> int:
    """Where the part of the sentence begins that no semicolon or conjunction divides from `end`."""
    borders = [m.end() for m in _DIVIDES.finditer(discourse.text, start, end)]
    return borders[-1] if borders else start


def _opens(discourse: Discourse, start: int, before: str) -> bool:
    """True where a pronoun is the subject of its clause: a conjunction, a comma or a noun it relates to
    precedes."""
    if (
        _OPENS.search(before[-30:]) is not None
        or _LEAD.fullmatch(_CLAUSE_START.split(before)[-1]) is not None
    ):
        return True
    noun = _NOUN_BEFORE.search(discourse.text, max(0, start - 50), start)  # "the mines it had laid"
    acts = grammar.VERB.match(discourse.text, start + 2) is not None  # not "the junta has set it a date"
    return noun is not None and acts and noun[1].strip() not in words.PREPOSITIONS


def _treated(discourse: Discourse, number: int, here: list[Named], subjects: list[Named]) -> tuple[str, ...]:
    """ "Astana thanked it": the one actor near that is not the subject of the clause."""
    doing = subjects[-1].code if subjects else ""
    others = {n.code for n in here if n.code != doing}
    if not others and same_paragraph(discourse, number):
        earlier = [n for n in discourse.at.get(number - 1, ()) if n.code and not n.person]
        others = {n.code for n in earlier if n.code != doing}
    return tuple(others) if len(others) == 1 and doing else ()


def _subject_before(discourse: Discourse, number: int) -> tuple[str, ...]:
    """The actor that is the first subject of the sentence before, in the same paragraph."""
    if not same_paragraph(discourse, number):
        return ()
    there = [n for n in discourse.at.get(number - 1, ()) if n.code and not n.person]
    subjects = [n for n in there if n.role == "subject"]
    if subjects and discourse.text[subjects[-1].start : subjects[-1].end].lower() == "it":
        return (subjects[-1].code,)  # "it" goes on from sentence to sentence
    if _OF_NO_ACTOR.match(discourse.statements[number - 1].text):
        return ()
    if len({n.code for n in subjects}) > 1:
        subjects = main_subjects(discourse, there)[:1]
    if not subjects:
        return ()
    lead = discourse.words(discourse.statements[number - 1].start, subjects[0].start)
    return (subjects[0].code,) if len(lead) <= 6 else ()
