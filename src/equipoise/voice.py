"""In which voice a statement speaks of a pair: plain, attributed, quoted, hypothetical, past or negated.

Rules over the statement, in the order in which they win:

quoted
    One end of the pair stands inside quotation marks, the statement opens with a speech, or ends with what
    the source is quoted as saying of the target, or the quotation is most of the statement.
hypothetical
    A condition with its consequence ("if it came to war, X would", "should Y ever leave, X will"), unless a
    promise, a report or a question stands before it ("said that he would send them if asked"); or a bare
    "might", "may one day" behind the source. "Would", "could" and "may" alone decide nothing.
past
    Background history: "used to", "once", "long before", "a generation ago", "in the days of", "remembers
    how", near the pair and not in an aside before it. Old years with a verb in the past and nothing in the
    present, and pairs of a state that is no more, once the article's date is known: see `settle`.
negated
    The verb between source and target is denied ("did not", "never", "denied having") in one clause with
    both. An end denied ("has never lowered its ties", "has not left the council") tells of a tie that lasts:
    plain.
attributed
    A speaker without a name is said to have said it: "according to", "reportedly", "officials say that", "a
    diplomat from Doha observed that", ", one participant says,". What a state says through whoever speaks for
    it by name or office ("the minister told reporters that", "its ambassador warned that", "accused") is its
    conduct, told by the writer in the plain voice; what it alleges there of others is the stance model's
    business (neutral), not a matter of voice.

The voice decides how much a statement weighs (`equipoise.dyads.VOICE_WEIGHTS`), so that a rule which takes
the weight away is kept narrow: a stance lost is worse than a neutral pair kept. The rules were drawn up on
the train split of the gold articles; `training/benchmarks/strategies.py` prints their accuracy on every
split."""

from __future__ import annotations

