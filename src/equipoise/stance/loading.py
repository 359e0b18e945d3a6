"""`load_model`: the shipped models by name, others by folder and consent."""

from __future__ import annotations

import functools
import warnings
from pathlib import Path

from equipoise.errors import ModelError

__all__ = ["NAMES", "load_model", "shipped"]

NAMES = ("fast", "accurate")


def shipped(name: str) -> Path:
    """The folder of a model that ships in the package."""
    return Path(__file__).resolve().parent.parent / "models" / name


def load_model(name_or_path=None, trust: bool = False):
    """Load a stance classifier.

    Parameters
    ----------
    name_or_path : "fast", "accurate" or a folder, default "accurate"
        A folder is one with a manifest.json, or a registry's MODEL folder: then its promoted version is
        loaded. Where the accurate model's files are missing (a bare checkout), fast is loaded with a warning.
    trust : bool, default False
        Consent to unpickle a folder from outside the package. A pickle runs code: give it only for folders
        you made or whose maker you trust.

    Returns
    -------
    StanceClassifier

    Raises
    ------
    ModelError
        No such model, no consent, or a file that does not match the manifest.
    """
    name = "accurate" if name_or_path is None else name_or_path
    if isinstance(name, str) and name in NAMES:
        if name == "accurate" and not (shipped(name) / "manifest.json").is_file():
            warnings.warn("the accurate model is not in this checkout; using fast instead", stacklevel=2)
            name = "fast"
        return _shipped(name)
    from equipoise.storage import load, resolve

    folder = resolve(name)
    if not (folder / "manifest.json").is_file():
        raise ModelError(
            f"{str(name)!r} is no model: it is neither {' nor '.join(map(repr, NAMES))} nor a folder with a "
            "manifest.json."
        )
    if not trust:
        raise ModelError(
            f"{folder} lies outside the package, and loading it unpickles files, which can run any code. "
            "If you trust its maker, say so: load_model(path, trust=True), or --trust on the command line."
        )
    return load(folder)


@functools.cache
def _shipped(name: str):
    from equipoise.storage import load

    return load(shipped(name))
