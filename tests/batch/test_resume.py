"""Runs that are killed, starved of disk or called again: the output is that of an undisturbed run, every row once."""

import errno
import json
import os
import random
import time

import pytest
from helpers import Steady, content, corpus

import equipoise
from equipoise.batch import output as output_module
from equipoise.errors import InputError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
OPTIONS = {"chunk": 3, "progress": "quiet"}


@pytest.fixture(scope="module")
def calm(nursery, tmp_path_factory):
    """A corpus, the files of an undisturbed run over it, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("calm")
    path = corpus(folder / "in.jsonl", 24)
    assert nursery.run(path, folder / "first", **OPTIONS) == 0
    start = time.perf_counter()
    assert nursery.run(path, folder / "out", **OPTIONS) == 0
    return path, content(folder / "out"), time.perf_counter() - start


def test_a_calm_run_has_every_input_once(calm, tmp_path):
    _, files, _ = calm
    assert len([f for f in files if f.startswith("pairs/")]) == 8
    assert {"manifest.json", "summary.json"} < set(files)


def test_killed_at_twenty_random_moments(nursery, calm, tmp_path):
    path, files, seconds = calm
    rng = random.Random(20)
    killed = 0
    for trial in range(60):  # some moments come after the end
        out = tmp_path / f"out{trial}"
        for _ in range(2 if trial % 3 == 0 else 1):  # every third is killed once more, on what is left
            killed += nursery.run(path, out, kill_after=rng.uniform(0, seconds), **OPTIONS) == -9
        start = time.perf_counter()
        assert nursery.run(path, out, **OPTIONS) == 0
        assert content(out) == files
        if killed >= 20:
            break
        # others may load the machine or leave it: aim by what the last run took
        seconds = 0.7 * seconds + 0.3 * 1.5 * (time.perf_counter() - start)
    assert killed >= 20, "the kills came too late to test anything"


def test_killed_before_and_after_every_rename(nursery, tmp_path):
    short = corpus(tmp_path / "short.jsonl", 4)
    assert nursery.run(short, tmp_path / "whole", **OPTIONS) == 0
    whole = content(tmp_path / "whole")
    renames = len(whole)
    for number in range(2 * renames):
        out = tmp_path / f"out{number}"
        assert nursery.run(short, out, die_at=number, **OPTIONS) == -9
        assert nursery.run(short, out, **OPTIONS) == 0
        assert content(out) == whole, f"killed at half-rename {number}"


def test_a_full_disk_stops_the_run_and_leaves_nothing_half(tmp_path, monkeypatch):
    path = corpus(tmp_path / "in.jsonl", 12)
    equipoise.score(path, tmp_path / "calm", model=Steady(), workers=1, **OPTIONS)
    files = content(tmp_path / "calm")
    real, calls = os.fsync, [0]

    def full(handle):
        calls[0] += 1
        if calls[0] > 30:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(output_module.os, "fsync", full)
    with pytest.raises(InputError, match=r"No space left.*goes on where it stopped"):
        equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    assert not [f for f in content(tmp_path / "out") if ".tmp-" in f]
    monkeypatch.undo()
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    assert content(tmp_path / "out") == files


def test_finished_runs_score_nothing_again(tmp_path, monkeypatch):
    path = corpus(tmp_path / "in.jsonl", 10)
    first = equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    monkeypatch.setattr("equipoise.batch.run.score_chunk", lambda *_: pytest.fail("scored again"))
    again = equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    assert again.summary == first.summary


def test_a_part_that_was_lost_is_made_again(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 10)
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    files = content(tmp_path / "out")
    (tmp_path / "out/dyads/part-000001.parquet").unlink()
    (tmp_path / "out/pairs/part-000002.parquet").write_bytes(b"cut")
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    assert content(tmp_path / "out") == files


@pytest.mark.parametrize(
    "change, said",
    [
        ({"seed": 7}, "options.seed was 0 and is 7"),
        ({"chunk": 4}, "chunk was 3 and is 4"),
        ({"with_text": True}, "with_text"),
        ({"format": "csv"}, "format_of_files"),
        ({"rivals": [("IND", "CHN")]}, "options.rivals"),
        ({"model": "fast"}, "model.name was 'steady' and is 'fast'"),
    ],
)
def test_another_option_is_refused(tmp_path, change, said):
    path = corpus(tmp_path / "in.jsonl", 4)
    options = {"model": Steady(), "workers": 1, **OPTIONS}
    equipoise.score(path, tmp_path / "out", **options)
    files = content(tmp_path / "out")
    with pytest.raises(InputError, match="--restart") as caught:
        equipoise.score(path, tmp_path / "out", **{**options, **change})
    assert said in str(caught.value)
    assert content(tmp_path / "out") == files


def test_restart_throws_the_old_run_away(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 12)
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    short = corpus(tmp_path / "short.jsonl", 2)
    made = equipoise.score(short, tmp_path / "out", model=Steady(), workers=1, restart=True, **OPTIONS)
    assert len(made.articles) == made.summary["inputs"] == 2
    assert len(list((tmp_path / "out/pairs").iterdir())) == 1


@pytest.mark.parametrize("change", ["edited", "shorter", "longer"])
def test_other_inputs_under_the_same_name_are_refused(tmp_path, change):
    path = corpus(tmp_path / "in.jsonl", 9, bad=False)
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    lines = (tmp_path / "in.jsonl").read_text().splitlines()
    lines = {
        "edited": [lines[0].replace('"text": "', '"text": "Iran thanked Oman. '), *lines[1:]],
        "shorter": lines[:3],
        "longer": [*lines[:1], *lines],
    }[change]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError, match="--restart"):
        equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    from equipoise.batch.output import Output

    path = corpus(tmp_path / "in.jsonl", 4)
    manifest = {"equipoise": "1", "schema_version": "1", "model": {}, "format_of_files": "parquet"}
    with Output(tmp_path / "out", manifest), pytest.raises(InputError, match="another run"):
        equipoise.score(path, tmp_path / "out", model=Steady(), workers=1)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.txt").write_text("mine")
    for restart in (False, True):
        with pytest.raises(InputError, match=r"thesis\.txt"):
            equipoise.score(
                corpus(tmp_path / "in.jsonl", 2), tmp_path / "out", model=Steady(), restart=restart
            )
    assert (tmp_path / "out/thesis.txt").read_text() == "mine"


def test_a_worker_that_outlived_its_run_writes_nothing(tmp_path):
    from equipoise.batch.output import Output
    from equipoise.batch.tables import Rows

    manifest = {"equipoise": "1", "schema_version": "1", "model": {}, "format_of_files": "parquet"}
    with Output(tmp_path / "out", manifest) as first:
        orphan = first.target()
    with Output(tmp_path / "out", {**manifest, "seed": 1}, restart=True):
        with pytest.raises(InputError, match="another run"):
            orphan.commit(0, "f", 0, Rows())
        assert not list((tmp_path / "out/pairs").iterdir())


def test_a_damaged_manifest_is_told(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 4)
    equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    (tmp_path / "out/manifest.json").write_text("{")
    with pytest.raises(InputError, match="damaged"):
        equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, **OPTIONS)
    made = equipoise.score(path, tmp_path / "out", model=Steady(), workers=1, restart=True, **OPTIONS)
    assert made.summary["inputs"] == 4


def test_the_manifest_says_what_was_asked_for(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 4)
    equipoise.score(path, tmp_path / "out", model="fast", workers=1, **OPTIONS)
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert manifest["model"]["name"] == "fast" and len(manifest["model"]["hash"]) == 16
    assert manifest["inputs"] == [path] and manifest["schema_version"]
