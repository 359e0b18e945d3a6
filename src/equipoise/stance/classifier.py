"""`StanceClassifier`: one scikit-learn face for the fast and the accurate model."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from equipoise.errors import InputError
from equipoise.stance.calibration import VectorScaling
from equipoise.stance.frames import check, read_rows
from equipoise.stance.roles import render
from equipoise.types import LABELS

__all__ = ["StanceClassifier"]


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Whether a statement's source is hostile, neutral or supportive toward its target.

    Reads a DataFrame with one ordered pair a row: ``text`` (str) and ``source_start, source_end, target_start,
    target_end`` (int, code points, end-exclusive), optionally ``other_spans`` (list of (start, end) of further
    mentions; a third element "source" or "target" marks one more mention of a role, else it is a third actor).

    Without `encoder` it is the fast model: hashed role-marked n-grams and lexicon cues in a multinomial logistic
    regression. With one it is the accurate model: a second such head reads the encoder's vectors and logits, and
    summed lexicon cues; the two err on different pairs and are pooled. `calibrate` weighs and scales them on
    held-out pairs.

    Parameters
    ----------
    encoder : path, optional
        Folder with `encoder.onnx` and `tokenizer.json`.
    C : float, default 1.0
        Inverse strength of the L2 penalty of the n-grams' head.
    encoder_C : float, default 0.003
        The same of the encoder's head.
    n_features : int, default 2**18
        Hashed columns of the n-grams.
    longest : int, default 3
        Longest n-gram.
    class_weight : dict or "balanced", optional
    abstain_below : float, optional
        `predict` answers "abstain" where the highest probability stays below it. By default it never abstains.
    threads : int, optional
        Threads of one encoder pass.

    Attributes
    ----------
    classes_ : array ["hostile", "neutral", "supportive"]
    heads_ : tuple of LogisticRegression
        That of the n-grams; with an encoder, that of its vectors after it.
    info_ : dict
        Name, version and hash, once loaded from or saved to a model folder.
    """

    def __init__(
        self,
        encoder=None,
        C: float = 1.0,
        encoder_C: float = 0.003,
        n_features: int = 2**18,
        longest: int = 3,
        class_weight=None,
        abstain_below: float | None = None,
        threads: int | None = None,
    ):
        self.encoder = encoder
        self.C = C
        self.encoder_C = encoder_C
        self.n_features = n_features
        self.longest = longest
        self.class_weight = class_weight
        self.abstain_below = abstain_below
        self.threads = threads

    def fit(self, X: pd.DataFrame, y, sample_weight=None) -> StanceClassifier:
        """Learn from pairs `X` and their labels `y`; shapes (n, 5 or 6 columns) and (n,)."""
        X = check(X)
        y = np.asarray(y, dtype=object)
        if len(y) != len(X):
            raise InputError(f"X has {len(X)} rows and y {len(y)}; each pair needs one label.")
        unknown = sorted({str(label) for label in y} - set(LABELS))
        if unknown:
            raise InputError(f"y holds {unknown}; labels are {', '.join(LABELS)}.")
        if len(set(y)) < len(LABELS):
            raise InputError(f"y holds only {sorted(set(y))}; fit needs pairs of all three labels.")
        self.classes_ = np.array(LABELS, dtype=object)
        self.n_features_in_ = X.shape[1]
        self.feature_names_in_ = np.array(X.columns, dtype=object)
        self._build()
        self.heads_ = tuple(
            self._head(C, matrix, y.astype(str), sample_weight)
            for matrix, C in zip(self._matrices(X, self._tokens.transform(X)), (self.C, self.encoder_C))
        )
        self.scaling_ = VectorScaling(np.full(len(self.heads_), 1 / len(self.heads_)))
        return self

    def _head(self, C: float, matrix, y, sample_weight):
        from sklearn.linear_model import LogisticRegression

        head = LogisticRegression(C=C, max_iter=300, tol=1e-3, class_weight=self.class_weight)
        head.fit(matrix, y, sample_weight=sample_weight)
        # half the file, the same answers to six digits
        head.coef_ = head.coef_.astype(np.float32)
        return head

    def calibrate(self, X: pd.DataFrame, y, sample_weight=None) -> StanceClassifier:
        """Fit the vector scaling on held-out pairs; weight them toward the prior of the prose to be read."""
        check_is_fitted(self, "heads_")
        place = {label: i for i, label in enumerate(LABELS)}
        X = check(X)
        self.scaling_ = VectorScaling().fit(
            self._logits(X, self._tokens.transform(X)), np.array([place[label] for label in y]), sample_weight
        )
        return self

    def predict_proba(self, X: pd.DataFrame) -> np.ndarray:
        """Calibrated probabilities of shape (n, 3) in the order of `classes_`, rows summing to 1."""
        return self._judged(X)[0]

    def predict(self, X: pd.DataFrame) -> np.ndarray:
        """The most probable label of each pair; "abstain" where `abstain_below` is set and not reached."""
        probability = self.predict_proba(X)
        labels = self.classes_[probability.argmax(axis=1)]
        if self.abstain_below is not None:
            labels = np.where(probability.max(axis=1) < self.abstain_below, "abstain", labels)
        return labels

    def cue_words(self, X: pd.DataFrame) -> list[tuple[str, ...]]:
        """The lexicon's words of conduct in each statement, strongest first, at most five."""
        from equipoise.stance.features import cue_words

        return [cue_words(reading) for reading in self._tokens.transform(X)]

    def explain(self, X: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, ...]]]:
        """(`predict_proba`, `cue_words`) of `X`, for which each pair is read once."""
        from equipoise.stance.features import cue_words

        probability, readings = self._judged(X)
        return probability, [cue_words(reading) for reading in readings]

    @property
    def judge(self):
        """Questions about references (`equipoise.actors.questions`) -> the probability of yes to each; None where there
        is no encoder that has learned to answer them."""
        encoder = getattr(self, "_encoder", None)
        if encoder is None or not encoder.links:
            return None
        from equipoise.stance.links import links

        return partial(links, encoder)

    def features(self, X: pd.DataFrame):
        """What the last head reads of `X`: a sparse (fast) or dense (accurate) matrix with a row a pair.

        It depends on the parameters alone, not on `fit`: compute it once to fit several heads.
        """
        self._build()
        X = check(X)
        return self._matrices(X, self._tokens.transform(X))[-1]

    def _build(self) -> None:
        from equipoise.stance.features import CueFeatures, RoleNgrams, RoleTokens

        self._tokens, self._cues = RoleTokens(), CueFeatures()
        self._ngrams = RoleNgrams(self.n_features, self.longest)
        if self.encoder is not None:
            from equipoise.stance.encoder import Encoder

            self._encoder = Encoder(self.encoder, self.threads)

    def _judged(self, X: pd.DataFrame) -> tuple[np.ndarray, list]:
        """The calibrated probabilities of `X`, and its pairs as they were read for them."""
        check_is_fitted(self, "heads_")
        X = check(X)
        readings = self._tokens.transform(X)
        return self.scaling_(self._logits(X, readings)) if readings else np.zeros((0, 3)), readings

    def _matrices(self, X: pd.DataFrame, readings: list) -> list:
        """What each head reads of `X`, a row a pair; `readings` are its pairs (`RoleTokens`)."""
        from scipy import sparse

        cues = self._cues.transform(readings)
        words = sparse.hstack([self._ngrams.transform(readings) * 4.0, sparse.csr_matrix(cues)], format="csr")
        if self.encoder is None:
            return [words]
        pooled, logits = self._encoder.transform([render(row) for row in read_rows(X)])
        return [words, np.hstack([pooled, logits, cues])]

    def _logits(self, X: pd.DataFrame, readings: list) -> np.ndarray:
        """Of shape (heads, n, 3)."""
        matrices = self._matrices(X, readings)
        return np.stack([h.decision_function(m) for h, m in zip(self.heads_, matrices, strict=True)])

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags
