"""Inputs as a user writes them (files, folders, globs) -> paths of files, in an order that stays the same."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from equipoise.articles.quarantine import Quarantined, quarantined
from equipoise.errors import InputError

__all__ = ["Found", "check", "expand", "is_pattern"]

_LINK_LOOP = "is a symbolic link back to a folder above it; it is not followed. Remove it."


class Found(str):
    """A path, and the name its article goes by: relative to the folder in which it was found."""

    name: str

    def __new__(cls, path: str, name: str):
        made = super().__new__(cls, path)
        made.name = name
        return made


def is_pattern(text: str) -> bool:
    """True for a glob that is not the name of a file."""
    return glob.has_magic(text) and not os.path.lexists(text)


def check(given: str) -> None:
    """See that an input is there before anything is read.

    Raises
    ------
    InputError
        It does not exist, or its pattern fits nothing: more likely a slip than a bad article.
    """
    try:
        if is_pattern(given):
            if next(glob.iglob(given, recursive=True), None) is None:
                raise InputError(
                    f"{given!r} fits no file. Check the pattern, and quote it in a shell.", reason="missing"
                )
        elif not os.path.lexists(given):
            raise InputError(
                f"{given!r} does not exist. Give files, folders, quoted patterns, - for standard input, or "
                "hf:OWNER/NAME for a Hugging Face dataset.",
                reason="missing",
            )
    except InputError:
        raise
    except (OSError, ValueError) as error:  # a NUL in the name, a name too long
        raise InputError(f"{given!r} cannot be a path: {error}. Check its name.", reason="missing") from error


def expand(given: str) -> Iterator[Found | Quarantined]:
    """The files behind one input, sorted by name; what is no file comes as `Quarantined`.

    A folder is walked to its end; names that begin with a dot are left out, as the shell does. Links to folders
    are followed unless they lead back up.
    """
    if is_pattern(given):
        for path in sorted(glob.iglob(given, recursive=True), key=os.fsencode):
            if not os.path.isdir(path):
                yield Found(path, path)
            elif "**" not in given:  # a recursive pattern lists what is inside by itself
                yield from _walk(path, path)
    elif os.path.isdir(given):
        yield from _walk(given, given)
    else:
        yield Found(given, given)


def _walk(folder: str, root: str, above: tuple = ()) -> Iterator[Found | Quarantined]:
    try:
        here = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        yield quarantined(
            folder,
            InputError(
                f"the folder cannot be listed: {error.strerror}. Check its permissions.", "unreadable"
            ),
            n_articles=None,
        )
        return
    above = (*above, (here.st_dev, here.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = entry.path
        try:
            kind = os.stat(path)
        except OSError as error:
            loop = "Too many levels" in str(error.strerror)
            reason = "loop" if loop else "missing" if isinstance(error, FileNotFoundError) else "unreadable"
            yield quarantined(
                path, InputError(f"cannot be read: {error.strerror}. Check the file or link.", reason)
            )
            continue
        if stat.S_ISDIR(kind.st_mode):
            if (kind.st_dev, kind.st_ino) in above:
                yield quarantined(path, InputError(_LINK_LOOP, "loop"), n_articles=0)
            else:
                yield from _walk(path, root, above)
        elif stat.S_ISREG(kind.st_mode):
            yield Found(path, Path(path).relative_to(root).as_posix())
        else:  # opening a pipe would wait for ever
            yield quarantined(
                path, InputError("is a pipe, socket or device, not a file. Remove it.", "special")
            )
