"""Is this string the actor that it looks like? Rules of the alias table, and what stands around the name."""

from __future__ import annotations

from equipoise.actors import leaders, shortforms, venues, words
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

    Most names are settled here by the words right beside them; `_consider` sees the rest.
    """
    out: list[Mention] = []
    text, plain, sports = scene.text, scene.plain, scene.sports
    shifted, original = scene.folded.shifted, scene.folded.original
    reached = last = 0
    for start, end, entry in scene.spans:
        reached, last = last, end  # where the span before this one ends
        if (
            plain[start - 2] == "n"
            and plain[start - 5 : start].lower() == " non "
            and scene.hyphen(start - 1)
        ):
            continue  # "a non-NATO ally"
        choice, more, mode = entry.choices[0], (), entry.mode
        if entry.doubted and scene.against(plain[start:end]):
            mode = OTHER
        if mode:
            before = plain[plain.rfind(" ", 0, start - 1) + 1 : start - 1]
            if mode == TONGUE:
                settled = before not in words.SPEAKING
                if entry.minority and (before == "s" or reached == start - 1):
                    settled = False
            elif mode == OTHER or (
                before and (before == "s" or not (before[0].islower() or before in _OPENERS))
            ):
                settled = False
            else:
                after = plain[end + 1 : plain.find(" ", end + 1)]
                settled = (after == "" or after[0].islower()) and (
                    plain[start - 4 : start] not in _ADDRESSED
                    if mode == NAME
                    else venues.plainly_acts(plain, start, before, after)
                )
                if settled and len(entry.choices) > 1:
                    choice = _at_the_time(scene, entry)
            if not settled:
                found = _consider(scene, start, end, entry, out)
                if not found:
                    continue
                choice, *more = found
        if sports and scene.sporting(start):
            continue
        left, right = original(start, end) if shifted else (start - 1, end - 1)
        surface = text[left:right]
        out.append(Mention(choice.code, left, right, surface, choice.kind, choice.why))
        for another in more:
            out.append(Mention(another.code, left, right, surface, another.kind, another.why))
    return out


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


def _at_the_time(scene: Scene, entry: Entry) -> Choice:
    """What an old capital stands for in this text: the same at every place."""
    key = id(entry)
    if key not in scene.memo:
        choices = [c for c in entry.choices if _since(scene, c)]
        scene.memo[key] = _by_company(scene, _by_time(scene, choices))
    return scene.memo[key]


def _since(scene: Scene, choice: Choice) -> bool:
    if not choice.rule.startswith("since "):
        return True
    return scene.date is not None and scene.date.isoformat() >= choice.rule[6:]


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
        others = [c for c in entry.choices if not c.person and _fits(scene, start, end, c, out)]
    if others:
        best = _by_company(scene, _by_time(scene, others)) if len(others) > 1 else others[0]
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


def _fits(scene: Scene, start: int, end: int, choice: Choice, out: list[Mention]) -> bool:
    if choice.kind == "prefix":
        if scene.hyphen(start - 1) and start - 1 in scene.ends:  # "Indo-Pak ties"
            return any(c.kind == "prefix" for c in scene.spans[scene.ends[start - 1]][2].choices)
        return scene.hyphen(end) or scene.mark(end) == "/"
    against = scene.against(scene.plain[start:end])
    if against and against & {w.lower() for w in scene.before(start, 12) + scene.after(end, 12)}:
        return False
    if not _since(scene, choice):
        return False
    rule = _RULES.get(choice.rule)
    return rule is None or rule(scene, start, end, choice)


def _by_time(scene: Scene, choices: list[Choice]) -> list[Choice]:
    """Those that stood at the text's date; without one those that still stand, unless only the ended is named."""
    actors = scene.table.actors
    if scene.date is not None:
        stood = [c for c in choices if actors[c.code].stood(scene.date)]
        stood = [
            c for c in stood if actors[c.code].end
        ] or stood  # what ended later was there instead of its heirs
    else:
        stood = [c for c in choices if actors[c.code].end is None]
    ended = [c for c in choices if c not in stood and scene.sure.get(c.code)]
    if ended and not any(scene.sure.get(c.code) for c in stood):
        return ended
    return stood or choices


