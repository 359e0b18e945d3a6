"""A scored corpus over time: stances pooled by period, drift, who hedges most, the network of a period.

Works on the frames that `equipoise.score` writes (`read`) or that `Report.dyads` and `Report.strategies`
give, joined over articles: each row carries ``article_id`` and ``date``. Every figure has a 5-95 % interval.
Articles are taken as independent draws; where one story is printed by many papers, drop the copies first, or
the intervals are too narrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from equipoise import dyads as _dyads
from equipoise.errors import InputError
from equipoise.networks import SignedNetwork, signed_network
from equipoise.types import Dyad, Rivalry

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BETWEEN",
    "Scored",
    "changes",
    "drift",
    "hedgers",
    "network",
    "pooled",
    "read",
    "strategies_over_time",
]

#: Strategies of a state between two rivals, as against siding with one.
BETWEEN = ("dual_engagement", "hedging", "non_commitment")
#: Fewer effective statements than this say nothing of a period.
MIN_EFFECTIVE = 1.0


@dataclass(frozen=True)
class Scored:
    """The tables of a scored corpus, each with ``article_id`` and, where known, ``date``."""

    dyads: pd.DataFrame
    strategies: pd.DataFrame
    pairs: pd.DataFrame


def read(folder, dates: Mapping | None = None) -> Scored:
    """The tables that ``equipoise score ... -o FOLDER`` wrote.

    Parameters
    ----------
    folder : path
        Holds ``dyads/``, ``strategies/`` and ``pairs/`` of Parquet files; a missing one gives an empty frame.
    dates : mapping of article_id -> date, optional
        For tables without a ``date`` column.

    Raises
    ------
    InputError
        None of the three is there, or a file cannot be read.
    """
    import pandas as pd

    folder, frames = Path(folder), {}
    for name in ("dyads", "strategies", "pairs"):
        parts = sorted((folder / name).glob("**/*.parquet"))
        try:
            frames[name] = (
                pd.concat([pd.read_parquet(p) for p in parts], ignore_index=True) if parts else pd.DataFrame()
            )
        except (OSError, ValueError) as error:
            raise InputError(
                f"{folder / name} cannot be read as Parquet: {error}. Score the corpus again."
            ) from error
    if all(frame.empty for frame in frames.values()):
        raise InputError(
            f"{folder} holds no scored corpus; write one with: equipoise score INPUT -o {folder}"
        )
    if dates is not None:
        for frame in frames.values():
            if "article_id" in frame:
                frame["date"] = frame["article_id"].map(dict(dates))
    return Scored(**frames)


def pooled(
    dyads: pd.DataFrame, freq: str | None = "M", by: Iterable[str] = ("source", "target")
) -> pd.DataFrame:
    """Stances added up over articles, by dyad and period.

    Parameters
    ----------
    dyads : DataFrame
        Dyad rows with ``date`` (unless `freq` is None). Where the rows hold ``counts`` (the Dirichlet
        counts), these are added; else they are rebuilt from the labels and ``n_effective``.
    freq : str or None, default "M"
        A pandas period: "M" month, "Q" quarter, "Y" year; None pools everything.
    by : columns, default ("source", "target")
        ("source",) gives the state's stance toward everybody.

    Returns
    -------
    DataFrame
        `by`, period, mean, low, high (stance in [-1, 1]), n_effective, n_articles; one row a group with
        evidence.
    """
    import pandas as pd

    frame = _with_period(dyads, freq)
    keys = [*by, *(["period"] if freq else [])]
    columns = [*keys, "mean", "low", "high", "n_effective", "n_articles"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    counts = _counts(frame)
    frame = frame.assign(_h=counts[:, 0], _n=counts[:, 1], _s=counts[:, 2])
    grouped = frame.groupby(keys, sort=True)
    out = grouped[["_h", "_n", "_s", "n_effective"]].sum()
    out["n_articles"] = grouped["article_id"].nunique() if "article_id" in frame else grouped.size()
    out = out[out["n_effective"] >= MIN_EFFECTIVE].reset_index()
    summed = out[["_h", "_n", "_s"]].to_numpy(dtype=float)
    if len(out):
        out["mean"] = _dyads.mean(summed)
        out["low"], out["high"] = _dyads.interval(summed)
    return out.reindex(columns=columns)


def drift(dyads: pd.DataFrame, source: str, target: str, freq: str = "M") -> pd.DataFrame:
    """One dyad over time.

    Returns
    -------
    DataFrame
        The rows of `pooled` with ``change`` from the period before (in stance) and ``p_change``, the
        posterior probability that the change has that sign (missing in the first row).
    """
    rows = dyads[(dyads["source"] == source) & (dyads["target"] == target)]
    frame = pooled(rows, freq)
    counts = _period_counts(rows, freq, frame)
    change, probability = [np.nan], [np.nan]
    for before, after in pairwise(counts):
        difference, p = _difference(before, after, (source, target))
        change.append(difference)
        probability.append(p)
    return frame.assign(change=change[: len(frame)], p_change=probability[: len(frame)])


def changes(dyads: pd.DataFrame, split, min_probability: float = 0.95) -> pd.DataFrame:
    """Dyads whose stance differs before and after a date.

    Parameters
    ----------
    dyads : DataFrame with ``date``
    split : date
        Rows on the day itself count as after.
    min_probability : float, default .95
        Posterior probability of a change in its direction.

    Returns
    -------
    DataFrame
        source, target, before, after (posterior means), change, p_change; greatest change first.
    """
    import pandas as pd

    frame = _with_period(dyads, None)
    dates, split = pd.to_datetime(frame["date"], errors="coerce"), pd.Timestamp(split)
    rows = []
    counts = _counts(frame)
    for (source, target), part in frame.assign(_at=range(len(frame))).groupby(
        ["source", "target"], sort=True
    ):
        at = part["_at"].to_numpy()
        early = dates.iloc[at].to_numpy() < split.to_datetime64()
        late = dates.iloc[at].to_numpy() >= split.to_datetime64()
        effective = part["n_effective"].to_numpy(dtype=float)
        if effective[early].sum() < MIN_EFFECTIVE or effective[late].sum() < MIN_EFFECTIVE:
            continue
        before, after = counts[at[early]].sum(axis=0), counts[at[late]].sum(axis=0)
        difference, p = _difference(before, after, (source, target))
        if p >= min_probability:
            rows.append(
                (source, target, float(_dyads.mean(before)), float(_dyads.mean(after)), difference, p)
            )
    out = pd.DataFrame(rows, columns=["source", "target", "before", "after", "change", "p_change"])
    return out.sort_values("change", key=lambda c: -c.abs(), kind="stable", ignore_index=True)


def hedgers(
    strategies: pd.DataFrame, what: str | Iterable[str] = "hedging", min_articles: int = 1
) -> pd.DataFrame:
    """Which states hedge most: the share of articles with a finding about a state in which it is `what`.

    Parameters
    ----------
    strategies : DataFrame
        Strategy rows; abstentions are no findings.
    what : str or strategies, default "hedging"
        `BETWEEN` counts every way of standing between rivals.
    min_articles : int, default 1

    Returns
    -------
    DataFrame
        actor, n_articles, n, share, low, high (Jeffreys 5-95 % interval of a share: Brown, Cai & DasGupta
        2001); by share, then by its lower end.
    """
    import pandas as pd
    from scipy.stats import beta

    wanted = {what} if isinstance(what, str) else set(what)
    columns = ["actor", "n_articles", "n", "share", "low", "high"]
    if strategies.empty:
        return pd.DataFrame(columns=columns)
    found = strategies[strategies["decision"] == "report"]
    found = found.assign(_hit=found["strategy"].isin(wanted))
    each = found.groupby(["actor", "article_id"], sort=True)["_hit"].any().reset_index()
    out = each.groupby("actor", sort=True)["_hit"].agg(["size", "sum"]).reset_index()
    out.columns = ["actor", "n_articles", "n"]
    out = out[out["n_articles"] >= min_articles]
    hit, miss = out["n"].astype(float) + 0.5, (out["n_articles"] - out["n"]).astype(float) + 0.5
    out = out.assign(
        share=out["n"] / out["n_articles"], low=beta.ppf(0.05, hit, miss), high=beta.ppf(0.95, hit, miss)
    )
    return out.sort_values(["share", "low", "actor"], ascending=[False, False, True], ignore_index=True)[
        columns
    ]


def strategies_over_time(strategies: pd.DataFrame, freq: str = "M") -> pd.DataFrame:
    """How often each strategy was found, by state, rivals and period.

    Returns
    -------
    DataFrame
        actor, rival_a, rival_b, period, strategy, n (articles), share of the findings on these three in the
        period, and the mean balance score where there is one.
    """
    import pandas as pd

    keys = ["actor", "rival_a", "rival_b", "period"]
    columns = [*keys, "strategy", "n", "share", "balance"]
    frame = _with_period(strategies, freq)
    if frame.empty:
        return pd.DataFrame(columns=columns)
    frame = frame[frame["decision"] == "report"]
    out = (
        frame.assign(balance=pd.to_numeric(frame["balance"], errors="coerce"))
        .groupby([*keys, "strategy"], sort=True)
        .agg(n=("article_id", "nunique"), balance=("balance", "mean"))
        .reset_index()
    )
    out["share"] = out["n"] / out.groupby(keys)["n"].transform("sum")
    return out[columns]


def network(dyads: pd.DataFrame, rivalries: Iterable[Rivalry] = ()) -> SignedNetwork:
    """The signed network of all articles in the frame, pooled; filter it by date for a period's."""
    frame = pooled(dyads, None)
    counts = _period_counts(dyads, None, frame)
    return signed_network(
        [
            Dyad(r.source, r.target, r.mean, r.low, r.high, r.n_effective, 0, 0, 0, counts=tuple(c))
            for r, c in zip(frame.itertuples(), counts)
        ],
        tuple(rivalries),
    )


