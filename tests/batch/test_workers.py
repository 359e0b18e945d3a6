"""Worker processes: the same tables as without them, also when they are killed."""

import contextlib
import os
import subprocess
import sys

import psutil
import pytest
from helpers import Deadly, Held, Steady, content, corpus, kill_one, rows, wait_for

import equipoise

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX signals")


def workers():
    """This process's children that score."""
    return [p for p in psutil.Process().children() if "popen_loky" in " ".join(p.cmdline())]


def test_two_workers_give_the_same_files(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 30)
    equipoise.score(path, tmp_path / "one", model=Steady(), workers=1, chunk=4)
    equipoise.score(path, tmp_path / "two", model=Steady(), workers=2, chunk=4)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_an_article_that_kills_its_worker_is_found_and_the_rest_is_scored():
    given = rows(11)
    given = [{**row, "text": row["text"].replace("Algiers", "Tunis")} for row in given]
    given[4]["text"] += " Spain expelled the envoy of Algiers."
    calm = equipoise.score(given, model=Steady(), workers=1, chunk=3)
    made = equipoise.score(given, model=Deadly(), workers=2, chunk=3)
    assert made.quarantine[["position", "reason"]].to_numpy().tolist() == [[4, "crash"]]
    assert made.summary["inputs"] == 11
    assert made.pairs.equals(calm.pairs[calm.pairs.position != 4].reset_index(drop=True))


def test_a_worker_killed_from_outside_costs_nothing(tmp_path):
    path = corpus(tmp_path / "in.jsonl", 24, bad=False)
    equipoise.score(path, tmp_path / "calm", model=Steady(), workers=1, chunk=2)
    model, killed = Held(tmp_path / "out", tmp_path / "gate"), []

    thread = kill_one(model, killed)
    made = equipoise.score(path, model.out, model=model, workers=2, chunk=2)
    thread.join()
    assert killed and made.summary["quarantined"] == 0
    calm, found = content(tmp_path / "calm"), content(tmp_path / "out")
    assert {k: v for k, v in calm.items() if "manifest" not in k} == {
        k: v for k, v in found.items() if "manifest" not in k
    }


def test_no_worker_outlives_its_run(tmp_path):
    equipoise.score(corpus(tmp_path / "in.jsonl", 6), model=Steady(), workers=2, chunk=2)
    assert not workers()


@pytest.mark.parametrize("name", ["EQUIPOISE_THREADS", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM"])
def test_threads_do_not_multiply(name):
    from equipoise.batch.engines import ONE_THREAD, JoblibPool

    with JoblibPool(1) as pool:
        assert pool.submit(os.getenv, name).result(60) == ONE_THREAD[name]


def test_the_command_killed_and_run_again(tmp_path):
    """The real command with two workers, kill -9 on the parent alone: its orphans must not spoil what follows."""
    path = corpus(tmp_path / "in.jsonl", 40)
    command = [
        sys.executable,
        "-c",
        "from equipoise.cli import main; main()",
        "score",
        path,
        "-o",
        str(tmp_path / "out"),
    ]
    command += ["--model", "fast", "--workers", "2", "--chunk", "2", "--quiet"]
    run = subprocess.Popen(command)
    wait_for(lambda: len(list((tmp_path / "out/receipts").glob("*.json"))) >= 3 or run.poll() is not None)
    run.kill()
    assert run.wait() == -9
    assert subprocess.run(command, timeout=300).returncode == 1
    equipoise.score(path, tmp_path / "calm", model="fast", workers=1, chunk=2)
    assert content(tmp_path / "out") == content(tmp_path / "calm")


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    """Two workers in mid run, held there for a minute: kill -9 on the parent alone, and they must go."""
    path = corpus(tmp_path / "in.jsonl", 24, bad=False)
    program = (
        "import pathlib, sys; sys.path.insert(0, sys.argv[1]); from helpers import Held; import equipoise;"
        "out, gate = pathlib.Path(sys.argv[2], 'out'), pathlib.Path(sys.argv[2], 'gate');"
        "equipoise.score(sys.argv[3], out, model=Held(out, gate), workers=2, chunk=2)"
    )
    # what a worker loads, it loads by name
    here = os.path.dirname(__file__)
    python_path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    run = subprocess.Popen(
        [sys.executable, "-c", program, here, str(tmp_path), path],
        env={**os.environ, "PYTHONPATH": python_path},
    )
    held = []
    try:
        assert wait_for(lambda: len(list(tmp_path.glob("held-*"))) == 2)
        held = [psutil.Process(int(p.name.removeprefix("held-"))) for p in tmp_path.glob("held-*")]
        run.kill()
        run.wait()
        _, alive = psutil.wait_procs(held, timeout=10)
        assert not alive
    finally:
        (tmp_path / "gate").touch()
        run.kill()
        for process in held:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
