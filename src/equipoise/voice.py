"""In which voice a statement speaks of a pair: plain, attributed, quoted, hypothetical, past or negated.

Rules over the statement, in the order in which they win:

quoted
    One end of the pair stands inside quotation marks, or the quotation is most of the statement.
hypothetical
    A condition with its consequence ("if ... would"), or a bare modal ("might", "could", "would") that no
    reporting or promising verb before it turns into future in the past ("pledged that it would").
past
    Background history: "used to", "once", "the Soviet Union then", "a generation ago", an old year with a
    verb in the past. How old a year must be hangs on the article's date: see `settle`.
negated
    The verb between source and target is denied ("did not", "never", "denied having").
attributed
    Somebody other than the source is said to have said it ("according to", "officials say that"). What the
    source itself says of the target ("accused", "praised", "told the envoy that") is conduct of the source,
    told by the writer in the plain voice.

The voice decides how much a statement weighs (`equipoise.dyads.VOICE_WEIGHTS`), so that a rule which takes
the weight away is kept narrow: a stance lost is worse than a neutral pair kept. The rules were drawn up on
the train split of the gold articles; `training/benchmarks/strategies.py` prints their accuracy on every
split."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from equipoise.types import Pair, Stance, Voice

__all__ = ["BACKGROUND_YEARS", "detect", "settle"]

#: A year at least so much older than the article is background history.
BACKGROUND_YEARS = 15

_QUOTE = re.compile(r"[\"“„«]([^\"“”„«»]{2,}?)(?:[\"”»]|$)")
#: A quotation of fewer words is a borrowed expression, not a speech.
_QUOTE_WORDS = 3
_CONDITION = re.compile(
    r"\b(?:if|unless|were (?:\w+ ){1,6}to|should (?:the )?[A-Z]\w+|in case|suppos(?:e|ing)|whether|the "
    r"day (?:that )?)\b"
)
_MODAL = re.compile(
    r"\b(?:(?:would|could|might)\b(?! (?:not )?(?:like|appear|seem|say|be (?:easy|wrong|tempting)|have "
    r"(?:it|us)))|may (?!have\b)[a-z])"
)
#: Verbs after which "would" is a promise or a report, not a condition.
_FUTURE = re.compile(
    r"\b(?:said|sa(?:y|ys|ying)|told|telling|announc\w+|promis\w+|pledg\w+|vow\w+|swor\w+|threaten\w+|"
    r"warn\w+|declar\w+|"
    r"assur\w+|confirm\w+|repl\w+|answer\w+|insist\w+|add(?:s|ed)|explain\w+|hop(?:es|ed)|agree[sd]?|so "
    r"that|known that|"
    r"with\w* which|for whom|without (?:which|whom)|remark\w+|wr(?:ote|ites)|predict\w+|demand\w+|"
    r"refus\w+|offer\w+)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:used to|(?<!at )(?<!At )once (?:a|an|had|was|were|been|thought|ruled|fought|sold|sent|armed|"
    r"trained|told)|formerly|in those days|"
    r"back in (?:the )?\d{4}|(?:a|two|three|four|five|six|seven|eight|several) (?:decades|generations|"
    r"centuries) "
    r"(?:ago|earlier|before)|half a century|a (?:generation|century) (?:ago|before|earlier)|(?:in|during|"
    r"after|before|of) "
    r"the (?:Cold War|(?:First|Second) World War)|older people|in the (?:days|reign|age) of|under "
    r"socialism|colonial "
    r"(?:rule|days|times)|(?:sixteenth|seventeenth|eighteenth|nineteenth) century|in the (?:nineteen "
    r")?(?:twenties|thirties|"
    r"forties|fifties|sixties|seventies|eighties|nineties))\b",
    re.I,
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|went|fought|sold|sent|paid|lost|drove|gave|took|held|left|kept|\w{3,}ed)\b", re.I
)
#: An old year behind these is a name or the start of something that lasts.
_LASTING = re.compile(
    r"(?:\bsince|\bever since|\bfrom|\bafter|treaty of|accords? of|agreement of|war of|pact of|"
    r"constitution of|law of)\W*(?:\w+ )?$",
    re.I,
)
_YEAR = re.compile(
    r"\b(1[5-9]\d\d|20\d\d)(s?)\b(?!\s*(?:million|billion|troops|soldiers|men|tonnes|people|%))"
)
_STILL = re.compile(r"\b(?:still|to this day|ever since|today|this (?:week|month|year)|remains?)\b", re.I)
_NEGATED = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:(?:did|does|do|has|have|had) (?:not|never)|(?:did|does|do|has|have|"
    r"had)n['’]t|never|"
    r"den(?:y|ies|ied) (?:that|having|ever|any))\b",
    re.I,
)
_SAY = (
    r"(?:said|says?|saying|told|tells?|claim(?:s|ed)?|alleg(?:es|ed)|maintain(?:s|ed)?|insist(?:s|ed)?|"
    r"argu(?:es|ed)|report(?:s|ed)|"
    r"believes?|believed|contend(?:s|ed)?|recall(?:s|ed)|not(?:es|ed)|remark(?:s|ed)|points? out|"
    r"suggest(?:s|ed)|predict(?:s|ed)?|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)|add(?:s|ed)|declar(?:es|ed)|admit(?:s|ted)|assert(?:s|ed)|"
    r"stat(?:es|ed)|accus(?:es|ed)|"
    r"call(?:s|ed)|complain(?:s|ed)?|charg(?:es|ed)|blam(?:es|ed)|den(?:ies|ied))"
)
#: (words that report), each with the speaker before or after it.
_REPORT = re.compile(
    rf"\b(?:[Aa]ccording to|in the words of|[Rr]eportedly|[Aa]llegedly|is said to|are said to|[Ii]t is "
    rf"said|as it is said|let it be known|"
    rf"if (?:\w+ )?(?:reports|rumours?) (?:is|are) (?:right|true|to be believed)|as \w+ (?:holds|sees it|"
    rf"has it)|{_SAY})\b"
)
_FREE = re.compile(r"(?:according|in the words|reportedly|allegedly|it is said|as it is said)\b", re.I)
#: What may stand between a verb of saying and the pair that it reports.
_THAT = re.compile(r"[^;]{0,60}\bthat\b|[^,;]{0,30}$")
#: A speaker after the words: ", one participant says".
_TRAILING = re.compile(r", [^,]{3,40}$")
#: Verbs that take the other side as their object: their speaker acts, and reports nothing.
_ADDRESS = re.compile(r"(?:call|accus|charg|blam|complain|den|answer|repl|add)", re.I)
#: What a relative clause says is beside the main assertion.
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|where|than|as|that|since|for|camera)\b[^,;]*$")


def detect(pair: Pair) -> Voice:
    """The voice in which the pair's statement speaks of it.

    Parameters
    ----------
    pair : Pair

    Returns
    -------
    str
        One of "plain", "attributed", "quoted", "hypothetical", "past", "negated".
    """
    text, base = pair.statement.text, pair.statement.start
    source = (pair.source.start - base, pair.source.end - base)
    target = (pair.target.start - base, pair.target.end - base)
    quotes = [m.span(1) for m in _QUOTE.finditer(text) if len(m.group(1).split()) >= _QUOTE_WORDS]
    if _is_quoted(text, source, target, quotes):
        return "quoted"
    for start, end in quotes:  # what is said inside quotation marks is not the writer's mood or tense
        text = text[:start] + " " * (end - start) + text[end:]
    left, right = _clause(text, source, target)
    clause = text[left:right]
    if _hypothetical(text, source, target, left, right):
        return "hypothetical"
    if _PAST.search(clause) and not _STILL.search(clause):
        return "past"
    if source[1] <= target[0] and _NEGATED.match(text[source[1] : target[0]]):
        return "negated"
    if _attributed(text, source, target, left, right):
        return "attributed"
    return "plain"


def settle(stances: Sequence[Stance], date: datetime.date | None = None) -> list[Stance]:
    """Mark as past what old years tell of, now that the article's date is known.

    A statement whose only years lie `BACKGROUND_YEARS` or more before the present, told in a past tense, is
    background history. The present is the article's year; without a date, the latest year that the stances'
    statements name.

    Parameters
    ----------
    stances : sequence of Stance, of one article
    date : datetime.date, optional

    Returns
    -------
    list of Stance
        In the same order; only the voice of some is changed to "past".
    """
    present = (
        date.year if date else max((y for s in stances for y in years(s.pair.statement.text)), default=0)
    )
    return [
        replace(s, voice="past") if s.voice in ("plain", "attributed") and _old(s.pair, present) else s
        for s in stances
    ]


def years(text: str) -> list[int]:
    """The years that a text names, in order; decades ("the 1970s") by their first year."""
    return [int(m.group(1)) for m in _YEAR.finditer(text)]


def _old(pair: Pair, present: int) -> bool:
    text, base = pair.statement.text, pair.statement.start
    left, right = _clause(
        text,
        (pair.source.start - base, pair.source.end - base),
        (pair.target.start - base, pair.target.end - base),
    )
    clause = text[left:right]
    found = [m for m in _YEAR.finditer(clause) if not _LASTING.search(clause[: m.start()])]
    return (
        bool(found)
        and all(int(m.group(1)) <= present - BACKGROUND_YEARS for m in found)
        and _PAST_VERB.search(clause) is not None
        and _STILL.search(clause) is None
    )


def _is_quoted(text: str, source, target, quotes) -> bool:
    if any(start <= span[0] and span[1] <= end for start, end in quotes for span in (source, target)):
        return True
    return sum(end - start for start, end in quotes) > 0.4 * len(text)


def _clause(text: str, source, target) -> tuple[int, int]:
    """The stretch between strong breaks that holds both ends of the pair."""
    first, last = min(source[0], target[0]), max(source[1], target[1])
    breaks = [
        m.start()
        for m in re.finditer(
            r"[;—]|, (?:but|while|whereas|yet|although|though|and (?:in|on|at|the|it|he|his|its|by)) ", text
        )
    ]
    left = max((b for b in breaks if b < first), default=0)
    right = min((b for b in breaks if b >= last), default=len(text))
    return left, right


def _hypothetical(text: str, source, target, left: int, right: int) -> bool:
    # a modal long after the pair belongs to something else
    first, last = min(source[0], target[0]), max(source[1], target[1]) + 30
    for modal in _MODAL.finditer(text):
        at = modal.start()
        if left <= at < right and (
            _CONDITION.search(text[max(0, at - 160) : at])
            or _CONDITION.search(text[modal.end() : modal.end() + 120])
        ):
            return True
        if (
            left <= at < min(right, last)
            and not _FUTURE.search(text[:at])
            and not _RELATIVE.search(text[min(first, at) : at])
        ):
            return True
    return False


def _attributed(text: str, source, target, left: int, right: int) -> bool:
    first, last = min(source[0], target[0]), max(source[1], target[1])
    for match in _REPORT.finditer(text, left, right):
        if match.group().lower().endswith("said to"):
            if source[1] <= match.start() and match.end() <= target[0]:
                return True
        elif _FREE.match(match.group()):
            return True
        elif (
            _TRAILING.search(text[left : match.start()])
            and re.match(r"\s*[,.]", text[match.end() :])
            and not _ADDRESS.match(match.group())
        ):
            return True  # ", one participant says,"
        elif source[1] <= match.start() and len(re.findall(r"\w+", text[source[1] : match.start()])) <= 8:
            continue  # the source itself speaks
        elif first >= match.end() and _THAT.match(text[match.end() : first]):
            return True  # the pair lies in what is reported
        elif (
            last <= match.start()
            and _TRAILING.search(text[last : match.start()])
            and not _ADDRESS.match(match.group())
        ):
            return True  # "..., one participant says"
    return False
