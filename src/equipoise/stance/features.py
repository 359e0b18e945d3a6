"""What the models see of a pair: role-marked n-grams, and the lexicon's cues by who stands round them.

The fast model's columns come in three blocks, each of length 1 before they are added:

words     n-grams of the statement, of the stretch between the roles and beside them
cues      each cue with its polarity, frame and agent, the voice, the roles on either side, the frames over it
skeleton  n-grams of the statement boiled down to roles, kinds of cue, prepositions and pronouns, so that what
          is learnt of "condemn" serves for "excoriate" as well
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import FeatureHasher

from equipoise.stance.cuegrams import cue_grams, place, skeleton_grams, zone
from equipoise.stance.frames import check, read_rows
from equipoise.stance.lexicon import Cue, Lexicon, tokenize
from equipoise.stance.roles import OTHER, SOURCE, TARGET, render

__all__ = ["CueFeatures", "RoleNgrams", "RoleTokens", "cue_words"]

#: Frames that turn or weaken what stands under them; a cue's scope is what follows within this many tokens.
SCOPE = 6
_SCOPING = ("reversal", "negation", "modal", "charge", "speech", "past")


class RoleTokens(BaseEstimator, TransformerMixin):
    """DataFrame of pairs -> list of (tokens, cues) per pair, computed once for all that need them."""

    def fit(self, X, y=None):
        """Nothing to learn."""
        return self

    def transform(self, X) -> list[tuple[list[str], list[Cue]]]:
        """Render, tokenise and look up; the same statement's cues are found once for each rendering."""
        lexicon = Lexicon.load()
        out = []
        for row in read_rows(check(X)):
            tokens = tokenize(render(row))
            out.append((tokens, lexicon.find(tokens)))
        return out

    def __sklearn_is_fitted__(self):
        return True


class RoleNgrams(BaseEstimator, TransformerMixin):
    """Hashed words, cues and skeleton of (tokens, cues) rows; see the module.

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
        """(tokens, cues) rows -> csr matrix of shape (n, n_features), each row of length about 1."""
        from sklearn.preprocessing import normalize

        hasher = FeatureHasher(self.n_features, input_type="string", alternate_sign=False)
        blocks = [
            normalize(hasher.transform(block(tokens, cues) for tokens, cues in X))
            for block in (self._words, cue_grams, skeleton_grams)
        ]
        # weighed alike: on dev no other weighing of the three did better
        return sum(blocks[1:], blocks[0]) / np.sqrt(len(blocks))

    def _words(self, tokens: list[str], cues: list[Cue]) -> list[str]:
        s, t = place(tokens, SOURCE), place(tokens, TARGET)
        order = "s<t" if s < t else "t<s"
        left, right = min(s, t), max(s, t)
        feats = [order, f"gap{min((right - left) // 4, 6)}|{order}"]
        for size in range(1, self.longest + 1):
            feats += map(" ".join, zip(*(tokens[i:] for i in range(size))))
        between = tokens[left + 1 : right][:24]
        feats += [f"{order}|{w}" for w in between]
        feats += [f"{order}|{a} {b}" for a, b in itertools.pairwise(between)]
        feats += [f"{order}-|{w}" for w in tokens[max(0, left - 8) : left]]
        feats += [f"{order}+|{w}" for w in tokens[right + 1 : right + 9]]
        for name, at in (("s", s), ("t", t)):
            for step in (-3, -2, -1, 1, 2, 3):
                if 0 <= at + step < len(tokens):
                    feats.append(f"{name}{step}|{tokens[at + step]}")
            feats.append(f"{name}-w|{' '.join(tokens[max(0, at - 2) : at])}")
            feats.append(f"{name}+w|{' '.join(tokens[at + 1 : at + 3])}")
        return feats


class CueFeatures(BaseEstimator, TransformerMixin):
    """(tokens, cues) -> a small dense matrix: strength by polarity, zone and scope, order and length."""

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
        names = {name: i for i, name in enumerate(self.get_feature_names_out())}
        out = np.zeros((len(X), len(names)))
        for row, (tokens, cues) in zip(out, X, strict=True):
            s, t = place(tokens, SOURCE), place(tokens, TARGET)
            for cue in cues:
                polarity = "mediation" if cue.entry.frame == "mediation" else cue.entry.polarity
                scope = "scoped" if _scopes(cue, cues) else "open"
                column = names.get(f"{polarity}|{zone(cue, s, t)}|{scope}")
                if column is not None:
                    row[column] += max(abs(cue.entry.strength), 1) / 10
            row[names["order"]] = 1.0 if s < t else -1.0
            row[names["distance"]] = min(abs(s - t), 30) / 10
            row[names["length"]] = min(len(tokens), 80) / 40
            row[names["others"]] = min(tokens.count(OTHER), 6) / 3
            row[names["roles_repeat"]] = (tokens.count(SOURCE) + tokens.count(TARGET) - 2) / 3
        return out


def cue_words(tokens: list[str], cues: list[Cue]) -> tuple[str, ...]:
    """The words of the statement that the lexicon read as conduct, strongest first, at most five."""
    telling = [c for c in cues if c.entry.polarity != "neutral" or c.entry.frame in ("mediation", "reversal")]
    telling.sort(key=lambda c: -abs(c.entry.strength))
    return tuple(dict.fromkeys(" ".join(tokens[c.start : c.end]) for c in telling))[:5]


def _scopes(cue: Cue, cues: list[Cue]) -> set[str]:
    """The frames in whose reach the cue stands: reversal, negation, modality, charge, speech, past."""
    return {
        other.entry.frame
        for other in cues
        if other.entry.frame in _SCOPING and other.start < cue.start <= other.end + SCOPE
    }
