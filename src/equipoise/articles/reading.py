"""One article from a file, from standard input, or from a string."""

from __future__ import annotations

import datetime
import json
import re
import sys
from pathlib import Path

from equipoise.articles.decoding import decode
from equipoise.articles.html import looks_like_html, read_html
from equipoise.articles.markdown import read_markdown
from equipoise.articles.metadata import parse_date, split_title
from equipoise.errors import InputError
from equipoise.types import Article

__all__ = ["MAX_BYTES", "article_from_bytes", "article_from_text", "read_article"]

#: Ten million bytes are some forty novels: no article, and too much for one report.
MAX_BYTES = 10_000_000
_SURROGATES = re.compile("[\ud800-\udfff]")
_DATE_IN_NAME = re.compile(r"(?:^|[^0-9])(\d{4}-\d{2}-\d{2})(?:[^0-9]|$)")


def read_article(path) -> Article:
    """Read one article.

    Parameters
    ----------
    path : str or Path
        A text, Markdown or HTML file (known by content, the ending is a hint), a JSON file with a "text",
        or "-" for standard input.

    Returns
    -------
    Article
        Its id is the file's name without ending ("stdin" for standard input). A title line is kept in
        `title`, not in `text`; offsets count in `text`.

    Raises
    ------
    InputError
        `reason` is one of "missing", "directory", "unreadable", "oversized", "empty", "binary", "encoding".
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return article_from_bytes(data, id="stdin", source="-")
    path = Path(path)
    try:
        size = path.stat().st_size
        data = None if path.is_dir() or size > MAX_BYTES else _head(path)
    except FileNotFoundError:
        raise InputError(
            f"{path} does not exist. Give the path of an article, or - for standard input.", reason="missing"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"{str(path)!r} cannot be read: {error}. Check its name and permissions.") from error
    if path.is_dir():
        raise InputError(
            f"{path} is a folder, and this reads one article. Give a file, or for all of them: "
            f"equipoise report {path} -o OUT/",
            reason="directory",
        )
    if data is None:
        raise _oversized(str(path), size)
    return article_from_bytes(data, id=path.stem, source=str(path))


def article_from_bytes(data: bytes, id: str, source: str = "") -> Article:
    """`read_article` for bytes already at hand; the ending of `source` is a hint (".md", ".html", ".json").

    Raises
    ------
    InputError
    """
    name = {"-": "standard input"}.get(source, source or id)
    if len(data) > MAX_BYTES:
        raise _oversized(name, len(data))
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError(
            f"{name} is empty: it holds {len(data)} bytes and no text. Give an article.", reason="empty"
        )
    text = decode(data, name)
    ending = Path(source).suffix.lower()
    if ending == ".json":
        return _from_json(text, id, source)
    dated = _DATE_IN_NAME.search(Path(source).stem) if source else None
    return article_from_text(
        text,
        id=id,
        source=source,
        date=parse_date(dated[1]) if dated else None,
        form={
            ".md": "markdown",
            ".markdown": "markdown",
            ".html": "html",
            ".htm": "html",
            ".xhtml": "html",
        }.get(ending),
    )


def article_from_text(
    text: str,
    id: str = "text",
    *,
    title: str | None = None,
    date: datetime.date | str | None = None,
    source: str = "",
    form: str | None = None,
) -> Article:
    """An Article from a string, cleaned as a file's text is.

    Parameters
    ----------
    text : str
        Plain text, or HTML (recognised by its content), or Markdown where `form` says so.
    title, date : optional
        What the caller knows; else what the text says. ``title=""`` says that there is none: every line is
        text.
    form : "text", "html" or "markdown", optional

    Raises
    ------
    InputError
        `reason` "empty" or "oversized", or "binary" for no string.
    """
    name = source if source and source != "-" else id
    if not isinstance(text, str):
        raise InputError(
            f"{name}: the text is a {type(text).__name__}; an article's text is a string.", "binary"
        )
    if len(text) > MAX_BYTES:
        raise _oversized(name, len(text))
    # half a surrogate pair is no character: nothing could write it out again
    text = _SURROGATES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    own_title, own_date = "", None
    if form == "html" or (form is None and looks_like_html(text)):
        page = read_html(text)
        text, own_title, own_date = page.text, page.title, parse_date(page.date)
        what = "HTML without running text"
    elif form == "markdown":
        page = read_markdown(text)
        text, own_title, own_date = page.text, page.title, parse_date(page.date)
        what = "Markdown without running text"
    else:
        what = "no text"
        if title is None:
            own_title, own_date, text = split_title(text)
    text = text.strip("\n \t\x0b\x0c\ufeff")
    if not any(c.isalnum() for c in text):
        raise InputError(
            f"{name} is empty: it holds {what}. Give an article with at least one sentence.", reason="empty"
        )
    if isinstance(date, str):
        date = parse_date(date)
    return Article(
        id=str(id),
        text=text,
        title=own_title if title is None else title,
        date=date or own_date,
        source=source,
    )


def _from_json(text: str, id: str, source: str) -> Article:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f'{source} is no JSON: {error}. Give an object with a "text".') from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f'{source} holds no article: the rule is one JSON object with a string "text".')
    return article_from_text(
        row["text"],
        id=str(row.get("id") or id),
        title=str(row.get("title") or ""),
        date=str(row.get("date") or "") or None,
        source=source,
    )


def _head(path: Path) -> bytes:
    """At most one byte more than an article may hold: a pipe or a device has no size to ask for."""
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _oversized(name: str, size: int) -> InputError:
    return InputError(
        f"{name} holds {size:,} bytes or more; one article may hold {MAX_BYTES:,}. "
        "If it is a collection, split it into articles (JSON Lines is read by `equipoise score`).",
        reason="oversized",
    )
