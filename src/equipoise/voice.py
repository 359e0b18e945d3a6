"""In which voice a statement speaks of a pair: plain, attributed, quoted, hypothetical, past or negated.

Rules over the statement alone, in the order in which they win: a pair inside quotation marks is quoted; a frame of
conditional mood is hypothetical; background history is past; denied conduct is negated; what somebody is said to have
said is attributed; the rest is plain. The voice decides how much a statement weighs (`equipoise.dyads.VOICE_WEIGHTS`).
"""

from __future__ import annotations

import re

from equipoise.types import Pair, Voice

__all__ = ["detect"]

_QUOTES = re.compile(r"[\"“]([^\"“”]{2,}?)(?:[\"”]|$)")
_CONDITIONAL = re.compile(
    r"\b(?:would(?! not say)|could|might|should (?:the |they |it )?[\w ]{0,30}\b(?:come|choose|fall|fail|decide|go)|"
    r"may (?:yet|well|one day|be)|if\b[^,.;]{3,80},?[^.;]{0,60}\b(?:would|could|might|will|may)|"
    r"were (?:it|they|he|she|the \w+) to|were to)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:used to|no longer|once (?:a|an|the|had|was|were)|formerly|in those days|"
    r"until (?:the )?(?:1[89]\d\d|19\d\ds|20[01]\d)|back in (?:the )?\d{4}|(?:had|has not) (?:\w+ )?forgotten|"
    r"(?:a|two|three|four|five|six|seven|eight|several) (?:decades|generations|centuries) (?:ago|earlier|before)|"
    r"during the (?:Cold War|war of|Second World War|First World War)|in the (?:days|time|era|reign|age) of|"
    r"(?:eighteenth|nineteenth|sixteenth|seventeenth) century)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]nder the treaty[^,]*in|[Uu]ntil|of)\s+(?:\w+\s+)?(1[789]\d\d)\b(?!s?\s+(?:billion|million))")
_NEGATED = re.compile(
    r"\b(?:denied that|denies that|deny that|denied (?:ever|having|any)|denies (?:ever|having|any)|denying that|"
    r"(?:did|does|do|has|have|had|was|were|is|are) (?:not|never)|(?:didn|doesn|don|hasn|haven|hadn|wasn|weren|isn|aren)['’]t|"
    r"never|neither .{3,60} nor|stopped short of|refrained from|without (?:\w+ing)|no evidence that)\b",
    re.I,
)
_SAID = re.compile(
    r"\b(?:said|says|saying|told|tells|according to|reported(?:ly)?|alleged(?:ly)?|claim(?:s|ed|ing)?|accus(?:es|ed|ing)|"
    r"replied|insist(?:s|ed)|argu(?:es|ed)|warn(?:s|ed)|complain(?:s|ed|ing)|contend(?:s|ed)|believe[sd]?|maintain(?:s|ed) that|"
    r"announced that|declared that|stated|asserted|suggest(?:s|ed) that|describ(?:es|ed)|as \w+ (?:holds|put it|sees it)|"
    r"sources|officials say|let it be known|in the words of|denounced)\b",
    re.I,
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
    quotes = [match.span(1) for match in _QUOTES.finditer(text)]
    if any(_inside(target, quote) for quote in quotes) and any(
        _inside(source, quote) or (quote[1] - quote[0]) > 25 for quote in quotes
    ):
        return "quoted"
    outside = _without(text, quotes)
    if _CONDITIONAL.search(outside):
        return "hypothetical"
    if _PAST.search(outside) or _YEAR.search(outside):
        return "past"
    left, right = min(source[0], target[0]), max(source[1], target[1])
    if _NEGATED.search(outside[left:right]):
        return "negated"
    if _SAID.search(outside):
        return "attributed"
    return "plain"


def _inside(span: tuple[int, int], quote: tuple[int, int]) -> bool:
    return quote[0] <= span[0] and span[1] <= quote[1]


def _without(text: str, quotes) -> str:
    """The text with quotations blanked, offsets kept."""
    for start, end in quotes:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
