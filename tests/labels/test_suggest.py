"""What to label next: doubt, difference, rarity, and not the same sentence twice."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from equipoise.errors import InputError
from equipoise.labels.candidates import MAX_ACTORS, statements_of, suggest
from equipoise.labels.simulation import labels_saved, simulate
from equipoise.labels.suggest import actor_counts, choose, priorities
from equipoise.types import Article

ROOT = Path(__file__).resolve().parents[2] / "labels"

SURE, UNSURE = [0.98, 0.01, 0.01], [0.34, 0.33, 0.33]
FRAME = pd.DataFrame(
    {
        "id": ["sure", "sure", "unsure", "differ"],
        "source": ["RUS", "USA", "RUS", "RUS"],
        "target": ["USA", "RUS", "USA", "NRU"],
        "text": ["a", "a", "b", "c"],
    }
)


def test_priorities():
    first = np.array([SURE, SURE, UNSURE, SURE])
    second = np.array([SURE, SURE, UNSURE, SURE[::-1]])
    table = priorities(FRAME, first, second, {"RUS": 99, "USA": 99}).set_index("id")
    assert table["pairs"].tolist() == [2, 1, 1]
    assert (
        table["uncertainty"]["unsure"] == pytest.approx(1, abs=1e-3) and table["uncertainty"]["sure"] < 0.15
    )
    assert table["disagreement"]["differ"] > 0.8 and table["disagreement"]["sure"] == pytest.approx(
        0, abs=1e-9
    )
    assert table["rarity"]["differ"] == pytest.approx((0.1 + 1) / 2) and table["rarity"][
        "sure"
    ] == pytest.approx(0.1)
    assert table["score"].idxmin() == "sure"


def test_one_model_alone():
    table = priorities(FRAME, np.array([SURE, SURE, UNSURE, SURE]))
    assert (table["disagreement"] == 0).all() and table.set_index("id")["score"].idxmin() == "sure"


def test_choice_is_diverse_and_seeded():
    """Ninety wordings of one sentence score highest; ten others come in as well."""
    same = [f"the northern army shelled the border town on day {i}" for i in range(90)]
    others = [
        "both sides signed a treaty about fishing", "ministers praised the loan for the railway",
        "the court rejected every claim on the island", "grain ships waited for permission to sail",
        "students protested against the new embassy", "the pipeline contract was renewed for a decade",
        "voters heard nothing about sanctions", "an envoy resigned over the leaked cable",
        "the summit ended without a common text", "hackers stole the ministry's letters",
    ]  # fmt: skip
    table = pd.DataFrame({"id": [f"s{i}" for i in range(100)], "text": same + others})
    table["score"] = np.r_[np.linspace(2, 1.5, 90), np.linspace(1, 0.5, 10)]
    chosen = choose(table, 50, seed=0)  # of the hundred highest
    assert len(chosen) == len(set(chosen)) == 50
    assert sum(int(name[1:]) >= 90 for name in chosen) >= 7  # by score alone it were none
    assert choose(table, 50, seed=0) == chosen
    assert set(choose(table[:5], 25)) == set(table["id"][:5])
    with pytest.raises(InputError, match="at least one"):
        choose(table, 0)


def test_statements_of_articles():
    text = (
        "Moscow condemned Tokyo. It rained all day. Moscow condemned Tokyo. Paris and Berlin praised "
        "Warsaw, and Poland thanked them."
    )
    found = list(statements_of([Article("a", text)], frozenset({"it rained all day."})))
    assert found[0]["text"] == "Moscow condemned Tokyo." and len(found) == 2
    for row in found:
        codes = [a["code"] for a in row["actors"]]
        assert 2 <= len(set(codes)) == len(codes) <= MAX_ACTORS and "pairs" not in row
        for a in (*row["actors"],):
            assert row["text"][a["start"] : a["end"]] == a["mention"]
    assert {m["code"] for m in found[1]["mentions"]} == {"FRA", "DEU", "POL"}


def test_suggest_from_a_corpus(tmp_path):
    """Articles whose statements are in the collection give nothing; fresh ones give what was asked for."""
    from equipoise.labels import load_statements

    fresh = [
        "Moscow condemned Tokyo over the islands.", "Nauru thanked Canberra for the patrol boat.",
        "Riyadh met Tehran in Muscat on Monday.", "Lima expelled the Bolivian consul at dawn.",
    ]  # fmt: skip
    old = load_statements("train", ROOT)[0]["text"]
    (tmp_path / "a.txt").write_text("\n\n".join([*fresh, old]), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    rows, quarantined = suggest([str(tmp_path)], 3, "fast", None, folder=ROOT)
    assert len(rows) == 3 and {r["text"] for r in rows} <= set(fresh) and len(quarantined) == 1
    for row in rows:
        assert row["group"] and len(row["predicted"]) == len(row["actors"]) * (len(row["actors"]) - 1)
    assert [r["priority"] for r in rows] == sorted((r["priority"] for r in rows), reverse=True)


def test_suggest_then_export(tmp_path):
    from typer.testing import CliRunner

    from equipoise.cli import _register, app

    _register()
    (tmp_path / "a.txt").write_text("Moscow condemned Tokyo over the islands.", encoding="utf-8")
    todo, tasks = tmp_path / "todo.jsonl", tmp_path / "tasks.json"
    picked = ["labels", "suggest", str(tmp_path / "a.txt"), "-n", "5", "--model", "fast", "--second", "none"]
    done = CliRunner().invoke(app, [*picked, "-o", str(todo)])
    assert done.exit_code == 0, done.output
    assert (
        CliRunner()
        .invoke(app, ["labels", "export", str(todo), "--model", "fast", "-o", str(tasks)])
        .exit_code
        == 0
    )
    assert json.loads(tasks.read_text())[0]["predictions"][0]["result"]


def test_nothing_to_suggest(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    with pytest.raises(InputError, match="nothing to suggest"):
        suggest([str(tmp_path)], 3, "fast", None, folder=ROOT)


def test_simulation_on_a_small_collection():
    """Both ways start from the same statements and grow alike; what is measured are other statements."""
    from equipoise.labels import load_statements, pair_frame

    train, dev = (pair_frame(load_statements(s, ROOT)[:n]) for s, n in (("train", 200), ("dev", 80)))
    runs = simulate(train, dev, start=60, step=40, rounds=2, seeds=1)
    assert runs.groupby("how")["statements"].apply(list).to_dict() == {
        "random": [60, 100, 140],
        "suggest": [60, 100, 140],
    }
    first = runs[runs["statements"] == 60]
    assert first["macro_f1"].nunique() == 1 and runs["macro_f1"].between(0, 1).all()
    assert actor_counts(train).total() == 2 * len(train)


def test_labels_saved_by_hand():
    """Chance needs 300 labels for .60; the choice reaches .60 half way between 100 and 200."""
    runs = pd.DataFrame(
        [
            *[("random", 100, 0.50), ("random", 200, 0.55), ("random", 300, 0.60), ("random", 400, 0.90)],
            *[("suggest", 100, 0.50), ("suggest", 200, 0.70), ("suggest", 300, 0.72), ("suggest", 400, 0.80)],
        ],
        columns=["how", "statements", "macro_f1"],
    )
    found = labels_saved(runs)
    assert found["suggest"].tolist()[:2] == pytest.approx([125, 150]) and np.isnan(found["suggest"].iloc[2])
    assert found["saved"].tolist()[1] == pytest.approx(0.5)
