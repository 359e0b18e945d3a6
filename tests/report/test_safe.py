import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.report.safe import csv_cell, json_text, markdown_text, plain, terminal_text
from equipoise.report.tables import safe_frame, write_csv


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", '"=1', "|x", "＝1", "=cmd|' /C calc'!A0", " \r=1"],
)
def test_formulas_become_text(cell):
    assert csv_cell(cell)[0] == "'" or csv_cell(cell).lstrip()[0] not in "=+-@|＝＋－＠"


@pytest.mark.parametrize("cell", ["India", "S-400", "-.5", "+3", "1e-3", "", 5, 0.5, None, True])
def test_what_no_spreadsheet_runs_stays(cell):
    assert csv_cell(cell) == cell


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text):
    shown = terminal_text(text)
    assert not any((ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 for c in shown)
    assert not any(c in shown for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028")
    shown.encode("utf-8")


def test_an_escape_sequence_is_shown():
    assert terminal_text("a\x1b[31mb\x07\x9b2J\u202e") == "a␛[31mb␇\\x9b2J\\u202e"


@given(st.text())
def test_json_comes_back_and_is_safe_to_print(text):
    made = json_text({"text": text})
    assert json.loads(made) == {"text": text}
    assert terminal_text(made) == made


@given(st.text(alphabet="abc\\`*_{}[]()<>#+-!|~&\n .1:/htpw@", max_size=60))
def test_markdown_shows_the_text_and_nothing_else(text):
    """By CommonMark's parser, quoted as the memo quotes it: one paragraph, no link, picture, code or HTML."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse("> " + markdown_text(text))
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special"}
    assert {t.type for t in tokens} <= {
        "blockquote_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "blockquote_close",
    }
    seen = "".join(child.content for token in tokens for child in token.children or [])
    assert seen == " ".join(text.split())


def test_csv_file(tmp_path):
    import csv

    import pandas as pd

    frame = pd.DataFrame({"=name": ["=1", "ok"], "n": [-1, 2], "list": [["=x", "b"], []]})
    path = write_csv(frame, tmp_path / "a.csv")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["'=name", "n", "list"], ["'=1", "-1", "'=x; b"], ["ok", "2", ""]]
    assert list(frame.columns) == ["=name", "n", "list"]  # the frame itself is left alone
    assert safe_frame(frame.iloc[:0]).empty


def test_plain_values():
    import datetime

    import numpy as np

    made = plain(
        {"a": np.float64("nan"), "b": np.arange(2), "c": datetime.date(2020, 1, 2), 3: (np.int64(1), {"x"})}
    )
    assert made == {"a": None, "b": [0, 1], "c": "2020-01-02", "3": [1, ["x"]]}