import datetime
import functools
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
#: A quotation with which the statement opens is a speech from so many words on.
_SPEECH_WORDS = 5
_SAID_OF = re.compile(
    r"^(?:[^\w;]+\w+){0,8}?[^\w;]+(?:sa(?:id|ys)|declare[sd]|remark(?:s|ed)|call(?:s|ed))\b[^,;]*$"
)
#: What opens a condition. An idle "if" ("if anything", "if one believes") opens none.
_CONDITION = re.compile(
    r"\b(?:[Ii]f (?!anything\b|not\b|only\b|one (?:believes|likes)\b|need be\b|possible\b|"
    r"you (?:like|will)\b)|"
    r"[Uu]nless |[Ss]uppos(?:e|ing) |in case |in the event (?:of|that) )"
)
#: The inverted condition: "Were the pipe to close", "Should Paris ever leave".
_INVERTED = re.compile(
    r"(?:^|[,;:—] ?|\b[Aa]nd |\b[Bb]ut )"
    r"(?:(?:Were|were (?=(?:the|an?|it|he|she|they|there|[A-Z]\w+)\b)) ?(?:\w+ ){1,6}to|"
    r"(?:Should|should (?=(?:the|an?|it|he|she|they|there|things|[A-Z]\w+)\b)) ?(?:\w+ ){1,6}?\w+)\b[^?]*$"
)
#: What a condition has as its consequence.
_CONSEQUENCE = re.compile(r"\b(?:would|could|might|may|will|can(?:not)?|shall|should|were)\b|['’]ll\b")
#: A condition that says itself how remote it is: "if Paris should", "if it came to".
_REMOTE = re.compile(r"[^,;]*\b(?:should|were|came|could)\b")
#: A modal that leaves open whether it comes to that, even without a condition.
_MODAL = re.compile(
    r"\b(?:might\b(?! (?:not )?(?:like|appear|seem|say|be (?:easy|wrong|tempting)|have (?:it|us)))|"
    r"(?:may|could|would) (?:one day|some day|yet|eventually|in the end)\b)"
)
#: Verbs after which "would" is a promise or a report, not a condition.
_FUTURE = re.compile(
    r"\b(?:said|sa(?:y|ys|ying)|told|telling|announc\w+|promis\w+|pledg\w+|vow\w+|swor\w+|threaten\w+|"
    r"warn\w+|declar\w+|assur\w+|confirm\w+|repl\w+|answer\w+|insist\w+|add(?:s|ed)|explain\w+|"
    r"hop(?:es|ed)|agree[sd]?|so that|known that|with\w* which|for whom|without (?:which|whom)|remark\w+|"
    r"wr(?:ote|ites)|predict\w+|demand\w+|refus\w+|offer\w+|repeat\w+|provid(?:es?|ed) that|"
    r"ask(?:s|ed)|wonder\w*)\b(?!,)",
    re.I,
)
_PAST = re.compile(
    r"\b(?:used to|(?<!at )(?<!At )(?<!more than )once (?:had|was|were|been|thought|ruled|fought|sold|sent|"
    r"armed|trained|told)|(?:had|was|were) once (?!more\b|again\b)|formerly|in those days|"
    r"back in (?:the )?\d{4}|"
    r"(?:a|two|three|four|five|six|seven|eight|several) (?:decades|generations|centuries) "
    r"(?:ago|earlier|before)|(?:ten|fifteen|twenty|thirty|forty|fifty|sixty) years (?:ago|earlier)|"
    r"half a century|a (?:generation|century) (?:ago|before|earlier)|long before|long ago|"
    r"for (?:two|three|several) generations|past attempts|"
    r"for (?:\w+ ){0,2}(?:years|decades) (?:after (?:that|which|it)|afterwards|thereafter)|"
    r"(?:in|during|after|before|of) the (?:Cold War|(?:First|Second) World War)|"
    r"(?:in|during) the (?:days|reign|age|years|decades) of|older people|"
    r"(?:remember|forget)s? (?:how|when|that|the)\b|"
    r"under socialism|colonial (?:rule|days|times)|"
    r"(?:sixteenth|seventeenth|eighteenth|nineteenth) century|in the (?:nineteen )?(?:twenties|thirties|"
    r"forties|fifties|sixties|seventies|eighties|nineties))\b",
    re.I,
)
_COMPARED = re.compile(r"\bas (?:\w+ ){1,3}$")
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|went|fought|sold|sent|paid|lost|drove|gave|took|held|left|kept|ran|made|came|"
    r"began|got|met|won|fell|stood|built|bought|broke|became|saw|felt|threw|struck|let|lent|"
    r"(?!indeed|need|speed|hundred)\w{3,}ed)\b",
    re.I,
)
#: "The protocol of 1942 gave": a year in the subject of the clause dates what it tells.
_SUBJECT = re.compile(r"\W*The (?:\w+ ){0,3}\w+ of $")
#: An old year behind these is a name or the start of something that lasts.
_LASTING = re.compile(
    r"(?:\bsince\b[^,;]*|\bfrom|\bdates? (?:from|back to)|\bback to|treaty of|accords? of|"
    r"agreement of|war of|pact of|constitution of|law of|genocide of)\W*(?:\w+ )?$",
    re.I,
)
_YEAR = re.compile(
    r"\b(1[5-9]\d\d|20\d\d)(s?)\b(?!\s*(?:million|billion|troops|soldiers|men|tonnes|people|%))"
)
#: What shows that the clause tells of the present as well.
_STILL = re.compile(
    r"(?<!was )(?<!were )(?<!had )\bstill (?!\w+ed\b|was\b|were\b|had\b|gave\b)|"
    r"\b(?:to this day|ever since|today|this (?:week|month|year|spring|summer|autumn|winter)|remains?)\b",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|(?<!well )(?<!may )(?<!might )(?<!would )(?<!could )(?<!to )have|does|do|will|"
    r"says?|calls?|accuses?|denies|claims?|likes?|wants?|holds?|goes)\b"
    r"|\blast (?:week|month|year)\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
#: A remark on what was told, not part of it: ", an episode that is still recounted in Kinshasa".
_GLOSS = re.compile(
    r", (?:an?|the) (?:episode|affair|story|scene|memory|matter|fact|debt|chapter) (?:that|which) .*$|"
    r", it (?:will|may) be (?:recalled|remembered),"
)
#: A strong break between clauses.
_BREAK = re.compile(
    r"[;—]|, (?:but|while|whereas|yet|although|though|and (?:in|on|at|the|it|he|his|its|by)) "
)
#: How far back the words are looked at that introduce a verb of saying or a year.
_WINDOW = 250
#: States that are no more, with the last year in which one spoke of them in the present.
_ENDED = {"SUN": 1991, "DDR": 1990, "CSK": 1992, "YUG": 2003}
_NEGATED = re.compile(
    r"^(?:['’]s)?(?: (?:government|ministry|army|president|parliament|leaders?))? (?:\w+ly |also |still )?"
    r"(?:(?:did|does|do|has|have|had|would|will) (?:not|never)|(?:did|does|do|has|have|had)n['’]t|never|"
    r"den(?:y|ies|ied) (?:that|having|ever|any))\b(?! only\b)"
    r"(?! (?:\w+ )?(?:le(?:ft|ave)|forg[eo]t(?:ten)?|abandon|broke?n?|lower|cut|stop|cease|end|forsake|"
    r"withdr[ae]wn?|lost|lose|miss|fail)(?:s|n?ed|t?ed)?\b)[^,;:]*$",
    re.I,
)
_SAY = (
    r"(?:said|says?|told|tells?|claim(?:s|ed)?|alleg(?:es?|ed)|maintain(?:s|ed)?|insist(?:s|ed)?|"
    r"argu(?:es?|ed)|reports?|reported|believes?|believed|contend(?:s|ed)?|recall(?:s|ed)?|not(?:es?|ed)|"
    r"remark(?:s|ed)?|points? out|pointed out|suggest(?:s|ed)?|predict(?:s|ed)?|observe[sd]?|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)?|add(?:s|ed)?|declare[sd]?|admit(?:s|ted)?|assert(?:s|ed)?|"
    r"state[sd]|complain(?:s|ed)?|warn(?:s|ed)?|explain(?:s|ed)?|estimate[sd]|reckon(?:s|ed)?)"
)
#: A verb of saying with its complement: "say that", "told the radio on Monday that".
_SAY_THAT = re.compile(rf"(?<!to )(?<!is )(?<!are )(?<!was )(?<!were )\b{_SAY}\b(?=[^.;,:]{{0,60}}? that\b)")
#: An aside that names who says so: ", one participant says," ", two ministers said.".
_ASIDE = re.compile(rf"(?:,|^) ?([^,;]{{3,60}}?) (?<!to ){_SAY}(?= ?(?:[,.;]|$))")
#: Words that attribute by themselves.
_FREE = re.compile(
    r"\b(?:[Aa]ccording to (?!how\b|what\b|whether\b|which\b|who\b)|[Rr]eportedly\b|[Aa]llegedly\b|"
    r"if (?:\w+ )?(?:reports|rumours?) (?:is|are) (?:right|true|to be believed))"
)
_SAID_TO = re.compile(r"^[^,;]*\b(?:is|are) said to\b[^,;]*$")
#: "was told by his generals that".
_TOLD_BY = re.compile(r"\btold by ([^,;]{3,40}?) that\b")
#: People without a name: who speaks is not the state, but somebody whom the writer has heard or read.
_UNNAMED = re.compile(
    r"\b(?:officials?|officers?|diplomats?|advis[eo]rs?|aides?|"
    r"(?:an?|another) (?:\w+ )?spokes(?:man|woman|person)|"
    r"ambassadors|(?:an?|former|retired) (?:\w+ )?ambassador|colonels?|generals|admirals?|"
    r"analysts?|experts?|observers?|economists?|"
    r"historians?|statisticians?|lecturers?|professors?|scholars?|researchers?|journalists?|reporters|"
    r"commentators?|columnists?|editors?|doctors?|witnesses|villagers|residents|traders?|brokers?|"
    r"managers?|engineers?|sources?|groups|critics?|sceptics?|skeptics?|friends|people|participants?|"
    r"delegates?|negotiators?|insiders?|veterans?|deputies|lawmakers|legislators|some|many|others|ones|"
    r"one of (?:them|those)|somebody|someone|reports|newspapers?|magazines?|memorand(?:um|a))\b",
    re.I,
)
#: A name beside the office: "Zurab Batiashvili, an analyst," "the spokesman, Majed al-Ansari,".
_NAMED = re.compile(
    r"\b[A-Z][\w’'-]+ (?:(?:al|el|bin|ibn|de|da|di|van|von|der)[ -])?[A-Z][\w’'-]+, "
    r"(?:an?|the|its|his|her|who)\b|"
    r", (?:[A-Z][\w’'-]+ ?){2,3}(?:,|$)"
)


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
    quotes = _quotes(text)
    if quotes:
        if _is_quoted(text, source, target, quotes):
            return "quoted"
        text = _silenced(text)
    left, right = _clause(text, source, target)
    if _hypothetical(text, source, target, left, right):
        return "hypothetical"
    if _past(text, source, target, left, right):
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
    """The clause's years are all old, or an end of the pair is a state that is no more."""
    if any(present > _ENDED.get(end.code, 9999) for end in (pair.source, pair.target)):
        return True
    text, base = pair.statement.text, pair.statement.start
    left, right = _clause(
        text,
        (pair.source.start - base, pair.source.end - base),
        (pair.target.start - base, pair.target.end - base),
    )
    clause = _GLOSS.sub("", text[left:right])
    found = [
        m
        for m in _YEAR.finditer(clause)
        if not _LASTING.search(clause[max(0, m.start() - _WINDOW) : m.start()])
        or _SUBJECT.match(clause[: min(m.start(), _WINDOW)])
    ]
    return (
        bool(found)
        and all(int(m.group(1)) <= present - BACKGROUND_YEARS for m in found)
        and _PAST_VERB.search(clause) is not None
        and _STILL.search(clause) is None
        and _PRESENT.search(clause) is None
    )


#: What the words alone tell is worked out once for all pairs of a statement or clause, which come one after the other.
_once = functools.lru_cache(maxsize=1024)


@_once
def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the quotations that are more than a borrowed expression."""
    return tuple(m.span(1) for m in _QUOTE.finditer(text) if len(m.group(1).split()) >= _QUOTE_WORDS)


@_once
def _silenced(text: str) -> str:
    """The text with its quotations blanked: what is said there is not the writer's mood or tense."""
    for start, end in _quotes(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_quoted(text: str, source, target, quotes) -> bool:
    if any(start <= span[0] and span[1] <= end for start, end in quotes for span in (source, target)):
        return True
    if any(start <= 2 and len(text[start:end].split()) >= _SPEECH_WORDS for start, end in quotes):
        return True
    if sum(end - start for start, end in quotes) > 0.4 * len(text):
        return True
    start, end = quotes[-1]  # 'the minister said of [B] that they had "..."'
    return (
        len(text[start:end].split()) > _QUOTE_WORDS
        and len(text) - end <= 3
        and source[1] <= target[0] < start
        and _SAID_OF.search(text[source[1] : target[0]]) is not None
    )


def _clause(text: str, source, target) -> tuple[int, int]:
    """The stretch between strong breaks that holds both ends of the pair."""
    first, last = min(source[0], target[0]), max(source[1], target[1])
    breaks = _breaks(text)
    left = max((b for b in breaks if b < first), default=0)
    right = min((b for b in breaks if b >= last), default=len(text))
    return left, right


@_once
def _breaks(text: str) -> tuple[int, ...]:
    """Where clauses end."""
    return tuple(m.start() for m in _BREAK.finditer(text))


def _hypothetical(text: str, source, target, left: int, right: int) -> bool:
    first, last = min(source[0], target[0]), max(source[1], target[1])
    ends = _sentences(text)
    start = max((at for at in ends if at < first), default=0)
    end = min((at for at in ends if at >= last), default=len(text))
    for at, leads, followed in _conditions(text, start, end):
        if followed and (leads or at <= first):
            return True
        if at > first and _CONSEQUENCE.search(text[left:at]):
            return True
    return any(source[1] <= at < last + 30 for at in _modals(text, left, right))


@_once
def _sentences(text: str) -> tuple[int, ...]:
    """Where a semicolon or a dash parts what might be sentences of their own; all of these are among `_breaks`."""
    return tuple(m.start() for m in re.finditer("[;—]", text))


@_once
def _conditions(text: str, start: int, end: int) -> list[tuple[int, bool, bool]]:
    """Of each condition in ``text[start:end]``: where it begins, whether it governs what stands before it as well,
    and whether a consequence follows. One under a promise, a report or a question is none."""
    text = text[:end]
    return [
        (
            found.start(),
            found.re is _INVERTED or _REMOTE.match(text[found.end() :]) is not None,
            _CONSEQUENCE.search(text[found.start() :]) is not None,
        )
        for found in (*_CONDITION.finditer(text, start), *_INVERTED.finditer(text, start))
        if not _FUTURE.search(text[: found.start()])
    ]


@_once
def _modals(text: str, left: int, right: int) -> list[int]:
    """Where a modal leaves open whether it comes to that."""
    return [m.start() for m in _MODAL.finditer(text, left, right) if not _FUTURE.search(text[: m.start()])]


def _past(text: str, source, target, left: int, right: int) -> bool:
    first, last = min(source[0], target[0]), max(source[1], target[1])
    for at, opening in _background(text, left, right):
        if at >= last + 30:
            continue  # long after the pair it belongs to something else
        if at < first and not opening and "," in text[at:first]:
            continue  # in an aside that ends before the pair begins
        return True
    return False


@_once
def _background(text: str, left: int, right: int) -> list[tuple[int, bool]]:
    """Where the clause ``text[left:right]`` has cues of background history, and whether they open it."""
    clause = _GLOSS.sub("", text[left:right])
    if _STILL.search(clause):
        return []
    return [
        (
            left + cue.start(),
            cue.start() <= 20 and not cue.group().lower().startswith(("used", "once")),
        )
        for cue in _PAST.finditer(clause)
        # no comparison: "as it had once paid Ankara"
        if not _COMPARED.search(clause[max(0, cue.start() - 40) : cue.start()])
    ]


def _attributed(text: str, source, target, left: int, right: int) -> bool:
    if max(source[1], target[1]) > _heard(text, left, right):
        return True
    return source[1] <= target[0] and _SAID_TO.match(text[source[1] : target[0]]) is not None


@_once
def _heard(text: str, left: int, right: int) -> float:
    """Behind which place what the clause ``text[left:right]`` tells is hearsay: -1 where all of it is."""
    if _FREE.search(text, left, right):
        return -1
    places = []
    for aside in _ASIDE.finditer(text, left, right):
        if aside.start() > 0 and _UNNAMED.search(aside.group(1).strip()):
            return -1
    for told in _TOLD_BY.finditer(text, left, right):
        if _UNNAMED.search(told.group(1)):
            places.append(told.end())
    for said in _SAY_THAT.finditer(text, left, right):
        before = text[max(left, said.start() - _WINDOW) : said.start()]
        subject = re.split(r"; |,? (?:and|but|while) (?!.*, who)", before)[-1].strip() or before
        if _UNNAMED.search(subject) and not _NAMED.search(subject):
            places.append(said.end())
    return min(places, default=float("inf"))
