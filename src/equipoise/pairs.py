"""Mentions -> ordered Pairs: every two different actors of a statement, both ways."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

from equipoise.apart import Place, separable
from equipoise.types import Mention, Pair, Statement, clearest

__all__ = ["MAX_ACTORS", "ordered_pairs"]

#: A list of twenty flags is no statement about each of its 380 pairs: beyond this many actors only the first count.
MAX_ACTORS = 12


def ordered_pairs(
    article_id: str, statements: Sequence[Statement], mentions: Sequence[Mention]
) -> list[Pair]:
    """Every ordered pair of different actors in each statement, by statement, then by place in the text.

    Parameters
    ----------
    article_id : str
    statements : sequence of Statement, in order
    mentions : sequence of Mention; offsets into the article

    Returns
    -------
    list of Pair
    """
    starts = [s.start for s in statements]
    inside: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.code)):
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= statements[at].end:
            inside[at].append(mention)
    pairs = []
    for at in sorted(inside):
        by_code: dict[str, list[Mention]] = defaultdict(list)
        for mention in inside[at]:
            by_code[mention.code].append(mention)
        codes = list(by_code)[:MAX_ACTORS]
        main = {code: clearest(by_code[code]) for code in codes}
        shared = _shared(statements[at], inside[at])
        for source, target in permutations(codes, 2):
            if shared and not separable(statements[at].text, shared, source, target):
                continue
            same = tuple(m for c in (source, target) for m in by_code[c] if m is not main[c])
            others = tuple(m for c in by_code if c not in (source, target) for m in by_code[c])
            pairs.append(Pair(article_id, statements[at], main[source], main[target], same, others))
    return pairs


def _shared(statement: Statement, mentions: list[Mention]) -> list[Place]:
    """All places in the statement, if two actors share one; else none."""
    if len({(m.start, m.end) for m in mentions}) == len(mentions):
        return []
    return [(m.start - statement.start, m.end - statement.start, m.code) for m in mentions]
