"""The actor table: who there is, what each is called, who leads it, and what only looks like an actor.

Four TSV files of `equipoise/data` hold it; an overlay of the user's adds to them and overrides them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from equipoise.errors import InputError

__all__ = ["RULES", "Actor", "ActorTable", "Alias", "Leader"]

_COLUMNS = {
    "actors": ("code", "kind", "name", "region", "start", "end", "members", "noun"),
    "aliases": ("code", "alias", "type", "rule", "note"),
    "not_actors": ("phrase", "reason"),
    "leaders": ("code", "name", "short", "variants", "office", "title", "start", "end", "common"),
    "against": ("alias", "words", "note"),
}
#: What the ``rule`` column of aliases.tsv may say (see `equipoise.actors.ambiguity`).
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

#: "since 2021-08-15": the alias goes over to this actor on that day.
_SINCE = re.compile(r"since \d{4}-\d\d-\d\d$")


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


class ActorTable:
    """Actors, their aliases, leaders, and phrases that name no actor.

    Parameters
    ----------
    actors : mapping of code -> Actor
    aliases : iterable of Alias
    leaders : iterable of Leader
    not_actors : mapping of phrase -> reason
    against : mapping of alias -> words beside which it names something else
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        aliases: Iterable[Alias],
        leaders: Iterable[Leader] = (),
        not_actors: Mapping[str, str] | None = None,
        against: Mapping[str, frozenset[str]] | None = None,
    ):
        self.actors = dict(actors)
        self.aliases = tuple(aliases)
        self.leaders = tuple(leaders)
        self.not_actors = dict(not_actors or {})
        self.against = dict(against or {})
        for row in (*self.aliases, *self.leaders):
            if row.code not in self.actors:
                raise InputError(f"{row!r} is of an actor that no row defines; add {row.code} to the actors.")

    @classmethod
    def load(cls, overlay=None) -> ActorTable:
        """The shipped table, with the user's overlay laid over it.

        Parameters
        ----------
        overlay : path or sequence of paths, optional
            TSV files. Their first row holds the columns of actors.tsv, aliases.tsv, leaders.tsv, not_actors.tsv or
            against.tsv
            (any of them, in any order); a further header row starts another table in the same file. An actor
            replaces the one with its code, an alias takes its name away from every other actor and makes a
            not-actor phrase an actor, a phrase takes an alias away, and a leader's row replaces the rows with its
            code, name and start.

        Raises
        ------
        InputError
            A file that cannot be read, an unknown column or rule, a code that no row defines.
        """
        shipped = _shipped()
        if overlay is None:
            return shipped
        paths = [overlay] if isinstance(overlay, str | Path) else list(overlay)
        rows: dict[str, list[dict]] = {name: [] for name in _COLUMNS}
        for path in paths:
            for name, found in read_tables(path).items():
                rows[name] += found
        return shipped._overlaid(rows)

    def __contains__(self, code: str) -> bool:
        return code in self.actors

    def __len__(self) -> int:
        return len(self.actors)

    def actor(self, code: str) -> Actor:
        """The actor with this code.

        Raises
        ------
        KeyError
        """
        try:
            return self.actors[code]
        except KeyError:
            raise KeyError(f"no actor has the code {code!r}; add it by an overlay") from None

    def name(self, code: str) -> str:
        """The actor's usual name, or the code itself where the table does not know it."""
        actor = self.actors.get(code)
        return actor.name if actor else code

    def members(self, code: str) -> tuple[str, ...]:
        """Codes of the members of a bloc, () for others."""
        actor = self.actors.get(code)
        return actor.members if actor else ()

    def __reduce__(self):
        if self is _shipped():  # a worker reads its own copy: quicker than to send it
            return ActorTable.load, ()
        return ActorTable, (self.actors, self.aliases, self.leaders, self.not_actors, self.against)

    def _overlaid(self, rows: dict[str, list[dict]]) -> ActorTable:
        new = _build(rows)
        taken = {a.alias for a in new.aliases} | set(new.not_actors)
        given = {a.alias for a in new.aliases}
        terms = {(t.code, t.name, t.start) for t in new.leaders}
        return ActorTable(
            {**self.actors, **new.actors},
            [a for a in self.aliases if a.alias not in taken] + list(new.aliases),
            [t for t in self.leaders if (t.code, t.name, t.start) not in terms] + list(new.leaders),
            {**{p: r for p, r in self.not_actors.items() if p not in given}, **new.not_actors},
            {**self.against, **new.against},
        )


class _Parts(ActorTable):
    """Rows not yet part of a table: codes may be defined elsewhere."""

    def __init__(self, *parts):
        self.actors, self.aliases, self.leaders, self.not_actors, self.against = parts


@lru_cache(maxsize=1)
def _shipped() -> ActorTable:
    folder = Path(__file__).resolve().parents[1] / "data"
    rows = {
        n: read_tables(folder / f"{n}.tsv")[n] if (folder / f"{n}.tsv").exists() else [] for n in _COLUMNS
    }
    parts = _build(rows)
    return ActorTable(parts.actors, parts.aliases, parts.leaders, parts.not_actors, parts.against)


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
    rows: dict[str, list[dict]] = {name: [] for name in _COLUMNS}
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
                + "; ".join(f"{n}: {' '.join(c)}" for n, c in _COLUMNS.items())
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
    for name, columns in _COLUMNS.items():
        if cells[0] == columns[0] and len(cells) > 1 and cells[1] in columns and set(cells) <= set(columns):
            if name in ("actors", "leaders") and set(cells) <= {"code", "name", "start", "end"}:
                continue
            return name
    return ""


def _build(rows: dict[str, list[dict]]) -> ActorTable:
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
        if rule not in RULES and not _SINCE.match(rule):
            raise InputError(
                f"{row['_at']}: the rule {rule!r} is unknown; it is one of "
                f"{', '.join(sorted(RULES)[1:])}, or since YYYY-MM-DD."
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
    return _Parts(actors, aliases, leaders, phrases, against)


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
