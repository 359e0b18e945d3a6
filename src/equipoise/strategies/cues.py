"""What the words of an article tell of an actor's strategy, statement by statement.

`CueClassifier` reads each statement for each actor that it names; `author` finds the words that name a
strategy outright."""

from __future__ import annotations

import functools
import weakref
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from equipoise.strategies.classifier import COLUMNS, STRATEGIES, CueClassifier
from equipoise.types import Mention, Statement

__all__ = ["Cue", "by_statement", "find_cues", "find_cues_of_many", "load_cues"]

_FOLDER = Path(__file__).resolve().parents[1] / "models" / "cues"
#: The reader that goes with each opened encoder.
_READERS: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()
#: A cue less probable than this is no cue.
MIN_PROBABILITY = 0.2
#: Rows in one call to the classifier: memory stays bounded whatever the articles.
MAX_ROWS = 8192


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement's words for a strategy of `actor`.

    near
        Codes of the actors that the statement's paragraph names: whom the words can be about.
    """

    strategy: str
    actor: str
    statement: int
    probability: float
    near: frozenset[str] = frozenset()


def find_cues(
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    actors: Iterable[str],
    classifier: CueClassifier | None = None,
) -> list[Cue]:
    """The cues of an article for some of its actors, by statement.

    Parameters
    ----------
    statements, mentions
        Of one article.
    actors : iterable of codes
        Whose strategies are asked for.
    classifier : CueClassifier, optional
        By default the shipped one without an encoder.
    """
    return find_cues_of_many([(statements, mentions, actors)], classifier)[0]


def find_cues_of_many(
    articles: Iterable[tuple[Sequence[Statement], Sequence[Mention], Iterable[str]]],
    classifier: CueClassifier | None = None,
) -> list[list[Cue]]:
    """`find_cues` of each (statements, mentions, actors), in one call to the classifier."""
    rows, keys, ends = [], [], []
    for statements, mentions, actors in articles:
        _ask(statements, mentions, set(actors), rows, keys)
        ends.append(len(rows))
    told: list[list[Cue]] = [[] for _ in ends]
    if not rows:
        return told
    classifier = classifier or load_cues()
    at = 0
    for begin in range(0, len(rows), MAX_ROWS):
        frame = pd.DataFrame(rows[begin : begin + MAX_ROWS], columns=list(COLUMNS))
        for row, p in enumerate(classifier.predict_proba(frame), begin):
            while row >= ends[at]:
                at += 1
            index, code, near = keys[row]
            for strategy, share in zip(STRATEGIES, p):
                if share >= MIN_PROBABILITY:
                    told[at].append(Cue(strategy, code, index, float(share), near))
    return told


def _ask(statements, mentions, wanted: set[str], rows: list, keys: list) -> None:
    """Add a row of the classifier's for each wanted actor of each statement, and what a cue of it will say."""
    inside = by_statement(statements, mentions)
    named: dict[int, set[str]] = defaultdict(set)
    for statement in statements:
        named[statement.paragraph] |= {m.code for m in inside[statement.index]}
    near = {paragraph: frozenset(codes) for paragraph, codes in named.items()}
    for statement in statements:
        found = inside[statement.index]
        for code in dict.fromkeys(m.code for m in found if m.code in wanted):
            mine = min((m for m in found if m.code == code), key=lambda m: (m.resolved_by_context, m.start))
            others = [(m.start - statement.start, m.end - statement.start) for m in found if m.code != code]
            rows.append((statement.text, mine.start - statement.start, mine.end - statement.start, others))
            keys.append((statement.index, code, near[statement.paragraph]))


def load_cues(stance=None) -> CueClassifier:
    """The shipped cue classifier that goes with a stance model.

    Parameters
    ----------
    stance : StanceClassifier, optional
        With the encoder that the accurate head was trained on, that head is returned; else the one that needs
        none.
    """
    opened = getattr(stance, "_encoder", None)
    if opened is None:
        return _fast()
    if opened not in _READERS:
        from equipoise.strategies.storage import load

        fits = _fits(_FOLDER / "accurate", opened.folder)
        _READERS[opened] = load(_FOLDER / "accurate", opened) if fits else _fast()
    return _READERS[opened]


@functools.cache
def _fast() -> CueClassifier:
    from equipoise.strategies.storage import load

    return load(_FOLDER / "fast")


def _fits(head: Path, encoder: str) -> bool:
    """True when the head was trained on this encoder: any other gives it noise."""
    from equipoise.storage import read_manifest

    if not (head / "manifest.json").is_file() or not (Path(encoder) / "manifest.json").is_file():
        return False
    return read_manifest(head).get("encoder_sha256") == read_manifest(encoder)["files"].get("encoder.onnx")


def by_statement(statements: Sequence[Statement], mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """The mentions inside each statement, by its index."""
    starts = [s.start for s in statements]
    out: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= statements[at].end:
            out[statements[at].index].append(mention)
    return out
