"""The job from labels to a promoted version, on a small collection."""

from __future__ import annotations

import json

import numpy as np
import pytest

from equipoise import load_model
from equipoise.errors import LabelError, ModelError
from equipoise.training import Registry, read_config, train
from equipoise.training.data import calibration_weights, fingerprint, load_rows, model_input
from equipoise.training.records import read_records


def test_a_version_folder_holds_everything(two_versions):
    registry, first, _ = two_versions
    names = {p.relative_to(first.folder).as_posix() for p in first.folder.rglob("*") if p.is_file()}
    assert {"version.json", "metrics.json", "run.log", "fast/manifest.json", "fast/README.md"} <= names
    told = registry.verify(first.version)
    assert told["config"]["seed"] == 3 and told["libraries"]["scikit-learn"]
    assert told["data"]["counts"]["statements/train"]["statements"] == 160
    manifest = json.loads((first.folder / "fast" / "manifest.json").read_text())
    assert (
        manifest["version"] == first.version
        and manifest["data"]["fingerprint"] == told["data"]["fingerprint"]
    )
    assert manifest["config"] == told["config"]
    # nothing in the folder says where on this machine it was made
    for path in first.folder.rglob("*"):
        if path.suffix in (".json", ".md"):
            assert str(registry.folder.parent) not in path.read_text(encoding="utf-8")


def test_same_inputs_same_predictions(two_versions, project):
    """A second run from the same labels, in another folder, predicts the same to the last bit."""
    _, first, _ = two_versions
    again = train(read_config(project), log=lambda line: None)
    rows = load_rows(project.parent / "labels")
    one, two = (
        load_model(r.folder / "fast", trust=True).predict_proba(model_input(rows.test))
        for r in (first, again)
    )
    assert np.array_equal(one, two)
    assert first.metrics == again.metrics
    names = ("model.joblib",)
    files = [json.loads((r.folder / "fast" / "manifest.json").read_text())["files"] for r in (first, again)]
    assert all(files[0][name] == files[1][name] for name in names)


def test_two_runs_within_a_second_are_two_versions(project, monkeypatch):
    """Names go by the second: the later run waits for the next one."""
    from equipoise.training import job

    seconds = iter(["2026-01-01T00:00:00Z"] * 3 + ["2026-01-01T00:00:01Z"])
    monkeypatch.setattr(job, "now", lambda: next(seconds))
    one, two = (train(read_config(project), log=lambda line: None).version for _ in range(2))
    assert one.startswith("20260101T000000Z") and two.startswith("20260101T000001Z")


def test_the_card_is_in_the_hub_s_format(two_versions):
    import yaml

    _, first, _ = two_versions
    text = (first.folder / "fast" / "README.md").read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    told = yaml.safe_load(front)
    assert told["license"] == "mit" and told["language"] == "en"
    found = {r["dataset"]["name"]: r["metrics"][0]["value"] for r in told["model-index"][0]["results"]}
    expected = first.metrics["fast"]["statements/test"]["macro_f1"]
    assert found["labelled statements, test"] == pytest.approx(expected, abs=1e-4)
    for heading in ("Intended use", "Data", "By pattern", "By genre", "By region", "Calibration", "Limits"):
        assert f"# {heading}" in body


def test_labels_that_break_the_form_stop_the_run(project):
    path = project.parent / "labels" / "statements" / "some.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows[3]["pairs"][0][2] = "friendly"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(LabelError, match="friendly"):
        train(read_config(project), log=lambda line: None)
    assert not (project.parent / "registry" / "versions").exists()


def test_a_text_in_two_splits_stops_the_run(project):
    path = project.parent / "labels" / "statements" / "some.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows.append({**rows[0], "id": "copy", "group": "other", "minimal": "", "split": "test"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(LabelError, match="belongs to one split"):
        train(read_config(project), log=lambda line: None)


def test_promotion_goes_through_the_gate(project):
    """A model trained on 160 statements does not replace the shipped one, which learned from thousands."""
    made = train(read_config(project), promote=True, log=lambda line: None)
    registry = Registry(project.parent / "registry")
    assert not made.promoted and "macro-F1" in made.refused["fast"]
    assert registry.current("fast") is None
    told = json.loads((made.folder / "metrics.json").read_text())["models"]["fast"]["gate"]
    assert told["passed"] is False and len(told["checks"]) > 10
    frame = read_records(project.parent / "registry" / "runs.jsonl")
    assert frame["gate"].tolist() == ["refused"] and frame["promoted"].tolist() == [False]
    assert frame["statements_test_macro_f1"].between(0, 1).all()


def test_promotion_against_the_registry_s_champion(two_versions):
    """A model as good as the champion passes; the champion is the registry's once there is one."""
    import shutil

    registry, first, _ = two_versions
    folder = registry.folder.parent.parent / "promoting"
    shutil.copytree(registry.folder.parent, folder)
    copy = Registry(folder / "registry")
    copy.promote("fast", first.version)
    lines: list[str] = []
    made = train(read_config(folder / "config.toml"), promote=True, log=lines.append)
    assert made.promoted == ("fast",) and copy.current("fast") == made.version
    assert any(f"gate against version {first.version}" in line for line in lines)
    assert load_model(folder / "registry" / "fast", trust=True).info_["version"] == made.version
    with pytest.raises(ModelError, match="trust=True"):
        load_model(folder / "registry" / "fast")


def test_a_champion_that_cannot_be_scored_refuses_promotion(two_versions):
    import shutil

    registry, first, _ = two_versions
    folder = registry.folder.parent.parent / "broken"
    shutil.copytree(registry.folder.parent, folder)
    copy = Registry(folder / "registry")
    copy.promote("fast", first.version)
    (copy.path(first.version, "fast") / "model.joblib").write_bytes(b"not a model")
    made = train(read_config(folder / "config.toml"), promote=True, log=lambda line: None)
    assert "cannot be scored" in made.refused["fast"] and copy.current("fast") == first.version


def test_fingerprint_sees_labels_and_not_order(collection):
    from equipoise.labels import load_statements

    rows = load_statements(folder=collection)
    assert fingerprint(rows) == fingerprint(rows[::-1])
    assert fingerprint(rows) == fingerprint([{**row, "note": "looked at again"} for row in rows])
    changed = [dict(row) for row in rows]
    changed[0]["pairs"] = [[a, b, "neutral"] for a, b, _ in changed[0]["pairs"]]
    assert fingerprint(rows) != fingerprint(changed)


def test_calibration_weights_give_articles_their_share(collection):
    dev = load_rows(collection).dev
    weight = calibration_weights(dev, 0.75)
    article = (dev["origin"] == "articles").to_numpy()
    assert weight.mean() == pytest.approx(1) and weight[article].sum() == pytest.approx(0.75 * len(dev))
    assert calibration_weights(dev, -1.0) is None
