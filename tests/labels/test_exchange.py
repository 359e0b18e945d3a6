"""Labels go out to tools and come back the same; what a tool exports wrongly is left out and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from equipoise.errors import InputError
from equipoise.labels import load_statements
from equipoise.labels.exchange import export_tasks, import_labels
from equipoise.labels.label_studio import INTERFACE

ROOT = Path(__file__).resolve().parents[2] / "labels"
TEXT = "🤝🏽 Moscow condemned Tokyo, which Paris praised."


@pytest.fixture(scope="module")
def rows():
    """Forty statements of the collection, several of every kind."""
    return load_statements("dev", ROOT)[::10][:40]


def written(tmp_path, value, name="export.json"):
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def stripped(row):
    """What a round trip must keep: everything but the order of pairs and mentions."""
    places = {(m["code"], m["start"], m["end"]) for m in (*row["mentions"], *row["actors"])}
    return {
        **{k: row[k] for k in ("id", "text", "genre", "region", "split", "group", "minimal")},
        "patterns": sorted(row["patterns"]),
        "pairs": sorted(map(tuple, row["pairs"])),
        "mentions": sorted(places),
        "actors": sorted(a["code"] for a in row["actors"]),
    }


def test_label_studio_round_trip(rows, tmp_path):
    made = import_labels(written(tmp_path, export_tasks(rows)))
    assert not made.problems and not made.second
    assert [stripped(r) for r in made.statements] == [stripped(r) for r in rows]


def test_predictions_become_pre_annotations(rows, tmp_path):
    """An annotator who accepts every pre-annotation gives back the model's own labels."""
    from equipoise import load_model
    from equipoise.labels import pair_frame

    model = load_model("fast")
    unlabelled = [{k: v for k, v in row.items() if k != "pairs"} for row in rows[:10]]
    tasks = export_tasks(unlabelled, model)
    for task in tasks:
        prediction = task["predictions"][0]
        assert prediction["model_version"].startswith("fast") and 1 / 3 <= prediction["score"] <= 1
        assert "annotations" not in task
        task["annotations"] = [{"result": prediction["result"], "completed_by": 1}]
    made = import_labels(written(tmp_path, tasks))
    assert not made.problems
    frame = pair_frame(made.statements)
    assert frame["label"].tolist() == model.predict(frame).tolist()


def task(result, **more):
    return {
        "data": {"text": TEXT, "id": "s1"},
        "annotations": [{"result": result, "completed_by": 7}],
        **more,
    }


def region(name, word, code=None, shift=0):
    start = TEXT.index(word) + shift
    value = {"start": start, "end": start + len(word), "text": word}
    out = [{"id": name, "type": "labels", "from_name": "actor", "value": {**value, "labels": ["actor"]}}]
    if code:
        out.append({"id": name, "type": "textarea", "from_name": "code", "value": {**value, "text": [code]}})
    return out


def arrow(a, b, label, direction="right"):
    return {"type": "relation", "from_id": a, "to_id": b, "direction": direction, "labels": [label]}


def test_label_studio_by_hand(tmp_path):
    """Codes typed or read from the words, arrows either way, no arrow is neutral."""
    result = [
        *region("x", "Moscow"), *region("y", "Tokyo", "jpn"), *region("z", "Paris", "FRA"),
        arrow("x", "y", "hostile"), arrow("y", "z", "supportive", "left"),
    ]  # fmt: skip
    made = import_labels(written(tmp_path, [task(result)]))
    assert not made.problems
    row = made.statements[0]
    labels = {(a, b): label for a, b, label in row["pairs"]}
    assert labels[("RUS", "JPN")] == "hostile" and labels[("FRA", "JPN")] == "supportive"
    assert labels[("JPN", "RUS")] == labels[("JPN", "FRA")] == "neutral" and len(labels) == 6
    assert row["split"] == "train" and [a["mention"] for a in row["actors"]] == ["Moscow", "Tokyo", "Paris"]


def test_label_studio_utf16_offsets(tmp_path):
    """Older versions count UTF-16 units: two more after the two emoji. The region's text tells."""
    result = [
        *region("x", "Moscow", "RUS", shift=2),
        *region("y", "Tokyo", "JPN", shift=2),
        arrow("x", "y", "hostile"),
    ]
    made = import_labels(written(tmp_path, [task(result)]))
    assert [a["mention"] for a in made.statements[0]["actors"]] == ["Moscow", "Tokyo"]


