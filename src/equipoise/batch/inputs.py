"""What a caller in Python may hand to `score` -> a stream of articles and quarantined inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from equipoise.articles import Quarantined, iter_articles
from equipoise.articles.columns import Columns
from equipoise.articles.dataset_rows import from_rows
from equipoise.articles.quarantine import printable
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["items_of", "paths_of"]


def paths_of(articles) -> list[str] | None:
    """The inputs as strings where they are paths; None for what is already in memory."""
    if isinstance(articles, str | Path):
        return [str(articles)]
    if isinstance(articles, list | tuple) and articles and all(isinstance(a, str | Path) for a in articles):
        return [str(a) for a in articles]
    return None


def items_of(
    articles, columns: Columns, split: str | None = None, meter=None
) -> Iterator[Article | Quarantined]:
    """The stream behind `articles`: paths, a pandas frame, a dataset, or any iterable of articles and mappings.

    Raises
    ------
    InputError
        An input that does not exist, or a frame without a column of text.
    """
    paths = paths_of(articles)
    if paths is not None:
        read = iter_articles(
            paths,
            text=columns.text,
            title=columns.title,
            date=columns.date,
            id=columns.id,
            split=split,
            meter=meter,
        )
    elif isinstance(articles, Article | dict):
        raise InputError(f"articles is one {type(articles).__name__}; give a list of them.", reason="usage")
    elif hasattr(articles, "itertuples"):
        read = _frame(articles, columns)
    elif isinstance(articles, Iterable):
        read = _mixed(articles, columns)
    else:
        raise InputError(
            f"articles is a {type(articles).__name__}; give paths, a pandas frame, a dataset, or an iterable of "
            "Article or of mappings with a text.",
            reason="usage",
        )
    return map(_printable, read)


def _frame(frame, columns: Columns) -> Iterator[Article | Quarantined]:
    names = [str(c) for c in frame.columns]
    chosen = columns.resolve(names, "the frame")
    rows = (dict(zip(names, values)) for values in frame.itertuples(index=False, name=None))
    return from_rows(rows, "frame", chosen)


def _mixed(articles: Iterable, columns: Columns) -> Iterator[Article | Quarantined]:
    """Articles as they are; mappings and datasets' rows by their columns."""
    iterator = iter(articles)
    first = next(iterator, None)
    if first is None:
        return
    rest = chain([first], iterator)
    if isinstance(first, Article | Quarantined):
        for number, item in enumerate(rest, 1):
            if isinstance(item, Article | Quarantined):
                yield item
            else:
                yield from from_rows([item], f"articles:{number}", columns)
    elif isinstance(first, str | Path):
        for item in rest:
            yield from iter_articles(
                item, text=columns.text, title=columns.title, date=columns.date, id=columns.id
            )
    else:
        yield from from_rows(rest, "articles", columns)


def _printable(item: Article | Quarantined) -> Article | Quarantined:
    """Ids and texts of the caller's own that no file could hold, made such that one can."""
    if isinstance(item, Quarantined):
        return item
    try:
        for text in (item.id, item.source, item.title, item.text):
            text.encode("utf-8")
    except UnicodeEncodeError:
        text = item.text.encode("utf-8", "replace").decode("utf-8")
        return replace(
            item, id=printable(item.id), source=printable(item.source), title=printable(item.title), text=text
        )
    return item
