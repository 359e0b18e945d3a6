"""The author's own label: which strategy the article names outright for an actor ("its hedging", "this
balancing act").

Phrases of `data/cues.tsv` that are marked as naming count, unless they are denied, advised or imagined. A
statement is about the actor right before the phrase ("Sweden was neutral"), else about all that it mentions; one
that mentions nobody is about the actor of whom its paragraph speaks most, and about the one of whom the whole
article does."""

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

#: What may stand between a subject and the phrase that is its predicate, and between two names of one subject.
_DIRECT = re.compile(
    r" (?:(?:it|him|her)self )?"
    r"(?:(?:is|are|was|were|has|have|had|been|remain(?:s|ed)?|stay(?:s|ed)?|ke(?:ep|eps|pt)) )*"
)
_JOINED = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")


def named(text: str, acts: bool = False) -> dict[str, str]:
    """The strategies that a text names outright, each with its first words; `acts` adds words for the act
    itself."""
    return {strategy: match.group() for strategy, match in _matches(text, acts).items()}


def _matches(text: str, acts: bool) -> dict[str, re.Match]:
    """The first match of each strategy's phrases."""
    out: dict[str, re.Match] = {}
    for strategy, pattern, outright in phrases():
        if outright == 1 or (acts and outright == 2):
            for match in pattern.finditer(text):
                before = text[: match.start()]
                if not _VOID.search(before) or _RESTORED.search(before):
                    out.setdefault(strategy, match)
    return out


def _subject(statement: Statement, match: re.Match, mentioned: Sequence[Mention]) -> list[str]:
    """The actor that is the subject of the phrase, with those joined to it ("Oslo and Copenhagen were neutral"); none
    where no name stands right before it."""
    codes: list[str] = []
    at, span = match.start(), None
    for mention in sorted(mentioned, key=lambda m: (m.start, m.end), reverse=True):
        start, end = mention.start - statement.start, mention.end - statement.start
        if end > match.start():
            continue
        if (start, end) != span:  # "both countries": one span for two
            between = _JOINED if codes else _DIRECT
            if not between.fullmatch(statement.text, end, at):
                break
        codes.append(mention.code)
        at, span = start, (start, end)
    return codes


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
        found = _matches(statement.text, acts)
        if not found:
            continue
        mentioned = inside.get(statement.index, ())
        codes = list(dict.fromkeys(m.code for m in mentioned))
        if not codes:
            around = spoken[statement.paragraph] or spoken.get(statement.paragraph - 1) or Counter()
            codes = list(dict.fromkeys(code for code, _ in (*around.most_common(1), *overall)))
        for strategy, match in found.items():
            for code in _subject(statement, match, mentioned) or codes:
                out.setdefault(code, []).append((strategy, statement.index, match.group()))
    return out
