"""The rows of the actor tables: what they hold and how a TSV file of them is read."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

from equipoise.errors import InputError

__all__ = ["COLUMNS", "RULES", "Actor", "Alias", "Leader", "Rows", "build", "read_tables"]

COLUMNS = {
    "actors": ("code", "kind", "name", "region", "start", "end", "members", "noun"),
    "aliases": ("code", "alias", "type", "rule", "note"),
    "not_actors": ("phrase", "reason"),
    "leaders": ("code", "name", "short", "variants", "office", "title", "start", "end", "common"),
    "against": ("alias", "words", "note"),
}
#: What the ``rule`` column of aliases.tsv may say (see `equipoise.actors.rules`).
RULES = frozenset(
    [
        "state_context",
        "not_before_surname",
        "upper_only",
        "plural_only",
        "article_needed",
        "org_context",
        "if_named",
        "if_agent",
    ]
) | {""}

#: "since 2021-08-15": the alias goes over to this actor on that day; "half KOR": a half of a divided country.
_WITH_MORE = re.compile(r"since \d{4}-\d\d-\d\d$|half [A-Z]+$")


@dataclass(frozen=True, slots=True)
class Actor:
    """One international actor: a state (standing or ended), an entity, a bloc or an armed group.

    `start` and `end` are None where the actor stands since ever or still stands; `members` are codes; `nouns`
    are what a writer may call it later ("kingdom", "island", "bloc").
    """

    code: str
    kind: str
    name: str
    region: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None
    members: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()

    def stood(self, date: datetime.date) -> bool:
        """True when the actor existed on `date`."""
        return (self.start is None or self.start <= date) and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor: its type, and the rule that its surroundings must pass ("" for none)."""

    code: str
    alias: str
    type: str
    rule: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of one person in one office.

    `short` is the name after a full mention; `common` says that it is too common to match without one.
    """

    code: str
    name: str
    short: str
    variants: tuple[str, ...]
    office: str
    title: str
    start: datetime.date | None
    end: datetime.date | None
    common: bool


@dataclass(slots=True)
class Rows:
    """Typed rows that are not yet held against each other: a code may be defined elsewhere."""

    actors: dict[str, Actor] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)
    not_actors: dict[str, str] = field(default_factory=dict)
    against: dict[str, frozenset[str]] = field(default_factory=dict)


def read_tables(path) -> dict[str, list[dict]]:
    """The rows of a TSV file by table ("actors", "aliases", "not_actors", "leaders"), as dicts of strings.

    Raises
    ------
    InputError
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read as an actor table: {error}. Give a UTF-8 TSV file."
        ) from error
    rows: dict[str, list[dict]] = {name: [] for name in COLUMNS}
    table, columns = "", []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        header = _header(cells)
        if header:
            table, columns = header, cells
        elif not table:
            raise InputError(
                f"{path}:{number}: the first row must hold the columns of one of the tables: "
                + "; ".join(f"{n}: {' '.join(c)}" for n, c in COLUMNS.items())
                + f". It holds {cells!r}."
            )
        elif len(cells) > len(columns):
            raise InputError(f"{path}:{number}: {len(cells)} cells under {len(columns)} columns: {line!r}.")
        else:
            row = dict(zip(columns, cells))
            row["_at"] = f"{path}:{number}"
            rows[table].append(row)
    return rows


def _header(cells: list[str]) -> str:
    for name, columns in COLUMNS.items():
        if cells[0] == columns[0] and len(cells) > 1 and cells[1] in columns and set(cells) <= set(columns):
            if name in ("actors", "leaders") and set(cells) <= {"code", "name", "start", "end"}:
                continue
            return name
    return ""


def build(rows: dict[str, list[dict]]) -> Rows:
    """The cells of `read_tables` as typed rows.

    Raises
    ------
    InputError
        An empty cell that must not be, an unknown rule, a date that is none; with the place in the file.
    """
    actors = {}
    for row in rows["actors"]:
        code = _cell(row, "code")
        actors[code] = Actor(
            code,
            _cell(row, "kind"),
            _cell(row, "name"),
            row.get("region", ""),
            _date(row, "start"),
            _date(row, "end", last=True),
            _list(row, "members"),
            _list(row, "noun"),
        )
    aliases = []
    for row in rows["aliases"]:
        rule = row.get("rule", "")
        if rule not in RULES and not _WITH_MORE.match(rule):
            raise InputError(
                f"{row['_at']}: the rule {rule!r} is unknown; it is one of "
                f"{', '.join(sorted(RULES)[1:])}, since YYYY-MM-DD or half CODE."
            )
        aliases.append(
            Alias(
                _cell(row, "code"), _cell(row, "alias"), row.get("type") or "name", rule, row.get("note", "")
            )
        )
    leaders = [
        Leader(
            _cell(row, "code"),
            _cell(row, "name"),
            row.get("short", ""),
            _list(row, "variants"),
            row.get("office", ""),
            row.get("title", ""),
            _date(row, "start"),
            _date(row, "end", last=True),
            row.get("common", "") in ("1", "true", "yes"),
        )
        for row in rows["leaders"]
    ]
    phrases = {_cell(row, "phrase"): row.get("reason", "") for row in rows["not_actors"]}
    against = {_cell(row, "alias"): frozenset(_cell(row, "words").lower().split()) for row in rows["against"]}
    return Rows(actors, aliases, leaders, phrases, against)


def _cell(row: dict, name: str) -> str:
    value = row.get(name, "")
    if not value:
        raise InputError(f"{row['_at']}: the column {name!r} is empty; every row needs it.")
    return value


def _list(row: dict, name: str) -> tuple[str, ...]:
    value = row.get(name, "")
    separator = ";" if ";" in value or name == "variants" else "," if "," in value or name == "noun" else None
    return tuple(part.strip() for part in value.split(separator) if part.strip())


def _date(row: dict, name: str, last: bool = False) -> datetime.date | None:
    value = row.get(name, "").strip()
    if not value or value in ("-", "present"):
        return None
    parts = value.split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12 if last else 1
        if len(parts) > 2:
            return datetime.date(year, month, int(parts[2]))
        if not last:
            return datetime.date(year, month, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return after - datetime.timedelta(days=1)
    except (ValueError, IndexError):
        raise InputError(f"{row['_at']}: {name} is {value!r}; give YYYY, YYYY-MM or YYYY-MM-DD.") from None
