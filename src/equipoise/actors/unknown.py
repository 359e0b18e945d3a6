"""The capitalised names that matched no actor: where a table should grow next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from equipoise.actors import words
from equipoise.actors.matcher import Matcher
from equipoise.types import Article

__all__ = ["unknown_names"]

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_NAME = re.compile(rf"\b{_WORD}(?: (?:of |the |al-|el-|bin |de |von |van )?{_WORD})*")


def unknown_names(matcher: Matcher, articles: Iterable[Article]) -> list[tuple[str, int, int, str]]:
    """Names in the articles that are neither actors nor known to be none, the most frequent first.

    A capital that opens a sentence counts only where the same word stands capitalised inside one, too.

    Parameters
    ----------
    matcher : Matcher
    articles : iterable of Article
        Read once, one at a time.

    Returns
    -------
    list of (name, count, articles, example)
        The example is some 60 code points around the first place.
    """
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    inside: set[str] = set()
    example: dict[str, str] = {}
    for article in articles:
        seen = set()
        for name, place, opening in _names(matcher, article):
            counts[name] += 1
            seen.add(name)
            if not opening:
                inside.add(name)
            if name not in example or (not opening and counts[name] < 3):
                around = article.text[max(0, place - 30) : place + len(name) + 30]
                example[name] = " ".join(around.split())
        spread.update(seen)
    listed = [(n, c, spread[n], example[n]) for n, c in counts.items() if n in inside]
    return sorted(listed, key=lambda row: (-row[1], row[0]))


def _names(matcher: Matcher, article: Article) -> Iterator[tuple[str, int, bool]]:
    text = article.text
    known = matcher.known(text)
    at = 0
    for found in _NAME.finditer(text):
        start, end = found.span()
        while at < len(known) and known[at][1] <= start:
            at += 1
        if at < len(known) and known[at][0] < end:
            continue
        before = text[max(0, start - 3) : start].rstrip(" ")
        opening = not before or before[-1] in ".!?:\n\"“”‘'(—–-"
        name = re.sub(r"['’]s?$", "", found[0])
        first, _, rest = name.partition(" ")
        if opening and (first.lower() in words.COMMON_CAPITALS or rest.startswith("of ")):
            inner = re.sub(r"^(?:of |the )+", "", rest)  # "Officials of Freedonia"
            if not inner:
                continue
            name, start, opening = inner, start + len(name) - len(inner), False
        if len(name) > 1 and name.lower() not in words.COMMON_CAPITALS and name != "I":
            yield name, start, opening
