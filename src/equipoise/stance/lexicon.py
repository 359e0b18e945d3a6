"""The action lexicon: verbs, nouns, idioms and adjectives of conduct between actors, found in a statement.

`data/lexicon.tsv` holds one entry a line: ``entry`` (lemmas, one to five words), ``pos``, ``polarity``
(hostile, supportive, neutral), ``strength`` (-10 to +10, after the scale of Goldstein 1992), ``agent``
(which argument acts: subject, object, both, none) and ``frame``:

direct      the agent's own conduct toward the other argument
speech      a report of what somebody says ("said", "according to")
charge      an accusation: hostile for the accuser, alleged for what stands under it
reversal    turns round what stands under it ("vetoed", "lifted", "refrained from")
negation    "not", "never", "denied"
modal       "may", "could", "would", "if"
mediation   an impartial act between parties
relation    a noun of a living relation ("ally", "rivalry")
past        "once", "former", "in 1962"
"""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import NamedTuple

__all__ = ["Cue", "Entry", "Lexicon", "tokenize"]

_TOKEN = re.compile(r"\[unused[123]\]|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]", re.UNICODE)


class Entry(NamedTuple):
    """One line of the lexicon."""

    words: tuple[str, ...]
    pos: str
    polarity: str
    strength: int
    agent: str
    frame: str


class Cue(NamedTuple):
    """An entry found at tokens[start:end]."""

    start: int
    end: int
    entry: Entry


def tokenize(text: str) -> list[str]:
    """Words, numbers, punctuation marks and role tokens of a rendered statement, lower-cased."""
    return _TOKEN.findall(text.lower())


@functools.lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of a lower-cased word (simplemma, Barbaresi 2023)."""
    import simplemma

    if len(word) < 3 or not word[0].isalpha():
        return word
    return simplemma.lemmatize(word.removesuffix("'s").removesuffix("’s"), lang="en").lower()


class Lexicon:
    """Finds the longest entries in a token list.

    Parameters
    ----------
    entries : iterable of Entry
    """

    def __init__(self, entries):
        self._by_first: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_first.setdefault(entry.words[0], []).append(entry)
        for group in self._by_first.values():
            group.sort(key=lambda e: -len(e.words))
        self.size = sum(map(len, self._by_first.values()))

    @classmethod
    @functools.cache
    def load(cls) -> Lexicon:
        """The lexicon of the package."""
        source = resources.files("equipoise").joinpath("data/lexicon.tsv")
        with source.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            return cls(
                Entry(
                    tuple(row["entry"].split()), row["pos"], row["polarity"], int(row["strength"]),
                    row["agent"], row["frame"],
                )
                for row in rows
            )

    def find(self, tokens: list[str]) -> list[Cue]:
        """The cues in order, longest match first, none overlapping.

        An entry matches on the words as they stand or on their lemmas, so that "armed" finds "arm".
        """
        lemmas = [lemma(token) for token in tokens]
        cues, at = [], 0
        while at < len(tokens):
            found = None
            for key in {lemmas[at], tokens[at]}:
                for entry in self._by_first.get(key, ()):
                    size = len(entry.words)
                    if (found is None or size > len(found.words)) and all(
                        word in (a, b)
                        for word, a, b in zip(entry.words, tokens[at : at + size], lemmas[at : at + size])
                    ) and at + size <= len(tokens):
                        found = entry
                        break
            if found is None:
                at += 1
            else:
                cues.append(Cue(at, at + len(found.words), found))
                at += len(found.words)
        return cues
