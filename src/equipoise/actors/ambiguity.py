"""Is this string the actor that it looks like? Rules of the alias table, and what stands around the name."""

from __future__ import annotations

from equipoise.actors import leaders, rules, shortforms, venues, words
from equipoise.actors.drafts import mention
from equipoise.actors.patterns import NAME, OTHER, PLACES, TONGUE, TONGUES, Choice, Entry
from equipoise.actors.scene import Scene
from equipoise.types import Mention

__all__ = ["decide"]


#: Capitalised words that open a sentence and say nothing about the name after them.
_OPENERS = frozenset(word.capitalize() for word in words.FUNCTION) - {
    "In",
    "At",
    "Near",
    "Outside",
    "Inside",
    "Around",
}


_ADDRESSED = ("Dr  ", "Mr  ", "Ms  ", "rs  ", "of  ", "St  ")


def decide(scene: Scene) -> list[Mention]:
    """The mentions among the scene's spans, in order.

    Most names are settled in this loop by the words right beside them; `_consider` sees the rest. Half of the
    matcher's time goes here: what is looked at for every name is kept to a few slices of the fold.
    """
    out: list[Mention] = []
    append, plain, text, sports = out.append, scene.plain, scene.text, scene.sports
    shifted, original = scene.folded.shifted, scene.folded.original
    reached = last = 0
    for start, end, entry in scene.spans:
        reached, last = last, end  # where the span before this one ends
        if plain[start - 2] == "n" and _negated(scene, start):
            continue
        choices, mode = entry.choices, entry.mode
        if entry.doubted and scene.against(plain[start:end]):
            mode = OTHER
        if mode:
            before = plain[plain.rfind(" ", 0, start - 1) + 1 : start - 1]
            settled = False
            if mode == TONGUE:
                settled = before not in words.SPEAKING
                if entry.minority and (before == "s" or reached == start - 1):
                    settled = False
            elif mode != OTHER and (before == "" or before in _OPENERS or _is_lower(before)):
                after = plain[end + 1 : plain.find(" ", end + 1)]
                if after == "" or after[0].islower():
                    if mode == NAME:
                        settled = plain[start - 4 : start] not in _ADDRESSED
                    else:
                        settled = venues.plainly_acts(plain, start, before, after)
            if not settled:
                found = _consider(scene, start, end, entry, out)
                if not found:
                    continue
                choices = found
            elif len(choices) > 1:
                choices = [_at_the_time(scene, start, entry)]
        if sports and scene.sporting(start):
            continue
        left, right = original(start, end) if shifted else (start - 1, end - 1)
        surface = text[left:right]
        for choice in choices:
            append(mention(choice.code, left, right, surface, choice.kind, choice.why))
    return out


def _negated(scene: Scene, start: int) -> bool:
    """ "a non-NATO ally" """
    return scene.plain[start - 5 : start].lower() == " non " and scene.hyphen(start - 1)


def _is_lower(word: str) -> bool:
    """True for a word that begins small and is no possessive s, behind which another owner stands."""
    return word[0].islower() and word != "s"


def _consider(scene: Scene, start: int, end: int, entry: Entry, out: list[Mention]) -> list[Choice] | None:
    if entry.caps and entry.size < 5 and not scene.shouting(start):
        return None
    if entry.minority and _minority(scene, start, entry):
        return None
    if entry.several:
        return entry.choices
    if entry.plain and not (entry.doubted and scene.against(scene.plain[start:end])):
        tongue = entry.plain.kind in TONGUES and _language(scene, start, end)
        return None if tongue else [entry.plain]
    if entry.people:
        found = leaders.quickly(scene, start, end, entry)
        return _choose(scene, start, end, entry, out) if found is None else found
    return _choose(scene, start, end, entry, out)


def _at_the_time(scene: Scene, start: int, entry: Entry) -> Choice:
    """What an old capital stands for: the same all over a text, but where a sentence tells of old years."""
    old = _of_old(scene, start, entry.choices)
    if old:
        return old
    key = id(entry)
    if key not in scene.memo:
        choices = [c for c in entry.choices if rules.in_force(scene, c)]
        scene.memo[key] = _by_company(scene, _by_time(scene, choices))
    return scene.memo[key]


