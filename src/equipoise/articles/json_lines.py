"""JSON Lines -> articles, one object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from equipoise.articles.columns import Columns, article_from_row
from equipoise.articles.compressed import blocks, lines
from equipoise.articles.quarantine import Quarantined, quarantined, unknown
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["from_json_lines", "json_rows"]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def from_json_lines(path: str, columns: Columns, meter=None) -> Iterator[Article | Quarantined]:
    """One JSON object a line; blank lines are passed over."""
    yield from json_rows(lines(blocks(path, meter)), path, columns)


def json_rows(
    numbered: Iterator[tuple[int, bytes | None]], path: str, columns: Columns
) -> Iterator[Article | Quarantined]:
    """`from_json_lines` of lines already at hand."""
    number = seen = 0
    name = Path(path).name if path != "-" else "stdin"
    try:
        for number, line in numbered:
            if number == 1 and line:
                if line.startswith(_UTF16):
                    raise InputError(
                        f"{path} is UTF-16; JSON Lines are UTF-8. Convert it with iconv.", "encoding"
                    )
                line = line.removeprefix(codecs.BOM_UTF8)
            if line is not None and not line.strip():
                continue
            seen += 1
            place = f"line {number}"
            try:
                row = _json_object(line, f"{name}, {place}")
                chosen = columns.resolve(row, f"{name}, {place}")
                yield article_from_row(
                    row, chosen, f"{name}:{number}", f"{path}#{number}", f"{name}, {place}"
                )
            except InputError as error:
                yield quarantined(path, error, place)
        if not seen:
            raise InputError(f"{path} is empty. Give one JSON object a line.", reason="empty")
    except InputError as error:  # of the file: what follows is lost
        yield quarantined(path, error, f"after line {number}" if number else "", n_articles=unknown(error))


def _json_object(line: bytes | None, name: str) -> dict:
    if line is None:
        raise InputError(f"{name} is longer than any article. Split it.", reason="oversized")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is no UTF-8 at byte {error.start}. Convert it with iconv.", "encoding"
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON: {error}. Give one object a line.", reason="json") from None
    if not isinstance(row, dict):
        raise InputError(f"{name} holds a {type(row).__name__}; give one JSON object a line.", reason="json")
    return row
