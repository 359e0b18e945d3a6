"""The registry: versions that verify, promotion in one step, the way back, the way into the package."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from equipoise import load_model, storage
from equipoise.errors import ModelError
from equipoise.training import Registry
from equipoise.training.shipping import install


@pytest.fixture
def registry(tmp_path, two_versions):
    """A copy that a test may damage, and the names of its two versions, older first."""
    found, first, second = two_versions
    shutil.copytree(found.folder, tmp_path / "registry")
    return Registry(tmp_path / "registry"), first.version, second.version


def test_versions_newest_first(registry):
    found, first, second = registry
    assert found.versions() == sorted([first, second], reverse=True)
    assert found.models(first) == ["fast"] and found.current("fast") is None
    with pytest.raises(ModelError, match="holds no version 'x'"):
        found.path("x")
    with pytest.raises(ModelError, match="no version"):
        found.path("../versions")


def test_promote_and_roll_back(registry):
    found, first, second = registry
    found.promote("fast", first)
    found.promote("fast", second)
    found.promote("fast", second)  # twice is once
    assert found.current("fast") == second
    assert load_model(found.folder / "fast", trust=True).info_["version"] == second
    assert found.rollback("fast") == first
    assert load_model(found.folder / "fast", trust=True).info_["version"] == first
    assert found.rollback("fast") is None and found.current("fast") is None
    with pytest.raises(ModelError, match="nothing to roll back"):
        found.rollback("fast")
    history = [json.loads(line) for line in (found.folder / "history.jsonl").read_text().splitlines()]
    assert [row["action"] for row in history] == ["promote", "promote", "rollback", "rollback"]


@pytest.mark.parametrize("damage", ["change", "remove", "add", "manifest"])
def test_a_tampered_version_is_refused(registry, damage):
    found, first, _ = registry
    model = found.path(first, "fast") / "model.joblib"
    if damage == "change":
        data = bytearray(model.read_bytes())
        data[100] ^= 1
        model.write_bytes(bytes(data))
    elif damage == "remove":
        model.unlink()
    elif damage == "add":
        (model.parent / "extra.py").write_text("print()")
    else:
        told = json.loads((model.parent / "manifest.json").read_text())
        told["version"] = "better"
        (model.parent / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(ModelError, match=r"changed|missing|added"):
        found.verify(first)
    with pytest.raises(ModelError):
        found.promote("fast", first)
    assert found.current("fast") is None


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_in_mid_promotion_leaves_a_whole_model(registry, when):
    """Killed just before the rename, the old version stays in use; just after, the new one is."""
    found, first, second = registry
    found.promote("fast", first)
    program = f"""
import os, signal
from equipoise.training import Registry
replace = os.replace
def dying(*args):
    if {when!r} == "after":
        replace(*args)
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = dying
Registry({str(found.folder)!r}).promote("fast", {second!r})
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    expected = first if when == "before" else second
    assert found.current("fast") == expected
    assert load_model(found.folder / "fast", trust=True).info_["version"] == expected
    found.promote("fast", second)  # the lock went with its process
    assert found.current("fast") == second


def test_a_reader_sees_one_model_or_the_other(registry):
    """A reader that never stops meets no broken pointer and no half model while the versions are swapped."""
    found, first, second = registry
    found.promote("fast", first)
    seen, stop, errors = set(), threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                seen.add(storage.verify(storage.resolve(found.folder / "fast"))["version"])
            except Exception as error:  # whatever it is, the test fails with it
                errors.append(error)
                return

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(60):
        found.promote("fast", (second, first)[i % 2])
    stop.set()
    reader.join()
    assert not errors and seen == {first, second}


def test_a_version_appears_whole_or_not_at_all(registry):
    found, *_ = registry
    with pytest.raises(RuntimeError), found.stage("half") as folder:
        (folder / "version.json").write_text("{}")
        raise RuntimeError("the machine was switched off")
    assert "half" not in found.versions()
    assert not [p for p in (found.folder / "versions").iterdir() if p.name.startswith(".")]
    with pytest.raises(ModelError), found.stage("../out"):
        pass


def test_two_runs_of_one_name_meet_at_the_start(registry):
    found, *_ = registry
    with found.stage("twice") as first:
        with pytest.raises(ModelError, match="made by another run"), found.stage("twice"):
            raise AssertionError("the second has no folder to write to")
        (first / "version.json").write_text("{}")
    assert "twice" in found.versions()


def test_one_promotion_at_a_time(registry):
    found, first, second = registry
    with found._lock(), pytest.raises(ModelError, match="another promotion"):
        Registry(found.folder).promote("fast", first)
    found.promote("fast", second)


def test_a_broken_pointer_is_told_in_words(registry):
    found, first, _ = registry
    found.promote("fast", first)
    for text in ("", "{}", '{"version": "../../etc"}', "\x00\xff"):
        (found.folder / "fast" / "current").write_text(text)
        with pytest.raises(ModelError, match=r"pointer|no version"):
            load_model(found.folder / "fast", trust=True)


def test_install_into_a_package(registry, tmp_path):
    found, first, second = registry
    package = tmp_path / "models"
    for version in (first, second):
        folder = install(found, version, "fast", package)
        assert storage.verify(folder)["version"] == version
        assert storage.load(folder).info_["version"] == version
    assert sorted(p.name for p in package.iterdir()) == ["fast"]
    # killed between the two renames: the next install puts the old one back first
    (package / "fast").rename(package / ".fast-old")
    assert install(found, first, "fast", package).is_dir()
    assert sorted(p.name for p in package.iterdir()) == ["fast"]


def test_install_refuses_what_does_not_verify(registry, tmp_path):
    found, first, second = registry
    install(found, first, "fast", tmp_path / "models")
    (found.path(second, "fast") / "model.joblib").write_bytes(b"other")
    with pytest.raises(ModelError, match="changed"):
        install(found, second, "fast", tmp_path / "models")
    assert storage.verify(tmp_path / "models" / "fast")["version"] == first


def test_commands(registry):
    from typer.testing import CliRunner

    from equipoise.cli import _register, app

    _register()
    found, first, second = registry

    def run(*arguments):
        done = CliRunner().invoke(app, ["models", *arguments, "--registry", str(found.folder)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    run("promote", second, "--force")
    listed = run("list")
    assert f"{second}*" in listed.replace(" ", "") and first in listed
    shown = run("show", "fast")
    assert "in use" in shown and "statements/test" in shown and "macro-F1" in shown
    assert json.loads(run("show", first, "--json"))["version"] == first
    assert first in run("verify", first)
    assert "package" in run("rollback", "fast")
    with pytest.raises(ModelError, match="refused by the gate"):
        run("promote", second)
