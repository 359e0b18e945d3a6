"""A collection small enough to train on in a second, cut out of the project's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LABELS = Path(__file__).resolve().parents[2] / "labels"
SIZES = {"train": 160, "dev": 60, "test": 60}
CONFIG = """
seed = 3
models = ["fast"]
registry = "registry"
records = "registry/runs.jsonl"
pictures = false
learning_curve = []

[data]
labels = "labels"

[fast]
n_features = 8192
longest = 2

[gate]
draws = 200
"""


def write_collection(folder: Path) -> Path:
    """Some statements and gold articles of each split."""
    from equipoise.labels import load_articles, load_statements

    (folder / "statements").mkdir(parents=True)
    (folder / "articles").mkdir()
    rows = [row for split, size in SIZES.items() for row in load_statements(split, LABELS)[:size]]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "statements" / "some.jsonl").write_text(text, encoding="utf-8")
    for split, count in (("train", 2), ("dev", 2), ("test", 2)):
        for article in load_articles(split, LABELS)[:count]:
            (folder / "articles" / f"{article['id']}.json").write_text(json.dumps(article), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def collection(tmp_path_factory) -> Path:
    return write_collection(tmp_path_factory.mktemp("collection") / "labels")


@pytest.fixture
def project(tmp_path, collection):
    """A folder with labels and a configuration; returns the configuration's path."""
    import shutil

    shutil.copytree(collection, tmp_path / "labels")
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def two_versions(tmp_path_factory, collection):
    """A registry with two versions of the fast model, made by the job itself; neither is promoted."""
    import dataclasses
    import shutil

    from equipoise.training import Registry, read_config, train

    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(collection, folder / "labels")
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    config = read_config(folder / "config.toml")
    lines: list[str] = []
    first = train(config, log=lines.append)
    weaker = dataclasses.replace(config, fast=dataclasses.replace(config.fast, C=1e-3))
    second = train(weaker, log=lines.append)
    return Registry(folder / "registry"), first, second
