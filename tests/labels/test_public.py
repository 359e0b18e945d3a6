"""NewsMTSC and DSE in their documented forms, with sentences made for these tests; no row is lost in silence."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from equipoise.errors import InputError
from equipoise.labels import pair_frame
from equipoise.labels.public import read_dse, read_newsmtsc
from equipoise.stance.frames import check

BENCHMARKS = Path(__file__).resolve().parents[2] / "training" / "benchmarks"
BOTH = "🦭 Mayor Ilmar cheated, while Ms Oduya saved the pier."
HOSTILE = "[Moscow] condemned [Tokyo] and imposed sanctions on it."


def hub(sentence=BOTH, mention="Mayor Ilmar", polarity=-1, id="a", **change):
    start = sentence.find(mention)
    row = {"mention": mention, "polarity": polarity, "from": start, "to": start + len(mention)}
    return row | {"sentence": sentence, "id": id} | change


def repository(*targets, sentence=BOTH):
    made = []
    for mention, polarity in targets:
        start = sentence.index(mention)
        spans = {"from": start, "to": start + len(mention), "mention": mention}
        made.append({"Input.gid": mention, **spans, "polarity": polarity, "further_mentions": []})
    return {"primary_gid": "first", "sentence_normalized": sentence, "targets": made}


def words(frame, role):
    spans = zip(frame["text"], frame[f"{role}_start"], frame[f"{role}_end"])
    return [text[start:end] for text, start, end in spans]


def jsonl(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def problems(frame):
    return [(p["id"], p["rule"]) for p in frame.attrs["problems"]]


def silent(read, *given, **options):
    """What `read` makes of rows that are all sound: no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read(*given, **options)


def test_newsmtsc_of_the_hub(tmp_path):
    rows = [hub(), hub(mention="Ms Oduya", polarity=1, id="b"), hub("Mr Tal dined.", "Mr Tal", 0, "c")]
    frame = silent(read_newsmtsc, rows)
    assert list(frame.columns) == list(pair_frame(()).columns) and len(check(frame)) == 3
    assert frame["label"].tolist() == ["hostile", "supportive", "neutral"]
    assert words(frame, "target") == frame["target"].tolist() == ["Mayor Ilmar", "Ms Oduya", "Mr Tal"]
    assert words(frame, "source") == ["The author"] * 3
    assert frame["text"][2] == "The author: Mr Tal dined."
    assert frame["id"].tolist() == ["a", "b", "c"] and frame["group"].tolist() == ["a", "a", "c"]
    # each is the other's third person, and none is its own
    (other,) = frame["other_spans"][0]
    assert frame["text"][0][slice(*other)] == "Ms Oduya" and frame["other_spans"][2] == []
    again = [pd.DataFrame(rows), iter(rows), jsonl(tmp_path / "test.jsonl", *rows)]
    for given in again:
        pd.testing.assert_frame_equal(read_newsmtsc(given), frame)


def test_newsmtsc_of_a_datasets_split():
    datasets = pytest.importorskip("datasets")
    split = datasets.Dataset.from_list([hub(), hub(mention="Ms Oduya", polarity=1, id="b")])
    assert read_newsmtsc(split)["label"].tolist() == ["hostile", "supportive"]
    with pytest.raises(InputError, match="give one"):
        read_newsmtsc(datasets.DatasetDict(test=split))


def test_newsmtsc_of_the_repository_says_the_same():
    nested = silent(read_newsmtsc, [repository(("Mayor Ilmar", 2.0), ("Ms Oduya", 6.0))])
    flat = read_newsmtsc([hub(id="Mayor Ilmar"), hub(mention="Ms Oduya", polarity=1, id="Ms Oduya")])
    pd.testing.assert_frame_equal(nested, flat)
    assert read_newsmtsc([repository(("Ms Oduya", 4.0))])["label"].tolist() == ["neutral"]


def test_an_inclusive_end_is_read_too():
    frame = silent(read_newsmtsc, [hub(to=hub()["to"] - 1)])
    assert words(frame, "target") == ["Mayor Ilmar"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (hub(id="x", polarity=2), "label"),  # the other form's scale
        (hub(id="x", polarity=None), "label"),
        (hub(id="x", polarity=True), "label"),
        (hub(id="x", **{"from": 0}), "span"),
        (hub(id="x", to=float("inf")), "span"),
        (hub(id="x", mention="Nobody"), "span"),
        ({**hub(id="x"), "mention": None}, "span"),
        ({"id": "newsmtsc:2"}, "form"),
        ({"sentence_normalized": BOTH, "targets": []}, "form"),
        ({"sentence_normalized": BOTH, "targets": ["Mayor Ilmar"]}, "form"),
        (["a", "list"], "form"),
        ("{no json", "form"),
    ],
)
def test_newsmtsc_leaves_out_and_says_so(row, rule):
    with pytest.warns(UserWarning, match="1 rows were left out"):
        frame = read_newsmtsc([hub(), row])
    assert frame["id"].tolist() == ["a"]
    ((name, said),) = problems(frame)
    assert said == rule and name in ("x", "newsmtsc:2")


