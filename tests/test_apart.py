"""Expressions for both actors of a pair are read apart, and the spans follow."""

import pytest

from equipoise.apart import role_columns, separable
from equipoise.labels import article_statements, pair_frame
from equipoise.pairs import ordered_pairs
from equipoise.types import Mention, Statement


def places(text, *marks):
    """(start, end, code) of each "expression=CODE", searched from left to right."""
    out, at = [], 0
    for mark in marks:
        expression, codes = mark.split("=")
        start, at = (start := text.index(expression, at)), start + len(expression)
        out += [(start, at, code) for code in codes.split("+")]
    return out


def read(text, *marks):
    """What a classifier reads of the pair RUS -> USA."""
    every = places(text, *marks)
    source, target = (next(p for p in every if p[2] == code) for code in ("RUS", "USA"))
    row = role_columns(text, every, source, target)
    marked = {(role, row["text"][start:end]) for start, end, role in row["other_spans"]}
    assert {("source", row["text"][row["source_start"] : row["source_end"]])} <= marked
    assert {("target", row["text"][row["target_start"] : row["target_end"]])} <= marked
    return row["text"], marked


@pytest.mark.parametrize(
    ("expression", "apart"),
    [
        ("Both sides", "RUS and USA"),
        ("Neither", "Neither RUS nor USA"),
        ("Either capital", "RUS or USA"),
        ("Their", "RUS and USA's"),
        ("The two powers’", "RUS and USA's"),
        ("They", "RUS and USA"),
        ("The two enemies", "The two enemies RUS and USA"),
        ("Neither friend", "Neither friend RUS nor USA"),
        ("Both rivals’", "Both rivals RUS and USA's"),
    ],
)
def test_one_expression_becomes_two_names(expression, apart):
    text = f"{expression} 😀 waited, and Oslo with them."
    got, marked = read(text, f"{expression}=RUS+USA", "Oslo=NOR", "them=RUS+USA")
    assert got == f"{apart} 😀 waited, and Oslo with RUS and USA."
    assert marked == {("source", "RUS"), ("target", "USA"), ("other", "Oslo")}


def test_a_reciprocal_stays_and_so_do_names_of_their_own():
    got, marked = read(
        "Moscow and Washington blamed each other.", "Moscow=RUS", "Washington=USA", "each other=RUS+USA"
    )
    assert got == "Moscow and Washington blamed each other."
    assert marked == {("source", "Moscow"), ("target", "Washington")}


def test_what_stands_inside_is_gone_and_what_follows_moves():
    got, marked = read(
        "Hanoi fought both of its guests; it won.", "Hanoi=VNM", "both of its guests=RUS+USA", "it=VNM"
    )
    assert got == "Hanoi fought both of its guests RUS and USA; it won."
    assert marked == {("other", "Hanoi"), ("source", "RUS"), ("target", "USA"), ("other", "it")}
    inner = [*places("both of its guests", "both of its guests=RUS+USA"), (8, 11, "VNM")]
    row = role_columns("both of its guests", inner, inner[0], inner[1])
    assert row["text"] == "both of its guests RUS and USA" and len(row["other_spans"]) == 2


def test_three_in_one_expression_tell_nothing_of_any_two():
    every = places("All three signed.", "All three=RUS+USA+CHN")
    assert not separable("All three signed.", every, "RUS", "USA")
    text = "All three signed and they left; the two will meet."
    every = places(text, "All three=RUS+USA+CHN", "they=RUS+USA+CHN")
    assert not separable(text, every, "RUS", "USA")
    every += places(text, "the two=RUS+USA")
    assert separable(text, every, "RUS", "USA")
    row = role_columns(text, every, every[0], every[1])
    assert row["text"] == "All three signed and they left; RUS and USA will meet."
    assert row["text"][row["target_start"] : row["target_end"]] == "USA"


def test_each_other_alone_names_nobody():
    text = "Moscow saw that they hit each other."
    every = places(text, "Moscow=RUS", "each other=RUS+USA")
    assert not separable(text, every, "RUS", "USA") and not separable(text, every, "USA", "RUS")
    assert separable(text, [*every, (16, 20, "USA")], "RUS", "USA")


def test_pairs_are_made_of_shared_expressions():
    text = "Both sides accused each other."
    mentions = [
        Mention(code, start, end, text[start:end], "reference", resolved_by_context=True)
        for start, end in ((0, 10), (19, 29))
        for code in ("PRK", "KOR")
    ]
    pairs = ordered_pairs("a", [Statement(0, 0, len(text), text, 0)], mentions)
    assert {(p.source.code, p.target.code) for p in pairs} == {("KOR", "PRK"), ("PRK", "KOR")}
    assert {p.frame_row()["text"] for p in pairs} == {"KOR and PRK accused each other."}
    assert pairs[0].source.text == "Both sides" and pairs[0].statement.text == text


def test_gold_articles_give_the_same_rows_as_reading_them():
    text = "The two sides met."
    mentions = [
        {"code": c, "start": 5, "end": 18, "text": "The two sides", "reference": True, "statement": 0}
        for c in ("KOR", "PRK")
    ]
    article = {
        "id": "a",
        "genre": "wire",
        "split": "train",
        "statements": [{"index": 0, "start": 5, "end": 5 + len(text), "text": text}],
        "mentions": mentions,
        "pairs": [{"statement": 0, "source": "KOR", "target": "PRK", "label": "neutral"}],
    }
    row = pair_frame(article_statements(article)).iloc[0]
    assert row["text"] == "KOR and PRK met." and row["other_spans"] == [(0, 3, "source"), (8, 11, "target")]