def _by_company(scene: Scene, choices: list[Choice]) -> Choice:
    """The one named surely elsewhere in the text, else the first of the table."""
    return max(choices, key=lambda c: (c.rule.startswith("since "), scene.sure.get(c.code, 0)))


#: Types of alias that many states have by the same name.
_ORGANS = frozenset({"parliament", "ministry", "palace", "army", "service"})


def _unprefixed(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    """Not part of a longer name: "the Texas Senate", "Michael Jordan", "Chad Smith"."""
    if choice.kind in _ORGANS and _of_another(scene, start, choice):
        return False
    plain = scene.plain
    before = scene.joined_before(start)
    if before[:1].isupper() and start - 1 not in scene.ends and plain[start - 2] != " ":
        if before.lower() in words.FIRST_NAMES:
            return not scene.mark(start - 1).isspace() or scene.titled(start)
        if (
            scene.proper(before)
            and scene.mark(start - 1).isspace()
            and not scene.first_in_sentence(start - 1 - len(before))
            and not scene.titled(start)
        ):
            return False
    if choice.kind == "name" and " " in plain[start:end] and plain[start - 3 : start] == " s ":
        return start - 3 not in scene.ends  # "Russia's Security Council"
    if plain[start - 2] == " " and plain[max(0, start - 8) : start].split()[-1:] in _ADDRESSES:
        return False  # "Dr. Jordan"
    return _no_surname(scene, start, end, choice)


_ADDRESSES = (["Dr"], ["Mr"], ["Mrs"], ["Ms"], ["Prof"], ["St"])


def _of_another(scene: Scene, start: int, choice: Choice) -> bool:
    """ "the Nigerian Senate" is not the American one, nor "the Treasury" of an article on Kenya."""
    if choice.kind in ("parliament", "ministry"):
        most = max(scene.sure.values(), default=0)
        if most > 2 and scene.sure.get(choice.code, 0) * 3 < most:
            return True
    owner = scene.ends.get(start - 1)
    if owner is None or not scene.mark(start - 1).isspace():
        return False
    return all(c.code != choice.code for c in scene.spans[owner][2].choices)


def _no_surname(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    """Neither "Paris Hilton" nor "Michael Jordan"."""
    before, after = scene.joined_before(start), scene.joined_after(end)
    if before.lower() in words.FIRST_NAMES and before[0].isupper() and scene.mark(start - 1).isspace():
        return False
    if choice.kind not in ("name", "capital", "seat", "demonym"):
        return True
    if not after[:1].isupper() or after.isupper() or not after.isalpha() or not scene.proper(after):
        return True
    return end + 1 in scene.starts or after.lower() in words.STATE_NOUNS or scene.titled(start)


def _upper_only(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    name = scene.plain[start:end]
    if not name.isupper():
        return False
    if scene.shouting(start):
        return name not in words.SHOUTED_WORDS and (name != "US" or _shouted_us(scene, start, end))
    return True


def _shouted_us(scene: Scene, start: int, end: int) -> bool:
    """In capitals "US" is the pronoun at the end of a line and after a verb, the state before a noun."""
    before = scene.before(start)
    return bool(scene.after(end)) and (not before or before[0].lower() not in words.BEFORE_PRONOUN)


def _plural_only(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return scene.plain[end - 1] in "sS"


def _article_needed(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    after = scene.joined_after(end)
    return scene.joined_before(start).lower() == "the" and (
        not scene.proper(after) or end + 1 in scene.starts or scene.titled(start)
    )


def _org_context(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    if scene.sure.get(choice.code):
        return True
    near = scene.before(start, 6) + scene.after(end, 6)
    return any(w.lower() in words.GROUP_WORDS for w in near)


def _if_named(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return bool(scene.sure.get(choice.code)) and _unprefixed(scene, start, end, choice)


def _if_agent(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return venues.agent(scene, start, end) and _unprefixed(scene, start, end, choice)


_RULES = {
    "state_context": _unprefixed,
    "not_before_surname": _no_surname,
    "upper_only": _upper_only,
    "plural_only": _plural_only,
    "article_needed": _article_needed,
    "org_context": _org_context,
    "if_named": _if_named,
    "if_agent": _if_agent,
}
