"""Drift is told from chance, and what is due from what is only worth a look."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from equipoise.drift import compare, read_pairs, render_drift
from equipoise.errors import InputError

WORDS = [f"{a}{b}ing" for a in "bdfghklmnprst" for b in ("a", "e", "i", "o", "u", "ea", "ou", "oo")]
CODES = ["RUS", "CHN", "USA", "IND", "IRN", "FRA", "DEU", "TUR", "EGY", "SAU"]


def corpus(articles=120, seed=0, neutral=0.7, sure=8.0, codes=CODES, words=WORDS):
    """Scored pairs of made-up articles."""
    rng = np.random.default_rng(seed)
    rows = []
    for article in range(articles):
        for statement in range(8):
            source, target = rng.choice(codes, 2, replace=False)
            share = np.array([(1 - neutral) / 2, neutral, (1 - neutral) / 2])
            p = rng.dirichlet(np.eye(3)[rng.choice(3, p=share)] * sure + 0.5)
            rows.append(
                {
                    "position": article,
                    "article_id": f"a{article}",
                    "statement": statement,
                    "source": source,
                    "target": target,
                    "source_text": source.title(),
                    "target_text": target.title(),
                    **dict(zip(("p_hostile", "p_neutral", "p_supportive"), p)),
                    "statement_text": " ".join(rng.choice(words, 12)),
                }
            )
    return pd.DataFrame(rows)


def measure(found, name):
    return next(m for m in found.measures if m.name == name)


def test_two_samples_of_one_source_do_not_drift():
    for seed in range(1, 6):
        found = compare(corpus(seed=0), corpus(seed=seed))
        assert not found.due and not any(m.drifted for m in found.measures), render_drift(found)


def test_small_samples_are_chance():
    """Six articles differ a lot from six others of the same source; that is no drift."""
    found = compare(corpus(6, seed=1), corpus(6, seed=2, words=WORDS))
    assert not found.due


@pytest.mark.parametrize(
    "changed, name",
    [
        ({"neutral": 0.3}, "labels"),
        ({"sure": 1.0}, "confidence"),
        ({"sure": 1.0}, "confidence falls"),
        ({"words": [w.upper() + "ed" for w in WORDS]}, "words"),
        ({"words": WORDS[:50] + [w + "xyz" for w in WORDS[50:]]}, "new words"),
    ],
)
def test_each_kind_of_drift_is_seen(changed, name):
    found = compare(corpus(seed=0), corpus(seed=1, **changed))
    assert measure(found, name).drifted and found.due
    assert "retraining is due" in render_drift(found)


def test_other_actors_are_worth_a_look_and_no_retraining():
    found = compare(corpus(seed=0), corpus(seed=1, codes=["BRA", "ARG", "CHL", "PER", "USA", "CHN"]))
    assert measure(found, "actors").drifted and measure(found, "new actors").drifted and not found.due
    assert "worth a look" in render_drift(found) and "no retraining is due" in render_drift(found)
    assert {code for code, _, _ in found.movers} >= {"BRA", "ARG"}


def test_more_confidence_is_no_fall():
    found = compare(corpus(seed=0, sure=3.0), corpus(seed=1, sure=30.0))
    assert measure(found, "confidence falls").value < 0
    assert not measure(found, "confidence falls").drifted


def test_without_texts_the_mentions_are_compared():
    one, two = (corpus(seed=s).drop(columns="statement_text") for s in (0, 1))
    assert compare(one, two).words_from == "mentions"


def test_the_value_is_the_published_formula():
    one, two = corpus(seed=0), corpus(seed=1, neutral=0.3)
    found = compare(one, two, draws=0)
    shares = []
    for frame in (one, two):
        label = frame[["p_hostile", "p_neutral", "p_supportive"]].to_numpy().argmax(axis=1)
        count = np.bincount(label, minlength=3) + 0.5
        shares.append(count / count.sum())
    expected = ((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum()
    assert measure(found, "labels").value == pytest.approx(expected)


def test_folders_and_command(tmp_path):
    from typer.testing import CliRunner

    from equipoise.cli import _register, app

    _register()
    for name, frame in (("old", corpus(seed=0)), ("new", corpus(seed=1, neutral=0.3))):
        (tmp_path / name / "pairs").mkdir(parents=True)
        half = len(frame) // 2
        frame[:half].to_parquet(tmp_path / name / "pairs" / "part-000000.parquet")
        frame[half:].to_json(tmp_path / name / "pairs" / "part-000001.jsonl", orient="records", lines=True)
        (tmp_path / name / "manifest.json").write_text(json.dumps({"model": {"hash": name}}))
    assert len(read_pairs(tmp_path / "old")) == 960

    def run(*arguments):
        return CliRunner().invoke(app, ["drift", str(tmp_path / "old"), *arguments])

    done = run(str(tmp_path / "new"), "--json", "--exit-code")
    told = json.loads(done.output)
    assert done.exit_code == 1 and told["due"] and "different models" in told["notes"][0]
    assert run(str(tmp_path / "old"), "--exit-code").exit_code == 0


def test_what_is_no_scored_corpus(tmp_path):
    with pytest.raises(InputError, match="equipoise score"):
        read_pairs(tmp_path)
    (tmp_path / "pairs").mkdir()
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "pairs" / "part-0.parquet")
    with pytest.raises(InputError, match="lacks article_id"):
        read_pairs(tmp_path)