def test_two_annotators(tmp_path):
    """The majority decides; a tie leaves the statement out; the first two are kept for agreement."""
    spans = [*region("x", "Moscow", "RUS"), *region("y", "Tokyo", "JPN")]

    def by(*labels):
        notes = [
            {"completed_by": i, "result": [*spans, *([arrow("x", "y", label)] if label != "neutral" else [])]}
            for i, label in enumerate(labels)
        ]
        return [{"data": {"text": TEXT, "id": "s1"}, "annotations": notes}]

    made = import_labels(written(tmp_path, by("hostile", "hostile", "supportive")))
    assert ["RUS", "JPN", "hostile"] in made.statements[0]["pairs"]
    tied = import_labels(written(tmp_path, by("hostile", "neutral")))
    assert not tied.statements and "without a majority" in tied.problems[0].message
    second = {(r["source"], r["target"]): (r["first"], r["second"]) for r in tied.second}
    assert second == {("RUS", "JPN"): ("hostile", "neutral"), ("JPN", "RUS"): ("neutral", "neutral")}


@pytest.mark.parametrize(
    "result, said",
    [
        ([], "0 actors marked"),
        ([*region("x", "Moscow", "XQZ"), *region("y", "condemned", "RUS")], None),
        ([*region("x", "condemned"), *region("y", "Tokyo", "JPN")], "no actor code"),
        ([*region("x", "Moscow"), *region("y", "Tokyo"), arrow("x", "y", "angry")], "is no stance"),
        ([*region("x", "Moscow"), *region("y", "Tokyo"), arrow("x", "gone", "hostile")], "is no stance"),
        (
            [*region("x", "Moscow"), {"id": "y", "type": "labels", "value": {}}],
            "not what Label Studio exports",
        ),
    ],
)
def test_broken_tasks_are_left_out_and_named(tmp_path, result, said):
    good = task([*region("x", "Moscow"), *region("y", "Tokyo")])
    good["data"]["id"] = "good"
    made = import_labels(written(tmp_path, [task(result), good]))
    assert "good" in [row["id"] for row in made.statements]
    if said:
        assert {p.id for p in made.problems} == {"s1"} and said in made.problems[0].message


def test_skipped_and_unfinished_tasks(tmp_path):
    skipped = {**task([]), "annotations": [{"result": [], "was_cancelled": True}]}
    made = import_labels(written(tmp_path, [skipped]))
    assert not made.statements and "no annotation that was submitted" in made.problems[0].message


def test_doccano(tmp_path):
    at = {w: TEXT.index(w) for w in ("Moscow", "Tokyo", "Paris")}
    document = {
        "id": 12,
        "text": TEXT,
        "entities": [
            {"id": 1, "label": "RUS", "start_offset": at["Moscow"], "end_offset": at["Moscow"] + 6},
            {"id": 2, "label": "actor", "start_offset": at["Tokyo"], "end_offset": at["Tokyo"] + 5},
            {"id": 3, "label": "FRA", "start_offset": at["Paris"], "end_offset": at["Paris"] + 5},
        ],
        "relations": [
            {"id": 1, "from_id": 1, "to_id": 2, "type": "hostile"},
            {"id": 2, "from_id": 3, "to_id": 2, "type": "Supportive"},
        ],
        "Comments": [],
    }
    broken = {**document, "id": 13, "entities": [{"id": 1}]}
    lines = "\n".join(json.dumps(d) for d in (document, broken))
    made = import_labels(written(tmp_path, lines, "all.jsonl"))
    labels = {(a, b): label for a, b, label in made.statements[0]["pairs"]}
    assert labels[("RUS", "JPN")] == "hostile" and labels[("FRA", "JPN")] == "supportive" and len(labels) == 6
    assert made.statements[0]["id"] == "12"
    assert [p.id for p in made.problems if "doccano" in p.message] == ["13"]


def argilla(pair, answers, version=2, **meta):
    places = {"RUS": (3, 9), "JPN": (20, 25)}
    (a, b), (c, d) = places[pair[0]], places[pair[1]]
    spans = {"source_start": a, "source_end": b, "target_start": c, "target_end": d}
    record = {"id": "-".join(pair), "fields": {"text": TEXT}}
    record["metadata"] = {"statement": "s1", "source": pair[0], "target": pair[1], **spans, **meta}
    if version == 2:
        record["responses"] = {"label": [{"value": v, "user_id": u} for u, v in answers.items()]}
    else:
        record["responses"] = [
            {"user_id": u, "status": "submitted", "values": {"label": {"value": v}}}
            for u, v in answers.items()
        ]
    return record


