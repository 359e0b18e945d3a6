"""Records of runs: one JSON line a model and run, which pandas reads; MLflow for those who have it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from equipoise.errors import InputError, require

__all__ = ["append", "log_mlflow", "read_records", "record"]


def record(
    about: dict, name: str, metrics: dict, seconds: float, verdict=None, promoted: bool = False
) -> dict:
    """One flat row: what was made from what, and how good it is.

    Parameters
    ----------
    about : what version.json says
    name : the model
    metrics : its sets, each as `equipoise.stance.evaluation.figures` gives them
    seconds : how long the whole run took
    verdict : Verdict of the gate, optional
    """
    row = {
        "time": about["created"],
        "version": about["version"],
        "model": name,
        "seed": about["config"]["seed"],
        "data": about["data"]["fingerprint"][:16],
        "train_pairs": sum(v["pairs"] for k, v in about["data"]["counts"].items() if k.endswith("/train")),
        "git": about["git"],
        "seconds": round(seconds, 1),
        "gate": "" if verdict is None else "passed" if verdict.passed else "refused",
        "promoted": promoted,
    }
    for title, found in sorted(metrics.items()):
        key = title.replace("/", "_")
        row[f"{key}_macro_f1"] = round(found["macro_f1"], 5)
        row[f"{key}_max_ece"] = round(max(c["ece"] for c in found["calibration"].values()), 5)
        for label, figures in found["per_class"].items():
            row[f"{key}_f1_{label}"] = round(figures["f1"], 5)
    return row


def append(path, rows: list[dict]) -> None:
    """Add rows to a file of JSON lines, each in one write."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


def read_records(path) -> pd.DataFrame:
    """The records as a frame, one row a model and run, in the order of time.

    Raises
    ------
    InputError
        No such file, or a line that is no JSON object.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        frame = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as run records: {error}. `equipoise train` writes them."
        ) from error
    if "time" in frame.columns:
        frame["time"] = pd.to_datetime(frame["time"])
    return frame


def log_mlflow(row: dict, config: dict, folder: Path, experiment: str = "equipoise") -> None:
    """Log one record with MLflow: parameters, figures and the model folder (extra "mlflow").

    Where it goes is MLflow's own choice (MLFLOW_TRACKING_URI).
    """
    mlflow = require("mlflow", "mlflow")
    mlflow.set_experiment(experiment)
    with mlflow.start_run(run_name=f"{row['version']} {row['model']}"):
        flat = {f"{k}.{j}": w for k, v in config.items() if isinstance(v, dict) for j, w in v.items()}
        flat |= {k: v for k, v in config.items() if not isinstance(v, dict)}
        mlflow.log_params(flat)
        mlflow.set_tags({k: str(v) for k, v in row.items() if isinstance(v, str | bool)})
        mlflow.log_metrics(
            {k: float(v) for k, v in row.items() if isinstance(v, int | float) and not isinstance(v, bool)}
        )
        mlflow.log_artifacts(str(folder), artifact_path=row["model"])