def _of_old(scene: Scene, start: int, choices: list[Choice]) -> Choice | None:
    """The state that is no more and stood in all years of the sentence: "in 1949 the Kremlin", in a text of today."""
    actors = [scene.table.actors[choice.code] for choice in choices]
    ended = [(c, a.start.year, a.end.year) for c, a in zip(choices, actors) if a.start and a.end]
    years = scene.years(start) if ended else []
    if not years:
        return None
    return next((c for c, first, last in ended if first <= min(years) and max(years) < last), None)


def _language(scene: Scene, start: int, end: int) -> bool:
    """ "in very good Turkish", "speaking Russian": no noun follows."""
    plain = scene.plain
    following = plain[end + 1 : plain.find(" ", end + 1)]
    if following and following not in words.AFTER_LANGUAGE:
        return False
    near = [w.lower() for w in scene.before(start, 3)]
    return near[:1] != [] and near[0] in words.SPEAKING and (near[0] not in words.FLUENT or "in" in near)


def _minority(scene: Scene, start: int, entry: Entry) -> bool:
    """ "Kosovo's Serbs", "Bosnian Croats": a people inside another state."""
    owner = scene.ends.get(start - 1)
    if owner is None and scene.plain[start - 3 : start] == " s ":
        owner = scene.ends.get(start - 3)
    if owner is None or scene.mark(start - 1) not in (" ", "\n", ""):
        return False
    codes = {c.code for c in scene.spans[owner][2].choices}
    return not codes & {c.code for c in entry.choices}


def _choose(scene: Scene, start: int, end: int, entry: Entry, out: list[Mention]) -> list[Choice] | None:
    if scene.plain[start + 1].isupper() and scene.dateline(start, end):
        return None
    people, others = entry.choices, []
    if not entry.people:
        people = [c for c in entry.choices if c.person]
        others = [c for c in entry.choices if not c.person and _fits(scene, start, end, c)]
    if others:
        best = others[0]
        if len(others) > 1:
            best = _of_old(scene, start, others) or _by_company(scene, _by_time(scene, others))
        if best.kind in PLACES and not venues.acts(scene, start, end):
            return None
        if best.kind == "short":
            found = shortforms.actor(scene, scene.plain[start:end], out)
            return [found] if found else None
        return [best]
    if people:
        leader = leaders.choose(scene, start, end, people)
        return [leader] if leader else None
    return None


def _fits(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    if choice.kind == "prefix":
        if scene.hyphen(start - 1) and start - 1 in scene.ends:  # "Indo-Pak ties"
            return any(c.kind == "prefix" for c in scene.spans[scene.ends[start - 1]][2].choices)
        return scene.hyphen(end) or scene.mark(end) == "/"
    against = scene.against(scene.plain[start:end])
    if against and against & {w.lower() for w in scene.before(start, 12) + scene.after(end, 12)}:
        return False
    return rules.holds(scene, start, end, choice)


def _by_time(scene: Scene, choices: list[Choice]) -> list[Choice]:
    """Those that stood at the text's date; without one those that still stand, unless only the ended is
    named."""
    actors = scene.table.actors
    if scene.date is not None:
        stood = [c for c in choices if actors[c.code].stood(scene.date)]
        stood = [c for c in stood if actors[c.code].end] or stood  # what ended later, before its heirs
    else:
        stood = [c for c in choices if actors[c.code].end is None]
    ended = [c for c in choices if c not in stood and scene.sure.get(c.code)]
    if ended and not any(scene.sure.get(c.code) for c in stood):
        return ended
    return stood or choices


def _by_company(scene: Scene, choices: list[Choice]) -> Choice:
    """The one named surely elsewhere in the text, else the first of the table."""
    return max(choices, key=lambda c: (c.rule.startswith("since "), scene.sure.get(c.code, 0)))
