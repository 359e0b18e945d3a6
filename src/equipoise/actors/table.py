"""The actor table: who there is, what each is called, who leads it, and what only looks like an actor.

Five TSV files of `equipoise/data` hold it; an overlay of the user's adds to them and overrides them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from equipoise.actors.rows import COLUMNS, Actor, Alias, Leader, build, read_tables
from equipoise.errors import InputError

__all__ = ["ActorTable"]


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
        rows: list[Alias | Leader] = [*self.aliases, *self.leaders]
        for row in rows:
            if row.code not in self.actors:
                raise InputError(f"{row!r} is of an actor that no row defines; add {row.code} to the actors.")

    @classmethod
    def load(cls, overlay=None) -> ActorTable:
        """The shipped table, with the user's overlay laid over it.

        Parameters
        ----------
        overlay : path or sequence of paths, optional
            TSV files. Their first row holds the columns of actors.tsv, aliases.tsv, leaders.tsv,
            not_actors.tsv or
            against.tsv
            (any of them, in any order); a further header row starts another table in the same file. An actor
            replaces the one with its code, an alias takes its name away from every other actor and makes a
            not-actor phrase an actor, a phrase takes an alias away, and a leader's row replaces the rows
            with its
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
        rows: dict[str, list[dict]] = {name: [] for name in COLUMNS}
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
        new = build(rows)
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


@lru_cache(maxsize=1)
def _shipped() -> ActorTable:
    folder = Path(__file__).resolve().parents[1] / "data"
    rows = build({name: read_tables(folder / f"{name}.tsv")[name] for name in COLUMNS})
    return ActorTable(rows.actors, rows.aliases, rows.leaders, rows.not_actors, rows.against)
