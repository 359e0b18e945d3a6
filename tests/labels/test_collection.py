"""Holds the labelled collection to its own rules: form, splits, twins, templates, spread."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from equipoise.labels import load_articles, load_references, load_strategies, pair_frame, read_statements
from equipoise.types import LABELS

ROOT = Path(__file__).resolve().parents[2] / "labels"
GENRES = {
    "wire",
    "communique",
    "analysis",
    "op-ed",
    "headline",
    "quotation",
    "military",
    "economic",
    "parliament",
    "history",
    "social",
}


@pytest.fixture(scope="module")
def statements():
    return [row for path in sorted((ROOT / "statements").glob("*.jsonl")) for row in read_statements(path)]


def masked(statement) -> str:
    """The text with every mention and number masked, lower-cased."""
    out, at = [], 0
    for m in sorted(statement["mentions"], key=lambda m: m["start"]):
        if m["start"] >= at:
            out += [statement["text"][at : m["start"]], "X"]
            at = m["end"]
    return re.sub(r"\d+", "0", "".join([*out, statement["text"][at:]]).lower())


def test_form(statements):
    ids = Counter(s["id"] for s in statements)
    assert max(ids.values()) == 1
    for s in statements:
        for m in (*s["actors"], *s["mentions"]):
            assert 0 <= m["start"] < m["end"] <= len(s["text"]), s["id"]
        for a in s["actors"]:
            assert s["text"][a["start"] : a["end"]] == a["mention"], s["id"]
        codes = [a["code"] for a in s["actors"]]
        assert len(set(codes)) == len(codes) >= 2, s["id"]
        assert {(a, b) for a, b, _ in s["pairs"]} == set(itertools.permutations(codes, 2)), s["id"]
        assert len(s["pairs"]) == len(codes) * (len(codes) - 1), s["id"]
        assert {label for *_, label in s["pairs"]} <= set(LABELS), s["id"]
        assert s["genre"] in GENRES and 1945 <= s["year"] <= 2026, s["id"]
        assert s["split"] in ("train", "dev", "test"), s["id"]


def test_codes_are_known(statements):
    from equipoise.actors import ActorTable

    table = ActorTable.load()
    unknown = {a["code"] for s in statements for a in s["actors"] if a["code"] not in table}
    assert not unknown


def test_size_and_spread(statements):
    frame = pair_frame(statements)
    assert len(statements) >= 4000 and len(frame) >= 13000
    share = frame["label"].value_counts(normalize=True)
    assert share.min() > 0.165 and share["neutral"] < 0.65
    counts = Counter(code for a, b in zip(frame["source"], frame["target"]) for code in (a, b))
    assert max(counts.values()) / len(frame) <= 0.06
    telling = frame[frame["label"] != "neutral"]
    assert (telling["target_start"] < telling["source_start"]).mean() >= 0.25
    assert sum("passive" in s["patterns"] for s in statements) / len(statements) >= 0.15
    assert sum(len(s["text"].split()) > 30 for s in statements) / len(statements) >= 0.25
    assert sum(len(s["actors"]) >= 4 for s in statements) / len(statements) >= 0.18
    assert len({s["minimal"] for s in statements if s["minimal"]}) >= 400


def test_every_un_member_appears(statements):
    from equipoise.actors import ActorTable

    states = {actor.code for actor in ActorTable.load().actors.values() if actor.kind == "state"}
    members = states - {"PSE", "TWN", "XKX", "VAT", "COK", "NIU"}
    assert len(members) == 193
    seen = {a["code"] for s in statements for a in s["actors"]}
    assert not members - seen


def test_no_group_crosses_splits(statements):
    splits = defaultdict(set)
    for s in statements:
        splits[s["group"]].add(s["split"])
        if s["minimal"]:
            splits[s["minimal"]].add(s["split"])
    for s in load_strategies().to_dict("records"):
        splits[s["group"]].add(s["split"])
    assert all(len(found) == 1 for found in splits.values())


def test_minimal_pairs_flip_a_label(statements):
    groups = defaultdict(list)
    for s in statements:
        if s["minimal"]:
            groups[s["minimal"]].append(s)
    flat = [
        name
        for name, members in groups.items()
        if len(members) < 2 or len({tuple(sorted(map(tuple, m["pairs"]))) for m in members}) < 2
    ]
    assert len(flat) <= 0.03 * len(groups), flat


def test_no_near_twins_across_splits(statements):
    """Character 5-gram Jaccard over .6 once actors are masked; candidates by their rarest 5-grams."""
    texts = [re.sub(r"\W+", " ", masked(s)) for s in statements]
    grams = [{t[i : i + 5] for i in range(len(t) - 4)} for t in texts]
    frequency = Counter(g for group in grams for g in group)
    seen = defaultdict(list)
    for i, group in enumerate(grams):
        rare = sorted(group, key=frequency.__getitem__)[:25]
        for j in {j for g in rare for j in seen[g]}:
            if statements[i]["split"] != statements[j]["split"]:
                overlap = len(group & grams[j]) / len(group | grams[j])
                assert overlap <= 0.6, (statements[i]["id"], statements[j]["id"])
        for g in rare:
            seen[g].append(i)


def test_no_templates(statements):
    """At most 1 % of statements share a skeleton with a statement outside their own minimal pair."""
    owners = defaultdict(set)
    for s in statements:
        owners[masked(s)].add(s["minimal"] or s["id"])
    shared = sum(masked(s) in owners and len(owners[masked(s)]) > 1 for s in statements)
    assert shared / len(statements) <= 0.01


def test_vocabulary(statements):
    import simplemma

    words = Counter(
        word
        for s in statements
        if any(label != "neutral" for *_, label in s["pairs"])
        for word in re.findall(r"[a-z]{4,}", masked(s))
    )
    assert len({simplemma.lemmatize(w, lang="en") for w in words}) >= 1500


def test_articles():
    from equipoise.report.words import BETWEEN
    from equipoise.strategies.decision import SIDING

    decided = {*BETWEEN, *SIDING, "alignment_shift"}
    articles = load_articles()
    for a in articles:
        assert 12 <= len(a["statements"]) <= 45, a["id"]
        for s in a["statements"]:
            assert a["text"][s["start"] : s["end"]] == s["text"], a["id"]
        for m in a["mentions"]:
            assert a["text"][m["start"] : m["end"]] == m["text"], a["id"]
        by = defaultdict(set)
        for m in a["mentions"]:
            by[m["statement"]].add(m["code"])
        assert {(p["statement"], p["source"], p["target"]) for p in a["pairs"]} == {
            (at, *pair) for at, codes in by.items() for pair in itertools.permutations(codes, 2)
        }, a["id"]
        assert (a["kind"] == "control") <= (not a["strategies"]), a["id"]
        # what a report can say; "shift" and "alignment" are names of cues (labels/strategies)
        assert {s for strategy in a["strategies"] for s in strategy["accept"]} <= decided, a["id"]
    kinds = Counter(a["kind"] for a in articles)
    assert kinds["between"] >= 40 and kinds["control"] >= 20


def test_passages():
    from equipoise.actors import ActorTable

    passages, table = load_references(), ActorTable.load()
    splits = defaultdict(set)
    for p in passages:
        splits[p["group"]].add(p["split"])
        named = {m["code"] for m in p["mentions"] if not m["reference"]}
        for m in p["mentions"]:
            assert 0 <= m["start"] < m["end"] <= len(p["text"]) and m["code"] in table, p["id"]
            assert m["code"] in named, (p["id"], "refers to what the passage does not name")
    assert len({p["id"] for p in passages}) == len(passages) >= 700
    assert all(len(found) == 1 for found in splits.values())
    assert sum(m["reference"] for p in passages for m in p["mentions"]) >= 2500


def test_loads_as_a_hugging_face_dataset():
    import datasets

    from equipoise import load_labels

    dev = load_labels("dev")
    assert dev.features["label"].names == list(LABELS)
    assert dev.num_rows > 1000
    path = next((ROOT / "statements").glob("*.jsonl"))
    raw = datasets.load_dataset("json", data_files=str(path), split="train", keep_in_memory=True)
    assert {"text", "actors", "pairs"} <= set(raw.column_names)
