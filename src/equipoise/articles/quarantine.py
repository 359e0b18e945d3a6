"""What could not be read: kept with its place and its reason, never dropped."""

from __future__ import annotations

import os
from dataclasses import dataclass

from equipoise.errors import InputError

__all__ = ["Quarantined", "printable", "quarantined", "unknown"]

#: A message may quote the input; one that quotes megabytes of it helps nobody.
MAX_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One input that is no article, and why.

    source
        Path or address of the file or dataset.
    place
        Where inside it: "line 12", "row 3", "rows 100-199"; "" for the whole file.
    reason
        One short word for machines: "missing", "encoding", "truncated", "oversized", ...
    message
        Value, rule and remedy for a person.
    id
        The article's id, where it could still be read.
    n_articles
        How many articles are lost with it; None where that cannot be known (the rest of a truncated file).
    """

    source: str
    place: str
    reason: str
    message: str
    id: str = ""
    n_articles: int | None = 1


def quarantined(
    source, error: Exception, place: str = "", id: str = "", n_articles: int | None = 1
) -> Quarantined:
    """A `Quarantined` from the error that was met; an error nobody foresaw keeps its type's name."""
    if isinstance(error, InputError):
        reason, message = error.reason, str(error)
    else:
        reason, message = "error", f"{type(error).__name__}: {error}"
    message = printable(message)
    if len(message) > MAX_MESSAGE:
        message = message[: MAX_MESSAGE - 1] + "…"
    return Quarantined(printable(source), place, reason, message, printable(id), n_articles)


def unknown(error: InputError) -> int | None:
    """How many articles are lost with the rest of a collection: none of an empty one, else nobody knows."""
    return 0 if error.reason == "empty" else None


def printable(text) -> str:
    """`text` without lone surrogates: bytes of a file name that are no UTF-8 stand as ``\\xff``."""
    return os.fsencode(text).decode("utf-8", "backslashreplace") if _is_path(text) else _valid(str(text))


def _is_path(text) -> bool:
    try:
        os.fsencode(text)
    except (UnicodeEncodeError, TypeError):  # a surrogate that no file name holds
        return False
    return True


def _valid(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
