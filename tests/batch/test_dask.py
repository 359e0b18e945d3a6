"""The same work on a Dask cluster: row for row, and through the death of a worker."""

import json
import os
from pathlib import Path

import pytest
from helpers import Held, Steady, content, corpus, hinder, kill_one

import equipoise
from equipoise.errors import InputError

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            env={"PYTHONPATH": path},
        ) as made,
        distributed.Client(made, set_as_default=False) as client,
    ):
        yield client


def test_the_result_is_that_of_one_machine_though_a_worker_is_killed(cluster, tmp_path):
    path = corpus(tmp_path / "in.jsonl", 30)
    model, killed = Held(tmp_path / "out", tmp_path / "gate"), []
    equipoise.score(path, tmp_path / "calm", model=model, workers=1, chunk=3)
    pids = set(cluster.run(os.getpid).values())

    thread = kill_one(model, killed)
    made = equipoise.score(path, model.out, model=model, engine="dask", scheduler=cluster, chunk=3)
    thread.join()
    assert killed and killed[0] in pids, "the run was over before a worker could be killed"
    assert made.summary["inputs"] == 30
    assert content(tmp_path / "out") == content(tmp_path / "calm")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert "dask" not in str(manifest), "where it was scored is no part of what was asked for"


def test_parquet_in_and_an_address(cluster, tmp_path):
    import pandas as pd
    from helpers import rows

    pd.DataFrame(rows(12)).to_parquet(tmp_path / "in.parquet")
    given = str(tmp_path / "in.parquet")
    one = equipoise.score(given, model=Steady(), workers=1, chunk=5)
    two = equipoise.score(given, model=Steady(), engine="dask", scheduler=cluster.scheduler.address, chunk=5)
    for table in ("pairs", "dyads", "strategies", "articles"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(two, table))


def test_begun_here_and_finished_on_a_cluster(cluster, tmp_path):
    path = corpus(tmp_path / "in.jsonl", 12)
    options = {"model": Steady(), "chunk": 3}
    equipoise.score(path, tmp_path / "out", workers=1, **options)
    files = content(tmp_path / "out")
    (tmp_path / "out/receipts/000002.json").unlink()
    equipoise.score(path, tmp_path / "out", engine="dask", scheduler=cluster, **options)
    assert content(tmp_path / "out") == files


def test_an_article_that_takes_too_long_is_quarantined_there_too(cluster):
    given = [{"text": "France scolded Algiers."}, {"text": "India thanked Oman."}]
    cluster.run(hinder)
    try:
        made = equipoise.score(given, model=Steady(), engine="dask", scheduler=cluster, seconds=0.3)
    finally:
        cluster.run(hinder, on=False)
    assert made.quarantine.reason.tolist() == ["slow"] and made.articles.position.tolist() == [1]
    assert "0.3 seconds" in made.quarantine.message[0]


def test_no_scheduler_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("equipoise.batch.engines.DASK_TIMEOUT", "1s")
    with pytest.raises(InputError, match="no Dask scheduler"):
        equipoise.score([{"text": "x y"}], model=Steady(), engine="dask", scheduler="tcp://127.0.0.1:9")
