"""CSV and TSV -> articles, one a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from equipoise.articles.columns import Columns, article_from_row
from equipoise.articles.compressed import blocks, lines
from equipoise.articles.quarantine import Quarantined, quarantined, unknown
from equipoise.articles.reading import MAX_BYTES
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["from_csv"]

#: How bytes that are no UTF-8 come out of "surrogateescape".
_NO_UTF8 = re.compile("[\udc80-\udcff]")
#: What ends a file, not only a row.
_OF_THE_FILE = ("truncated", "corrupt", "bomb", "unreadable", "missing", "loop")


def from_csv(
    path: str, columns: Columns, meter=None, delimiter: str | None = None
) -> Iterator[Article | Quarantined]:
    """One article a row, columns named in the first; comma, semicolon or tab, by the first line.

    A row that breaks CSV's rules (RFC 4180) is quarantined with the lines it took; reading goes on after it.
    """
    name = Path(path).name
    if csv.field_size_limit() < 2 * MAX_BYTES:
        csv.field_size_limit(2 * MAX_BYTES)
    number = 0
    try:
        feed = _TextLines(lines(blocks(path, meter)), name)
        header, delimiter = _header(feed, name, delimiter)
        chosen = columns.resolve(header, name)
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        while True:
            first = feed.number + 1
            try:
                cells = next(reader, None)
                if cells is None:
                    break
                if not cells:
                    continue
                number += 1
                place = f"row {number} (line {first})"
                row = _checked(cells, header, f"{name}, {place}")
                yield article_from_row(
                    row, chosen, f"{name}:{number}", f"{path}#{number}", f"{name}, {place}"
                )
            except csv.Error as error:
                number += 1
                place = f"row {number} (lines {first}-{feed.number})"
                yield quarantined(
                    path, InputError(f"{name}, {place}: {error}. Mend the quoting.", "csv"), place
                )
            except InputError as error:
                if error.reason in _OF_THE_FILE:
                    raise
                if error is feed.met:  # raised while the row was being put together, before it was counted
                    feed.met = None
                    number += 1
                    place = f"row {number} (line {feed.number})"
                yield quarantined(path, error, place)
        if not number:
            raise InputError(f"{path} holds no row below its header.", reason="empty")
    except InputError as error:
        yield quarantined(path, error, f"after row {number}" if number else "", n_articles=unknown(error))


def _header(feed: _TextLines, name: str, delimiter: str | None) -> tuple[list[str], str]:
    head = next(feed, None)
    if head is None:
        raise InputError(f"{name} is empty. Give a first line with the columns' names.", reason="empty")
    if "\x00" in head or _NO_UTF8.search(head):
        raise InputError(f"the header of {name} is no UTF-8. Convert the file with iconv.", reason="encoding")
    delimiter = delimiter or max(",;\t", key=head.count)
    try:
        cells = next(csv.reader([head.removeprefix("\ufeff")], delimiter=delimiter), [])
    except csv.Error as error:
        raise InputError(f"the header of {name} is no CSV: {error}.", reason="csv") from None
    return [cell.strip() for cell in cells], delimiter


def _checked(cells: list[str], header: list[str], name: str) -> dict[str, str]:
    if len(cells) != len(header):
        raise InputError(
            f"{name} has {len(cells)} cells, the header {len(header)}. Quote cells that hold the delimiter, quotation "
            "marks or line breaks.",
            reason="csv",
        )
    if any(map(_NO_UTF8.search, cells)):
        raise InputError(f"{name} is no UTF-8. Convert the file with iconv.", reason="encoding")
    return dict(zip(header, cells))


class _TextLines:
    """Lines for the csv module, bytes that are no UTF-8 kept as surrogates, so that the row can be told."""

    def __init__(self, numbered, name: str):
        self._numbered = numbered
        self._name = name
        self.number = 0
        self.met: InputError | None = None

    def __iter__(self):
        return self

    def __next__(self) -> str:
        self.number, line = next(self._numbered)
        if line is None:
            self.met = InputError(
                f"{self._name}, line {self.number} is longer than any article. Split it.", "oversized"
            )
            raise self.met
        return line.decode("utf-8", "surrogateescape") + "\n"
