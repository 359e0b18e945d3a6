"""Unlabelled statements for a teacher to judge, made from the labelled ones by exchanging words of conduct.

A small network that learns from a larger one needs more statements than there are labels (Hinton et al. 2015;
Jiao et al. 2020 make theirs by exchanging words). What the exchange does to the stance does not matter: the
teacher reads the result. Variants are training material of one run; they are no labels and enter no collection.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from equipoise.stance.inflection import ending
from equipoise.stance.lexicon import Lexicon
from equipoise.stance.roles import OTHER, SOURCE, TARGET, TOKENS

__all__ = ["Variants"]

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Words before a word of conduct that tell what part of speech may stand there.
_HEADS = (
    *("the", "a", "an", "its", "their", "his", "to", "of", "and"),
    *("was", "were", "is", "been", "be", "has", "have", "had"),
)
_LINKS = ("and", "while", "but", "as", "after", "though")


class Variants:
    """Makes variants of rendered statements (`equipoise.stance.roles.render`).

    A word of conduct is exchanged for another that stands between the same small words elsewhere in the texts and
    has the same ending, so that most results are English: "praised [..] for" for "blamed [..] for".

    Parameters
    ----------
    texts : rendered statements
    seed : int
    """

    def __init__(self, texts: Sequence[str], seed: int = 0):
        self._texts = list(texts)
        self._rng = random.Random(seed)
        self._lexicon = Lexicon.load()
        kinds: dict[tuple, Counter] = defaultdict(Counter)
        for text in self._texts:
            for match, kind in self._words(text):
                kinds[kind][match.group()] += 1
        # a word that a statement or two is about is drawn as often as one in every tenth: all are to be met
        self._choices = {
            kind: (list(words), [count**0.5 for count in words.values()]) for kind, words in kinds.items()
        }

    def make(self, count: int) -> list[str]:
        """`count` rendered statements, each with a source and a target."""
        out: list[str] = []
        while len(out) < count:
            text = self._exchange(self._rng.choice(self._texts))
            if self._rng.random() < 0.25:
                text = self._join(text, self._exchange(self._rng.choice(self._texts)))
            if SOURCE in text and TARGET in text and len(text) < 700:
                out.append(text)
        return out

    def _words(self, text: str):
        """(match, kind) of every word of conduct; words of one kind may stand for each other."""
        for match in _WORD.finditer(text):
            word = match.group()
            entry = self._lexicon.entry_of(word) if len(word) > 2 else None
            if entry is not None:
                before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
                after = text[match.end() :].lstrip().partition(" ")[0].lower()
                role = "role" if after in TOKENS else after if len(after) < 6 else ""
                # "praised" is a verb, though the entry "praise" is a noun too
                form = ending(word)
                part = "verb" if form in ("ed", "ing") else entry.pos
                yield match, (part, form, before if before in _HEADS else "", role)

    def _exchange(self, text: str) -> str:
        """One to three words of conduct exchanged; where there are none the text as it is."""
        found = list(self._words(text))
        for match, kind in sorted(
            self._rng.sample(found, min(len(found), self._rng.randint(1, 3))), key=lambda f: -f[0].start()
        ):
            words, weights = self._choices[kind]
            text = text[: match.start()] + self._rng.choices(words, weights)[0] + text[match.end() :]
        return text

    def _join(self, one: str, two: str) -> str:
        """Two statements in one; in half of them the source is of one and the target of the other."""
        if self._rng.random() < 0.5:
            one, two = one.replace(TARGET, OTHER), two.replace(SOURCE, OTHER)
        else:
            two = two.replace(SOURCE, OTHER).replace(TARGET, OTHER)
        return f"{one.rstrip(' .')}, {self._rng.choice(_LINKS)} {two}"
