"""Which actors are rivals: from the text, from a dated list, from both, or because the user says so.

The list (`data/rivalries.tsv`) holds facts in our own words: two codes, start, end or open, what it is about,
and the datasets that name it: TD Thompson & Dreyer (2011), Handbook of International Rivalries; KGD Klein,
Goertz & Diehl (2006), The New Rivalry Dataset, Journal of Peace Research 43; CRT Colaresi, Rasler & Thompson
(2007), Strategic Rivalries in World Politics; own: our reading of the record (later years, blocs, armed
groups). Dates follow the first of them that gives one. It is a prior and never a veto: text can outweigh it,
and text alone can make a rivalry."""

from __future__ import annotations

import csv
import datetime
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from equipoise.dyads import by_codes, mean, probability_above
from equipoise.errors import InputError
from equipoise.types import Dyad, Rivalry, Stance

__all__ = ["LIST_WEIGHT", "THRESHOLD", "ListedRivalry", "RivalryList", "gate"]

#: Hostile pseudo-statements that a listed rivalry in force adds.
LIST_WEIGHT = 3.0
#: Hostile pseudo-statements of a rival noun that the text ties to the two ("its arch-rival", "the two
#: rivals").
NOUN_WEIGHT = 2.0
#: Hostile statements by which the text itself is said to show a listed rivalry.
TOLD = 0.75
#: Two actors are rivals when the pooled stance lies below the mark with this probability.
THRESHOLD = 0.8
#: The mark where only the text says so.
TEXT_MARK = -0.2
#: The mark of a listed rivalry: it is put aside only where the text speaks of more friendship than hostility.
#: Articles on mediation tell of rivals who swap prisoners and lift sanctions, and the -.2 of the text would
#: end the rivalry at the first deal.
LIST_MARK = 0.0
#: and the probability that a listed rivalry needs there when the text tells of hostility as well.
BOTH_THRESHOLD = 0.6

_NOUN = re.compile(
    r"\b(?:arch-?)?(?:rivals?|foes?|enem(?:y|ies)|adversar(?:y|ies)|antagonists?|nemesis)\b|\bfeuding\b|"
    r"\bat loggerheads\b",
    re.I,
)
_ENDED = re.compile(r"\b(?:former|one-?time|erstwhile|once|old|Cold War|no longer|ex-)\W*(?:\w+\W+)?$", re.I)


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
        self.user = frozenset(_key(a, b) for a, b in user)
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
        return next((s for s in self._by_pair.get(_key(a, b), ()) if s.in_force(date)), None)

    def on(self, date: datetime.date | int | None = None) -> list[ListedRivalry]:
        """Every rivalry in force on `date`."""
        date = _as_date(date)
        return [spell for spell in self.spells if spell.in_force(date)]

    def of(self, code: str, date: datetime.date | int | None = None) -> list[ListedRivalry]:
        """The rivalries of one actor in force on `date`."""
        return [spell for spell in self.on(date) if code in (spell.a, spell.b)]

    def __len__(self) -> int:
        return len(self.spells) + len(self.user)


def gate(
    dyads: Sequence[Dyad],
    stances: Sequence[Stance],
    prior_list: RivalryList,
    date: datetime.date | None = None,
) -> list[Rivalry]:
    """The rivalries that hold among the actors of an article.

    Counts of A -> B and B -> A are pooled with the rival nouns that the text ties to the two; a listed
    rivalry in force adds `LIST_WEIGHT` hostile pseudo-statements. Two actors are rivals when P(mean <
    `TEXT_MARK`) >= `THRESHOLD`, or P(mean < `LIST_MARK`) where they are listed, which `BOTH_THRESHOLD`
    settles when the text is hostile too. Only actors that some statement names together are looked at: a list
    of everybody's quarrels is not what the article is about. The user's own rivalries need only both names in
    the article.

    Parameters
    ----------
    dyads : sequence of Dyad, of one article
    stances : sequence of Stance the dyads were added up from
    prior_list : RivalryList
    date : datetime.date, optional
        The article's; without it only rivalries without an end count.

    Returns
    -------
    list of Rivalry
        By codes.
    """
    table = by_codes(dyads)
    nouns = _rival_nouns(stances)
    named = {code for key in table for code in key}
    wished = {key for key in prior_list.user if named.issuperset(key)}
    found = []
    for a, b in sorted({*(_key(*key) for key in table), *nouns, *wished}):
        rivalry = _weigh(a, b, table, nouns, prior_list, date)
        if rivalry is not None and rivalry.probability >= (
            BOTH_THRESHOLD if rivalry.origin == "both" else THRESHOLD
        ):
            found.append(rivalry)
    return found


def _weigh(a, b, table, nouns, prior_list: RivalryList, date) -> Rivalry | None:
    dyads = [table[key] for key in ((a, b), (b, a)) if key in table]
    counts = sum((np.array(dyad.counts) for dyad in dyads), np.zeros(3))
    counts[0] += nouns.get((a, b), 0.0)
    if (a, b) in prior_list.user:
        return Rivalry(a, b, 1.0, float(mean(counts)), "user", "named by the user")
    listed = prior_list.in_force(a, b, date)
    if (a, b) not in nouns and all(dyad.n_effective <= 0 for dyad in dyads):
        return None
    if listed is None:
        return Rivalry(a, b, 1 - float(probability_above(counts, TEXT_MARK)), float(mean(counts)), "text")
    told = counts[0] >= TOLD
    counts[0] += LIST_WEIGHT
    both = 1 - float(probability_above(counts, LIST_MARK))
    note = f"listed {listed.years} ({listed.kind.replace('+', ', ')}): {listed.note} [{listed.scholarship}]"
    return Rivalry(a, b, both, float(mean(counts)), "both" if told else "list", note)


def _rival_nouns(stances: Sequence[Stance]) -> dict[tuple[str, str], float]:
    """Hostile pseudo-counts by pair: "its arch-rival" for one actor, "the two rivals" for two."""
    out: dict[tuple[str, str], float] = {}
    for stance in stances:
        pair = stance.pair
        if stance.voice in ("hypothetical", "past", "negated"):
            continue
        text, base = pair.statement.text, pair.statement.start
        key = _key(pair.source.code, pair.target.code)
        mentions = (pair.source, pair.target, *pair.same, *pair.others)
        spans: dict[tuple[int, int], set[str]] = {}
        for mention in mentions:
            spans.setdefault((mention.start, mention.end), set()).add(mention.code)
        for span, codes in spans.items():
            if len(codes) == 2 and _NOUN.search(text[span[0] - base : span[1] - base]):
                a, b = sorted(codes)
                out[a, b] = NOUN_WEIGHT
        for span, codes in spans.items():
            words = text[span[0] - base : span[1] - base]
            if (
                key not in out
                and codes <= set(key)
                and re.match(r"(?:its|his|their|the)\b", words, re.I)
                and _NOUN.search(words)
            ):
                others = {m.code for m in mentions} - codes
                if len(others) == 1:  # only then is it clear whose rival this is
                    out[key] = NOUN_WEIGHT
    return out


def _key(a: str, b: str) -> tuple[str, str]:
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
        a, b = _key(a, b)
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
