"""Duplicate statements are scored once: a bounded cache before the stance model."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import numpy as np

__all__ = ["CachedClassifier"]


class CachedClassifier:
    """A stance classifier that remembers the probabilities of the statements it has seen.

    The key is the statement with its roles marked (`equipoise.stance.roles.render`), which is all that a
    `StanceClassifier` reads of a pair: wire copy that many papers print, or "X condemned Y." of any X and Y, is
    scored once.

    Parameters
    ----------
    classifier : fitted StanceClassifier
    size : int
        Statements to remember, the least recently used forgotten first; about 200 bytes each.
    """

    def __init__(self, classifier, size: int = 100_000):
        self.classifier = classifier
        self.size = size
        self.hits = self.asked = 0
        self._known: OrderedDict[bytes, np.ndarray] = OrderedDict()

    @property
    def info_(self) -> dict:
        """Of the classifier."""
        return getattr(self.classifier, "info_", {"name": type(self.classifier).__name__})

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()

    def predict_proba(self, X) -> np.ndarray:
        """As the classifier's, shape (n, 3)."""
        from equipoise.stance.frames import check, read_rows
        from equipoise.stance.roles import render

        keys = [
            hashlib.blake2b(render(row).encode("utf-8", "surrogatepass"), digest_size=16).digest()
            for row in read_rows(check(X))
        ]
        fresh: dict[bytes, int] = {}
        for at, key in enumerate(keys):
            if key not in self._known and key not in fresh:
                fresh[key] = at
        made = {}
        if fresh:
            found = self.classifier.predict_proba(X.iloc[list(fresh.values())])
            made = dict(zip(fresh, np.asarray(found)))
        self.asked += len(keys)
        self.hits += len(keys) - len(made)
        out = np.empty((len(keys), 3))
        for at, key in enumerate(keys):
            row = made.get(key)
            if row is None:
                row = self._known[key]
                self._known.move_to_end(key)
            out[at] = row
        self._known.update(made)
        while len(self._known) > self.size:
            self._known.popitem(last=False)
        return out
