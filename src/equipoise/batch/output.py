"""The folder of a batch: files that appear whole or not at all, a manifest first, a receipt for each finished chunk.

::

    OUT/manifest.json            what was asked for, written before anything else
    OUT/pairs/part-000000.parquet, dyads/, strategies/, quarantine/, articles/
    OUT/receipts/000000.json     chunk 0 is finished: its fingerprint, counts and the sizes of its files
    OUT/summary.json             the sum of the receipts, written when all is done

Each file is written whole (`equipoise.files`). A chunk counts as finished when its receipt is there and all the files
that it lists are.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from equipoise.batch.formats import ENDINGS, encode
from equipoise.batch.tables import TABLES, Rows
from equipoise.errors import InputError
from equipoise.files import TEMPORARY, write_whole

__all__ = ["Output", "Target", "read_manifest"]

FORMAT = 1


def _write(path: Path, data: bytes) -> None:
    """`write_whole`, with a remedy for who runs a batch.

    Raises
    ------
    InputError
        reason "unwritable": a full disk, a folder without permission.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}. Make room or choose another -o; the same command "
            "then goes on where it stopped.",
            reason="unwritable",
        ) from error


@dataclass(frozen=True)
class Target:
    """Where a worker writes: what it needs to know of the folder, picklable.

    identity
        Hash of the manifest. A worker that outlived its run finds another one there, or none, and writes nothing.
    """

    folder: str
    format: str
    identity: str
    metadata: tuple[tuple[str, str], ...]

    def path(self, table: str, number: int) -> Path:
        """File of a table's part."""
        return Path(self.folder) / table / f"part-{number:06d}{ENDINGS[self.format]}"

    def commit(self, number: int, fingerprint: str, first: int, rows: Rows) -> dict:
        """Write the parts of a chunk, then its receipt, and return it."""
        files = {}
        for table in TABLES:
            data = encode(table, rows.columns[table], self.format, {**dict(self.metadata), "table": table})
            files[table] = (self.path(table, number), data)
        if read_manifest(Path(self.folder)).get("identity") != self.identity:
            raise InputError(f"{self.folder} was given to another run while this one worked.", reason="usage")
        for path, data in files.values():
            _write(path, data)
        receipt = {
            "fingerprint": fingerprint,
            "first": first,
            **rows.summary(),
            "files": {table: len(data) for table, (_, data) in files.items()},
        }
        _write(_receipt_path(self.folder, number), _json(receipt))
        return receipt


