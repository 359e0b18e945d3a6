"""Titles and dates: taken where they are clearly meant, left alone where they are not."""

from __future__ import annotations

import datetime
import re

__all__ = ["parse_date", "split_title"]

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DATE_LINE = re.compile(r"(?:(?:date|published|posted)\s*:?\s*)?(?:on\s+)?(?:\w+day,?\s+)?(.{8,30})", re.I)
#: A headline is short; a line longer than this is prose.
_MAX_TITLE = 140


def parse_date(text: str) -> datetime.date | None:
    """The date in "2021-06-03T10:00:00Z", "3 June 2021" or "June 3, 2021"; None for anything else.

    Figures such as 03/06/2021 are left alone: they mean two days.
    """
    text = text.strip()
    try:
        if found := _ISO.match(text):
            return datetime.date(*map(int, found.groups()))
        if (found := _DAY_FIRST.match(text)) and found[2][:3].lower() in _MONTHS:
            return datetime.date(int(found[3]), _MONTHS[found[2][:3].lower()], int(found[1]))
        if (found := _MONTH_FIRST.match(text)) and found[1][:3].lower() in _MONTHS:
            return datetime.date(int(found[3]), _MONTHS[found[1][:3].lower()], int(found[2]))
    except ValueError:
        return None
    return None


def split_title(text: str) -> tuple[str, datetime.date | None, str]:
    """(title, date, rest): the first line where it is clearly a title, and a date line of its own after it.

    Clearly a title: the first of several lines, followed by a blank line, at most 140 code points and 22
    words, shorter than what follows, and not ending like a sentence of the text (a full stop, a comma, a
    semicolon).
    """
    body = text.lstrip()
    first, _, rest = body.partition("\n")
    first = first.strip()
    title = ""
    after = rest.lstrip(" \t\r\f\v")
    if (
        first
        and after.startswith("\n")
        and len(first) <= _MAX_TITLE
        and len(first.split()) <= 22
        and len(after.strip()) > len(first)
        and (not first.endswith((".", ",", ";", "-")) or first.endswith("..."))
        and any(c.isalpha() for c in first)
    ):
        title, body = first.lstrip("# ").strip(), after.lstrip()
    line, _, rest = body.partition("\n")
    found = _DATE_LINE.fullmatch(line.strip()) if rest.strip() and len(line) <= 45 else None
    date = parse_date(found[1]) if found else None
    return title, date, rest.lstrip() if date else body