def test_one_bad_target_does_not_cost_the_sentence():
    row = repository(("Mayor Ilmar", 3.0), ("Ms Oduya", 6.0))
    with pytest.warns(UserWarning, match="Mayor Ilmar: the label is 3.0"):
        frame = read_newsmtsc([row])
    assert frame["id"].tolist() == ["Ms Oduya"] and problems(frame) == [("Mayor Ilmar", "label")]


def test_a_broken_line_is_named(tmp_path):
    path = jsonl(tmp_path / "train.jsonl", hub())
    path.write_text(path.read_text("utf-8") + "\n{broken\n", encoding="utf-8")
    with pytest.warns(UserWarning):
        assert problems(read_newsmtsc(path)) == [("train:3", "form")]


def test_dse_states_directions():
    rows = [(f"[A{k}] met [B{k}].", f"A{k}", f"B{k}", k) for k in range(5)]
    frame = silent(read_dse, rows)
    assert list(frame.columns) == [*pair_frame(()).columns, "relation"] and len(check(frame)) == 6
    got = list(zip(words(frame, "source"), words(frame, "target"), frame["label"], frame["relation"]))
    assert got == [
        ("A0", "B0", "neutral", 0),
        ("B0", "A0", "neutral", 0),
        ("A1", "B1", "supportive", 1),
        ("B2", "A2", "supportive", 2),
        ("A3", "B3", "hostile", 3),
        ("B4", "A4", "hostile", 4),
    ]
    assert frame["text"][0] == "A0 met B0." and frame["id"].nunique() == 5


def test_dse_with_the_silent_direction():
    frame = read_dse([("[A] met [B].", "A", "B", 4), ("[C] met [D].", "C", "D", 0)], reverse=True)
    got = list(zip(frame["source"], frame["target"], frame["label"]))
    assert got == [
        ("B", "A", "hostile"),
        ("A", "B", "neutral"),
        ("C", "D", "neutral"),
        ("D", "C", "neutral"),
    ]


def test_dse_of_a_file(tmp_path):
    """With a header or without, quoted by CSV or not, with either line end; no quote swallows a line."""
    path = tmp_path / "test.txt"
    lines = [
        "Sent\tEnt1\tEnt2\tLabel",
        '"""Liar"", said [Ana] of [Bo Li]."\tAna\tBo Li\t3',
        '"Fool, said [ Ana ] of [Bo Li].\tAna\tBo Li\t3\r',
        "",
        "He [sic] saw\u2028[Cy] with [Ana].\t[Cy]\t[Ana]\t0",
    ]
    path.write_bytes("\n".join(lines).encode())
    frame = silent(read_dse, path)
    assert frame["text"].tolist() == [
        '"Liar", said Ana of Bo Li.',
        '"Fool, said Ana of Bo Li.',
        "He [sic] saw\u2028Cy with Ana.",
        "He [sic] saw\u2028Cy with Ana.",
    ]
    assert frame["id"].tolist() == ["test:2", "test:3", "test:5", "test:5"]
    assert words(frame, "source") == ["Ana", "Ana", "Cy", "Ana"]
    assert words(frame, "target") == ["Bo Li", "Bo Li", "Ana", "Cy"]
    read = pd.read_csv(path, sep="\t", header=None, skiprows=1, quoting=3).iloc[[0]]
    assert read_dse(read)["source"].tolist() == ["Ana"]


def test_dse_groups_one_text_with_other_entities():
    rows = [
        {"Sent": "[Ana] hugged [Bo] before Cy.", "Ent1": "Ana", "Ent2": "Bo", "Label": 1},
        {"Sent": "Ana hugged [Bo] before [Cy].", "Ent1": "Bo", "Ent2": "Cy", "Label": 0},
    ]
    frame = read_dse(rows)
    assert frame["group"].nunique() == 1 and frame["id"].nunique() == 2


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (("[A] met [B].", "A", "B", 5), "label"),
        (("[A] met [B].", "A", "B", 1.5), "label"),
        (("[A] met [B].", "A", "B", ""), "label"),
        (("[A] met B.", "A", "B", 1), "entities"),
        (("[A] met [B] and [C].", "A", "D", 1), "entities"),
        (("[A] met [A].", "A", "A", 1), "entities"),
        (("[A] met [B].", "B", "A", 1), "entities"),
        (("[A] met [B].", "A", "B"), "form"),
        ("[A] met [B].\tA\tB", "form"),
        ((None, "A", "B", 1), "form"),
        (7, "form"),
    ],
)
def test_dse_leaves_out_and_says_so(row, rule):
    with pytest.warns(UserWarning, match="dse:2"):
        frame = read_dse([("[A] met [B].", "A", "B", 1), row])
    assert len(frame) == 1 and problems(frame) == [("dse:2", rule)]


