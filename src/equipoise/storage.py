"""Model folders: written whole, verified by hash before anything is unpickled.

A folder holds `manifest.json` and the files it lists with their SHA-256. A hash proves that a folder is
complete and unchanged since its manifest was written; it is no proof of good intent, hence `trust`.

For models that pass between people there is a second form, without pickle: skops (`export_skops`,
`import_skops`).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import warnings
from pathlib import Path

from equipoise.errors import ModelError, require

__all__ = [
    "FORMAT",
    "POINTER",
    "export_skops",
    "import_skops",
    "load",
    "read_manifest",
    "resolve",
    "save",
    "sha256",
    "verify",
]

FORMAT = 1
#: A registry's file that names the version in use: MODEL/current beside versions/VERSION/MODEL
#: (training.registry).
POINTER = "current"
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save(classifier, folder, *, name: str, version: str, meta: dict | None = None) -> dict:
    """Write a fitted `StanceClassifier` as a model folder and return its manifest.

    The encoder's files are copied beside the head, so that the folder can be moved as one. The manifest is
    written last: a folder without one was not finished.
    """
    import joblib

    folder = Path(folder)
    files = _copy_encoder(classifier, folder)
    joblib.dump(_state(classifier), folder / "model.joblib", compress=3)
    return _write_manifest(classifier, folder, ["model.joblib", *files], name, version, meta)


def _copy_encoder(classifier, folder: Path) -> list[str]:
    import shutil

    folder.mkdir(parents=True, exist_ok=True)
    if classifier.encoder is None:
        return []
    files = ["encoder.onnx", "tokenizer.json"]
    for file in files:
        if Path(classifier.encoder).resolve() != folder.resolve():
            shutil.copyfile(Path(classifier.encoder) / file, folder / file)
    return files


def _state(classifier) -> dict:
    return {
        "params": {**classifier.get_params(), "encoder": None, "threads": None},
        "heads": list(classifier.heads_),
        "scaling": (classifier.scaling_.weights.tolist(), classifier.scaling_.bias.tolist()),
        "columns": classifier.feature_names_in_.tolist(),
    }


def _write_manifest(
    classifier, folder: Path, files: list[str], name: str, version: str, meta: dict | None
) -> dict:
    import sklearn

    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "kind": "fast" if classifier.encoder is None else "accurate",
        "sklearn": sklearn.__version__,
        **(meta or {}),
        "files": {file: sha256(folder / file) for file in files},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return manifest


def resolve(folder) -> Path:
    """The model folder that `folder` stands for: itself, or the promoted version where it holds a registry's
    pointer.

    Raises
    ------
    ModelError
        The pointer is broken.
    """
    folder = Path(folder)
    pointer = folder / POINTER
    if not pointer.is_file():
        return folder
    try:
        version = json.loads(pointer.read_text(encoding="utf-8"))["version"]
        if not _VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no name of a version")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{pointer} cannot be read as the pointer of a registry: {error}. Set it again with "
            "`equipoise models promote VERSION`."
        ) from error
    return folder.parent / "versions" / version / folder.name


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
            raise ModelError(
                f"{path} is of format {manifest['format']}; this version reads up to {FORMAT}. Upgrade "
                "equipoise."
            )
        if any("/" in name or "\\" in name or name.startswith(".") for name in files):
            raise ModelError(f"{path} lists files outside its own folder; refuse it.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path} cannot be read as a manifest: {error}. Write the folder again with `equipoise train`."
        ) from error
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
                f"{path} has SHA-256 {found[:12]}…, its manifest says {expected[:12]}…: the file was "
                "changed after "
                "it was written. Do not use it; restore it or train again."
            )
    return manifest


def load(folder):
    """Verify, then unpickle: call it only for folders that are trusted.

    Returns
    -------
    StanceClassifier

    Raises
    ------
    ModelError
        A file is missing, changed, or cannot be read by the scikit-learn at hand.
    """
    import joblib

    folder = resolve(folder)
    manifest = verify(folder)
    if "model.joblib" not in manifest["files"]:
        raise ModelError(
            f"{folder} is an exchange folder (skops), no model folder. Import it first: "
            "`equipoise models import FOLDER -o MODEL`."
        )
    _say_versions(folder, manifest)
    data = (folder / "model.joblib").read_bytes()
    # the very bytes that were hashed are unpickled: a file swapped in between is not
    if hashlib.sha256(data).hexdigest() != manifest["files"]["model.joblib"]:
        raise ModelError(f"{folder / 'model.joblib'} was changed while it was read; try again.")
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Trying to unpickle estimator"
        )  # said above, once, in words
        try:
            state = joblib.load(io.BytesIO(data))
        except Exception as error:  # whatever an unpickler meets in a file of another version
            raise ModelError(
                f"{folder} cannot be read: {type(error).__name__}: {error}. {_remedy(manifest)}"
            ) from error
    return _restore(state, manifest, folder)


def _say_versions(folder, manifest: dict) -> None:
    import sklearn

    if manifest.get("sklearn", "").split(".")[:2] != sklearn.__version__.split(".")[:2]:
        warnings.warn(f"{folder}: {_remedy(manifest)}", stacklevel=4)


def _remedy(manifest: dict) -> str:
    import sklearn

    theirs, ours = manifest.get("sklearn", "an unknown version"), sklearn.__version__
    if theirs == ours:
        return "Restore the folder, or train again with `equipoise train`."
    return (
        f"It was written with scikit-learn {theirs}, this is {ours}: figures may differ. Refit it with "
        f"`equipoise train`, or install scikit-learn=={theirs}."
    )


def _restore(state: dict, manifest: dict, folder):
    import numpy as np

    from equipoise.stance.calibration import VectorScaling
    from equipoise.stance.classifier import StanceClassifier

    encoder = str(folder) if manifest["kind"] == "accurate" else None
    model = StanceClassifier(**{**state["params"], "encoder": encoder})
    model.heads_ = tuple(state["heads"])
    model.classes_ = np.array(model.heads_[0].classes_, dtype=object)
    model.scaling_ = VectorScaling(*state["scaling"])
    model.feature_names_in_ = np.array(state["columns"], dtype=object)
    model.n_features_in_ = len(state["columns"])
    model._build()
    digest = hashlib.sha256(json.dumps(manifest["files"], sort_keys=True).encode()).hexdigest()
    model.info_ = {"name": manifest["name"], "version": manifest["version"], "hash": digest[:16]}
    return model


def export_skops(classifier, folder, *, name: str, version: str, meta: dict | None = None) -> dict:
    """Write a classifier as an exchange folder: its head by skops, which holds no code (extra "exchange").

    Returns the manifest.
    """
    skops = require("skops.io", "exchange")
    folder = Path(folder)
    files = _copy_encoder(classifier, folder)
    skops.dump(_state(classifier), folder / "model.skops")
    return _write_manifest(classifier, folder, ["model.skops", *files], name, version, meta)


def import_skops(source, folder) -> dict:
    """Turn an exchange folder into a model folder without running code out of it; return the new manifest.

    Raises
    ------
    ModelError
        The source does not verify, or asks for types beyond those that skops trusts by itself.
    """
    skops = require("skops.io", "exchange")
    source = Path(source)
    manifest = verify(source)
    if "model.skops" not in manifest["files"]:
        raise ModelError(
            f"{source} holds no model.skops; export one with `equipoise models export MODEL -o FOLDER`."
        )
    data = (source / "model.skops").read_bytes()
    try:
        strange = skops.get_untrusted_types(data=data)
        if strange:
            raise ModelError(
                f"{source} asks for the types {', '.join(sorted(strange))}; a stance model needs none "
                "beyond those "
                "that skops trusts. Do not use it."
            )
        state = skops.loads(data)
    except ModelError:
        raise
    except Exception as error:  # whatever a reader meets in a broken or newer file
        raise ModelError(
            f"{source} cannot be read: {type(error).__name__}: {error}. {_remedy(manifest)}"
        ) from error
    _say_versions(source, manifest)
    kept = {
        k: v
        for k, v in manifest.items()
        if k not in ("format", "name", "version", "kind", "sklearn", "files")
    }
    return save(
        _restore(state, manifest, source),
        folder,
        name=manifest["name"],
        version=manifest["version"],
        meta=kept,
    )
