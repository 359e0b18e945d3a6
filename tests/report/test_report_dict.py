import json
import re

import pytest
from made_reports import hand_report

from equipoise.report import SCHEMA_VERSION
from equipoise.report.schema import load_schema
from equipoise.types import Rivalry, Strategy

jsonschema = pytest.importorskip("jsonschema")


def check(data):
    validator = jsonschema.Draft202012Validator(load_schema())
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)] == []


def test_the_schema_is_one_and_of_the_version_in_use():
    jsonschema.Draft202012Validator.check_schema(load_schema())
    assert load_schema()["$id"].endswith(":" + SCHEMA_VERSION.split(".")[0])


def test_reports_keep_to_the_schema(balancer, empty):
    for report in (balancer, empty, hand_report("Moscow slept.", {"RUS": "Moscow"})):
        check(report.to_dict())
        assert json.loads(report.to_json()) == report.to_dict()


def test_the_schema_refuses_what_breaks_it(balancer):
    for key in load_schema()["required"]:
        data = balancer.to_dict()
        del data[key]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, load_schema())
    data = balancer.to_dict()
    data["pairs"][0]["p_hostile"] = 1.2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, load_schema())


def test_every_offset_and_position_holds(balancer):
    data = balancer.to_dict()
    text = data["article"]["text"]
    for statement in data["statements"]:
        assert text[statement["start"] : statement["end"]] == statement["text"]
    for actor in data["actors"]:
        for mention in actor["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    for pair in data["pairs"]:
        assert text[pair["source_start"] : pair["source_end"]] == pair["source_text"]
        assert data["statements"][pair["statement"]]["start"] <= pair["source_start"]
    for row in (*data["strategies"], *data["abstentions"]):
        for at in (*row["evidence"], *row["contrary"]):
            assert data["pairs"][at]["source"] == row["actor"]
    for dyad in data["dyads"]:
        for at in dyad["evidence"]:
            pair = data["pairs"][at]
            assert (pair["source"], pair["target"]) == (dyad["source"], dyad["target"])


def test_the_dict_is_the_callers_own(balancer):
    balancer.to_dict()["pairs"].clear()
    assert balancer.to_dict()["pairs"]


def test_half_characters_do_not_break_any_format():
    report = hand_report("Moscow \ud83d thanked Delhi.", {"RUS": "Moscow", "IND": "Delhi"})
    for made in (
        report.to_json(),
        report.to_html(),
        report.to_markdown(),
        report.to_text(),
        report._repr_html_(),
    ):
        made.encode("utf-8")


def test_frames(balancer):
    from equipoise.report.report import COLUMNS

    assert list(balancer.pairs.columns[:12]) == [
        "article_id",
        "statement",
        "source",
        "target",
        "source_text",
        "target_text",
        "label",
        "p_hostile",
        "p_neutral",
        "p_supportive",
        "voice",
        "resolved_by_context",
    ]
    for name, columns in COLUMNS.items():
        frame = getattr(balancer, name)
        assert list(frame.columns) == list(columns)
        assert (frame["article_id"] == "two_neighbours").all()
        told = re.findall(r"\w+", type(balancer).__dict__[name].__doc__)
        assert set(columns) <= set(told)  # every column is documented
    assert len(balancer.pairs) == len(balancer.to_dict()["pairs"])
    assert set(balancer.strategies["decision"]) == {"report", "abstain"}


def test_empty_frames_keep_their_columns(empty):
    from equipoise.report.report import COLUMNS

    for name in ("pairs", "dyads", "strategies"):
        assert list(getattr(empty, name).columns) == list(COLUMNS[name])
        assert getattr(empty, name).empty


TEXT = "Russia praised India. Russia praised Pakistan. India condemned Pakistan."
ACTORS = {"RUS": "Russia", "IND": "India", "PAK": "Pakistan"}
SAID = {("RUS", "IND"): "supportive", ("RUS", "PAK"): "supportive", ("IND", "PAK"): "hostile"}


@pytest.mark.parametrize(
    ("strategy", "details", "said"),
    [
        (
            "dual_engagement",
            {},
            "Russia balances between India and Pakistan: dual engagement, mediation; score",
        ),
        ("soft_balancing", {"against": "IND"}, "Russia balances against India: soft balancing, mediation;"),
        (
            "alignment_lean",
            {"against": "PAK"},
            "Russia sides with India over Pakistan: alignment, mediation;",
        ),
        ("wedging", {}, "Russia works to split India and Pakistan: wedging, mediation;"),
        (
            "alignment_shift",
            {"toward": "IND"},
            "Russia moves from Pakistan to India: alignment shift, mediation;",
        ),
        ("alignment_lean", {"toward": "IND"}, "Russia sides with India over Pakistan: alignment, mediation;"),
    ],
)
def test_the_finding_in_one_sentence(strategy, details, said):
    decision = Strategy(
        "RUS",
        "IND",
        "PAK",
        strategy,
        "report",
        "it is so",
        ("mediation",),
        0.774,
        0.62,
        1.0,
        (0, 2),
        (4,),
        details=details,
    )
    report = hand_report(TEXT, ACTORS, SAID, [Rivalry("IND", "PAK", 0.9, -0.5, "text")], [decision])
    assert report.finding.startswith(said)
    assert "score .77, 90 % interval .62 to 1.00, 3 statements." in report.finding


@pytest.mark.parametrize(
    ("text", "actors", "rivalries", "decisions", "said"),
    [
        ("Nothing.", {}, [], [], "No international actor"),
        ("Russia slept.", {"RUS": "Russia"}, [], [], "Only one actor is named in this article (Russia)"),
        (
            "Russia slept. India slept.",
            {"RUS": "Russia", "IND": "India"},
            [],
            [],
            "No statement of this article names two",
        ),
        (
            "Russia and India slept.",
            {"RUS": "Russia", "IND": "India"},
            [],
            [],
            "the article shows no two actors as rivals",
        ),
        (TEXT, ACTORS, [Rivalry("IND", "PAK", 0.9, -0.5, "text")], [], "no third actor takes a stance"),
        (
            TEXT,
            ACTORS,
            [Rivalry("IND", "PAK", 0.9, -0.5, "text")],
            [Strategy("RUS", "IND", "PAK", "", "abstain", "too little")],
            "1 candidate was weighed",
        ),
    ],
)
def test_an_honest_sentence_where_nothing_is_found(text, actors, rivalries, decisions, said):
    assert said in hand_report(text, actors, {}, rivalries, decisions).finding
