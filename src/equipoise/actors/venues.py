"""Place or power: "talks in Geneva" and "the Astana format" name a venue, "Doha brokered" a state."""

from __future__ import annotations

import re

from equipoise.actors import words

__all__ = ["acts", "agent", "plainly_acts"]

_AT = frozenset(["in", "at", "near", "outside", "around", "inside", "throughout", "across"])
_FROM = frozenset(["from", "to", "into", "for", "toward", "towards"])
_LEAVING = frozenset(["left", "leaving", "leave", "reached", "visiting"])
_DOUBTFUL = _AT | _LEAVING
#: Verbs and auxiliaries that a place cannot do.
_DOES = re.compile(
    r"(?:is|was|has|had|will|would|can|could|may|might|must|should|does|did|do|are|were|have|never|also|still|now"
    r"|says|said|tells|told|wants|wanted|sends|sent|sees|saw|gave|gives|took|takes|made|makes|fought|spoke|broke|paid"
    r"|pays|held|holds|kept|keeps|begs|backs|sides|cut|cuts|put|puts|let|lets|[a-z]{3,}ed|[a-z]{2,}(?:[^s]es|ies|[^aeious]s))$"
)


def acts(scene, start: int, end: int) -> bool:
    """False where the city at this place of the fold is only where something happens."""
    following = scene.joined_after(end)
    if following in words.VENUE_NOUNS:
        return False
    if scene.plain[start - 2 : start - 1] in ("", " "):
        return True  # a comma or a full stop stands before it
    before = [w.lower() for w in scene.before(start, 7)]
    if not before or (scene.possessive(end) and before[0] not in ("at",)):
        return True
    if before[0] in _AT:
        return _in(scene, start, end, before)
    if before[0] in _FROM:
        return not any(w in words.FLYING for w in before[1:5])
    return before[0] not in _LEAVING


def plainly_acts(plain: str, start: int, before: str, after: str) -> bool:
    """True where the words right before and after the place leave no doubt: the quick way for most."""
    if before in _DOUBTFUL or after in words.VENUE_NOUNS:
        return False
    if before not in _FROM:
        return True
    return words.FLYING.isdisjoint(plain[max(0, start - 40) : start - 1].lower().split()[-5:-1])


def _in(scene, start: int, end: int, before: list[str]) -> bool:
    """Whether "in" leads to a power: "officials in Moscow", "welcomed in Tirana, whose ..."; not "talks in
    Geneva", "met in Doha"."""
    near = before[1:4]
    if any(w in words.MEETING for w in before[1:6]):
        return False
    if any(w in words.GOVERNING for w in near):
        return True
    if any(w in words.FELT for w in before[1:6]):
        return True
    tail = scene.plain[end : end + 8]
    return scene.mark(end) == "," and (tail.startswith("  which ") or tail.startswith("  whose"))


def agent(scene, start: int, end: int) -> bool:
    """True where the name owns or does something: "Dubai said", "Gaza's rulers", "denounced by Gibraltar"."""
    before = scene.joined_before(start).lower()
    if before in ("by", "with", "between", "against", "told", "accused", "asked", "thanked"):
        return True
    if before in _AT | _FROM | {"of", "on", "over", "the", "off", "about", "through", "via", "to"}:
        return False
    if scene.possessive(end):
        return True
    after = scene.joined_after(end)
    return bool(after) and after[0].islower() and bool(_DOES.match(after))
