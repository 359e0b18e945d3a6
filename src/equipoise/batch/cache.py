"""Duplicate statements are scored once: bounded caches before the stance model and the reader of cues."""

from __future__ import annotations

import hashlib
import itertools

import numpy as np

__all__ = ["SIZE", "CachedClassifier", "CachedCues"]

#: Statements that a worker remembers; they fill in the first thousands of articles, so that memory stays flat.
SIZE = 16_384


class _Cached:
    """A classifier that remembers the probabilities of the rows it has seen.

    Parameters
    ----------
    classifier : fitted classifier
    size : int
        Rows to remember, the least recently used forgotten first.
    """

    def __init__(self, classifier, size: int):
        self.classifier = classifier
        self.size = size
        self.hits = self.asked = 0
        # bytes, not arrays: a third of the memory; the least recently used first
        self._known: dict[bytes, bytes] = {}

    def predict_proba(self, X) -> np.ndarray:
        """As the classifier's, shape (n, classes)."""
        if not len(X):
            return np.asarray(self.classifier.predict_proba(X))
        keys = [_hash(read) for read in self._reads(X)]
        fresh: dict[bytes, int] = {}
        for at, key in enumerate(keys):
            if key not in self._known and key not in fresh:
                fresh[key] = at
        made: dict[bytes, bytes] = {}
        if fresh:
            found = self.classifier.predict_proba(X.iloc[list(fresh.values())])
            made = {key: row.tobytes() for key, row in zip(fresh, np.asarray(found, dtype=float))}
        self.asked += len(keys)
        self.hits += len(keys) - len(made)
        rows = []
        for key in keys:
            row = made.get(key)
            if row is None:
                row = self._known[key] = self._known.pop(key)
            rows.append(row)
        self._known.update(made)
        for key in list(itertools.islice(self._known, max(0, len(self._known) - self.size))):
            del self._known[key]
        return np.frombuffer(b"".join(rows)).reshape(len(rows), -1).copy()

    def _reads(self, X) -> list[str]:
        """What decides the probabilities of each row."""
        raise NotImplementedError


class CachedClassifier(_Cached):
    """A stance classifier that remembers the probabilities of the statements it has seen.

    Of a `StanceClassifier`, the key is the statement with its roles marked (`equipoise.stance.roles.render`), which is
    all that it reads of a pair: wire copy that many papers print, or "X condemned Y." of any X and Y, is scored once.
    Of any other classifier, it is the whole row.

    Parameters
    ----------
    classifier : fitted classifier
    size : int
        Statements to remember, the least recently used forgotten first; about 200 bytes each.
    """

    def __init__(self, classifier, size: int = SIZE):
        super().__init__(classifier, size)
        self._read, self._stays = _habits(classifier)

    def __getattr__(self, name: str):
        # the rest is the classifier's own; its cue words are not: nobody reads them in a table of millions of rows
        if name in ("cue_words", "explain") or name.startswith("__") or "classifier" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.classifier, name)

    def begin_chunk(self) -> None:
        """Forget what must not reach into the next chunk.

        An encoder's scores hang on what else is in a batch: were they kept, a chunk's scores would depend on which
        chunks its worker had before. Those of other classifiers may.
        """
        if not self._stays:
            self._known.clear()

    def _reads(self, X) -> list[str]:
        from equipoise.stance.frames import check, read_rows

        return [self._read(row) for row in read_rows(check(X))]


class CachedCues(_Cached):
    """A cue classifier that remembers the statements it has read, by their text with its roles marked.

    Parameters
    ----------
    classifier : CueClassifier
        Without an encoder: its probabilities are the same in every batch.
    size : int
        Statements to remember; about 250 bytes each.
    """

    encoder = None

    def __init__(self, classifier, size: int = SIZE):
        super().__init__(classifier, size)

    def _reads(self, X) -> list[str]:
        from equipoise.strategies.classifier import read_texts

        return read_texts(X)


def _habits(classifier):
    """What of a row decides its probabilities, and whether they are the same in every batch."""
    from equipoise.stance import StanceClassifier
    from equipoise.stance.roles import render

    if isinstance(classifier, StanceClassifier):
        return render, classifier.encoder is None
    return repr, False


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
