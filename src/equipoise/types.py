"""The things that flow through Equipoise, each frozen once made.

All offsets are 0-based, end-exclusive code points. Offsets of statements and mentions count in
``Article.text``; the stance models see offsets inside the statement (`Pair.frame_row`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from equipoise.apart import role_columns
from equipoise.errors import InputError

__all__ = [
    "LABELS",
    "Article",
    "Dyad",
    "Label",
    "Mention",
    "Pair",
    "Rivalry",
    "Stance",
    "Statement",
    "Strategy",
    "Voice",
    "as_date",
]

Label = Literal["hostile", "neutral", "supportive"]
#: The order of every probability row in the library (scikit-learn's sorted ``classes_``).
LABELS: tuple[Label, ...] = ("hostile", "neutral", "supportive")

Voice = Literal["plain", "attributed", "quoted", "hypothetical", "past", "negated"]


def as_date(value: datetime.date | str | None) -> datetime.date | None:
    """The day of a date, a datetime or an ISO text ("2024-05-01", "2024-05-01T10:00:00Z"); None of nothing: None, "",
    a missing value of pandas.

    Raises
    ------
    InputError
        Anything else; reason "date".
    """
    if value is None or value == "" or value != value:  # NaT and NaN are not themselves
        return None
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    try:
        return datetime.date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise InputError(
            f"the date {value!r} cannot be read; give a date or YYYY-MM-DD.", reason="date"
        ) from None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: plain text, paragraphs parted by blank lines (or single newlines).

    Raises
    ------
    InputError
        A text that is no string; a date that is neither a date nor "YYYY-MM-DD".
    """

    id: str
    text: str
    title: str = ""
    date: datetime.date | None = None  # made from a datetime or from "YYYY-MM-DD" as well
    source: str = ""  # where it came from: a path, an URL, "-" for standard input

    def __post_init__(self):
        if not isinstance(self.text, str):
            raise InputError(
                f"article {self.id!r} has a {type(self.text).__name__} for its text; give a string.",
                reason="type",
            )
        object.__setattr__(self, "date", as_date(self.date))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it stands in the article: ``article.text[start:end] == text``."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named at ``article.text[start:end] == text``.

    kind
        what matched: an alias type of the actor table ("name", "demonym", "capital", ...), "leader",
        or "reference" ("the kingdom", "it", "both countries").
    why
        one line for a reader: the alias, rule or antecedent that decided.
    resolved_by_context
        True for references; several mentions may share one span ("both countries").
    """

    code: str
    start: int
    end: int
    text: str
    kind: str = "name"
    why: str = ""
    resolved_by_context: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair of different actors in one statement.

    `source` and `target` are the clearest mentions (first one that is no reference); `same` holds the further
    mentions of either, `others` those of third actors.
    """

    article_id: str
    statement: Statement
    source: Mention
    target: Mention
    same: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()

    @property
    def resolved_by_context(self) -> bool:
        """True when either end is a reference resolved from the text around it."""
        return self.source.resolved_by_context or self.target.resolved_by_context

    def frame_row(self) -> dict:
        """The row that a stance classifier reads; spans count inside the statement.

        ``other_spans`` holds every mention, the two main ones too, as (start, end, role) with role "other",
        "source" or "target": a list with roles is complete, and the classifier looks for no further mentions.
        An expression that stands for both actors is read apart (`equipoise.apart`), so that ``text`` may differ there
        from the statement's.
        """
        base = self.statement.start
        source, target, *further = (
            (m.start - base, m.end - base, m.code)
            for m in (self.source, self.target, *self.same, *self.others)
        )
        return role_columns(self.statement.text, (source, target, *further), source, target)


@dataclass(frozen=True, slots=True)
class Stance:
    """What a statement says of one pair: calibrated probabilities, the voice it stands in, the cue words."""

    pair: Pair
    p_hostile: float
    p_neutral: float
    p_supportive: float
    voice: Voice = "plain"
    cues: tuple[str, ...] = ()

    @property
    def label(self) -> Label:
        """The most probable class."""
        return LABELS[max(range(3), key=lambda i: self.probabilities[i])]

    @property
    def probabilities(self) -> tuple[float, float, float]:
        """In the order of `LABELS`."""
        return (self.p_hostile, self.p_neutral, self.p_supportive)


@dataclass(frozen=True, slots=True)
class Dyad:
    """Everything an article says of source -> target, added up (see `equipoise.dyads`).

    counts
        Dirichlet parameters minus the prior: voice-weighted sums of (hostile, neutral, supportive) probability.
    mean, low, high
        posterior mean and 5-95 % interval of s = p_supportive - p_hostile, in [-1, 1].
    n_effective
        sum of the voice weights, capped per paragraph.
    n_hostile, n_neutral, n_supportive
        statements by most probable label, unweighted.
    evidence
        positions in the article's list of stances that carried weight, strongest first.
    """

    source: str
    target: str
    mean: float
    low: float
    high: float
    n_effective: float
    n_hostile: int
    n_neutral: int
    n_supportive: int
    counts: tuple[float, float, float] = (0.0, 0.0, 0.0)
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two actors at odds (a < b by code), and from what the report knows it.

    origin
        "text", "list", "both" or "user"; `note` names the listed rivalry and its scholarship.
    """

    a: str
    b: str
    probability: float
    mean: float
    origin: Literal["text", "list", "both", "user"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One decision about an actor between two rivals: reported, or abstained from with the reason.

    balance, balance_low, balance_high
        median and 5-95 % interval of the balance score; None where the evidence gate was not passed.
    evidence, contrary
        positions in the article's list of stances.
    author_label
        the strategy that the author's own words name, "" where none; `disagrees` flags a difference from ours.
    """

    actor: str
    rival_a: str
    rival_b: str
    strategy: str
    decision: Literal["report", "abstain"]
    reason: str
    overlays: tuple[str, ...] = ()
    balance: float | None = None
    balance_low: float | None = None
    balance_high: float | None = None
    evidence: tuple[int, ...] = ()
    contrary: tuple[int, ...] = ()
    author_label: str = ""
    disagrees: bool = False
    details: dict = field(default_factory=dict)


def clearest(mentions: Sequence[Mention]) -> Mention:
    """The first mention that names its actor outright, else the first reference."""
    return min(mentions, key=lambda m: (m.resolved_by_context, m.start))
