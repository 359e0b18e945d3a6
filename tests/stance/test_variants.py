"""Statements for a teacher: words of conduct exchanged, the roles kept."""

import numpy as np
import pandas as pd
import pytest

from equipoise.stance.finetune import _smoothed
from equipoise.stance.inflection import ending
from equipoise.stance.roles import OTHER, SOURCE, TARGET
from equipoise.stance.variants import Variants

TEXTS = [
    f"{SOURCE} praised {TARGET} for its patience.",
    f"{SOURCE} blamed {TARGET} for the delay.",
    f"{TARGET} was sanctioned by {SOURCE} while {OTHER} slept.",
    f"{TARGET} was armed by {SOURCE} in the spring.",
]


def test_one_seed_makes_the_same_variants():
    assert Variants(TEXTS, seed=3).make(30) == Variants(TEXTS, seed=3).make(30)
    assert Variants(TEXTS, seed=3).make(30) != Variants(TEXTS, seed=4).make(30)


def test_a_word_is_exchanged_for_one_that_stands_between_the_same_words():
    made = Variants(TEXTS, seed=0).make(200)
    assert f"{SOURCE} blamed {TARGET} for its patience." in made
    assert f"{TARGET} was armed by {SOURCE} while {OTHER} slept." in made
    assert not [text for text in made if f"{TARGET} was praised" in text or f"{SOURCE} armed" in text]


def test_each_has_a_source_and_a_target():
    made = Variants(TEXTS, seed=1).make(200)
    assert all(SOURCE in text and TARGET in text for text in made)
    crossed = [text for text in made if OTHER in text and text.count(SOURCE) == text.count(TARGET) == 1]
    assert crossed  # two statements joined, the source of one and the target of the other


def test_a_text_without_words_of_conduct_stays():
    text = f"{SOURCE} and {TARGET}."
    assert text in Variants([text], seed=0).make(8)


@pytest.mark.parametrize(
    ("word", "told"),
    [("praised", "ed"), ("gave", "ed"), ("arming", "ing"), ("arms", "s"), ("arm", ""), ("press", "")],
)
def test_ending(word, told):
    assert ending(word) == told


def test_labels_are_smoothed():
    frame = pd.DataFrame({"label": ["hostile", "neutral"]})
    np.testing.assert_allclose(_smoothed(frame, 0.3), [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]], atol=1e-6)
