"""From the registry into the package: the model folder that the next wheel carries."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from equipoise.errors import ModelError
from equipoise.storage import read_manifest, verify
from equipoise.training.registry import Registry

__all__ = ["install"]


def install(registry: Registry, version: str, name: str, package=None) -> Path:
    """Copy a version's model over the one in the package's models folder, and return that folder.

    This is for shipping, not for serving: a folder of several files cannot be swapped in one step. The new
    one is written whole and verified beside the old before two renames; a process that has the package's
    model open should be started anew. Serve a model that changes from the registry:
    ``load_model("model-registry/fast")``.

    Parameters
    ----------
    registry : Registry
    version : str
    name : "fast" or "accurate"
    package : path, optional
        The models folder to write to; by default the package's own.

    Raises
    ------
    ModelError
        The version does not verify, or the folder cannot be written.
    """
    from equipoise.stance.loading import shipped

    source = registry.path(version, name)
    registry.verify(version)
    models = Path(package) if package else shipped(name).parent
    target, old = models / name, models / f".{name}-old"
    try:
        models.mkdir(parents=True, exist_ok=True)
        if old.exists() and not target.exists():  # a process was killed between the two renames
            os.rename(old, target)
        shutil.rmtree(old, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=models))
        try:
            files = [*read_manifest(source)["files"], "manifest.json"]
            files += [p.name for p in source.iterdir() if p.suffix in (".md", ".png")]
            for file in files:
                shutil.copyfile(source / file, fresh / file)
            verify(fresh)
            os.chmod(fresh, 0o755)
            if target.exists():
                os.rename(target, old)
            os.rename(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ModelError(
            f"{target} cannot be written: {error}. Run this in a checkout that you may write to."
        ) from error
    return target
