"""Which column holds the text, the title, the date and the id; rows -> articles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from equipoise.articles.metadata import parse_date
from equipoise.articles.reading import article_from_text
from equipoise.errors import InputError
from equipoise.types import Article, as_date

__all__ = ["Columns", "article_from_row"]

#: What the columns are commonly called, most telling first.
_COMMON = {
    "text": (
        "text", "article_text", "full_text", "fulltext", "body", "article_body", "maintext", "content", "article",
        "story",
    ),
    "title": ("title", "headline", "head", "article_title", "heading"),
    "date": (
        "date", "published", "publication_date", "published_at", "published_date", "publish_date",
        "date_published", "date_publish", "pub_date", "pubdate", "datetime", "timestamp",
    ),
    "id": ("id", "article_id", "doc_id", "docid", "document_id", "uid", "uuid", "guid", "url", "link"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns; None is guessed where it is obvious (`resolve`)."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    id: str | None = None

    def resolve(self, present: Iterable[str], name: str) -> Columns:
        """The same with every None guessed from the columns that are `present`, "" where there is none.

        Raises
        ------
        InputError
            No column of text, or one that was named is not there; reason "columns".
        """
        present = [c for c in present if isinstance(c, str)]
        by_lower = {c.strip().lower(): c for c in reversed(present)}
        found = {}
        for role, common in _COMMON.items():
            asked = getattr(self, role)
            if asked:
                if asked not in present:
                    raise InputError(
                        f"{name} has no column {asked!r}; it has {_listed(present)}. Name the {role} with "
                        f"--{role}-column, or {role}=... in Python.",
                        reason="columns",
                    )
                found[role] = asked
            else:
                found[role] = next((by_lower[c] for c in common if c in by_lower), "")
        if not found["text"]:
            raise InputError(
                f"{name} has no column that is plainly the text; it has {_listed(present)}. "
                "Name it with --text-column, or text=... in Python.",
                reason="columns",
            )
        return Columns(**found)


def article_from_row(row: Mapping, columns: Columns, id: str, source: str, name: str) -> Article:
    """One row -> an Article; `columns` resolved, `id` for a row without one.

    Raises
    ------
    InputError
        reason "empty", "oversized" or "type".
    """
    text = row.get(columns.text)
    if text is None or (isinstance(text, float) and text != text):
        raise InputError(
            f"{name} has nothing under {columns.text!r}. Give every article a text.", reason="empty"
        )
    if not isinstance(text, str):
        raise InputError(
            f"{name} has a {type(text).__name__} under {columns.text!r}; an article's text is a string.",
            reason="type",
        )
    own = row.get(columns.id) if columns.id else None
    title = row.get(columns.title) if columns.title else None
    made = article_from_text(
        text,
        id=_plain(own) or id,
        # where there is a column of titles, the first line of a text is no title
        title=_plain(title) if columns.title else None,
        date=_date(row.get(columns.date)) if columns.date else None,
        source=source,
    )
    return replace(made, title=made.title[:1000])


def _plain(value) -> str:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").strip()
    if isinstance(value, bool) or value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float | datetime.date) else ""


def _date(value) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return as_date(value)
    text = _plain(value)
    if len(text) == 8 and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return parse_date(text) if text else None


def _listed(present: list[str]) -> str:
    shown = ", ".join(repr(c[:40]) for c in present[:12])
    return (shown or "none") + (", …" if len(present) > 12 else "")
