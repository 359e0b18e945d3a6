"""`CueClassifier`: which strategy, if any, a statement's words ascribe to one of its actors."""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from equipoise.errors import InputError
from equipoise.stance.roles import OTHER, SOURCE

__all__ = ["COLUMNS", "STRATEGIES", "CueClassifier", "cue_frame", "phrases", "read_texts"]

#: What a statement can ascribe to an actor; "none" is the tenth class.
STRATEGIES = (
    "alignment",
    "dual_engagement",
    "hard_balancing",
    "hedging",
    "mediation",
    "non_commitment",
    "shift",
    "soft_balancing",
    "wedging",
)
COLUMNS = ("text", "actor_start", "actor_end", "other_spans")
_TOKEN = r"\[unused\d\]|\w+|[^\w\s]"
#: Weight of n-grams and of an encoder's vectors beside the phrases; rows of each are brought to a common length first.
_SCALE = 4.0


class CueClassifier(ClassifierMixin, BaseEstimator):
    """Whether and how a statement tells of an actor's strategy between others.

    Reads a DataFrame with one actor of one statement a row: ``text``, ``actor_start``, ``actor_end`` (code
    points, end-exclusive) and ``other_spans`` (list of (start, end) of the other actors' mentions). Names are
    replaced by role tokens, as for stances. Two logistic regressions: one says whether there is a strategy at
    all, the other which, and their product is the probability; with some hundred labelled statements and ten
    classes, one regression over all ten learns little but that most are "none".

    Features are the phrases of `data/cues.tsv`, hashed word and character n-grams and the number of other
    actors; with `encoder`, its pooled vectors too.

    Parameters
    ----------
    encoder : path or Encoder, optional
        Folder with `encoder.onnx` and `tokenizer.json`, as of the accurate stance model, or its opened
        encoder.
    C : float, default 1.0
        Inverse strength of the L2 penalty.
    n_features : int, default 2**14
        Hashed columns of each kind of n-gram.

    Attributes
    ----------
    classes_ : array of `STRATEGIES` and "none"
    """

    def __init__(self, encoder=None, C: float = 1.0, n_features: int = 2**14):
        self.encoder = encoder
        self.C = C
        self.n_features = n_features

    def fit(self, X: pd.DataFrame, y, sample_weight=None) -> CueClassifier:
        """Learn from rows `X` (see `cue_frame`) and the strategies `y`, shape (n,)."""
        from sklearn.linear_model import LogisticRegression

        y = np.asarray(y, dtype=str)
        unknown = sorted(set(y) - {*STRATEGIES, "none"})
        if unknown:
            raise InputError(f"y holds {unknown}; strategies are {', '.join(STRATEGIES)} and none.")
        if len(y) != len(X):
            raise InputError(f"X has {len(X)} rows and y {len(y)}; each row needs one strategy.")
        if len(set(y) - {"none"}) < 2 or "none" not in y:
            raise InputError(f"y holds only {sorted(set(y))}; fit needs none and two strategies at least.")
        weight = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        self.classes_ = np.array([*STRATEGIES, "none"], dtype=object)
        matrix, some = self._matrix(X), y != "none"
        self.any_ = LogisticRegression(C=self.C, max_iter=500).fit(matrix, some, sample_weight=weight)
        self.which_ = LogisticRegression(C=self.C, max_iter=500, class_weight="balanced").fit(
            matrix[np.flatnonzero(some)], y[some], sample_weight=weight[some]
        )
        return self

    def predict_proba(self, X: pd.DataFrame) -> np.ndarray:
        """Probabilities of shape (n, 10) in the order of `classes_`, rows summing to 1."""
        check_is_fitted(self, "which_")
        out = np.zeros((len(X), len(self.classes_)))
        if not len(X):
            return out
        matrix = self._matrix(X)
        some = self.any_.predict_proba(matrix)[:, 1]
        which = self.which_.predict_proba(matrix)
        for column, name in enumerate(self.which_.classes_):
            out[:, STRATEGIES.index(name)] = some * which[:, column]
        out[:, -1] = 1 - some
        return out

    def predict(self, X: pd.DataFrame) -> np.ndarray:
        """The most probable class; a strategy where "some" is at least as probable as "none"."""
        probability = self.predict_proba(X)
        best = probability[:, :-1].argmax(axis=1)
        return np.where(probability[:, -1] > 0.5, "none", np.array(STRATEGIES, dtype=object)[best])

    def _matrix(self, X: pd.DataFrame):
        """What both regressions read: a sparse matrix with a row an actor."""
        from scipy import sparse
        from sklearn.feature_extraction.text import HashingVectorizer

        texts = read_texts(X)
        common = {"n_features": self.n_features, "alternate_sign": False, "norm": "l2"}
        words = HashingVectorizer(ngram_range=(1, 2), token_pattern=_TOKEN, **common).transform(texts)
        letters = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **common).transform(texts)
        told = np.array([_phrase_features(text) for text in texts])
        parts = [words * _SCALE, letters * _SCALE, sparse.csr_matrix(told)]
        if self.encoder is not None:
            encoder = self.encoder
            if not hasattr(encoder, "transform"):
                from equipoise.stance.encoder import Encoder

                encoder = Encoder(encoder)
            pooled, _ = encoder.transform(texts)
            length = np.linalg.norm(pooled, axis=1, keepdims=True)
            parts.append(sparse.csr_matrix(pooled / length * _SCALE))
        return sparse.hstack(parts, format="csr")

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


