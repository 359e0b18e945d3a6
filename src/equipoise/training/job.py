"""The job: labels -> models -> figures -> a version folder -> the gate -> promotion."""

from __future__ import annotations

import dataclasses
import json
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from joblib import cpu_count
from threadpoolctl import threadpool_limits

from equipoise import storage
from equipoise.errors import EquipoiseError, ModelError, require
from equipoise.stance.evaluation import figures
from equipoise.stance.lessons import read_lesson
from equipoise.training import records
from equipoise.training.card import render_card
from equipoise.training.config import Config
from equipoise.training.data import Rows, load_rows, model_input
from equipoise.training.fitting import fine_tuned, fit, learning_curve, shipped_encoder
from equipoise.training.gate import Verdict, compare, render_verdict
from equipoise.training.provenance import git_commit, libraries
from equipoise.training.registry import Registry, now

__all__ = ["Result", "train"]


@dataclasses.dataclass(frozen=True)
class Result:
    """What a run made.

    Attributes
    ----------
    version : str
    folder : Path of the version
    metrics : figures by model and set
    verdicts : what the gate said, by model; None where the model in use could not be scored
    promoted : models that now point to this version
    refused : models that were to be promoted and were not, with the reason
    seconds : wall time
    """

    version: str
    folder: Path
    metrics: dict[str, dict]
    verdicts: dict[str, Verdict | None]
    promoted: tuple[str, ...]
    refused: dict[str, str]
    seconds: float


def train(config: Config, *, promote: bool = False, log: Callable[[str], None] = print) -> Result:
    """Run the whole job.

    Parameters
    ----------
    config : Config
    promote : bool
        Whether a model that passes the gate becomes the one in use in the registry.
    log : callable
        Gets one line a step.

    Raises
    ------
    LabelError, InputError, ModelError, MissingExtraError
    """
    # one thread: sums are the same to the last bit on any number of cores, and small products no slower
    with threadpool_limits(1):
        return _run(config, promote, log)


