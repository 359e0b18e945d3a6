"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

__all__ = ["TEMPORARY", "write_whole"]

#: How the names of files begin that are being written.
TEMPORARY = ".tmp-"


def write_whole(path: Path, data: bytes, sync_folder: bool = True) -> None:
    """Write a file that is there whole after this returns, and whole or not at all if the power fails before.

    It is written under another name in the same folder, flushed to the disk and renamed (Pillai et al. 2014 on what
    file systems promise). Without `sync_folder` the rename itself may be lost with the power, and the old file stays.

    Raises
    ------
    OSError
        A full disk, a folder without permission.
    """
    temporary = path.parent / f"{TEMPORARY}{uuid.uuid4().hex}"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    if sync_folder:
        _sync(path.parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, renames are logged
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
