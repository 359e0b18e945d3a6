"""What the models see of a pair: role-marked n-grams, and the lexicon's cues by who stands round them.

The fast model's columns come in three blocks, each of length 1 before they are added:

words     n-grams of the statement, of the stretch between the roles and beside them
cues      each cue with its polarity, frame and agent, the voice, the roles on either side, the frames over it
skeleton  n-grams of the statement boiled down to roles, kinds of cue, prepositions and pronouns, so that what
          is learnt of "condemn" serves for "excoriate" as well
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import murmurhash3_32 as hashed

from equipoise.stance.cuegrams import cue_grams, skeleton_grams
from equipoise.stance.frames import check, read_rows
from equipoise.stance.lexicon import Cue
from equipoise.stance.roles import OTHER, SOURCE, TARGET
from equipoise.stance.sides import ROLES, STATEMENTS, Masked, Reading

__all__ = ["CueFeatures", "RoleNgrams", "RoleTokens", "cue_words"]

#: Frames that turn or weaken what stands under them; a cue's scope is what follows within this many tokens.
SCOPE = 6
#: Columns of one zone.
_PLACES = 6
_SCOPING = ("reversal", "negation", "modal", "charge", "speech", "past")


class RoleTokens(BaseEstimator, TransformerMixin):
    """DataFrame of pairs -> list of `Reading`s, computed once for all that need them."""

    def fit(self, X, y=None):
        """Nothing to learn."""
        return self

    def transform(self, X) -> list[Reading]:
        """Mask, tokenise and look up; a statement's cues are found once for all its pairs."""
        return [Reading.of(row) for row in read_rows(check(X))]

    def __sklearn_is_fitted__(self):
        return True


class RoleNgrams(BaseEstimator, TransformerMixin):
    """Hashed words, cues and skeleton of readings; see the module.

    Parameters
    ----------
    n_features : int
        Columns of the hashed matrix (Weinberger et al. 2009).
    longest : int
        Longest n-gram over the whole statement.
    """

    def __init__(self, n_features: int = 2**18, longest: int = 3):
        self.n_features = n_features
        self.longest = longest

    def fit(self, X, y=None):
        """Nothing to learn: the features are hashed."""
        return self

    def __sklearn_is_fitted__(self):
        return True

    def transform(self, X) -> sparse.csr_matrix:
        """Readings -> csr matrix of shape (n, n_features), each row of length about 1."""
        from sklearn.preprocessing import normalize

        blocks = [
            normalize(self._counts(map(block, X)), copy=False)
            for block in (self._words, cue_grams, skeleton_grams)
        ]
        # weighed alike: on dev no other weighing of the three did better
        return sum(blocks[1:], blocks[0]) / np.sqrt(len(blocks))

    def _counts(self, rows: Iterable[list[int]]) -> sparse.csr_matrix:
        """How often each column is hit in each row of hashes."""
        ends = [0]

        def each():  # one row at a time: millions of numbers need not live at once
            for row in rows:
                ends.append(ends[-1] + len(row))
                yield row

        hashes = np.fromiter(itertools.chain.from_iterable(each()), np.int64)
        columns = np.abs(hashes) % self.n_features
        counts = sparse.csr_matrix(
            (np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, self.n_features)
        )
        counts.sum_duplicates()
        return counts

    def _words(self, reading: Reading) -> list[int]:
        tokens, s, t = reading.tokens, reading.source, reading.target
        order = "s<t" if s < t else "t<s"
        left, right = min(s, t), max(s, t)
        plain, mixed = _ngrams(reading.statement, self.longest)
        hashes = plain.copy()
        for at in mixed:
            hashes += _begun(tuple(tokens[at : at + self.longest]))
        first, last = left + 1, min(right, left + 25)
        hashes += map(_after(f"{order}|"), tokens[first:last])
        bigrams = _bigrams(reading.statement, order)[first : last - 1]
        for place in reading.changed:
            for at in (place - 1, place):
                if first <= at < last - 1:
                    bigrams[at - first] = hashed(f"{order}|{tokens[at]} {tokens[at + 1]}")
        hashes += bigrams
        hashes += map(_after(f"{order}-|"), tokens[max(0, left - 8) : left])
        hashes += map(_after(f"{order}+|"), tokens[right + 1 : right + 9])
        feats = [order, f"gap{min((right - left) // 4, 6)}|{order}"]
        for name, at in (("s", s), ("t", t)):
            hashes += [of(tokens[at + step]) for step, of in _NEAR[name] if 0 <= at + step < len(tokens)]
            feats.append(f"{name}-w|{' '.join(tokens[max(0, at - 2) : at])}")
            feats.append(f"{name}+w|{' '.join(tokens[at + 1 : at + 3])}")
        hashes += map(hashed, feats)
        return hashes


