"""Which leader a name means, and whether it means one: by the text's date, by full mentions, by titles."""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import lru_cache

from equipoise.actors import words
from equipoise.actors.rows import Leader
from equipoise.actors.table import ActorTable

__all__ = ["Roll", "choose", "quickly", "roll"]

#: A leader is written about as one from some months before taking office (elected, nominated).
_AHEAD = datetime.timedelta(days=150)
#: ... and is no more the state's voice a while after leaving it.
_AFTER = datetime.timedelta(days=60)
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint", "ould", "von", "van", "de", "der", "ben", "abu"})
_NOT_AFTER = words.NOT_PERSON | _PARTICLES
_CAPITALS = frozenset(word.capitalize() for word in words.TITLES | words.FUNCTION)
_FORMER = (" former ", " ex ", " late ", " onetime ", " erstwhile ")
_DETERMINERS = ("a", "the", "its", "his", "her", "their", "then", "now")

Roll = dict[tuple[str, str], list[Leader]]


@lru_cache(maxsize=4)
def roll(table: ActorTable) -> Roll:
    """The terms of each (code, name)."""
    terms: Roll = defaultdict(list)
    for term in table.leaders:
        terms[term.code, term.name].append(term)
    return terms


def quickly(scene, start: int, end: int, entry) -> list | None:
    """The leader of a name that one person bears, [] where it is surely none, None where more must be
    looked at."""
    choice = entry.choices[0]
    plain = scene.plain
    if len(entry.choices) > 1:
        known = [c for c in entry.choices if c.person in scene.full]
        if len(known) != 1:
            return None
        choice = known[0]
    if not choice.full:
        before = plain[plain.rfind(" ", 0, start - 1) + 1 : start - 1]
        if choice.common and choice.person not in scene.full:
            hopeless = scene.date is None or choice.code not in scene.sure
            return [] if hopeless and before.lower() not in words.TITLES else None
        after = plain[end + 1 : plain.find(" ", end + 1)]
        if before and not before[0].islower() and before not in _CAPITALS:
            return None
        if (after and not after[0].islower()) or after in _NOT_AFTER or plain[start:end] == "May":
            return None
    near = plain[max(0, start - 32) : start]
    if "ormer" in near or " ex " in near or "Ex " in near or "late " in near or "time " in near:
        return None
    if "former" in plain[end : end + 24]:
        return None
    key = id(entry)
    if key not in scene.memo:
        scene.memo[key] = choice if _begun(scene, choice) else None
    return [choice] if scene.memo[key] else []


def choose(scene, start: int, end: int, people: list):
    """The leader among `people` (choices for one string) that stands at this place, or None."""
    if _past(scene, start, end) and not (scene.date and any(_serving(scene, c) for c in people)):
        return None
    full = [c for c in people if c.full] if len(people) > 1 else people if people[0].full else []
    if full:
        fit = [c for c in full if _begun(scene, c)]
        return _nearest(scene, fit)
    if not _is_person(scene, start, end):
        return None
    known = [c for c in people if c.person in scene.full]
    if known:
        return max(known, key=lambda c: scene.full[c.person] if scene.full[c.person] < start else -1)
    people = [c for c in people if _begun(scene, c)]
    if scene.joined_before(start).lower() in words.TITLES:
        people = [c for c in people if not c.common or scene.sure.get(c.code)]
        return _nearest(scene, [c for c in people if _serving(scene, c)] or people)
    return _nearest(scene, [c for c in people if not c.common or _expected(scene, start, end, c)])


def _expected(scene, start: int, end: int, choice) -> bool:
    """A common name alone: the text has a date, its bearer is in office then, and the text names the
    state."""
    if scene.date is None or scene.plain[start:end].lower() in words.ENGLISH_NAMES:
        return False
    return bool(scene.sure.get(choice.code)) and _serving(scene, choice)


def _past(scene, start: int, end: int) -> bool:
    """ "former president", "ex-premier" before the name, "its former president" after it."""
    near = " " + scene.plain[max(0, start - 32) : start].lower()
    if any(word in near for word in _FORMER):
        return True
    if scene.mark(end) != ",":
        return False
    after = scene.after(end, 3)
    return after[:1] != [] and after[0] in _DETERMINERS and "former" in after


def _nearest(scene, choices: list):
    """The one in office at the text's date; without a date, the one whose state the text names, or the only
    one."""
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
        (t.start is None or t.start - _AHEAD <= scene.date)
        and (t.end is None or scene.date <= t.end + _AFTER)
        for t in scene.people[choice.code, choice.person]
    )


def _is_person(scene, start: int, end: int) -> bool:
    """False for "Trump Tower", "Melania Trump", and for May the month."""
    after = scene.joined_after(end)
    if after:
        if after.lower() in _NOT_AFTER:
            return False
        if scene.proper(after) and end + 1 not in scene.starts and not scene.titled(start):
            return False
    if scene.plain[start:end].lower() in words.MONTHS:
        near = scene.before(start)
        if (near and near[0].lower() in words.BEFORE_MONTH) or (scene.after(end) or ["x"])[0].isdigit():
            return False
    before = scene.joined_before(start)
    if not before[:1].isupper() or not scene.mark(start - 1).isspace():
        return True
    if start - 1 in scene.ends or not before.isalpha() or before.lower() in words.COMMON_CAPITALS:
        return True
    if before.lower() in words.FIRST_NAMES:
        return False
    return scene.first_in_sentence(start - 1 - len(before)) or scene.titled(start)
