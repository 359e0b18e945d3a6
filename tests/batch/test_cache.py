"""The cache before the stance model."""

from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from helpers import Steady

from equipoise.batch.cache import CachedClassifier, CachedCues
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
    assert not hasattr(cached, "cue_words") and not hasattr(cached, "explain")


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


SENTENCES = (
    "Turkey has kept its ties with both Russia and Ukraine and is hedging between them.",
    "India mediated between Iran and Israel.",
    "Ankara sold drones to Kyiv, bought gas from Moscow and refused to take sides.",
    "India hedges between Russia and the United States.",
    "The weather was mild.",
)
RIVALS = [("RUS", "UKR")]


def asked(*picks):
    """What `find_cues_of_many` takes, of articles made of some of the sentences."""
    from equipoise import Analyzer
    from equipoise.types import Article

    analyzer = Analyzer(Steady())
    articles = [Article(f"a{n}", " ".join(SENTENCES[i] for i in pick)) for n, pick in enumerate(picks)]
    read = [analyzer.pairs(article)[:2] for article in articles]
    return [(parts, found, {m.code for m in found} - {"UKR"}) for parts, found in read]


@pytest.mark.parametrize("rows", [8192, 3, 1])
def test_cues_of_many_articles_are_those_of_each(monkeypatch, rows):
    from equipoise.strategies import cues

    given = asked((0, 1, 2), (4,), (3, 0), (0, 1, 2, 3), (1, 1))
    each = [cues.find_cues(*one) for one in given]
    assert each[0] and not each[1] and any(c.strategy == "mediation" for c in each[4])
    monkeypatch.setattr(cues, "MAX_ROWS", rows)
    cached = CachedCues(cues.load_cues())
    assert cues.find_cues_of_many(given) == each
    assert cues.find_cues_of_many(given, cached) == each
    hits = cached.hits
    assert hits and cues.find_cues_of_many(given, cached) == each
    assert cached.hits - hits == cached.asked / 2  # the second time, all are known


def test_the_reader_of_cues_is_asked_once_a_group(monkeypatch):
    import equipoise
    from equipoise.strategies import CueClassifier

    calls, real = [], CueClassifier.predict_proba

    def counted(self, X):
        calls.append(len(X))
        return real(self, X)

    monkeypatch.setattr(CueClassifier, "predict_proba", counted)
    given = [{"text": f"{SENTENCES[0]} {SENTENCES[2]}", "id": f"a{n}"} for n in range(10)]
    monkeypatch.setattr("equipoise.batch.work._cues", None)
    made = equipoise.score(given, model=Steady(), rivals=RIVALS, workers=1)
    assert made.summary["articles"] == 10
    # ten articles of the same words: each statement is read once for each of its actors
    assert len(calls) == 1 and calls[0] < 10
    reports = equipoise.Analyzer(Steady(), rivals=RIVALS).analyze_many([row["text"] for row in given])
    assert [d.strategy for r in reports for d in r.decisions] == made.strategies.strategy.tolist()


def test_one_article_whose_cues_cannot_be_read_costs_no_other(monkeypatch):
    import equipoise
    from equipoise.strategies import CueClassifier

    real = CueClassifier.predict_proba

    def faulty(self, X):
        if X["text"].str.contains("drones").any():
            raise ValueError("no drones here")
        return real(self, X)

    monkeypatch.setattr(CueClassifier, "predict_proba", faulty)
    monkeypatch.setattr("equipoise.batch.work._cues", None)
    given = [{"text": SENTENCES[0]}, {"text": f"{SENTENCES[0]} {SENTENCES[2]}"}, {"text": SENTENCES[0]}]
    made = equipoise.score(given, model=Steady(), rivals=RIVALS, workers=1)
    assert made.quarantine.position.tolist() == [1] and made.articles.position.tolist() == [0, 2]


def test_cues_of_an_encoder_are_read_article_by_article(monkeypatch):
    """Their probabilities hang on the batch: in `score` as in `analyze`, it is the article's own statements."""
    import equipoise
    from equipoise.strategies import load_cues

    class Reader:
        encoder = "folder"
        calls: ClassVar = []

        def predict_proba(self, X):
            self.calls.append(X["text"].tolist())
            return load_cues().predict_proba(X)

    fast = load_cues()
    monkeypatch.setattr("equipoise.strategies.load_cues", lambda stance=None: Reader() if stance else fast)
    given = [{"text": SENTENCES[0]}, {"text": f"{SENTENCES[0]} {SENTENCES[2]}"}, {"text": SENTENCES[0]}]
    equipoise.score(given, model=Steady(), rivals=RIVALS, workers=1)
    in_batch = [*Reader.calls]
    Reader.calls.clear()
    equipoise.Analyzer(Steady(), rivals=RIVALS).analyze_many([row["text"] for row in given])
    assert len(in_batch) == 3 and in_batch == Reader.calls