def _with_period(frame: pd.DataFrame, freq: str | None) -> pd.DataFrame:
    import pandas as pd

    if freq is None or frame.empty:
        return frame
    if "date" not in frame:
        raise InputError(
            f"the frame has the columns {list(frame.columns)} but no date; add one (see read(folder, "
            f"dates=...)), or "
            "pass freq=None to pool everything."
        )
    dates = pd.to_datetime(frame["date"], errors="coerce")
    return frame.assign(period=dates.dt.to_period(freq))[dates.notna()]


def _counts(frame: pd.DataFrame) -> np.ndarray:
    """Dirichlet counts of each row, shape (n, 3)."""
    if "counts" in frame:
        return np.array([tuple(c) for c in frame["counts"]], dtype=float).reshape(-1, 3)
    labels = frame[["n_hostile", "n_neutral", "n_supportive"]].to_numpy(dtype=float)
    scale = frame["n_effective"].to_numpy(dtype=float) / np.maximum(labels.sum(axis=1), 1)
    return labels * scale[:, None] * (1.0, _dyads.NEUTRAL_WEIGHT, 1.0)


def _period_counts(rows: pd.DataFrame, freq: str | None, frame: pd.DataFrame) -> list[np.ndarray]:
    """The summed counts behind each row of `pooled`."""
    if frame.empty:
        return []
    part = _with_period(rows, freq)
    counts = _counts(part) if len(part) else np.zeros((0, 3))
    keys = ["source", "target", *(["period"] if freq else [])]
    sums: dict[tuple, np.ndarray] = {}
    for key, row in zip(part[keys].itertuples(index=False, name=None), counts):
        sums[key] = sums.get(key, np.zeros(3)) + row
    return [sums[key] for key in frame[keys].itertuples(index=False, name=None)]


def _difference(before: np.ndarray, after: np.ndarray, key: tuple[str, str]) -> tuple[float, float]:
    """Difference of the posterior means, and the probability that the true one has its sign.

    The stance model's bias is in both and cancels, so that the draws leave it out.
    """
    import zlib

    seed = zlib.crc32(">".join(key).encode())
    draws = _dyads.draw(after, 4000, (seed, 1), False) - _dyads.draw(before, 4000, (seed, 0), False)
    difference = float(_dyads.mean(after) - _dyads.mean(before))
    return difference, float((draws > 0).mean() if difference > 0 else (draws < 0).mean())
