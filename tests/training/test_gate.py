"""The gate lets a model through that is not worse, and no other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from equipoise.training.config import Gate
from equipoise.training.gate import compare, render_verdict
from equipoise.types import LABELS

RNG = np.random.default_rng(0)
SIZE = 3000
GOLD = RNG.integers(0, 3, SIZE)
RULES = Gate(draws=400)
FRAME = pd.DataFrame(
    {
        "label": [LABELS[i] for i in GOLD],
        "group": [f"g{i // 6}" for i in range(SIZE)],
        "patterns": [["passive"] if i % 4 == 0 else ["rare"] if i % 100 == 1 else [] for i in range(SIZE)],
        "origin": ["articles" if i % 5 == 0 else "statements" for i in range(SIZE)],
    }
)


def right(share: float, seed: int, rows=None) -> np.ndarray:
    """Probabilities that name the gold label for `share` of the pairs and are sure to just that degree."""
    rng = np.random.default_rng(seed)
    hit = rng.random(SIZE) < share
    chosen = np.where(hit, GOLD, (GOLD + rng.integers(1, 3, SIZE)) % 3)
    out = np.full((SIZE, 3), (1 - share) / 2)
    out[np.arange(SIZE), chosen] = share
    return out


def check(verdict, what: str):
    return next(c for c in verdict.checks if c.what == what)


def test_the_same_model_passes():
    champion = right(0.7, 1)
    verdict = compare(FRAME, champion, champion, RULES)
    assert verdict.passed and not verdict.broken
    assert check(verdict, "macro-F1").low == 0


def test_figures_are_those_of_scikit_learn():
    one, two = right(0.7, 1), right(0.75, 2)
    verdict = compare(FRAME, one, two, RULES)
    rows = np.array([p == ["passive"] for p in FRAME["patterns"]])
    for what, part in (("macro-F1", np.ones(SIZE, bool)), ("passive", rows)):
        expected = f1_score(GOLD[part], two[part].argmax(axis=1), average="macro")
        assert check(verdict, what).challenger == pytest.approx(expected)


def test_a_better_model_passes():
    verdict = compare(FRAME, right(0.65, 1), right(0.8, 2), RULES)
    assert verdict.passed and check(verdict, "macro-F1").low > 0.1


def test_a_worse_model_is_refused():
    verdict = compare(FRAME, right(0.8, 1), right(0.76, 2), RULES)
    assert not verdict.passed
    assert check(verdict, "macro-F1").holds is False and "refused" in render_verdict(verdict)


def test_as_good_on_few_pairs_is_not_enough():
    """Half as good a guess by chance: on sixty pairs nobody can say that it is not worse by half a point."""
    few = FRAME[:60]
    verdict = compare(few, right(0.7, 1)[:60], right(0.7, 5)[:60], RULES)
    assert check(verdict, "macro-F1").holds is False


def test_a_pattern_that_falls_is_refused():
    champion = right(0.7, 1)
    challenger = champion.copy()
    passive = np.flatnonzero([p == ["passive"] for p in FRAME["patterns"]])
    others = np.setdiff1d(np.arange(SIZE), passive)
    challenger[others] = right(0.8, 2)[others]
    hits = passive[champion[passive].argmax(axis=1) == GOLD[passive]][:40]
    challenger[hits] = np.roll(champion[hits], 1, axis=1)
    verdict = compare(FRAME, champion, challenger, RULES)
    assert check(verdict, "macro-F1").holds is True
    assert check(verdict, "passive").holds is False and not verdict.passed
    assert any("passive" in line for line in verdict.broken)


def test_a_small_pattern_falls_only_beyond_chance():
    champion = right(0.7, 1)
    rare = np.flatnonzero([p == ["rare"] for p in FRAME["patterns"]])
    hits = rare[champion[rare].argmax(axis=1) == GOLD[rare]]
    for wrong, holds in ((1, True), (len(hits), False)):
        challenger = champion.copy()
        challenger[hits[:wrong]] = np.roll(champion[hits[:wrong]], 1, axis=1)
        found = check(compare(FRAME, champion, challenger, RULES), "rare")
        assert found.challenger < found.champion - 0.03 and found.holds is holds


def test_a_model_out_of_calibration_is_refused():
    champion = right(0.7, 1)
    sure = np.where(champion == champion.max(axis=1, keepdims=True), 0.98, 0.01)
    verdict = compare(FRAME, champion, sure, RULES)
    assert check(verdict, "macro-F1").holds is True
    assert check(verdict, "ECE, neutral").holds is False and not verdict.passed


def test_probabilities_that_are_not_numbers_are_refused():
    champion = right(0.7, 1)
    broken = champion.copy()
    broken[0, 0] = np.nan
    assert not compare(FRAME, champion, broken, RULES).passed


def test_the_bootstrap_is_seeded_and_draws_groups():
    one, two = right(0.7, 1), right(0.72, 2)
    low = [check(compare(FRAME, one, two, RULES, seed), "macro-F1").low for seed in (0, 0, 1)]
    assert low[0] == low[1] != low[2]
    # every pair its own group: the pairs of a group no longer stand and fall together, the bound moves
    alone = FRAME.assign(group=[str(i) for i in range(SIZE)])
    assert check(compare(alone, one, two, RULES), "macro-F1").low != low[0]