def _run(config: Config, promote: bool, log: Callable[[str], None]) -> Result:
    start, lines = time.monotonic(), []

    def say(text: str) -> None:
        line = f"{time.monotonic() - start:7.1f} s  {text}"
        lines.append(line)
        log(line)

    _need_everything(config)
    registry = Registry(config.path(config.registry))
    rows = load_rows(config.path(config.data.labels), config.data.articles)
    created, version = _new_name(registry, rows.fingerprint)
    about = {
        "version": version,
        "created": created,
        "config": json.loads(json.dumps(config.to_dict())),
        "data": {"fingerprint": rows.fingerprint, "counts": rows.counts()},
        "libraries": libraries(*(("torch", "transformers") if config.finetune.enabled else ())),
        "git": git_commit(config.base),
    }
    say(
        f"labels: {len(rows.train)} train, {len(rows.dev)} dev, {len(rows.test)} test pairs; "
        f"{rows.fingerprint[:12]}"
    )
    if rows.warnings:
        say(f"{len(rows.warnings)} warnings on labels; `equipoise labels check` lists them")
    curve: list[dict] = []
    metrics, verdicts, reasons = {}, {}, {}
    with registry.stage(version) as folder:
        if "fast" in config.models and config.learning_curve:
            curve = learning_curve(rows, config, config.learning_curve)
            say("learning curve: " + ", ".join(f"{r['pairs']} pairs {r['macro_f1']:.3f}" for r in curve))
        encoder = _encoder(rows, config, folder / "encoder", say) if "accurate" in config.models else None
        for name in config.models:
            metrics[name], probability = _make(name, rows, config, encoder, folder / name, about, say)
            verdicts[name], reasons[name] = _against_champion(registry, name, rows, probability, config, say)
            _describe(name, folder / name, about, metrics[name], verdicts[name], curve, config)
        _remove(folder / "encoder")
        told = {n: {"figures": metrics[n], "gate": v and v.to_dict()} for n, v in verdicts.items()}
        _write_json(folder / "metrics.json", {"models": told, "learning_curve": curve})
        _write_json(folder / "version.json", about)
        (folder / "run.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
    promoted, refused = [], {}
    for name in config.models if promote else ():
        if reasons[name]:
            refused[name] = reasons[name]
            say(f"{name}: not promoted: {reasons[name]}")
        else:
            registry.promote(name, version, note="gate passed" if verdicts[name] else "no champion before")
            promoted.append(name)
            say(f"{name}: promoted")
    seconds = time.monotonic() - start
    _keep_records(config, about, registry.path(version), metrics, verdicts, promoted, seconds)
    say(f"version {version}")
    return Result(version, registry.path(version), metrics, verdicts, tuple(promoted), refused, seconds)


def _new_name(registry: Registry, fingerprint: str) -> tuple[str, str]:
    """(time, name) of a new version. Names go by the second: of two runs in one the later waits for the next."""
    while True:
        created = now()
        version = f"{created.replace('-', '').replace(':', '')}-{fingerprint[:6]}"
        if not registry.taken(version):
            return created, version
        time.sleep(0.1)


def _need_everything(config: Config) -> None:
    """Ask for what is missing now, and not after an hour of training."""
    if config.pictures:
        require("matplotlib", "plots")
    if config.mlflow:
        require("mlflow", "mlflow")
    if config.finetune.enabled and "accurate" in config.models:
        for module in ("torch", "transformers", "onnx"):
            require(module, "finetune")
    if config.fast.answers and "fast" in config.models:
        read_lesson(config.path(config.fast.answers))


def _encoder(rows: Rows, config: Config, folder: Path, say) -> Path:
    if config.finetune.enabled:
        # on one thread it would take hours, and no two fine-tuned networks are alike to the last bit anyway
        with threadpool_limits(cpu_count()):
            made = fine_tuned(rows, config, folder, log=say)
        say("encoder: fine-tuned")
        return made
    return config.path(config.accurate.encoder) if config.accurate.encoder else shipped_encoder()


def _make(name: str, rows: Rows, config: Config, encoder, folder: Path, about: dict, say):
    """Fit, save, read back, measure: (figures by set, test probabilities)."""
    model = fit(name, rows, config, encoder)
    say(f"{name}: fitted and calibrated")
    meta = {k: about[k] for k in ("created", "config", "data", "libraries", "git")}
    storage.save(model, folder, name=name, version=about["version"], meta=meta)
    probability = {split: model.predict_proba(model_input(getattr(rows, split))) for split in ("dev", "test")}
    sample = rows.test.iloc[:: max(1, len(rows.test) // 200)]
    again = storage.load(folder).predict_proba(model_input(sample))
    if not np.allclose(again, model.predict_proba(model_input(sample)), atol=1e-9):
        raise ModelError(
            f"{name}: what was saved predicts otherwise than what was fitted; this is a bug, tell us."
        )
    found = {}
    for split in ("test", "dev"):
        frame = getattr(rows, split)
        for origin in ("articles", "statements"):
            chosen = (frame["origin"] == origin).to_numpy()
            if chosen.any():
                found[f"{origin}/{split}"] = figures(frame[chosen], probability[split][chosen])
    say(f"{name}: macro-F1 " + ", ".join(f"{title} {f['macro_f1']:.3f}" for title, f in found.items()))
    return found, probability["test"]


def _against_champion(registry: Registry, name: str, rows: Rows, probability, config: Config, say):
    """(verdict, reason not to promote): the gate against the promoted version, else against the package's "
    "model."""
    from equipoise.stance.loading import shipped

    current = registry.current(name)
    champion = registry.path(current, name) if current else shipped(name)
    if not (champion / "manifest.json").is_file():
        say(f"{name}: no model in use to compare with")
        return None, ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", UserWarning
            )  # an older scikit-learn is the very reason to retrain
            before = storage.load(champion).predict_proba(model_input(rows.test))
    except EquipoiseError as error:
        return None, f"the model in use cannot be scored: {error}"
    verdict = compare(rows.test, before, probability, config.gate, config.seed)
    title = f"version {current}" if current else "the package's model"
    say(f"{name}: gate against {title}\n{render_verdict(verdict)}")
    return verdict, "" if verdict.passed else "; ".join(verdict.broken)


def _describe(
    name: str, folder: Path, about: dict, metrics: dict, verdict, curve: list, config: Config
) -> None:
    """The model's card and pictures."""
    ours = curve if name == "fast" else []
    if config.pictures:
        from equipoise.training import pictures

        main = next(iter(metrics))  # the articles' test pairs where there are any
        pictures.draw_confusion(metrics[main], f"{name}, {main}", folder / "confusion.png")
        pictures.draw_reliability(metrics[main], f"{name}, {main}", folder / "reliability.png")
        if ours:
            pictures.draw_learning_curve(ours, f"{name}: learning curve", folder / "learning_curve.png")
    card = render_card(name, about, metrics, verdict, ours, config.pictures)
    (folder / "README.md").write_text(card, encoding="utf-8")


def _keep_records(
    config: Config, about: dict, folder: Path, metrics, verdicts, promoted, seconds: float
) -> None:
    rows = {
        name: records.record(about, name, metrics[name], seconds, verdicts[name], name in promoted)
        for name in metrics
    }
    if config.records:
        records.append(config.path(config.records), list(rows.values()))
    if config.mlflow:
        for name, row in rows.items():
            records.log_mlflow(row, about["config"], folder / name)


def _write_json(path: Path, value) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def _remove(folder: Path) -> None:
    """The fine-tuned encoder is in the model's folder by now."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