@pytest.mark.parametrize("version", [1, 2])
def test_argilla(tmp_path, version):
    assert TEXT[3:9] == "Moscow" and TEXT[20:25] == "Tokyo"
    records = [
        argilla(("RUS", "JPN"), {"u1": "hostile", "u2": "hostile"}, version, genre="wire"),
        argilla(("JPN", "RUS"), {"u1": "neutral", "u2": "neutral"}, version),
    ]
    made = import_labels(written(tmp_path, records))
    assert not made.problems and made.statements[0]["genre"] == "wire"
    assert sorted(made.statements[0]["pairs"]) == [["JPN", "RUS", "neutral"], ["RUS", "JPN", "hostile"]]
    assert len(made.second) == 2


def test_argilla_leaves_out_what_nobody_answered(tmp_path):
    records = [argilla(("RUS", "JPN"), {}), argilla(("JPN", "RUS"), {"u1": "angry"})]
    made = import_labels(written(tmp_path, records))
    said = " ".join(p.message for p in made.problems)
    assert not made.statements and "no submitted answer" in said and "'angry'" in said


CSV = (
    "text,source,target,label,source_mention,target_mention,genre\n"
    f'"{TEXT}",RUS,JPN,hostile,Moscow,Tokyo,wire\n'
    f'"{TEXT}",JPN,RUS,neutral,Tokyo,Moscow,wire\n'
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, delimiter):
    text = CSV if delimiter == "," else CSV.replace(TEXT, "@").replace(",", delimiter).replace("@", TEXT)
    made = import_labels(written(tmp_path, "\ufeff" + text, "labels.csv"))
    assert not made.problems
    row = made.statements[0]
    assert sorted(row["pairs"]) == [["JPN", "RUS", "neutral"], ["RUS", "JPN", "hostile"]]
    assert row["genre"] == "wire" and row["actors"][0]["start"] == 3


def test_csv_rows_that_break_a_rule(tmp_path):
    text = CSV + "Cairo met Riyadh.,EGY,SAU,warm,Cairo,Riyadh,wire\n"
    text += "Cairo met Doha.,EGY,QAT,neutral,Cairo,Rome,wire\n"
    made = import_labels(written(tmp_path, text, "labels.csv"))
    assert len(made.statements) == 1
    said = " ".join(p.message for p in made.problems)
    assert "line 4: the label is 'warm'" in said and "'Rome' of QAT does not stand in the text" in said


def test_files_that_are_none_of_these(tmp_path):
    with pytest.raises(InputError, match="lacks the column"):
        import_labels(written(tmp_path, "a,b\n1,2\n", "x.csv"))
    with pytest.raises(InputError, match="looks like none"):
        import_labels(written(tmp_path, [{"question": 1}]))
    with pytest.raises(InputError, match="cannot be read"):
        import_labels(tmp_path / "missing.json")
    with pytest.raises(InputError, match="one of label-studio"):
        import_labels(written(tmp_path, []), "brat")
    with pytest.raises(InputError, match="neither JSON"):
        import_labels(written(tmp_path, "no json", "x.json"), "doccano")


def test_unknown_codes_and_bad_spans_are_left_out(tmp_path):
    text = CSV.replace("RUS", "QQQ")
    made = import_labels(written(tmp_path, text, "labels.csv"))
    assert not made.statements and "not in the actor table" in made.problems[0].message


def test_commands(tmp_path, rows):
    import xml.etree.ElementTree as ElementTree

    from typer.testing import CliRunner

    from equipoise.cli import _register, app

    _register()
    run = CliRunner().invoke
    source = written(tmp_path, "".join(json.dumps(row) + "\n" for row in rows[:5]), "s.jsonl")
    tasks, back = tmp_path / "tasks.json", tmp_path / "back.jsonl"
    assert run(app, ["labels", "export", str(source), "--model", "none", "-o", str(tasks)]).exit_code == 0
    assert run(app, ["labels", "import", str(tasks), "-o", str(back)]).exit_code == 0
    assert [json.loads(line)["id"] for line in back.read_text().splitlines()] == [r["id"] for r in rows[:5]]
    assert run(app, ["labels", "check", str(back)]).exit_code == 0
    (tmp_path / "mine" / "statements").mkdir(parents=True)
    back.rename(tmp_path / "mine" / "statements" / "back.jsonl")
    assert "5 statements" in run(app, ["labels", "check", str(tmp_path / "mine")]).output
    shown = run(app, ["labels", "export", "x", "--interface"]).output
    assert shown == INTERFACE
    names = {e.get("value") for e in ElementTree.fromstring(INTERFACE).iter("Relation")}
    assert names == {"hostile", "neutral", "supportive"}
    broken = written(tmp_path, [*json.loads(tasks.read_text()), task([])], "broken.json")
    assert run(app, ["labels", "import", str(broken), "-o", str(back)]).exit_code == 1
