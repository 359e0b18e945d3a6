import datetime

import numpy as np
import pandas as pd
import pytest

from equipoise import corpus
from equipoise.errors import InputError
from equipoise.types import Rivalry


def dyad_rows(*rows):
    """(article, date, source, target, counts)"""
    return pd.DataFrame(
        [
            {
                "article_id": a,
                "date": datetime.date.fromisoformat(d),
                "source": s,
                "target": t,
                "counts": list(c),
                "mean": 0.0,
                "low": -1.0,
                "high": 1.0,
                "n_effective": float(sum(c)),
                "n_hostile": round(c[0]),
                "n_neutral": round(c[1]),
                "n_supportive": round(c[2]),
            }
            for a, d, s, t, c in rows
        ]
    )


ROWS = dyad_rows(
    ("1", "2023-01-05", "IND", "RUS", (0, 1, 4)),
    ("2", "2023-01-25", "IND", "RUS", (0, 1, 3)),
    ("3", "2023-02-02", "IND", "RUS", (4, 1, 0)),
    ("3", "2023-02-02", "IND", "USA", (0, 0, 4)),
    ("4", "2023-02-03", "IND", "USA", (0, 0.2, 0)),
)


def test_pooled_by_month():
    frame = corpus.pooled(ROWS)
    assert frame[["source", "target"]].drop_duplicates().to_numpy().tolist() == [
        ["IND", "RUS"],
        ["IND", "USA"],
    ]
    january = frame[frame["period"] == pd.Period("2023-01")].iloc[0]
    assert january["n_articles"] == 2 and january["n_effective"] == 9
    assert january["mean"] == pytest.approx((7.5 - 0.5) / 11, abs=0.02)
    assert (frame["low"] < frame["mean"]).all() and (frame["mean"] < frame["high"]).all()


def test_pooled_over_everything_and_by_state():
    assert len(corpus.pooled(ROWS, None)) == 2
    by_state = corpus.pooled(ROWS, "Y", by=("source",))
    assert len(by_state) == 1 and by_state["n_articles"].iloc[0] == 4


def test_counts_are_rebuilt_where_they_are_missing():
    with_counts, without = corpus.pooled(ROWS, None), corpus.pooled(ROWS.drop(columns="counts"), None)
    assert np.sign(with_counts["mean"]).tolist() == np.sign(without["mean"]).tolist()


def test_drift():
    frame = corpus.drift(ROWS, "IND", "RUS")
    assert len(frame) == 2 and np.isnan(frame["change"].iloc[0])
    assert frame["change"].iloc[1] < -0.5 and frame["p_change"].iloc[1] > 0.95


def test_changes_at_a_date():
    frame = corpus.changes(ROWS, "2023-02-01")
    assert frame[["source", "target"]].to_numpy().tolist() == [["IND", "RUS"]]
    assert corpus.changes(ROWS, "2024-01-01").empty


def strategy_rows(*rows):
    return pd.DataFrame(
        rows, columns=["article_id", "date", "actor", "rival_a", "rival_b", "strategy", "decision", "balance"]
    )


DECIDED = strategy_rows(
    ("1", "2023-01-05", "VNM", "CHN", "USA", "hedging", "report", 0.5),
    ("2", "2023-01-09", "VNM", "CHN", "USA", "hedging", "report", 0.6),
    ("3", "2023-02-09", "VNM", "CHN", "USA", "dual_engagement", "report", 0.8),
    ("3", "2023-02-09", "PHL", "CHN", "USA", "alignment_lean", "report", None),
    ("4", "2023-02-09", "PHL", "CHN", "USA", "hedging", "abstain", None),
)


def test_hedgers():
    frame = corpus.hedgers(DECIDED).set_index("actor")
    assert frame.index[0] == "VNM"
    assert frame.loc["VNM", "share"] == pytest.approx(2 / 3)
    assert frame.loc["PHL", ["n_articles", "n"]].tolist() == [1, 0]  # an abstention is no finding
    assert ((frame["low"] <= frame["share"]) | (frame["share"] == 0)).all() and (frame["high"] < 1).all()
    assert corpus.hedgers(DECIDED, corpus.BETWEEN).set_index("actor").loc["VNM", "share"] == 1
    assert corpus.hedgers(DECIDED, min_articles=2)["actor"].tolist() == ["VNM"]


def test_strategies_over_time():
    frame = corpus.strategies_over_time(DECIDED)
    january = frame[frame["period"] == pd.Period("2023-01")]
    assert january["n"].tolist() == [2] and january["balance"].iloc[0] == pytest.approx(0.55)
    assert frame.groupby(["actor", "rival_a", "rival_b", "period"])["share"].sum().tolist() == [1, 1, 1]


def test_network_of_a_period():
    net = corpus.network(
        ROWS[ROWS["date"] < datetime.date(2023, 2, 1)], [Rivalry("RUS", "USA", 0.9, -0.4, "list")]
    )
    assert [(e.a, e.b, e.sign) for e in net.edges] == [("IND", "RUS", 1), ("RUS", "USA", -1)]


def test_read_round_trip(tmp_path):
    for name, frame in (("dyads", ROWS.drop(columns="date")), ("strategies", DECIDED)):
        (tmp_path / name).mkdir()
        frame.to_parquet(tmp_path / name / "part-0.parquet")
    scored = corpus.read(tmp_path, dates={"1": "2023-01-05", "2": "2023-01-25", "3": "2023-02-02"})
    assert len(corpus.pooled(scored.dyads)) == 3  # article 4 has no date
    assert scored.pairs.empty and len(scored.strategies) == 5


def test_an_empty_folder(tmp_path):
    with pytest.raises(InputError, match="equipoise score"):
        corpus.read(tmp_path)


def test_no_dates():
    with pytest.raises(InputError, match="freq=None"):
        corpus.pooled(ROWS.drop(columns="date"))


def test_empty_frames():
    assert corpus.pooled(ROWS.iloc[:0]).empty
    assert corpus.hedgers(DECIDED.iloc[:0]).empty
    assert corpus.strategies_over_time(DECIDED.iloc[:0]).empty
    assert corpus.changes(ROWS.iloc[:0], "2023-01-01").empty
    assert corpus.drift(ROWS, "FRA", "DEU").empty
