"""The author's own label: which strategy the article names outright for an actor ("its hedging", "this
balancing act").

Phrases of `data/cues.tsv` that are marked as naming count, unless they are denied, advised or imagined. A
statement is about the actors that it mentions; one that mentions nobody is about the actor of whom its
paragraph speaks most, and about the one of whom the whole article does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from equipoise.strategies.classifier import phrases
from equipoise.types import Mention, Statement

__all__ = ["AUTHOR_NAMES", "author_labels", "named"]

#: The phrases' strategies -> the names that reports use.
AUTHOR_NAMES = {"shift": "alignment_shift", "alignment": "bandwagoning"}

#: A phrase behind these is denied, advised or only imagined.
_VOID = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|hardly|should|ought to|must|could|would|might|may|if|"
    r"whether|"
    r"urged? to|advised? to|refus\w+ to|used to|deny|denied|denies|n['’]t)\b[^,.;]{0,40}$",
    re.I,
)
#: "Nothing but hedging", "would deny doing anything that has a name": what restores a phrase behind a
#: negation.
_RESTORED = re.compile(
    r"\b(?:but|except|other than|nothing if not|not only|not just|not merely)\b[^,.;]{0,20}$", re.I
)


def named(text: str, acts: bool = False) -> dict[str, str]:
    """The strategies that a text names outright, each with its first words; `acts` adds words for the act
    itself."""
    out: dict[str, str] = {}
    for strategy, pattern, outright in phrases():
        if outright == 1 or (acts and outright == 2):
            for match in pattern.finditer(text):
                before = text[: match.start()]
                if not _VOID.search(before) or _RESTORED.search(before):
                    out.setdefault(strategy, match.group())
    return out


def author_labels(
    statements: Sequence[Statement], inside: Mapping[int, Sequence[Mention]], acts: bool = False
) -> dict[str, list[tuple[str, int, str]]]:
    """(strategy, statement, words) of every phrase that names a strategy, by the actor it is about.

    Parameters
    ----------
    statements : sequence of Statement
    inside : mapping of statement index -> its mentions
    acts : bool
        Count words for the act itself as well ("mediated", "drove a wedge").
    """
    spoken: dict[int, Counter] = {}
    for statement in statements:
        spoken.setdefault(statement.paragraph, Counter()).update(
            m.code for m in inside.get(statement.index, ())
        )
    out: dict[str, list[tuple[str, int, str]]] = {}
    overall = sum(spoken.values(), Counter()).most_common(1)
    for statement in statements:
        found = named(statement.text, acts)
        if not found:
            continue
        codes = list(dict.fromkeys(m.code for m in inside.get(statement.index, ())))
        if not codes:
            around = spoken[statement.paragraph] or spoken.get(statement.paragraph - 1) or Counter()
            codes = list(dict.fromkeys(code for code, _ in (*around.most_common(1), *overall)))
        for code in codes:
            out.setdefault(code, []).extend((s, statement.index, words) for s, words in found.items())
    return out
