"""Many inputs -> a stream of articles, and of what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from equipoise.articles.columns import Columns
from equipoise.articles.compressed import COMPRESSED, blocks, inner_suffix, lines
from equipoise.articles.csv_rows import from_csv
from equipoise.articles.dataset_rows import is_saved, open_dataset
from equipoise.articles.json_lines import from_json_lines, json_rows
from equipoise.articles.parquet_rows import from_parquet
from equipoise.articles.quarantine import Quarantined, printable, quarantined
from equipoise.articles.reading import MAX_BYTES, article_from_bytes, read_article
from equipoise.articles.walking import Found, check, expand
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["HUB", "iter_articles"]

#: What an input begins with that is a Hugging Face dataset.
HUB = "hf:"
_JSON_LINES = {".jsonl", ".ndjson", ".jl"}
_TABLES = {".csv": None, ".tsv": "\t"}
_PARQUET = {".parquet", ".pq"}


def iter_articles(
    inputs: str | Path | Iterable[str | Path],
    *,
    text: str | None = None,
    title: str | None = None,
    date: str | None = None,
    id: str | None = None,
    split: str | None = None,
    meter=None,
) -> Iterator[Article | Quarantined]:
    """Read articles from many inputs as a stream; what cannot be read comes as `Quarantined`, in its place.

    Parameters
    ----------
    inputs : path or sequence of paths
        Files (text, Markdown, HTML, JSON with a "text"; JSON Lines, CSV, TSV and Parquet with an article a row;
        any of them but Parquet with .gz or .zst after the name), folders, glob patterns, "-" for standard input,
        folders written by ``Dataset.save_to_disk``, and ``hf:OWNER/NAME[:CONFIGURATION]`` for a dataset on the
        Hugging Face hub.
    text, title, date, id : str, optional
        Columns of collections; guessed when they are called as usual ("text", "headline", "published", "url").
    split : str, optional
        Split of a dataset; default all.
    meter : callable, optional
        Called with the number of bytes that were read, for a bar of progress.

    Yields
    ------
    Article or Quarantined
        Each input unit (a file, a line, a row) exactly once, in an order that is the same every time: as given,
        and by name inside a folder. An article from a file is called by its path, one from a row by its id or
        ``file:row``; `Article.source` is ``path`` or ``path#row``.

    Raises
    ------
    InputError
        At once: an input that was named does not exist. What goes wrong behind it never raises.

    Examples
    --------
    >>> import equipoise
    >>> found = list(equipoise.iter_articles("labels/articles/text"))
    >>> found[0].id
    'aa01_lima_two_guests.txt'
    """
    columns = Columns(text, title, date, id)
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    streams = [_open(str(one), columns, split, meter) for one in given]
    return chain.from_iterable(streams)


def _open(one: str, columns: Columns, split: str | None, meter) -> Iterator[Article | Quarantined]:
    if one == "-":
        return _standard_input(columns)
    if one.startswith(HUB):
        return open_dataset(one.removeprefix(HUB), columns, split)
    if is_saved(one):
        return open_dataset(one, columns, split)
    check(one)
    return _files(one, columns, meter)


def _files(one: str, columns: Columns, meter) -> Iterator[Article | Quarantined]:
    for found in expand(one):
        if isinstance(found, Quarantined):
            yield found
        else:
            yield from _from_file(found, columns, meter)


def _from_file(path: Found, columns: Columns, meter) -> Iterator[Article | Quarantined]:
    suffix = inner_suffix(Path(path))
    try:
        if suffix in _JSON_LINES:
            yield from from_json_lines(path, columns, meter)
        elif suffix in _TABLES:
            yield from from_csv(path, columns, meter, _TABLES[suffix])
        elif suffix in _PARQUET:
            yield from from_parquet(path, columns, meter)
        else:
            yield replace(_one(path, meter), id=printable(path.name), source=printable(path))
    except InputError as error:
        yield quarantined(path, error, id=path.name)
    except Exception as error:  # a parser's own fault must not end the stream
        yield quarantined(path, error, id=path.name, n_articles=None)


def _one(path: Found, meter) -> Article:
    if Path(path).suffix.lower() in COMPRESSED:
        data = b""
        for block in blocks(path, meter):
            data += block
            if len(data) > MAX_BYTES:
                break
        return article_from_bytes(data, id=path.name, source=str(Path(path).with_suffix("")))
    made = read_article(path)
    if meter:
        meter(len(made.text))
    return made


def _standard_input(columns: Columns) -> Iterator[Article | Quarantined]:
    """JSON Lines where the first line is a JSON object, else one article."""
    import json

    numbered = lines(blocks("-"))
    first = next(numbered, None)
    if first and first[1]:
        try:
            is_lines = isinstance(json.loads(first[1].removeprefix(b"\xef\xbb\xbf")), dict)
        except (ValueError, RecursionError):
            is_lines = False
        if is_lines:
            yield from json_rows(chain([first], numbered), "-", columns)
            return
    data = bytearray()
    for _, line in chain([first] if first else [], numbered):
        data += b" " * (MAX_BYTES + 1) if line is None else line + b"\n"
        if len(data) > MAX_BYTES:
            break
    try:
        yield article_from_bytes(bytes(data), id="stdin", source="-")
    except InputError as error:
        yield quarantined("-", error)
