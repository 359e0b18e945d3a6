import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Story

from equipoise import dyads

COUNTS = st.tuples(*[st.floats(0, 60)] * 3)


def one(story, key=("A", "B")):
    return dyads.by_codes(dyads.aggregate(story.stances))[key]


def test_no_stances_no_dyads():
    assert dyads.aggregate([]) == []


def test_both_directions_are_kept_apart():
    story = Story().tell("A>B+", "B>A-")
    assert one(story).mean > 0 > one(story, ("B", "A")).mean
    assert one(story).n_supportive == 1 and one(story, ("B", "A")).n_hostile == 1


@pytest.mark.parametrize(
    ("voice", "weight"),
    [("plain", 1), ("attributed", 0.5), ("quoted", 0.5), ("hypothetical", 0), ("past", 0), ("negated", 0)],
)
def test_voice_weighs(voice, weight):
    dyad = one(Story().tell("A>B+", voice=voice))
    assert dyad.n_effective == weight
    assert dyad.counts == pytest.approx((0, 0, weight))
    assert bool(dyad.evidence) == (weight > 0)


def test_resolved_by_context_weighs_half():
    assert one(Story().tell("A>B+", context=True)).n_effective == 0.5


def test_one_paragraph_counts_at_most_two():
    story = Story()
    for _ in range(5):
        story.tell("A>B+", paragraph=0)
    dyad = one(story)
    assert dyad.n_effective == 2 and dyad.counts[2] == pytest.approx(2)
    story.tell("A>B+", paragraph=1)
    assert one(story).n_effective == 3


def test_co_mentions_do_not_use_up_the_paragraph():
    story = Story().tell("A>B+", paragraph=0)
    for _ in range(4):
        story.tell("A>B0", paragraph=0)
    assert one(story).counts[2] == pytest.approx(1)


def test_weightless_evidence_is_no_evidence():
    dyad = one(Story().tell("A>B+", voice="past"))
    assert dyads.sign(dyad) == "?"
    assert dyad.mean == 0


@pytest.mark.parametrize(
    ("told", "sign"), [("+++", "+"), ("---", "-"), ("+-", "0"), ("000000", "0"), ("+", "0")]
)
def test_signs(told, sign):
    story = Story()
    for t in told:
        story.tell("A>B" + t)
    assert dyads.sign(one(story)) == sign


def test_evidence_is_ordered_by_what_it_says():
    story = Story().tell("A>B0").tell("A>B+").tell("A>B+", voice="quoted").tell("A>B-", voice="past")
    assert one(story).evidence == (1, 2, 0)


def test_one_hot_labels_are_not_changed_by_sharpening_and_soft_noise_is():
    assert one(Story().tell("A>B+")).counts == (0, 0, 1)
    noisy = one(Story().tell(("A>B", (0.08, 0.84, 0.08))))
    assert noisy.counts[0] == noisy.counts[2] < 0.01


@given(COUNTS)
def test_interval_holds_the_mean_and_stays_in_range(counts):
    middle, (low, high) = dyads.mean(counts), dyads.interval(counts)
    assert -1 <= low < middle < high <= 1


@given(COUNTS)
def test_hostile_and_supportive_mirror_each_other(counts):
    mirrored = counts[::-1]
    assert dyads.mean(mirrored) == pytest.approx(-dyads.mean(counts))
    assert dyads.interval(mirrored)[0] == pytest.approx(-dyads.interval(counts)[1], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(COUNTS)
def test_the_beta_is_close_to_draws(counts):
    draws = dyads.draw(counts, 20000, 0)
    low, high = dyads.interval(counts)
    near = 0.06 if sum(counts) >= 2 else 0.09
    assert np.quantile(draws, (0.05, 0.95)) == pytest.approx([low, high], abs=near)
    assert (draws > 0.15).mean() == pytest.approx(float(dyads.probability_above(counts, 0.15)), abs=near)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.floats(-0.8, 0.8), st.integers(2, 30))
def test_more_evidence_narrows_the_interval_on_average(seed, stance, size):
    """Doubling a dyad's evidence of the same kind never widens its interval; averaged over what is drawn."""
    generator = np.random.default_rng(seed)
    share = [(1 - stance) / 3, 1 / 3, (1 + stance) / 3]
    widths = np.zeros(2)
    for _ in range(10):
        drawn = generator.multinomial(size, share)
        for k, times in enumerate((1, 2)):
            low, high = dyads.interval(drawn * float(times))
            widths[k] += high - low
    assert widths[1] < widths[0]
