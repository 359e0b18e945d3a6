"""What the ``rule`` column of aliases.tsv asks of the surroundings of a name."""

from __future__ import annotations

from equipoise.actors import venues, words
from equipoise.actors.patterns import Choice
from equipoise.actors.scene import Scene

__all__ = ["holds", "in_force"]


def holds(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    """True where the choice's rule lets it stand at this place of the fold.

    state_context
        no part of a longer name, no person's, no other state's.
    not_before_surname
        not between a given name and a surname.
    upper_only
        in capitals, and no word of a line of capitals.
    plural_only, article_needed
        ends in s; stands behind "the".
    org_context
        its organisation is named elsewhere, or words of groups and organisations stand near.
    if_named
        its actor is named elsewhere in the text.
    if_agent
        it owns or does something here.
    half CODE
        it or CODE, the other half of a divided country, is named elsewhere ("the North").
    since YYYY-MM-DD
        the text was written on that day or later.
    """
    rule = _RULES.get(choice.rule.partition(" ")[0])
    return in_force(scene, choice) and (rule is None or rule(scene, start, end, choice))


def in_force(scene: Scene, choice: Choice) -> bool:
    """False for an alias that goes over to this actor only after the text was written, or when nobody
    knows."""
    if not choice.rule.startswith("since "):
        return True
    return scene.date is not None and scene.date.isoformat() >= choice.rule[6:]


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


def _half(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    if scene.hyphen(end):  # "the North-South line"
        return False
    halves = choice.code, choice.rule.partition(" ")[2]
    return any(scene.sure.get(code) for code in halves) and _unprefixed(scene, start, end, choice)


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
    "half": _half,
}
