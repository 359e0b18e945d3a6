"""The gold articles of the dev split: mentions and references stay where they were measured."""

from collections import Counter
from pathlib import Path

import pytest

from equipoise import load_model
from equipoise.actors import ActorTable, Matcher
from equipoise.labels import load_articles

BENCHMARKS = Path(__file__).resolve().parents[2] / "training" / "benchmarks"


@pytest.fixture(scope="module")
def module():
    import importlib.util

    spec = importlib.util.spec_from_file_location("benchmark_actors", BENCHMARKS / "actors.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(module):
    counts, first, matcher = Counter(), Counter(), Matcher(ActorTable.load())
    for article in load_articles("dev"):
        module.count(article, matcher, counts)
        if not article.get("complete"):  # where every reference is marked recall is lower
            module.count(article, matcher, first)
    out = {kind: module.figures(counts, kind) for kind in ("mentions", "references")}
    return {**out, "first references": module.figures(first, "references")}


def test_mentions(figures):
    assert figures["mentions"]["gold"] > 300
    assert figures["mentions"]["f1"] >= 0.94


def test_references(figures):
    assert figures["references"]["gold"] > 100
    assert figures["references"]["judged_precision"] >= 0.85
    assert figures["references"]["judged_recall"] >= 0.5
    assert figures["first references"]["judged_recall"] >= 0.58


def test_the_encoder_resolves_more(module):
    matcher, judge = Matcher(ActorTable.load()), load_model("accurate").judge
    articles = [a for a in load_articles("dev") if a.get("complete")][::4]
    found = {}
    for name, by in (("rules", None), ("judged", judge)):
        counts = Counter()
        for article in articles:
            module.count(article, matcher, counts, by)
        found[name] = module.figures(counts, "references")
    assert found["judged"]["recall"] >= found["rules"]["recall"] + 0.02
    assert found["judged"]["precision"] >= found["rules"]["precision"] - 0.04
