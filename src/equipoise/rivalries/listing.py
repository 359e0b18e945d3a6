"""The dated list of rivalries (`data/rivalries.tsv`) and its reader."""

from __future__ import annotations

import csv
import datetime
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from equipoise.errors import InputError

__all__ = ["ListedRivalry", "RivalryList", "key"]


@dataclass(frozen=True, slots=True)
class ListedRivalry:
    """One spell of a rivalry (a < b by code); `end` None while it lasts."""

    a: str
    b: str
    start: datetime.date | None
    end: datetime.date | None
    kind: str = ""
    scholarship: str = ""
    note: str = ""

    def in_force(self, date: datetime.date | None) -> bool:
        """True on `date`; without a date, True while it has no end."""
        if date is None:
            return self.end is None
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)

    @property
    def years(self) -> str:
        """ "1947-" or "1948-1979"."""
        return f"{self.start.year if self.start else ''}-{self.end.year if self.end else ''}"


class RivalryList:
    """Dated rivalries and the user's own.

    Parameters
    ----------
    spells : iterable of ListedRivalry
    user : iterable of (code, code)
        Pairs that are rivals whatever the text says.
    """

    def __init__(self, spells: Iterable[ListedRivalry] = (), user: Iterable[tuple[str, str]] = ()):
        self.spells = tuple(spells)
        self.user = frozenset(key(a, b) for a, b in user)
        self._by_pair: dict[tuple[str, str], list[ListedRivalry]] = {}
        for spell in self.spells:
            self._by_pair.setdefault((spell.a, spell.b), []).append(spell)

    @classmethod
    def load(cls, user=None) -> RivalryList:
        """The list of the package, with the user's rivalries on top.

        Parameters
        ----------
        user : path, list of (code, code) or None
            A TSV file with the columns ``a``, ``b`` and, if they are known, ``start``, ``end``, ``kind``,
            ``note``; or pairs of codes. A pair without dates always holds; one with dates holds between them.

        Raises
        ------
        InputError
            A file that cannot be read, or a row that names no two different codes.
        """
        spells = _shipped()
        if user is None:
            return cls(spells)
        if isinstance(user, str | Path):
            try:
                text = Path(user).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(
                    f"{user} cannot be read as a list of rivalries: {error}. Give a UTF-8 TSV file with "
                    f"the columns a and b."
                ) from error
            rows = _read(text.splitlines(), str(user))
            undated = [(r.a, r.b) for r in rows if r.start is None and r.end is None]
            return cls((*spells, *(r for r in rows if r.start or r.end)), undated)
        pairs = [tuple(pair) for pair in user]
        for pair in pairs:
            if len(pair) != 2 or pair[0] == pair[1] or not all(isinstance(c, str) and c for c in pair):
                raise InputError(
                    f"rivals holds {pair!r}; give pairs of two different actor codes, such as ('IND', 'PAK')."
                )
        return cls(spells, pairs)

    def in_force(self, a: str, b: str, date: datetime.date | int | None = None) -> ListedRivalry | None:
        """The spell that holds between `a` and `b` on `date` (a date, or a year taken at its middle), or
        None."""
        date = _as_date(date)
        return next((s for s in self._by_pair.get(key(a, b), ()) if s.in_force(date)), None)

    def on(self, date: datetime.date | int | None = None) -> list[ListedRivalry]:
        """Every rivalry in force on `date`."""
        date = _as_date(date)
        return [spell for spell in self.spells if spell.in_force(date)]

    def of(self, code: str, date: datetime.date | int | None = None) -> list[ListedRivalry]:
        """The rivalries of one actor in force on `date`."""
        return [spell for spell in self.on(date) if code in (spell.a, spell.b)]

    def __len__(self) -> int:
        return len(self.spells) + len(self.user)


def key(a: str, b: str) -> tuple[str, str]:
    """The two codes in order: a rivalry has no direction."""
    return (a, b) if a < b else (b, a)


def _as_date(date) -> datetime.date | None:
    return datetime.date(date, 7, 1) if isinstance(date, int) else date


@functools.cache
def _shipped() -> tuple[ListedRivalry, ...]:
    text = resources.files("equipoise").joinpath("data/rivalries.tsv").read_text(encoding="utf-8")
    return tuple(_read(text.splitlines(), "data/rivalries.tsv"))


def _read(lines: Sequence[str], name: str) -> list[ListedRivalry]:
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"a", "b"} <= set(reader.fieldnames or ()):
        raise InputError(
            f"{name} has the columns {reader.fieldnames}; a list of rivalries needs a and b, tab-separated."
        )
    out = []
    for number, row in enumerate(reader, 2):
        a, b = (row["a"] or "").strip(), (row["b"] or "").strip()
        if not a or not b or a == b:
            raise InputError(
                f"{name}:{number} names {a!r} and {b!r}; a rivalry needs two different actor codes."
            )
        start, end = (
            _date(row.get("start"), False, f"{name}:{number}"),
            _date(row.get("end"), True, f"{name}:{number}"),
        )
        a, b = key(a, b)
        out.append(
            ListedRivalry(
                a,
                b,
                start,
                end,
                (row.get("kind") or "").strip(),
                (row.get("scholarship") or "").strip(),
                (row.get("note") or "").strip(),
            )
        )
    return out


def _date(value: str | None, last: bool, place: str) -> datetime.date | None:
    """YYYY, YYYY-MM or YYYY-MM-DD; an end is taken at its last day."""
    value = (value or "").strip()
    if not value:
        return None
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return datetime.date(*parts)
        year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12 if last else 1)
        if not last:
            return datetime.date(year, month, 1)
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return following - datetime.timedelta(days=1)
    except (ValueError, TypeError) as error:
        raise InputError(f"{place} has the date {value!r}; give YYYY, YYYY-MM or YYYY-MM-DD.") from error