class Output:
    """The folder of a run, locked while it lasts.

    Parameters
    ----------
    folder : path
    manifest : dict
        Everything that decides what the output is: model, options, versions.
    restart : bool
        Throw away what an earlier run left, whatever it was asked for.

    Raises
    ------
    InputError
        The folder holds something else, was begun with other options, or is in use.
    """

    def __init__(self, folder, manifest: dict, restart: bool = False):
        self.folder = Path(folder)
        self.manifest = {"format": FORMAT, **manifest}
        self.identity = hashlib.blake2b(_json(self.manifest), digest_size=8).hexdigest()
        self._lock = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"{folder} cannot be made a folder: {error.strerror}. Give another -o.", reason="unwritable"
            ) from error
        self._take_lock()
        try:
            self._begin(restart)
        except BaseException:
            self.close()
            raise

    def target(self) -> Target:
        """What workers need to write here."""
        metadata = {
            "equipoise": self.manifest["equipoise"],
            "schema_version": self.manifest["schema_version"],
            **{
                f"model_{key}": str(self.manifest["model"].get(key, ""))
                for key in ("name", "version", "hash")
            },
        }
        return Target(
            str(self.folder), self.manifest["format_of_files"], self.identity, tuple(metadata.items())
        )

    def receipt(self, number: int) -> dict | None:
        """The receipt of a finished chunk; None where it is not finished."""
        try:
            receipt = json.loads(_receipt_path(self.folder, number).read_text(encoding="utf-8"))
            target = self.target()
            for table in TABLES:
                if os.path.getsize(target.path(table, number)) != receipt["files"][table]:
                    return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return receipt

    def numbers(self) -> list[int]:
        """Numbers of the chunks that have a receipt."""
        names = (path.stem for path in (self.folder / "receipts").glob("*.json"))
        return sorted(int(name) for name in names if name.isdigit())

    def finish(self, summary: dict) -> None:
        """Write the summary: the run is complete."""
        self._sweep()
        _write(self.folder / "summary.json", _json(summary))

    def close(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _begin(self, restart: bool) -> None:
        path = self.folder / "manifest.json"
        present = {p.name for p in self.folder.iterdir()} - {".lock"}
        ours = {*TABLES, "receipts", "manifest.json", "summary.json", ".model"}
        if path.is_file():
            if restart:
                self._clear()
            else:
                self._compare(read_manifest(self.folder))
        elif present - ours and not all(name.startswith(TEMPORARY) for name in present - ours):
            raise InputError(
                f"{self.folder} holds other files ({', '.join(sorted(present - ours)[:3])}) and is no output of "
                "`equipoise score`. Give an empty or new folder with -o.",
                reason="usage",
            )
        elif present & {*TABLES, "receipts"}:
            # the manifest is written first: without it these are no finished parts
            self._clear()
        for name in (*TABLES, "receipts"):
            (self.folder / name).mkdir(exist_ok=True)
        self._sweep()
        if not path.is_file():
            _write(path, _json({**self.manifest, "identity": self.identity}))

    def _sweep(self) -> None:
        """Take away what a killed process, the run before or a worker of this one, had not written to the end."""
        for folder in (self.folder, *(self.folder / name for name in (*TABLES, "receipts"))):
            for left in folder.glob(f"{TEMPORARY}*"):
                left.unlink(missing_ok=True)

    def _compare(self, found: dict) -> None:
        if not found:
            raise InputError(
                f"{self.folder}/manifest.json is damaged, so that what was finished there cannot be told. "
                "Start over with --restart.",
                reason="usage",
            )
        before, now = _flat(found), _flat({**self.manifest, "identity": self.identity})
        changed = [k for k in sorted({*before, *now}) if before.get(k) != now.get(k) and k != "identity"]
        if changed:
            said = "; ".join(f"{k} was {before.get(k)!r} and is {now.get(k)!r}" for k in changed[:4])
            raise InputError(
                f"{self.folder} was begun with something else: {said}. Run it as before, give another -o, or start "
                "over with --restart.",
                reason="changed",
            )

    def _clear(self) -> None:
        # the manifest goes first: a kill in between leaves parts that nothing vouches for
        (self.folder / "manifest.json").unlink(missing_ok=True)
        (self.folder / "summary.json").unlink(missing_ok=True)
        for name in ("receipts", *TABLES, ".model"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _take_lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows
            return
        try:
            self._lock = open(self.folder / ".lock", "a")  # noqa: SIM115
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise InputError(
                f"{self.folder} is being written by another run. Wait for it, or give another -o.",
                reason="usage",
            ) from None
        except OSError as error:
            if self._lock is None:
                raise InputError(
                    f"{self.folder} cannot be written: {error.strerror}. Give another -o.",
                    reason="unwritable",
                ) from error
            # a file system without locks: go on without


def read_manifest(folder) -> dict:
    """The manifest of an output folder, {} where it cannot be read."""
    try:
        found = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _receipt_path(folder, number: int) -> Path:
    return Path(folder) / "receipts" / f"{number:06d}.json"


def _json(data) -> bytes:
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=True) + "\n").encode("ascii")


def _flat(data: dict, before: str = "") -> dict:
    out = {}
    for key, value in data.items():
        if isinstance(value, dict):
            out.update(_flat(value, f"{before}{key}."))
        else:
            out[before + key] = value
    return out