@functools.cache
def _after(prefix: str):
    """Function of a word: the hash of the prefix and the word."""
    return functools.lru_cache(maxsize=2**12)(lambda word: hashed(prefix + word))


#: Functions of the words near source and target, by distance.
_NEAR = {name: [(step, _after(f"{name}{step}|")) for step in (-3, -2, -1, 1, 2, 3)] for name in "st"}


@functools.lru_cache(maxsize=STATEMENTS)
def _bigrams(statement: Masked, order: str) -> list[int]:
    """Hashes of all pairs of neighbours, where all mentions are of third actors."""
    return [hashed(f"{order}|{a} {b}") for a, b in itertools.pairwise(statement.tokens)]


@functools.lru_cache(maxsize=STATEMENTS)
def _ngrams(statement: Masked, longest: int) -> tuple[list[int], list[int]]:
    """Hashes of the n-grams without a mention, which all pairs share; and where windows with a mention begin."""
    tokens, places = statement.tokens, statement.places
    plain = []
    for before, after in itertools.pairwise([-1, *places, len(tokens)]):
        stretch = tokens[before + 1 : after]
        for size in range(1, longest + 1):
            plain += map(hashed, map(" ".join, zip(*(stretch[i:] for i in range(size)))))
    mixed = {at for place in places for at in range(max(0, place - longest + 1), place + 1)}
    return plain, list(mixed)


@functools.lru_cache(maxsize=2**14)
def _begun(window: tuple[str, ...]) -> tuple[int, ...]:
    """Hashes of the n-grams that begin where the window does and hold a mention."""
    mention = next(i for i, token in enumerate(window) if token in ROLES)
    gram = " ".join(window[: mention + 1])
    hashes = [hashed(gram)]
    for token in window[mention + 1 :]:
        gram += " " + token
        hashes.append(hashed(gram))
    return tuple(hashes)


class CueFeatures(BaseEstimator, TransformerMixin):
    """Readings -> a small dense matrix: strength by polarity, zone and scope, order and length."""

    KINDS = ("hostile", "supportive", "mediation")
    ZONES = ("s_t", "t_s", "before_s", "before_t", "after_s", "after_t")

    def fit(self, X, y=None):
        """Nothing to learn."""
        return self

    def __sklearn_is_fitted__(self):
        return True

    def get_feature_names_out(self, input_features=None) -> np.ndarray:
        """Names of the columns, in order."""
        names = [f"{p}|{z}|{s}" for z in self.ZONES for p in self.KINDS for s in ("open", "scoped")]
        return np.array([*names, "order", "distance", "length", "others", "roles_repeat"], dtype=object)

    def transform(self, X) -> np.ndarray:
        """Array of shape (n, len(get_feature_names_out()))."""
        return np.array([self._row(reading) for reading in X]).reshape(len(X), -1)

    def _row(self, reading: Reading) -> list[float]:
        roles = [reading.tokens[place] for place in reading.statement.places]
        strengths = [0.0] * (len(self.ZONES) * _PLACES)
        for (place, strength), zone in zip(_strengths(reading.statement), reading.zones, strict=True):
            if place is not None:
                strengths[self.ZONES.index(zone) * _PLACES + place] += strength
        return [
            *strengths,
            1.0 if reading.source < reading.target else -1.0,
            min(abs(reading.source - reading.target), 30) / 10,
            min(len(reading.tokens), 80) / 40,
            min(roles.count(OTHER), 6) / 3,
            (roles.count(SOURCE) + roles.count(TARGET) - 2) / 3,
        ]


def cue_words(reading: Reading) -> tuple[str, ...]:
    """The words of the statement that the lexicon read as conduct, strongest first, at most five."""
    tokens, cues = reading.tokens, reading.statement.cues
    telling = [c for c in cues if c.entry.polarity != "neutral" or c.entry.frame in ("mediation", "reversal")]
    telling.sort(key=lambda c: -abs(c.entry.strength))
    return tuple(dict.fromkeys(" ".join(tokens[c.start : c.end]) for c in telling))[:5]


@functools.lru_cache(maxsize=STATEMENTS)
def _strengths(statement: Masked) -> list[tuple[int | None, float]]:
    """Each cue's column within its zone, None for a neutral one, and what it adds there."""
    out = []
    for cue in statement.cues:
        polarity = "mediation" if cue.entry.frame == "mediation" else cue.entry.polarity
        kinds = CueFeatures.KINDS
        place = None
        if polarity in kinds:
            place = 2 * kinds.index(polarity) + bool(_scopes(cue, statement.cues))
        out.append((place, max(abs(cue.entry.strength), 1) / 10))
    return out


def _scopes(cue: Cue, cues: list[Cue]) -> set[str]:
    """The frames in whose reach the cue stands: reversal, negation, modality, charge, speech, past."""
    return {
        other.entry.frame
        for other in cues
        if other.entry.frame in _SCOPING and other.start < cue.start <= other.end + SCOPE
    }
