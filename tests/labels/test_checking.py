"""Rules of form, repeats, and labels that a model doubts."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest

from equipoise.errors import InputError
from equipoise.labels import load_statements, pair_frame
from equipoise.labels.checking import likely_errors, out_of_fold, rank_doubts
from equipoise.labels.rules import check_rows, near_twins
from equipoise.types import LABELS

ROOT = Path(__file__).resolve().parents[2] / "labels"


@pytest.fixture(scope="module")
def rows():
    return load_statements("train", ROOT)[:300]


@pytest.fixture
def one(rows):
    return copy.deepcopy(rows[0])


def test_the_collection_breaks_no_rule():
    rows = load_statements(folder=ROOT)
    assert [p for p in check_rows(rows) if p.error] == []


@pytest.mark.parametrize(
    "change, rule, said",
    [
        (lambda r: r.update(text=""), "text", "must be a sentence"),
        (lambda r: r.update(text=None), "text", "must be a sentence"),
        (lambda r: r.update(actors=r["actors"][:1]), "actors", "two or more"),
        (lambda r: r.update(actors="RUS"), "actors", "two or more"),
        (lambda r: r["actors"].append(r["actors"][0]), "actors", "listed twice"),
        (lambda r: r["actors"][0].update(code="QQQ"), "code", "not in the actor table"),
        (lambda r: r["actors"][0].update(mention="Atlantis"), "mention", "does not stand"),
        (lambda r: r["actors"][0].update(start=0, end=3), "offsets", "not the mention"),
        (
            lambda r: r["actors"].__setitem__(0, r["actors"][1] | {"code": "TON"}),
            "overlap",
            "place of its own",
        ),
        (lambda r: r["mentions"][0].update(end=9999), "offsets", "outside the text"),
        (lambda r: r.update(mentions=[1]), "mentions", "list of objects"),
        (lambda r: r["pairs"][0].__setitem__(2, "warm"), "label", "'warm'"),
        (lambda r: r["pairs"][0].__setitem__(1, "USA"), "pairs", "two different codes"),
        (lambda r: r["pairs"].append(r["pairs"][0]), "pairs", "labelled twice"),
        (lambda r: r.update(pairs={}), "pairs", "must be a list"),
        (lambda r: r.update(split="dew"), "split", "'dew'"),
    ],
)
def test_each_rule_of_form(one, change, rule, said):
    assert check_rows([one]) == []
    change(one)
    found = [p for p in check_rows([one]) if p.error]
    assert any(p.rule == rule and said in p.message and p.id == one["id"] for p in found), found


def test_warnings_do_not_stop_training(one):
    one["pairs"].pop()
    one["genre"] = "sonnet"
    one["year"] = 1066
    found = check_rows([one])
    assert {p.rule for p in found} == {"complete", "genre", "year"} and not any(p.error for p in found)


def test_repeats_and_leaks(one):
    same = {**one, "id": "b", "text": "  " + one["text"].replace(" ", "  ")}
    same.update(mentions=[], actors=[{k: a[k] for k in ("code", "mention")} for a in one["actors"]])
    found = check_rows([one, {**one, "id": "b"}])
    assert [p.rule for p in found] == ["duplicate"]
    assert "id" in {p.rule for p in check_rows([one, one])}
    leaked = check_rows([one, {**one, "id": "b", "split": "test"}])
    assert {p.rule for p in leaked if p.error} == {"leak"}


def test_near_twins(one):
    assert near_twins([one, {**one, "id": "b"}])[0][:2] == (one["id"], "b")
    paired = [{**one, "minimal": "m"}, {**one, "id": "b", "minimal": "m"}]
    assert near_twins(paired) == []  # minimal pairs are twins on purpose


def test_flipped_labels_are_found(rows):
    """Five of a hundred labels flipped: the doubts hold several times as many of them as chance would."""
    frame = pair_frame(load_statements("train", ROOT)[:700])
    rng = np.random.default_rng(0)
    labels = frame["label"].to_numpy(dtype=object).copy()
    flipped = rng.choice(len(labels), len(labels) // 20, replace=False)
    for i in flipped:
        labels[i] = rng.choice([label for label in LABELS if label != labels[i]])
    probability = out_of_fold(frame.assign(label=labels), folds=3)
    assert np.allclose(probability.sum(axis=1), 1)
    doubts = rank_doubts(labels.astype(str), probability)
    top = doubts["row"][: len(flipped)]
    assert np.isin(top, flipped).mean() > 2 * 0.05


def test_doubts_by_hand():
    """Thresholds are mean self-confidences (.7 and .6): only the third row's other label reaches its own."""
    labels = np.array(["hostile", "hostile", "hostile", "neutral", "supportive"])
    probability = np.array(
        [[0.9, 0.1, 0.0], [0.9, 0.05, 0.05], [0.3, 0.65, 0.05], [0.4, 0.6, 0.0], [0.05, 0.05, 0.9]]
    )
    found = rank_doubts(labels, probability)
    assert found["row"].tolist() == [2] and found["suggested"].tolist() == ["neutral"]
    assert found["p_label"].tolist() == [0.3]


def test_likely_errors_names_statements(rows):
    found = likely_errors(pair_frame(rows), folds=3)
    assert list(found.columns) == [
        "id", "source", "target", "label", "suggested", "p_label", "p_suggested", "text",
    ]  # fmt: skip
    assert found["p_label"].is_monotonic_increasing and (found["label"] != found["suggested"]).all()


def test_too_few_statements(rows):
    with pytest.raises(InputError, match="groups"):
        likely_errors(pair_frame(rows[:2]))
