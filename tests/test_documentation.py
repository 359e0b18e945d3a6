"""README, docs and docstrings do what they say: every command, every block of Python, every link."""

import doctest
import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import equipoise

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder with what a reader's checkout holds, where commands may write."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("labels", "training", "README.md", "docs"):
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    tools = folder / ".bin"
    tools.mkdir()
    (tools / "equipoise").write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from equipoise.cli import main; main()' \"$@\"\n"
    )
    (tools / "equipoise").chmod(0o755)
    return folder


def commands():
    for page in PAGES:
        for block in blocks(page, "console"):
            for line in block.splitlines():
                if line.startswith("$ "):
                    yield pytest.param(line[2:], id=f"{page.name}: {line[2:50]}")


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
@pytest.mark.parametrize("command", commands())
def test_commands(command, checkout):
    path = f"{checkout / '.bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        shell=True,
        cwd=checkout,
        capture_output=True,
        timeout=240,
        env={**os.environ, "PATH": path, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr.decode()
    named = re.search(r"-o (\S+)", command)
    assert (checkout / named[1]).exists() if named else done.stdout.strip()


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda p: p.name)
def test_python(page, checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    namespace = {}
    for number, block in enumerate(blocks(page, "python"), 1):
        exec(compile(block, f"{page.name}, block {number}", "exec"), namespace)


def test_there_are_commands_and_blocks_to_run():
    assert len(list(commands())) >= 7
    assert len(blocks(ROOT / "README.md", "python")) >= 6


def modules():
    yield "equipoise"
    for found in pkgutil.walk_packages(equipoise.__path__, "equipoise."):
        path = Path(importlib.util.find_spec(found.name).origin)
        if ">>>" in path.read_text(encoding="utf-8"):
            yield found.name


@pytest.mark.parametrize("name", sorted(set(modules())))
def test_docstrings(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried and not failed


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-")
        for h in re.findall(r"^#+ (.*)$", text, re.M)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif not target.startswith(("http://", "https://")):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_the_two_commands_are_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_version_is_the_changelogs():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changelog, re.M)[1] == equipoise.__version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (\S+)", citation, re.M)[1] == equipoise.__version__


def test_the_documented_columns_are_the_frames_columns():
    from equipoise.report.report import COLUMNS

    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        row = re.search(rf"^\| {name} \| (article_id.*?) \|$", text, re.M)[1]
        assert row.split(", ") == list(columns)


def test_the_documented_reasons_are_those_that_are_raised():
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    files = [*(ROOT / "src/equipoise/articles").glob("*.py"), ROOT / "src/equipoise/batch/work.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    raised = set(re.findall(r'reason ?= ?"(\w+)"', source)) | {"missing"}  # beside "loop", in one line
    raised |= set(re.findall(r', "(slow|crash|truncated)"', source))
    raised |= set(re.findall(r'reason, message = "(\w+)"', source))
    assert raised == set(re.findall(r"`(\w+)`", text.partition("## Reasons")[2]))
