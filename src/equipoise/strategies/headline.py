"""The headline as one more statement: it often names the strategy outright ("X walks a tightrope").

It stands before the text, so that its offsets are negative, and belongs to the first paragraph. Only words of
strategies are read in it: stances come from the text, which tells the same at length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from equipoise.types import Article, Mention, Statement

__all__ = ["headline"]


def headline(
    article: Article, statements: Sequence[Statement], matcher
) -> tuple[list[Statement], list[Mention]]:
    """The headline and the actors that it names; nothing where there is none, or where the text begins with it.

    Parameters
    ----------
    article : Article
    statements : sequence of Statement
        Of its text.
    matcher : equipoise.actors.Matcher
    """
    title = article.title.strip()
    if not title or not statements or statements[0].text.startswith(title):
        return [], []
    shift = -len(title) - 1
    first = Statement(-1, shift, -1, title, statements[0].paragraph)
    named = matcher.find(title, article.date)
    return [first], [replace(m, start=m.start + shift, end=m.end + shift) for m in named]
