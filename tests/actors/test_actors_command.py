"""`equipoise actors`."""

import json

import pytest
from typer.testing import CliRunner

import equipoise.cli.actors  # noqa: F401  registers the command
from equipoise.cli import app
from equipoise.errors import InputError


def run(*arguments, **options):
    return CliRunner().invoke(app, ["actors", *map(str, arguments)], **options)


def test_table_of_a_text():
    result = run("Moscow thanked New Delhi.")
    assert result.exit_code == 0
    assert "RUS" in result.stdout and 'capital "New Delhi"' in result.stdout


def test_json_offsets_and_references():
    text = "Finland closed its border with Russia."
    rows = json.loads(run(text, "--json").stdout)
    assert [(r["code"], text[r["start"] : r["end"]], r["resolved_by_context"]) for r in rows] == [
        ("FIN", "Finland", False), ("FIN", "its", True), ("RUS", "Russia", False),
    ]  # fmt: skip
    assert all(row["why"] for row in rows)


def test_file_standard_input_and_date(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Moscow denounced Prague.\n", encoding="utf-8")
    assert [r["code"] for r in json.loads(run(path, "--json").stdout)] == ["RUS", "CZE"]
    old = json.loads(run(path, "--json", "--date", "1975-01-01").stdout)
    assert [r["code"] for r in old] == ["SUN", "CSK"]
    piped = json.loads(run("-", "--json", input="Oman thanked Iran.").stdout)
    assert [r["code"] for r in piped] == ["OMN", "IRN"]


def test_overlay(tmp_path):
    overlay = tmp_path / "mine.tsv"
    overlay.write_text("code\talias\ttype\nFRA\tGallia\tname\n", encoding="utf-8")
    assert [r["code"] for r in json.loads(run("Gallia won.", "--json", "--overlay", overlay).stdout)] == [
        "FRA"
    ]


def test_unknown_names_of_a_folder(tmp_path):
    for name, text in (("a.txt", "We met Freedonia in Paris."), ("b.txt", "We left Freedonia and Zubrowka.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = json.loads(run(tmp_path, "--unknown", "1", "--json").stdout)
    assert [(r["name"], r["count"], r["articles"]) for r in rows] == [("Freedonia", 2, 2)]


def test_a_missing_file_and_a_wrong_date_are_told():
    for arguments in (("nowhere.txt",), ("Oman.", "--date", "soon")):
        result = run(*arguments)
        assert result.exit_code != 0 and isinstance(result.exception, InputError)


def test_hostile_text_does_not_reach_the_terminal():
    result = run("Oman\x1b[31m said.")
    assert "\x1b[31m" not in result.stdout and "OMN" in result.stdout


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_names_nobody(text):
    assert json.loads(run(text, "--json").stdout) == []
