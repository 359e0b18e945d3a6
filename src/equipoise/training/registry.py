"""The registry: whole, unchanging version folders and one small pointer a model that says which is in use.

::

    model-registry/
      versions/VERSION/              written elsewhere, renamed into place once, never changed
        version.json                 configuration, data, libraries, commit, SHA-256 of every file beside it
        metrics.json  run.log
        fast/  accurate/             a model folder each, with its card and pictures
      fast/current                   {"version": VERSION, "before": [...]}
      accurate/current
      history.jsonl                  promotions and rollbacks

Promotion replaces the pointer by one rename. A reader opens the pointer once and then a folder that never
changes: it sees the old model or the new one, never half of each, and a process killed in mid promotion
leaves the old.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from equipoise.errors import ModelError
from equipoise.files import write_whole
from equipoise.storage import POINTER, sha256, verify

__all__ = ["Registry", "now"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Registry:
    """Versions of models in a folder; nothing is read or made until asked for.

    Parameters
    ----------
    folder : path
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self._versions = self.folder / "versions"

    def versions(self) -> list[str]:
        """Names of the versions, newest first."""
        found = self._versions.glob("*/version.json")
        return sorted(
            (path.parent.name for path in found if not path.parent.name.startswith(".")), reverse=True
        )

    def path(self, version: str, name: str = "") -> Path:
        """The folder of a version, or of one of its models.

        Raises
        ------
        ModelError
            No such version or model.
        """
        folder = self._versions / version
        if not _NAME.fullmatch(version) or not (folder / "version.json").is_file():
            known = ", ".join(self.versions()[:5]) or "none yet; make one with `equipoise train`"
            raise ModelError(f"{self.folder} holds no version {version!r}; it holds {known}.")
        if name and not (folder / name / "manifest.json").is_file():
            raise ModelError(
                f"version {version} holds no model {name!r}; it holds {', '.join(self.models(version))}."
            )
        return folder / name if name else folder

    def read(self, version: str) -> dict:
        """What version.json says."""
        path = self.path(version) / "version.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            found["files"].items()
            return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                f"{path} cannot be read: {error}. Train again, or restore the folder."
            ) from error

    def models(self, version: str) -> list[str]:
        """The models that a version holds."""
        return sorted(path.parent.name for path in (self._versions / version).glob("*/manifest.json"))

    def taken(self, version: str) -> bool:
        """True where a version of this name is there or is being made."""
        return (self._versions / version).exists() or self._staging(version).exists()

    @contextlib.contextmanager
    def stage(self, version: str) -> Iterator[Path]:
        """A folder to write a version into; renamed into place, with version.json, when the block ends well.

        The block writes ``version.json`` without ``files``; they are hashed and added here.
        """
        if not _NAME.fullmatch(version) or (self._versions / version).exists():
            raise ModelError(
                f"{version!r} is no name for a new version, or is there already in {self.folder}."
            )
        self._versions.mkdir(parents=True, exist_ok=True)
        staging = self._staging(version)
        try:
            staging.mkdir()  # two runs of one second would meet at the end, when the work of one is lost
        except FileExistsError:
            raise ModelError(
                f"{version!r} is being made by another run, or one was killed at it; start again for another name."
            ) from None
        try:
            yield staging
            about = staging / "version.json"
            told = json.loads(about.read_text(encoding="utf-8"))
            files = sorted(p for p in staging.rglob("*") if p.is_file() and p != about)
            told["files"] = {p.relative_to(staging).as_posix(): sha256(p) for p in files}
            about.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
            for path in (*files, about):
                _to_disk(path)
            os.rename(staging, self._versions / version)
            _to_disk(self._versions)
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _staging(self, version: str) -> Path:
        return self._versions / f".staging-{version}"

    def current(self, name: str) -> str | None:
        """The promoted version of a model; None where none was promoted, and the package's own is in use."""
        pointer = self._pointer(name)
        return pointer["version"] if pointer else None

    def promote(self, name: str, version: str, note: str = "") -> None:
        """Point `name` to `version`, once that verifies.

        Raises
        ------
        ModelError
            No such version, it does not verify, or another promotion is going on.
        """
        self.path(version, name)
        self.verify(version)
        with self._lock():
            pointer = self._pointer(name)
            if pointer and pointer["version"] == version:
                return
            before = [*pointer["before"], pointer["version"]] if pointer else []
            self._point(name, {"version": version, "before": before})
            self._remember("promote", name, version, before[-1] if before else None, note)

    def rollback(self, name: str) -> str | None:
        """Point `name` to the version before; return it, or None where the package's own model is in use
        again.

        Raises
        ------
        ModelError
            Nothing was promoted, or the version before does not verify.
        """
        with self._lock():
            pointer = self._pointer(name)
            if not pointer:
                raise ModelError(
                    f"{self.folder} has promoted no version of {name!r}; there is nothing to roll back."
                )
            left = pointer["version"]
            if not pointer["before"]:
                (self.folder / name / POINTER).unlink()
                _to_disk(self.folder / name)
                self._remember("rollback", name, None, left)
                return None
            *before, version = pointer["before"]
            self.verify(version)
            self._point(name, {"version": version, "before": before})
            self._remember("rollback", name, version, left)
            return version

    def verify(self, version: str) -> dict:
        """Check every file of a version against its hash, and each model against its manifest; return
        version.json.

        Raises
        ------
        ModelError
            A file is missing, changed or was added.
        """
        folder, told = self.path(version), self.read(version)
        for name, expected in told["files"].items():
            path = folder / name
            if not path.is_file():
                raise ModelError(f"{path} is missing though version.json lists it; do not use this version.")
            if sha256(path) != expected:
                raise ModelError(f"{path} was changed after it was written; do not use this version.")
        there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {
            "version.json"
        }
        if added := sorted(there - set(told["files"])):
            raise ModelError(f"{folder / added[0]} was added after the version was written; remove it.")
        for name in self.models(version):
            verify(folder / name)
        return told

    def _pointer(self, name: str) -> dict | None:
        path = self.folder / name / POINTER
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return {"version": str(found["version"]), "before": [str(v) for v in found["before"]]}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} cannot be read: {error}. Delete it and promote a version again with "
                "`equipoise models promote`."
            ) from error

    def _point(self, name: str, pointer: dict) -> None:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        # the rename in it is the one step that promotes
        write_whole(folder / POINTER, json.dumps(pointer).encode(), sync_folder=False)
        _to_disk(folder)

    def _remember(self, action: str, name: str, version, before, note: str = "") -> None:
        row = {
            "time": now(),
            "action": action,
            "model": name,
            "version": version,
            "before": before,
            "note": note,
        }
        with open(self.folder / "history.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    @contextlib.contextmanager
    def _lock(self):
        """One promotion at a time; the lock goes when its process does."""
        try:
            import fcntl
        except ImportError:  # no such locks on Windows: the rename is atomic there as well
            yield
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / ".lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ModelError(
                    f"{self.folder}: another promotion is going on; try again when it is done."
                ) from error
            yield


def _to_disk(path: Path) -> None:
    """Ask the system to write a file or folder out, so that a loss of power keeps the order of steps."""
    with contextlib.suppress(OSError):  # not every file system lets a folder be synced
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
