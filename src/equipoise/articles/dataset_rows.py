"""Hugging Face datasets, and any rows that are mappings -> articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from equipoise.articles.columns import Columns, article_from_row
from equipoise.articles.quarantine import Quarantined, printable, quarantined
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["from_rows", "is_saved", "open_dataset"]


def is_saved(path: str) -> bool:
    """True for a folder that `Dataset.save_to_disk` or `DatasetDict.save_to_disk` wrote."""
    return any(os.path.isfile(os.path.join(path, name)) for name in ("state.json", "dataset_dict.json"))


def open_dataset(name: str, columns: Columns, split: str | None = None) -> Iterator[Article | Quarantined]:
    """A Hugging Face dataset: a name on the hub ("owner/name", "owner/name:configuration"), or a folder that
    `Dataset.save_to_disk` wrote; streamed, all splits in order unless `split` names one.

    Raises
    ------
    InputError
        At once: no such dataset or split.
    """
    import datasets

    try:
        if is_saved(name):
            loaded = datasets.load_from_disk(name)
        else:
            owner, _, configuration = name.partition(":")
            loaded = datasets.load_dataset(owner, configuration or None, streaming=True)
    except Exception as error:  # the library raises a dozen kinds
        raise InputError(
            f"{name} cannot be opened as a dataset: {type(error).__name__}: {error}. Write hf:OWNER/NAME or "
            "hf:OWNER/NAME:CONFIGURATION.",
            reason="dataset",
        ) from error
    parts = dict(loaded) if isinstance(loaded, dict) else {str(loaded.split or ""): loaded}
    if split is not None:
        if split not in parts:
            has = ", ".join(parts).strip(", ") or "none"
            raise InputError(f"dataset {name} has no split {split!r}; it has {has}.", reason="dataset")
        parts = {split: parts[split]}
    return _all_rows(parts, name, columns)


def _all_rows(parts: dict, name: str, columns: Columns):
    for part, rows in parts.items():
        yield from from_rows(rows, f"{name}/{part}" if part else name, columns)


def from_rows(rows: Iterable, source: str, columns: Columns) -> Iterator[Article | Quarantined]:
    """Mappings (the rows of a dataset, dicts of the caller) -> articles; `source` names them in ids."""
    name, number = printable(source), 0
    iterator = iter(rows)
    while True:
        try:
            row = next(iterator)
        except StopIteration:
            return
        except Exception as error:  # a stream that breaks off: the network, a corrupt shard
            yield quarantined(source, error, f"after row {number}", n_articles=None)
            return
        number += 1
        place = f"row {number}"
        try:
            if not hasattr(row, "get"):
                raise InputError(f"{name}, {place} is a {type(row).__name__}, not a mapping.", reason="type")
            chosen = columns.resolve(row, f"{name}, {place}")
            yield article_from_row(row, chosen, f"{name}:{number}", f"{source}#{number}", f"{name}, {place}")
        except InputError as error:
            yield quarantined(source, error, place)
