"""Article -> Statements: sentences with their offsets and paragraph numbers."""

from __future__ import annotations

import re

from equipoise.types import Article, Statement

__all__ = ["split"]

#: Paragraphs end at a blank line; an article without blank lines has one paragraph a line.
_BLANK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"\n\s*")
#: sentencex breaks after these; the sentence goes on (ARCHITECTURE: "Vol., bn., Para., list numbers").
_GOES_ON = re.compile(
    r"(?:\b(?:Ms|Vol|bn|mn|tn|Para|para|Art|No|Nos|pp|Gen|Lt|Col|Maj|Brig|Sgt|Cpl|Adm|Capt|Cmdr|Amb|Rep|Sen|Gov|Hon|Rt|cf|ca|approx)\.|^\s*\(?\d{1,2}[.)])\s*$"
)
#: ... and here.
_ONE_NAME = re.compile(
    r"\bU\.S\.\s+(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)\b|[ap]\.m\.\s+[A-Z]\w+ time\b"
)
#: sentencex takes these for abbreviations; before a capital, the words end a sentence, and so do months without a day.
_ENDS = re.compile(
    r"\b(?:no|may|May|me|fed|ill|ore|miss|art|fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"[\"”’')]*(?=\s+[\"“‘'(]?[A-Z])"
)
_HALF = re.compile("[\ud800-\udfff]")
#: Longer than any sentence of prose: cut, so that one broken file cannot make a statement of megabytes.
MAX_STATEMENT = 20_000


def split(article: Article) -> list[Statement]:
    """Split `article` into statements, in order, none empty, none over `MAX_STATEMENT` code points.

    Sentence borders come from sentencex (Thottingal, Wikimedia, MIT); paragraphs from blank lines, or from
    single line breaks where the article has no blank line.
    """
    out: list[Statement] = []
    for number, (start, end) in enumerate(_paragraphs(article.text)):
        for left, right in _sentences(article.text[start:end]):
            for cut in range(left, right, MAX_STATEMENT):
                a, b = _strip(article.text, start + cut, start + min(cut + MAX_STATEMENT, right))
                if a < b:
                    out.append(Statement(len(out), a, b, article.text[a:b], number))
    return out


def _paragraphs(text: str):
    border = _BLANK if _BLANK.search(text.strip()) else _LINE
    at = 0
    for gap in border.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _sentences(paragraph: str):
    """(start, end) of each sentence; sentencex gives offsets that may leave gaps of white space."""
    import sentencex

    start = None
    # half a surrogate pair cannot be handed to sentencex; one for one, so that offsets stay
    for found in sentencex.get_sentence_boundaries("en", _HALF.sub("\ufffd", paragraph)):
        left, right = found["start_index"], found["end_index"]
        start = left if start is None else start
        if right < len(paragraph) and _goes_on(paragraph, start, right):
            continue
        for end in _ENDS.finditer(paragraph, start, right):
            yield start, end.end()
            start = end.end()
        yield start, right
        start = None
    if start is not None:
        yield start, len(paragraph)


def _goes_on(paragraph: str, start: int, right: int) -> bool:
    """Whether the sentence goes on where sentencex ends it."""
    if _GOES_ON.search(paragraph[start:right]):
        return True
    return any(
        m.start() < right < m.end() for m in _ONE_NAME.finditer(paragraph, max(start, right - 10), right + 40)
    )


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
