"""How many labels does choosing them save? Replayed on the train split, whose labels are known.

From a seed of random statements a fast model is trained; round by round it chooses what to label next, or
chance does; after each round both are scored on dev. The accurate model takes no part: its encoder has seen
the train split. Its place in the disagreement is taken by a model that reads the lexicon's cues alone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.labels.suggest import actor_counts, choose, priorities
from equipoise.types import LABELS

__all__ = ["labels_saved", "simulate"]


def simulate(
    train: pd.DataFrame,
    dev: pd.DataFrame,
    *,
    start: int = 200,
    step: int = 200,
    rounds: int = 6,
    seeds: int = 3,
) -> pd.DataFrame:
    """Dev macro-F1 after each round, for statements chosen by chance and by `suggest`.

    Parameters
    ----------
    train, dev : `pair_frame` rows
    start, step : statements to begin with and to add a round
    rounds, seeds : int

    Returns
    -------
    DataFrame
        ``how`` (random, suggest), ``seed, statements, pairs, macro_f1``.
    """
    from equipoise.stance.classifier import StanceClassifier

    model = StanceClassifier(n_features=2**16, longest=2)
    matrix, held = model.features(train), model.features(dev)
    cues = matrix[:, model.n_features :]
    ids = train["id"].astype(str).to_numpy()
    every = np.unique(ids)
    gold = dev["label"].to_numpy(dtype=str)
    rows = []
    for seed in range(seeds):
        order = np.random.default_rng(seed).permutation(every)
        for how in ("random", "suggest"):
            chosen = list(order[:start])
            for turn in range(rounds + 1):
                learned = np.isin(ids, chosen)
                head = _fit(matrix[learned], train["label"][learned])
                score = _macro_f1(gold, head.predict(held))
                row = {"how": how, "seed": seed, "statements": len(chosen), "pairs": int(learned.sum())}
                rows.append({**row, "macro_f1": score})
                if turn == rounds or len(chosen) + step > len(every):
                    break
                if how == "random":
                    chosen = list(order[: len(chosen) + step])
                    continue
                pool = train[~learned]
                other = _fit(cues[learned], train["label"][learned])
                table = priorities(
                    pool,
                    head.predict_proba(matrix[~learned]),
                    other.predict_proba(cues[~learned]),
                    actor_counts(train[learned]),
                )
                chosen += choose(table, step, seed)
    return pd.DataFrame(rows)


def labels_saved(runs: pd.DataFrame, unit: str = "statements") -> pd.DataFrame:
    """For each size that chance reached: how few chosen labels do as well.

    Returns
    -------
    DataFrame
        ``random`` (labels), ``macro_f1``, ``suggest`` (labels, interpolated; nan where never reached),
        ``saved`` (share).
    """
    sizes = runs.assign(size=runs["statements"])
    mean = sizes.groupby(["how", "size"])[[unit, "macro_f1"]].mean().reset_index(level="how")
    chance, ours = (mean[mean["how"] == how].sort_values(unit) for how in ("random", "suggest"))
    best = np.maximum.accumulate(ours["macro_f1"].to_numpy())
    out = []
    for _, row in chance.iloc[1:].iterrows():
        target = row["macro_f1"]
        needed = float("nan")
        if best[-1] >= target:
            at = int(np.argmax(best >= target))
            if at == 0:
                needed = float(ours[unit].iloc[0])
            else:
                low, high = best[at - 1], best[at]
                share = (target - low) / max(high - low, 1e-12)
                needed = float(
                    ours[unit].iloc[at - 1] + share * (ours[unit].iloc[at] - ours[unit].iloc[at - 1])
                )
        out.append(
            {"random": row[unit], "macro_f1": target, "suggest": needed, "saved": 1 - needed / row[unit]}
        )
    return pd.DataFrame(out)


def _fit(matrix, labels):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, max_iter=200, tol=1e-3).fit(matrix, labels.to_numpy(dtype=str))


def _macro_f1(gold, predicted) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(gold, predicted, labels=list(LABELS), average="macro", zero_division=0))
