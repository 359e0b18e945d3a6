"""Model folders: written whole, verified by hash before anything is unpickled.

A folder holds `manifest.json` and the files it lists with their SHA-256. A hash proves that a folder is
complete and unchanged since its manifest was written; it is no proof of good intent, hence `trust`.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

from equipoise.errors import ModelError

__all__ = ["FORMAT", "load", "read_manifest", "save", "sha256", "verify"]

FORMAT = 1


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save(classifier, folder, *, name: str, version: str, meta: dict | None = None) -> dict:
    """Write a fitted `StanceClassifier` as a model folder and return its manifest.

    The encoder's files are copied beside the head, so that the folder can be moved as one.
    """
    import shutil

    import joblib
    import sklearn

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = ["model.joblib"]
    encoder = classifier.encoder
    if encoder is not None:
        for file in ("encoder.onnx", "tokenizer.json"):
            if Path(encoder).resolve() != folder.resolve():
                shutil.copyfile(Path(encoder) / file, folder / file)
            files.append(file)
    state = {
        "params": {**classifier.get_params(), "encoder": None, "threads": None},
        "head": classifier.head_,
        "scaling": (classifier.scaling_.temperature, classifier.scaling_.bias.tolist()),
        "columns": classifier.feature_names_in_.tolist(),
    }
    joblib.dump(state, folder / "model.joblib", compress=3)
    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "kind": "fast" if encoder is None else "accurate",
        "sklearn": sklearn.__version__,
        **(meta or {}),
        "files": {file: sha256(folder / file) for file in files},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder) -> dict:
    """The manifest of a model folder.

    Raises
    ------
    ModelError
        Missing, malformed or of a later format.
    """
    path = Path(folder) / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        files = manifest["files"]
        if manifest["format"] > FORMAT:
            raise ModelError(f"{path} is of format {manifest['format']}; this version reads up to {FORMAT}. Upgrade equipoise.")
        if any("/" in name or "\\" in name or name.startswith(".") for name in files):
            raise ModelError(f"{path} lists files outside its own folder; refuse it.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} cannot be read as a manifest: {error}. Write the folder again with `equipoise train`.") from error
    return manifest


def verify(folder) -> dict:
    """Check every listed file against its hash and return the manifest.

    Raises
    ------
    ModelError
        A file is missing or differs.
    """
    manifest = read_manifest(folder)
    for name, expected in manifest["files"].items():
        path = Path(folder) / name
        if not path.is_file():
            raise ModelError(f"{path} is missing though the manifest lists it; the folder is incomplete.")
        found = sha256(path)
        if found != expected:
            raise ModelError(
                f"{path} has SHA-256 {found[:12]}…, its manifest says {expected[:12]}…: the file was changed after "
                "it was written. Do not use it; restore it or train again."
            )
    return manifest


def load(folder):
    """Verify, then unpickle: call it only for folders that are trusted.

    Returns
    -------
    StanceClassifier
    """
    import joblib
    import sklearn

    from equipoise.stance.calibration import VectorScaling
    from equipoise.stance.classifier import StanceClassifier

    manifest = verify(folder)
    if manifest["sklearn"].split(".")[:2] != sklearn.__version__.split(".")[:2]:
        warnings.warn(
            f"{folder} was written with scikit-learn {manifest['sklearn']}, this is {sklearn.__version__}: figures may "
            "differ. Refit it with `equipoise train`, or install the version it was written with.",
            stacklevel=3,
        )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Trying to unpickle estimator")  # said above, once, in words
        state = joblib.load(Path(folder) / "model.joblib")
    encoder = str(folder) if manifest["kind"] == "accurate" else None
    import numpy as np

    model = StanceClassifier(**{**state["params"], "encoder": encoder})
    model.classes_ = np.array(state["head"].classes_, dtype=object)
    model.head_ = state["head"]
    model.scaling_ = VectorScaling(*state["scaling"])
    model.feature_names_in_ = np.array(state["columns"], dtype=object)
    model.n_features_in_ = len(state["columns"])
    model._build()
    digest = hashlib.sha256(json.dumps(manifest["files"], sort_keys=True).encode()).hexdigest()
    model.info_ = {"name": manifest["name"], "version": manifest["version"], "hash": digest[:16]}
    return model
