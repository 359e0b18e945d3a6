"""Model folders: what is written is what is read, and nothing else is."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pandas as pd
import pytest

from equipoise import load_model, storage
from equipoise.errors import ModelError
from equipoise.stance import StanceClassifier

TEXTS = [
    ("Ruritania bombed Grustark at dawn.", "hostile"),
    ("Ruritania praised Grustark's courage.", "supportive"),
    ("Ruritania and Grustark lie on the same river.", "neutral"),
]


def frame():
    rows = []
    for text, _ in TEXTS * 4:
        s, t = text.index("Ruritania"), text.index("Grustark")
        rows.append(
            {"text": text, "source_start": s, "source_end": s + 9, "target_start": t, "target_end": t + 8}
        )
    return pd.DataFrame(rows)


X = frame()
Y = [label for _, label in TEXTS * 4]


@pytest.fixture
def model():
    return StanceClassifier(n_features=2**10).fit(X, Y).calibrate(X, Y)


@pytest.fixture
def folder(model, tmp_path):
    storage.save(model, tmp_path / "m", name="mine", version="7", meta={"seed": 1})
    return tmp_path / "m"


def rewrite(folder, **changes):
    told = json.loads((folder / "manifest.json").read_text())
    told.update(changes)
    (folder / "manifest.json").write_text(json.dumps(told))


def test_round_trip(model, folder):
    again = storage.load(folder)
    assert np.array_equal(again.predict_proba(X), model.predict_proba(X))
    assert again.info_["name"] == "mine" and again.info_["version"] == "7"
    assert storage.read_manifest(folder)["seed"] == 1


def test_same_model_same_bytes(model, tmp_path):
    hashes = [storage.save(model, tmp_path / n, name="m", version="1")["files"] for n in ("a", "b")]
    assert hashes[0] == hashes[1]


def test_another_scikit_learn_is_told_in_words(folder):
    rewrite(folder, sklearn="0.24.2")
    with pytest.warns(UserWarning, match=r"written with scikit-learn 0\.24\.2, this is .*Refit it"):
        storage.load(folder)


def test_a_file_that_this_scikit_learn_cannot_read(folder):
    """A pickle naming what no longer exists is no traceback: the version and the remedy are told."""
    data = b"csklearn.linear_model._gone\nLogisticRegression\n."
    (folder / "model.joblib").write_bytes(data)
    rewrite(folder, sklearn="0.24.2", files={"model.joblib": storage.sha256(folder / "model.joblib")})
    with (
        warnings.catch_warnings(),
        pytest.raises(ModelError, match=r"cannot be read.*0\.24\.2.*scikit-learn==0\.24\.2"),
    ):
        warnings.simplefilter("ignore")
        storage.load(folder)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 99, "files": {}}'])
def test_a_broken_manifest(folder, text):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"manifest|Upgrade"):
        storage.load(folder)


@pytest.mark.parametrize("name", ["../model.joblib", ".hidden", "a\\b"])
def test_a_manifest_may_not_point_outside(folder, name):
    rewrite(folder, files={name: "0"})
    with pytest.raises(ModelError, match="outside"):
        storage.verify(folder)


def test_skops_round_trip(model, tmp_path):
    pytest.importorskip("skops")
    told = storage.export_skops(model, tmp_path / "out", name="mine", version="7", meta={"seed": 1})
    assert set(told["files"]) == {"model.skops"}
    with pytest.raises(ModelError, match="equipoise models import"):
        load_model(tmp_path / "out", trust=True)
    storage.import_skops(tmp_path / "out", tmp_path / "in")
    again = load_model(tmp_path / "in", trust=True)
    assert np.array_equal(again.predict_proba(X), model.predict_proba(X))
    assert again.get_params() == model.get_params()
    assert storage.read_manifest(tmp_path / "in")["seed"] == 1


def test_skops_import_runs_nothing(model, tmp_path):
    """A folder that asks for a type beyond those of a stance model is refused, and its types are named."""
    skops = pytest.importorskip("skops.io")
    storage.export_skops(model, tmp_path / "out", name="mine", version="7")

    class Strange:
        pass

    Strange.__module__ = "somewhere.else"
    skops.dump({"head": Strange()}, tmp_path / "out" / "model.skops")
    rewrite(tmp_path / "out", files={"model.skops": storage.sha256(tmp_path / "out" / "model.skops")})
    with pytest.raises(ModelError, match="Strange"):
        storage.import_skops(tmp_path / "out", tmp_path / "in")
    assert not (tmp_path / "in").exists()


def test_skops_import_refuses_changed_bytes_and_other_folders(model, folder, tmp_path):
    pytest.importorskip("skops")
    storage.export_skops(model, tmp_path / "out", name="mine", version="7")
    data = bytearray((tmp_path / "out" / "model.skops").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "out" / "model.skops").write_bytes(bytes(data))
    with pytest.raises(ModelError, match="changed"):
        storage.import_skops(tmp_path / "out", tmp_path / "in")
    with pytest.raises(ModelError, match=r"no model\.skops"):
        storage.import_skops(folder, tmp_path / "in")