def cue_frame(rows) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Labelled strategy statements -> rows for `CueClassifier`, their labels and their weights.

    Parameters
    ----------
    rows : iterable of dict, or the DataFrame of `equipoise.labels.load_strategies`
        With ``text``, ``mentions`` (code, start, end), ``actor``, ``strategy``, ``rivals``.

    Returns
    -------
    (DataFrame, labels, weights)
        The actor is one row. Its rivals are rows of "none" with less weight: being courted is not courting. A
        statement of no strategy gives a row for each actor, of one statement's weight in all.
    """
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else list(rows)
    out, labels, weights = [], [], []
    for row in records:
        codes = list(dict.fromkeys(m["code"] for m in row["mentions"]))
        for code in codes:
            if row["strategy"] == "none":
                label, weight = "none", 1 / len(codes)
            elif code == row["actor"]:
                label, weight = row["strategy"], 1.0
            elif code in row["rivals"]:
                label, weight = "none", 0.3
            else:
                continue
            mine = next(m for m in row["mentions"] if m["code"] == code)
            spans = [(m["start"], m["end"]) for m in row["mentions"] if m["code"] != code]
            out.append(
                {
                    "text": row["text"],
                    "actor_start": mine["start"],
                    "actor_end": mine["end"],
                    "other_spans": spans,
                }
            )
            labels.append(label)
            weights.append(weight)
    return pd.DataFrame(out, columns=list(COLUMNS)), np.array(labels), np.array(weights)


@functools.cache
def phrases() -> tuple[tuple[str, re.Pattern, int], ...]:
    """The phrases of `data/cues.tsv`: strategy, pattern, and how outright they are.

    0 tells of a strategy in some statements, 1 names it as an author does, 2 tells of the act itself
    ("mediated")."""
    text = resources.files("equipoise").joinpath("data/cues.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((row["strategy"], re.compile(row["pattern"], re.I), int(row["explicit"])) for row in rows)


def _phrase_features(text: str) -> np.ndarray:
    """Each phrase present or not, phrases by strategy (at most 3), and whether one, two or more others are
    named."""
    each = np.array([pattern.search(text) is not None for _, pattern, _ in phrases()], dtype=float)
    summed = np.zeros(len(STRATEGIES))
    for (strategy, _, _), hit in zip(phrases(), each):
        summed[STRATEGIES.index(strategy)] += hit
    others = min(text.count(OTHER), 3)
    return np.concatenate([each, np.minimum(summed, 3), [float(others == k) for k in range(4)]])


def read_texts(X: pd.DataFrame) -> list[str]:
    """Each row's statement with its roles marked: all that a `CueClassifier` reads of it."""
    return [_render(*row) for row in _rows(X)]


def _rows(X: pd.DataFrame):
    missing = set(COLUMNS) - set(X.columns)
    if missing:
        raise InputError(f"X lacks the columns {sorted(missing)}; it needs {', '.join(COLUMNS)}.")
    return X[list(COLUMNS)].itertuples(index=False, name=None)


def _render(text: str, start: int, end: int, others) -> str:
    """The statement with the actor and the other actors replaced by role tokens."""
    marks = sorted([(int(start), int(end), SOURCE), *((int(s), int(e), OTHER) for s, e, *_ in others)])
    out, at = [], 0
    for left, right, token in marks:
        if left < at:
            continue
        out += [text[at:left], " ", token, " "]
        at = right
    return "".join([*out, text[at:]])
