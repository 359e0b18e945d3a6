"""The cache before the stance model."""

import numpy as np
import pandas as pd
import pytest
from helpers import Steady

from equipoise.batch.cache import CachedClassifier
from equipoise.stance import StanceClassifier


class Counting(StanceClassifier):
    asked = 0

    def predict_proba(self, X):
        self.asked += len(X)
        return np.arange(3 * len(X), dtype=float).reshape(-1, 3) + 100 * self.asked


def frame(*texts):
    return pd.DataFrame(
        [{"text": f"Rome {t} Bonn.", "source_start": 0, "source_end": 4, "target_start": 6 + len(t),
          "target_end": 10 + len(t), "other_spans": [(0, 4, "source")]} for t in texts]
    )  # fmt: skip


def test_equal_statements_are_scored_once():
    cached = CachedClassifier(Counting())
    first = cached.predict_proba(frame("thanked", "scolded", "thanked"))
    assert cached.classifier.asked == 2
    assert (first[0] == first[2]).all() and (first[0] != first[1]).all()
    again = cached.predict_proba(frame("scolded", "thanked"))
    assert cached.classifier.asked == 2 and (again == first[[1, 0]]).all()
    assert (cached.hits, cached.asked) == (3, 5)


def test_names_do_not_count_but_roles_do():
    one = frame("thanked")
    other = one.assign(text="Oslo thanked Bern.")
    turned = one.assign(source_start=13, source_end=17, target_start=0, target_end=4, other_spans=[[]])
    cached = CachedClassifier(Counting())
    cached.predict_proba(pd.concat([one, other, turned.assign(text="Rome thanked Bonn.")]))
    assert cached.classifier.asked == 2


def test_it_is_bounded():
    cached = CachedClassifier(Counting(), size=10)
    cached.predict_proba(frame(*(f"w{i}" for i in range(50))))
    assert len(cached._known) == 10
    cached.predict_proba(frame("w49"))
    assert cached.classifier.asked == 50
    cached.predict_proba(frame("w0"))
    assert cached.classifier.asked == 51


def test_a_batch_larger_than_the_cache_comes_out_whole():
    cached = CachedClassifier(Counting(), size=2)
    found = cached.predict_proba(frame("a", "b", "c", "a", "d"))
    assert (found[0] == found[3]).all() and len({tuple(row) for row in found}) == 4


def test_the_rest_is_the_classifier_s_own():
    cached = CachedClassifier(Steady())
    assert cached.info_ == Steady.info_
    assert not hasattr(cached, "cue_words")


class Named(Steady):
    """Reads names, which a StanceClassifier does not."""

    asked = 0

    def predict_proba(self, X):
        self.asked += len(X)
        return super().predict_proba(X)


def test_of_another_classifier_the_whole_row_is_the_key():
    one = frame("thanked")
    cached = CachedClassifier(Named())
    found = cached.predict_proba(pd.concat([one, one.assign(text="Oslo thanked Bern."), one]))
    assert cached.classifier.asked == 2
    assert (found[0] == found[2]).all() and (found[0] != found[1]).any()


@pytest.mark.parametrize(
    "classifier, again", [(Counting(), 1), (Counting(encoder="folder"), 2), (Named(), 2)]
)
def test_what_hangs_on_its_batch_is_forgotten_between_chunks(classifier, again):
    cached = CachedClassifier(classifier)
    for _ in range(2):
        cached.begin_chunk()
        cached.predict_proba(frame("thanked"))
    assert classifier.asked == again
