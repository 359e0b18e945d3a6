"""Which statements to label next: where models doubt or differ, of rarer actors, and not all alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from equipoise.errors import InputError

__all__ = ["WEIGHTS", "actor_counts", "choose", "priorities"]

#: How much each part counts; parts are ranks between 0 and 1, so that none drowns another.
WEIGHTS = {"uncertainty": 1.0, "disagreement": 1.0, "rarity": 0.25}


def priorities(
    frame: pd.DataFrame,
    first: np.ndarray,
    second: np.ndarray | None = None,
    known: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """How much a label of each statement would teach.

    Parameters
    ----------
    frame : DataFrame
        ``id, source, target, text`` of each pair.
    first, second : arrays of shape (n, 3)
        Probabilities of two models for the pairs; without `second` there is no disagreement.
    known : mapping of code -> labelled pairs, optional
        How often each actor is in the labels already (`actor_counts`).

    Returns
    -------
    DataFrame
        One row a statement: ``id, text, pairs, uncertainty, disagreement, rarity, score``. Uncertainty is the
        mean entropy of the pairs (0 to 1, base 3), disagreement their mean Jensen-Shannon divergence (0 to 1,
        base 2), rarity the mean of 1 / sqrt(1 + labelled pairs) over the actors; score adds up their ranks by
        `WEIGHTS`.
    """
    known = known or {}
    ids = frame["id"].astype(str)
    differ = np.zeros(len(frame)) if second is None else _divergence(first, second)
    rare = {c: 1 / np.sqrt(1 + known.get(c, 0)) for c in {*frame["source"], *frame["target"]}}
    table = pd.DataFrame(
        {
            "id": ids.to_numpy(),
            "text": frame["text"].to_numpy(),
            "uncertainty": _entropy(first) / np.log(3),
            "disagreement": differ,
            "rarity": [(rare[a] + rare[b]) / 2 for a, b in zip(frame["source"], frame["target"])],
        }
    )
    made = table.groupby("id", sort=False).agg(
        text=("text", "first"),
        pairs=("text", "size"),
        uncertainty=("uncertainty", "mean"),
        disagreement=("disagreement", "mean"),
        rarity=("rarity", "mean"),
    )
    parts = [name for name in WEIGHTS if name != "disagreement" or second is not None]
    made["score"] = sum(WEIGHTS[name] * made[name].rank(pct=True) for name in parts)
    return made.reset_index()


def choose(table: pd.DataFrame, n: int, seed: int = 0, breadth: int = 2) -> list[str]:
    """Pick `n` statements: of the `breadth` * n highest scores, the best of each of n clusters of like texts.

    Clusters keep the choice from being one sentence in n wordings (after Zhdanov 2019, "Diverse mini-batch
    active learning"); texts are hashed TF-IDF vectors with numbers masked.

    Returns
    -------
    list of str
        Ids, highest score first.
    """
    if n < 1:
        raise InputError(f"n is {n}; at least one statement must be asked for.")
    top = table.sort_values("score", ascending=False, kind="stable").head(breadth * n).reset_index(drop=True)
    if len(top) <= n:
        return top["id"].tolist()
    cluster = _clusters(top["text"].tolist(), n, seed)
    best = top.groupby(cluster, sort=False).head(1)
    rest = top.drop(best.index).head(n - len(best))  # k-means may leave clusters empty
    return pd.concat([best, rest]).sort_values("score", ascending=False, kind="stable")["id"].tolist()[:n]


def actor_counts(frame: pd.DataFrame) -> Counter:
    """How many labelled pairs each actor is in."""
    return Counter(frame["source"]) + Counter(frame["target"])


def _entropy(probability: np.ndarray) -> np.ndarray:
    p = np.clip(probability, 1e-12, 1)
    return -(p * np.log(p)).sum(axis=1)


def _divergence(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    middle = (one + two) / 2
    return np.clip((_entropy(middle) - (_entropy(one) + _entropy(two)) / 2) / np.log(2), 0, 1)


def _clusters(texts: list[str], n: int, seed: int) -> np.ndarray:
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    # names of actors are what differs between like sentences: capitalised words and numbers are left out
    words = TfidfVectorizer(
        lowercase=False, token_pattern=r"(?u)\b[a-z][a-z]+\b", sublinear_tf=True, max_features=20_000
    )
    try:
        matrix = words.fit_transform(texts)
    except ValueError:  # no word in any of them
        return np.arange(len(texts)) % n
    size = min(64, min(matrix.shape) - 1)
    if size >= 2:
        matrix = normalize(TruncatedSVD(size, random_state=seed).fit_transform(matrix))
    return MiniBatchKMeans(n, random_state=seed, n_init=1, batch_size=1024).fit_predict(matrix)
