"""`equipoise report` as a user meets it: formats, standard input, bad input, folders."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "labels" / "articles" / "text" / "two_neighbours.txt"
TEXT = "Moscow thanked New Delhi for its patience. Moscow sold Islamabad four helicopters.\n"


def run(*args, stdin=None, **env):
    return subprocess.run(
        [sys.executable, "-c", "from equipoise.cli import main; main()", "report", *map(str, args)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", **env},
        timeout=120,
    )


@pytest.fixture(autouse=True)
def _registered():
    """The commands of the other rooms need not be there for this one."""
    from equipoise.cli import _register

    _register()


def call(*args, stdin=None):
    """The command within this process: quicker, and enough where the process itself is not the point."""
    from typer.testing import CliRunner

    from equipoise.cli import app

    return CliRunner().invoke(app, ["report", *map(str, args)], input=stdin, catch_exceptions=True)


def test_an_article_through_standard_input_as_json():
    done = run("-", "--format", "json", "--model", "fast", stdin=TEXT.encode())
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert {actor["code"] for actor in data["actors"]} == {"RUS", "IND", "PAK"}
    assert data["article"]["source"] == "-"
    assert data["model"]["name"] == "fast"
    assert done.stderr == b""


def test_text_is_the_default_and_utf8_whatever_the_locale():
    done = run(
        "-", "--model", "fast", stdin=TEXT.encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 0, done.stderr
    assert "Russia" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout  # no colours into a pipe


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!DOCTYPE html>"), ("a.md", "# "), ("a.json", "{"), ("a.txt", "The shopkeeper")],
)
def test_the_ending_of_the_output_names_the_format(tmp_path, name, start):
    done = call(DEMO, "-o", tmp_path / name, "--model", "fast")
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_date_that_the_text_does_not_tell():
    done = run("-", "--format", "json", "--date", "2021-06-03", "--model", "fast", stdin=TEXT.encode())
    assert json.loads(done.stdout)["article"]["date"] == "2021-06-03"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["no/such.txt"], "does not exist"),
        ([DEMO.parent], "is a folder"),
        ([DEMO, "--format", "pdf"], "--format is 'pdf'"),
        ([DEMO, "--date", "yesterday"], "--date is 'yesterday'"),
        ([DEMO, "-o", "/no/such/folder/x.html", "--model", "fast"], "cannot be written"),
        ([DEMO, "--model", "no/such/model"], "is no model"),
    ],
)
def test_bad_usage_gives_one_line_and_exit_2(args, said):
    done = run(*args)
    assert done.returncode == 2
    lines = done.stderr.decode().strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("equipoise: ") and said in lines[0]
    assert done.stdout == b""


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.4"])
def test_what_is_no_article_on_standard_input(data):
    done = run("-", stdin=data)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"standard input" in done.stderr


def test_a_folder(tmp_path):
    source = tmp_path / "in"
    (source / "deeper").mkdir(parents=True)
    (source / "a.txt").write_text(TEXT)
    (source / "deeper" / "a.md").write_text("# A title\n\n" + TEXT)
    (source / "empty.txt").write_text("")
    (source / "more.jsonl").write_text(json.dumps({"id": "row", "text": TEXT}) + "\n{broken\n")
    done = run(source, "-o", tmp_path / "out", "--model", "fast")
    assert done.returncode == 1, done.stderr  # two could not be read
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "A title" in index and "empty.txt" in index and "more.jsonl line 2" in index
    assert len(list((tmp_path / "out" / "articles").iterdir())) == 3
    assert b"3 articles, 2 could not be read" in done.stderr
    assert b"\x1b" not in done.stderr  # no progress bar into a pipe


def test_a_message_does_not_command_the_terminal():
    done = run("no\x1b[31mway\x07.txt")
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr and "no␛[31mway␇.txt".encode() in done.stderr


def test_a_folder_without_articles(tmp_path):
    (tmp_path / "in").mkdir()
    done = run(tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert b"holds no article" in done.stderr
