"""Words that name a strategy: which statements carry such a cue, and about whom.

Phrases stand in `data/cues.tsv` (strategy, regular expression, note).
"""

from __future__ import annotations

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from equipoise.types import Mention, Statement

__all__ = ["Cue", "find_cues"]

#: A cue behind these is denied, advised or only imagined.
_VOID = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|hardly|should|ought to|must|could|would|might|may|if|whether|urged? to|"
    r"advised? to|refus\w+ to|used to|n['’]t)\b[^,.;]{0,40}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement's words for a strategy of `actor`.

    explicit
        True when the words name the strategy outright, so that they are the author's label.
    near
        Codes of the actors that the statement's paragraph names: whom the words can be about.
    """

    strategy: str
    actor: str
    statement: int
    words: str
    explicit: bool
    probability: float = 1.0
    near: frozenset[str] = frozenset()


def find_cues(statements: Sequence[Statement], mentions: Sequence[Mention]) -> list[Cue]:
    """The cues of an article, by statement; one a strategy, actor and statement."""
    inside: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for statement in statements:
            if statement.start <= mention.start and mention.end <= statement.end:
                inside[statement.index].append(mention)
                break
    named: dict[int, set[str]] = defaultdict(set)
    for statement in statements:
        named[statement.paragraph] |= {m.code for m in inside[statement.index]}
    found: dict[tuple, Cue] = {}
    for statement in statements:
        for strategy, pattern, explicit in _phrases():
            for match in pattern.finditer(statement.text):
                if _VOID.search(statement.text[: match.start()]) and strategy != "non_commitment":
                    continue
                for actor in dict.fromkeys(m.code for m in inside[statement.index]):
                    cue = Cue(
                        strategy, actor, statement.index, match.group(), explicit,
                        near=frozenset(named[statement.paragraph]),
                    )
                    found.setdefault((statement.index, strategy, actor), cue)
    return list(found.values())


@functools.cache
def _phrases() -> tuple[tuple[str, re.Pattern, bool], ...]:
    text = resources.files("equipoise").joinpath("data/cues.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((row["strategy"], re.compile(row["pattern"], re.I), row["explicit"] == "1") for row in rows)