def test_problems_go_into_parquet(tmp_path):
    with pytest.warns(UserWarning):
        frame = read_dse([("[A] met [B].", "A", "B", 1), 7])
    frame.to_parquet(tmp_path / "dse.parquet")
    assert pd.read_parquet(tmp_path / "dse.parquet").attrs["problems"] == frame.attrs["problems"]


@pytest.mark.parametrize("read", [read_newsmtsc, read_dse])
def test_what_is_not_the_data_set(read, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="it is empty"):
        read([])
    with pytest.raises(InputError, match="no row is of the form"):
        read(["something else\n"])
    with pytest.raises(InputError, match="neither a path nor rows"):
        read(3)


@pytest.fixture
def benchmark(monkeypatch):
    import importlib.util

    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    monkeypatch.setenv("EQUIPOISE_THREADS", "1")
    spec = importlib.util.spec_from_file_location("benchmark_public", BENCHMARKS / "public.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_benchmark_without_data_says_how_to_get_it(benchmark, capsys, tmp_path):
    for arguments in ([], ["--dse", str(tmp_path / "missing.txt")], ["--newsmtsc", "data/missing.jsonl"]):
        assert benchmark.main(arguments) == 2
        said = capsys.readouterr().err
        assert "github.com/fhamborg/NewsMTSC" in said and "bywords/directed_sentiment_analysis" in said


def test_benchmark_of_a_name_on_the_hub(benchmark, monkeypatch, capsys):
    """Scripts are refused by the library; then the hub's Parquet copy is tried, then it is said."""
    import datasets

    asked = []

    def load(name, configuration, split, revision):
        asked.append((name, configuration, split, revision))
        if revision is None or configuration == "mt":
            raise RuntimeError("Dataset scripts are no longer supported")
        return [hub()]

    monkeypatch.setattr(datasets, "load_dataset", load)
    assert benchmark.newsmtsc("owner/name")["label"].tolist() == ["hostile"]
    assert asked == [("owner/name", "rw", "test", None), ("owner/name", "rw", "test", "refs/convert/parquet")]
    assert benchmark.main(["--newsmtsc", "owner/name:mt:validation"]) == 2
    assert asked[-1][1:3] == ("mt", "validation")
    assert "scripts are no longer supported" in capsys.readouterr().err


def test_benchmark_figures(benchmark, tmp_path, capsys):
    dse = tmp_path / "dse.txt"
    rows = [(HOSTILE, "Moscow", "Tokyo", 3), ("[Tokyo] was condemned by [Moscow].", "Tokyo", "Moscow", 4)]
    rows += [("[Paris] praised [Rome] and lent it aid.", "Paris", "Rome", 1), ("broken", "", "", 0)]
    dse.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    mtsc = jsonl(tmp_path / "rw.jsonl", hub("Crowds praised Ms Oduya.", "Ms Oduya", 1))
    out = tmp_path / "out.json"
    with pytest.warns(UserWarning, match="dse:4"):
        code = benchmark.main(
            ["--dse", str(dse), "--newsmtsc", str(mtsc), "--model", "fast", "--json", str(out)]
        )
    assert code == 0
    sets, printed = json.loads(out.read_text())["sets"], capsys.readouterr().out
    assert sets["dse"]["rows"] == sets["dse"]["direction_rows"] == sets["dse"]["polarity_rows"] == 3
    assert sets["dse"]["polarity"] == 1.0 and len(sets["dse"]["left_out"]) == 1
    assert sets["newsmtsc"]["rows"] == 1 and "macro-F1" in printed and "five classes" in printed


def test_benchmark_direction_and_classes(benchmark):
    """A model that knows the answers gets everything; one that is deaf to roles gets no direction."""
    rows = [(f"[A{k}] met [B{k}].", f"A{k}", f"B{k}", k) for k in range(5)]
    frame = read_dse(rows)
    known = {
        (s, t): label for s, t, label in zip(words(frame, "source"), words(frame, "target"), frame["label"])
    }

    class Knows:
        def predict_proba(self, X):
            gold = [
                known.get(pair, "neutral")
                for pair in zip(words(X, "source"), words(X, "target"), strict=True)
            ]
            return np.array([[0.8 if label == one else 0.1 for one in benchmark.LABELS] for label in gold])

    class Deaf:
        def predict_proba(self, X):
            return np.tile([0.5, 0.2, 0.3], (len(X), 1))

    sure, deaf = (benchmark.directed(model(), frame) for model in (Knows, Deaf))
    assert sure["five_classes_macro_f1"] == sure["direction"] == 1.0 and sure["direction_rows"] == 4
    assert deaf["direction"] == 0.0 and deaf["five_classes_macro_f1"] < 0.1
