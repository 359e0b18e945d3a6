"""Whether X changed sides in the course of what the article tells: tested before its stances are pooled.

Each signed statement gets a place in time: the year that it names, else the year last named in its paragraph,
else the article's own time; within a year the order of the text counts. A dyad flips when some cut parts its
statements into an earlier phase of one sign and a later phase of the other, each pure and backed by evidence
(alignment shift: Snyder 1997, Alliance Politics). An article that tells its kind words first and its quarrels
later, all of one year, flips nothing: without years apart or words of change, order alone is no drift."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.strategies.case import Case, Side
from equipoise.types import Statement
from equipoise.voice import BACKGROUND_YEARS, years

__all__ = ["Flip", "find_flip", "shift", "timeline"]

#: The smaller share of a phase that may contradict it.
IMPURITY = 0.2
#: Evidence that each phase of the plainer flip needs, in weighted statements; the other dyad's may be weaker.
PHASE_EVIDENCE = 0.9
WEAK_PHASE = 0.45
#: What may contradict the stance toward the other side when only one dyad flips.
STEADY = 0.35

_LABEL = {1: "supportive", -1: "hostile"}
_CHANGE = re.compile(
    r"\b(?:since then|from that (?:date|day|moment)|no longer|has turned|turned (?:away|its back|to|"
    r"toward)|pivot\w*|realign\w*|"
    r"changed (?:sides|camps|course)|switched|broke with|fell out|estrang\w+|until (?:then|recently|that)|"
    r"used to|"
    r"the old (?:life|order|friend|days)|about-face|volte-face|U-turn|reversal|reversed|new (?:life|"
    r"friends?|course|orientation)|"
    r"drift\w* (?:away|apart|toward)|rapprochement|divorce|parted)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Flip:
    """A dyad's change of sign: +1 toward support, -1 toward hostility; `years` is how far apart the phases
    lie."""

    direction: int
    years: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def timeline(statements: Sequence[Statement], date: datetime.date | None) -> dict[int, int]:
    """The year of each statement by its index: named, inherited within the paragraph, or the article's own.

    Years of background history (`equipoise.voice.BACKGROUND_YEARS` before the present) are not inherited: an
    aside on 1968 does not move the rest of its paragraph there."""
    named = [y for s in statements for y in years(s.text)]
    present = date.year if date else max(named, default=0)
    out, paragraph, running = {}, None, None
    for statement in statements:
        if statement.paragraph != paragraph:
            paragraph, running = statement.paragraph, None
        found = [y for y in years(statement.text) if y <= present + 1]
        if found:
            running = found[-1] if found[-1] > present - BACKGROUND_YEARS else None
        out[statement.index] = found[-1] if found else present if running is None else running
    return out


def find_flip(side: Side, when: dict[int, int], evidence: float = PHASE_EVIDENCE) -> Flip | None:
    """The clearest change of sign of a dyad whose phases hold at least `evidence` each, or None."""
    signed = [(i, 1) for i in side.plus] + [(i, -1) for i in side.minus]

    def place(item):
        statement = side.stances[item[0]].pair.statement
        return when.get(statement.index, 0), statement.index

    signed.sort(key=place)
    best = None
    for cut in range(1, len(signed)):
        phases = signed[:cut], signed[cut:]
        masses = [
            {s: sum(side.mass(i, _LABEL[s]) for i, t in phase if t == s) for s in (1, -1)} for phase in phases
        ]
        for direction in (1, -1):
            wanted = masses[0][-direction], masses[1][direction]
            against = masses[0][direction] + masses[1][-direction]
            if min(wanted) >= evidence and against <= IMPURITY * sum(wanted):
                gap = place(signed[cut])[0] - place(signed[cut - 1])[0]
                flip = Flip(direction, gap, tuple(i for i, _ in phases[0]), tuple(i for i, _ in phases[1]))
                key = (min(wanted) - against, gap)
                if best is None or key > best[0]:
                    best = (key, flip)
    return best[1] if best else None


def shift(case: Case) -> tuple[str, list[Flip]] | None:
    """The rival that X went over to and the flips that show it, or None.

    Both dyads flip, in opposite directions, one of them plainly; or one does and the other's stance is that
    of the later phase. The phases lie a year or more apart, or, where both flip, the text has words of change
    about X."""
    when = timeline(case.statements, case.date)
    plain = [find_flip(side, when) for side in case.sides]
    if not any(plain):
        return None
    flips = [flip or find_flip(side, when, WEAK_PHASE) for flip, side in zip(plain, case.sides)]
    if all(flips):
        told = any(
            _CHANGE.search(case.a.stances[i].pair.statement.text)
            for f in flips
            for i in (*f.before, *f.after)
        )
        if flips[0].direction != flips[1].direction and (max(f.years for f in flips) >= 1 or told):
            return (case.a if flips[0].direction > 0 else case.b).code, flips
        return None
    for flip, side, other in zip(plain, case.sides, reversed(case.sides)):
        if flip is None or flip.years < 1:
            continue
        steady = other.support - other.hostility
        if flip.direction < 0 and steady >= 1 and other.hostility <= STEADY * other.support:
            return other.code, [flip]
        if flip.direction > 0 and steady <= -1 and other.support <= STEADY * other.hostility:
            return side.code, [flip]
    return None
