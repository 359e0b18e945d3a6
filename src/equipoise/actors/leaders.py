"""Which leader a name means, and whether it means one: by the text's date, by full mentions, by titles."""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import lru_cache

from equipoise.actors import words
from equipoise.actors.table import ActorTable, Leader

__all__ = ["Roll", "choose", "roll"]

#: A leader is written about as one from some months before taking office (elected, nominated).
_AHEAD = datetime.timedelta(days=150)
#: ... and is no more the state's voice a while after leaving it.
_AFTER = datetime.timedelta(days=60)

Roll = dict[tuple[str, str], list[Leader]]


@lru_cache(maxsize=4)
def roll(table: ActorTable) -> Roll:
    """The terms of each (code, name)."""
    terms: Roll = defaultdict(list)
    for term in table.leaders:
        terms[term.code, term.name].append(term)
    return terms


def choose(scene, start: int, end: int, people: list):
    """The leader among `people` (choices for one string) that stands at this place, or None."""
    full = [c for c in people if c.full]
    if full:
        fit = [c for c in full if _begun(scene, c)]
        return _nearest(scene, fit or [] if scene.date else full)
    if not _is_person(scene, start, end):
        return None
    known = [c for c in people if scene.full.get(c.person, end) < start or c.person in scene.full]
    if known:
        return max(known, key=lambda c: scene.full[c.person] if scene.full[c.person] < start else -1)
    people = [c for c in people if _begun(scene, c)]
    titled = scene.joined_before(start).lower() in words.TITLES
    alone = [c for c in people if not c.common or titled]
    if titled:
        alone = [c for c in alone if _serving(scene, c)] or alone
    return _nearest(scene, alone)


def _nearest(scene, choices: list):
    """The one in office at the text's date; without a date, the one whose state the text names, or the only one."""
    if not choices:
        return None
    if len({c.code for c in choices}) == 1:
        return choices[0]
    if scene.date is not None:
        serving = [c for c in choices if _serving(scene, c)]
        if len({c.code for c in serving}) == 1:
            return serving[0]
        choices = serving or choices
    named = [c for c in choices if scene.sure.get(c.code)]
    return named[0] if len({c.code for c in named}) == 1 else None


def _begun(scene, choice) -> bool:
    """False for a person who had held no office yet when the text was written."""
    if scene.date is None:
        return True
    terms = scene.people[choice.code, choice.person]
    return any(t.start is None or t.start - _AHEAD <= scene.date for t in terms)


def _serving(scene, choice) -> bool:
    if scene.date is None:
        return any(t.end is None for t in scene.people[choice.code, choice.person])
    return any(
        (t.start is None or t.start - _AHEAD <= scene.date) and (t.end is None or scene.date <= t.end + _AFTER)
        for t in scene.people[choice.code, choice.person]
    )


def _is_person(scene, start: int, end: int) -> bool:
    """False for "Trump Tower", "Melania Trump"."""
    if scene.joined_after(end).lower() in words.NOT_PERSON:
        return False
    before = scene.joined_before(start)
    if not before[:1].isupper() or not scene.mark(start - 1).isspace():
        return True
    if start - 1 in scene.ends or before.lower() in words.TITLES | words.FUNCTION:
        return True
    if before.lower() in words.FIRST_NAMES:
        return False
    return scene.titled(start) or scene.first_in_sentence(start - 1 - len(before))
