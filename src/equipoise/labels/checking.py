"""Likely label errors: pairs whose label a model that has not seen them doubts.

Confident learning (Northcutt, Jiang & Chuang 2021): out-of-fold probabilities, a threshold a class from the
labels themselves, doubtful pairs ranked by how little the model believes their label. Written here in a few
lines: the library cleanlab does more but comes under the AGPL, and ranks these pairs alike
(training/README.md).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.errors import InputError
from equipoise.types import LABELS

__all__ = ["likely_errors", "out_of_fold", "rank_doubts"]


def likely_errors(frame: pd.DataFrame, folds: int = 5, seed: int = 0) -> pd.DataFrame:
    """Pairs that may be mislabelled, the likeliest first.

    Parameters
    ----------
    frame : DataFrame
        `pair_frame` rows; groups of statements are kept together.
    folds : int
        Parts of the cross-validation.

    Returns
    -------
    DataFrame
        ``id, source, target, label, suggested, p_label, p_suggested, text``.
    """
    probability = out_of_fold(frame, folds, seed)
    doubts = rank_doubts(frame["label"].to_numpy(dtype=str), probability)
    shown = frame.iloc[doubts["row"]][["id", "source", "target", "label", "text"]].reset_index(drop=True)
    return pd.concat([shown.drop(columns="text"), doubts.drop(columns="row"), shown["text"]], axis=1)


def out_of_fold(frame: pd.DataFrame, folds: int = 5, seed: int = 0) -> np.ndarray:
    """Probabilities of each pair by a fast model that learned from the other folds; shape (n, 3).

    Raises
    ------
    InputError
        Fewer groups than folds, or a fold without one of the labels.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    from equipoise.stance.classifier import StanceClassifier

    groups, labels = frame["group"].astype(str).to_numpy(), frame["label"].to_numpy(dtype=str)
    if len(set(groups)) < folds or set(labels) != set(LABELS):
        raise InputError(
            f"{len(set(groups))} groups with the labels {', '.join(sorted(set(labels))) or 'none'}: "
            f"a check by cross-validation needs {folds} groups or more and all three labels. Check more "
            "statements at once."
        )
    # words and pairs of words in few columns: folds cost little, and doubts need no finer model
    matrix = StanceClassifier(n_features=2**16, longest=2).features(frame)
    out = np.zeros((len(frame), len(LABELS)))
    for learned, held in StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(
        matrix, labels, groups
    ):
        if len(set(labels[learned])) < len(LABELS):
            raise InputError(
                f"a fold of {folds} lacks a label; check more statements at once, or use fewer folds."
            )
        head = LogisticRegression(C=1.0, max_iter=200, tol=1e-3).fit(matrix[learned], labels[learned])
        out[held] = head.predict_proba(matrix[held])
    return out


def rank_doubts(labels: np.ndarray, probability: np.ndarray) -> pd.DataFrame:
    """Confident learning on labels of shape (n,) and out-of-fold probabilities of shape (n, 3).

    Returns
    -------
    DataFrame
        ``row, suggested, p_label, p_suggested`` of each doubtful pair, least believed label first. A pair is
        doubted where the probability of another label reaches that label's threshold: its mean over the pairs
        so labelled.
    """
    given = np.array([LABELS.index(label) for label in labels])
    threshold = np.array(
        [probability[given == k, k].mean() if (given == k).any() else np.inf for k in range(3)]
    )
    rows = np.arange(len(given))
    rivals = np.where(probability >= threshold, probability, -1.0)
    rivals[rows, given] = -1.0
    best = rivals.argmax(axis=1)
    own = probability[rows, given]
    doubted = rows[(rivals[rows, best] > own)]
    found = pd.DataFrame(
        {
            "row": doubted,
            "suggested": [LABELS[k] for k in best[doubted]],
            "p_label": own[doubted],
            "p_suggested": probability[doubted, best[doubted]],
        }
    )
    return found.sort_values("p_label", kind="stable").reset_index(drop=True)
