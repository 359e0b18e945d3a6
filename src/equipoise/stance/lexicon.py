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

How entries match is told in `Lexicon.find` and, with the counts, in `data/LEXICON.md`.
"""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import NamedTuple

from equipoise.stance.inflection import base_forms, fold, lemma

__all__ = ["Cue", "Entry", "Lexicon", "lemma", "tokenize"]

_TOKEN = re.compile(r"\[unused[123]\]|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]", re.UNICODE)

_ARTICLES = frozenset({"the", "a", "an"})
#: What may stand between the words of any entry: "in the strongest terms" finds "in strongest terms".
_THIN = _ARTICLES | {"its", "his", "her", "their", "our", "your", "my", "-"}
#: What may stand between the words of a verb's entry: "took [unused2] under its wing", "recalled its envoy".
_SLOT = _THIN | {
    "[unused1]", "[unused2]", "[unused3]", "'", "’", "s", "this", "that", "these", "those", "all", "any",
    "some", "both", "each", "own", "more", "it", "them", "him", "us", "me", "you",
}  # fmt: skip
_PREPOSITIONS = {
    "at", "on", "with", "to", "for", "of", "from", "in", "by", "against", "about", "toward", "towards", "as",
    "among", "between", "into", "upon", "inside", "under",
}  # fmt: skip
#: Ends a slot: past these the object of the verb is over, and a word behind them belongs to something else.
_STOPS = _PREPOSITIONS | {
    "and", "or", "but", "nor", "that", "which", "who", "whose", "where", "when", "while", "if", "is", "was",
    "were", "be", "not", "no", "never",
}  # fmt: skip
_REACH = 4


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


class Lexicon:
    """Finds the longest entries in a token list.

    Parameters
    ----------
    entries : iterable of Entry
    """

    def __init__(self, entries):
        self._single: dict[str, Entry] = {}
        self._longer: dict[str, dict[str, list[tuple[Entry, list[str], list[bool]]]]] = {}
        self._words: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}
        self.size = 0
        for entry in entries:
            self.size += 1
            words = [fold(word) for word in entry.words]
            # articles inside an entry match or lack alike, so they are no part of its key
            words = [w for i, w in enumerate(words) if w not in _ARTICLES or i in (0, len(words) - 1)]
            self._words.update(words)
            if len(words) == 1:
                self._single.setdefault(words[0], entry)
            else:
                seconds = self._longer.setdefault(words[0], {})
                seconds.setdefault(words[1], []).append((entry, words, _slots(entry, words)))
        for seconds in self._longer.values():
            for group in seconds.values():
                group.sort(key=lambda item: -len(item[1]))

    @classmethod
    @functools.cache
    def load(cls) -> Lexicon:
        """The lexicon of the package."""
        source = resources.files("equipoise").joinpath("data/lexicon.tsv")
        with source.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            return cls(
                Entry(
                    tuple(row["entry"].split()),
                    row["pos"],
                    row["polarity"],
                    int(row["strength"]),
                    row["agent"],
                    row["frame"],
                )
                for row in rows
            )

    def entry_of(self, word: str) -> Entry | None:
        """The entry of a single lower-cased word, by its likeliest form; None where there is none."""
        return next((self._single[form] for form in base_forms(word) if form in self._single), None)

    def find(self, tokens: list[str]) -> list[Cue]:
        """The cues in order, longest match first, none overlapping.

        An entry matches on the words as they stand or on their dictionary forms, so that "armed" finds "arm";
        where both are entries the word as it stands wins ("arms"). Articles and possessives may stand between
        the words of any entry; between those of a verb's entry also its object, if it is short ("wrote
        Cuba's old debt off", "took [unused2] under its wing"). A hyphenated word that is no entry is read by
        its parts.
        """
        forms, origin = self._read(tokens)
        cues, at, size = [], 0, len(forms)
        while at < size:
            best, best_rank, best_end = None, (0, 0, 0), at + 1
            for exact, form in enumerate(forms[at]):
                entry = self._single.get(form)
                if entry is not None and (1, -exact, 0) > best_rank:
                    best, best_rank, best_end = entry, (1, -exact, 0), at + 1
                seconds = self._longer.get(form)
                if seconds is None:
                    continue
                for start in range(at + 1, min(at + 2 + _REACH, size)):
                    for second in forms[start]:
                        for entry, words, slots in seconds.get(second, ()):
                            # the first longest one found stands nearest; a shorter cannot win any more
                            if len(words) < best_rank[0]:
                                break
                            end = self._match(words, slots, forms, tokens, origin, at)
                            if end:
                                rank = (len(words), -exact, at - end)
                                if rank > best_rank:
                                    best, best_rank, best_end = entry, rank, end
            if best is not None:
                cues.append(Cue(origin[at], origin[best_end - 1] + 1, best))
            at = best_end
        return cues

    def _read(self, tokens: list[str]) -> tuple[list[tuple[str, ...]], list[int]]:
        """Known forms of each token, hyphenated strangers taken apart; and the token each comes from."""
        forms, origin, known = [], [], self._known
        for i, token in enumerate(tokens):
            found = known.get(token)
            if found is None:
                found = self._learn(token)
            if found or "-" not in token or len(token) == 1:
                forms.append(found)
                origin.append(i)
                continue
            for part in re.split("(-)", token):
                if part:
                    forms.append(known[part] if part in known else self._learn(part))
                    origin.append(i)
        return forms, origin

    def _learn(self, token: str) -> tuple[str, ...]:
        if len(self._known) > 200_000:  # a batch of millions of articles must not grow without bound
            self._known.clear()
        word = fold(token)
        candidates = base_forms(word)
        if "-" in word and len(word) > 1:
            candidates += base_forms(word.replace("-", ""))
        found = tuple(w for w in dict.fromkeys(candidates) if w in self._words)
        self._known[token] = found
        return found

    def _match(self, words, slots, forms, tokens, origin, at) -> int:
        """The end of the entry's match from `at`, else 0; each word at its nearest place the slot allows."""
        for word, slot in zip(words[1:], slots):
            at += 1
            limit, opened = at + _REACH, False
            while True:
                if at >= len(forms):
                    return 0
                if word in forms[at]:
                    break
                token = tokens[origin[at]]
                if at >= limit:
                    return 0
                if token in _THIN or "-" in token or (slot and token in _SLOT):
                    opened = True
                elif slot and opened and token[0].isalpha() and token not in _STOPS:
                    limit = min(limit, at + 1)  # one more word, an adjective, and no further
                else:
                    return 0
                at += 1
        return at + 1


def _slots(entry: Entry, words: list[str]) -> list[bool]:
    """Whether an object may stand before each word but the first; never before a last preposition."""
    verbal = entry.pos in ("idiom", "verb+particle")
    last = len(words) - 1
    return [
        verbal and (word not in _PREPOSITIONS or (entry.pos == "idiom" and i < last))
        for i, word in enumerate(words)
    ][1:]
