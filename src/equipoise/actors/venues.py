"""Place or power: "talks in Geneva" and "the Astana format" name a venue, "Doha brokered" a state."""

from __future__ import annotations

from equipoise.actors import words

__all__ = ["acts"]

_IN = frozenset({"in", "at", "near", "outside", "around", "through", "across", "inside", "into", "via", "throughout"})
_MOVING = frozenset(
    """flew fly flying flown travelled traveled travel travelling travelled arrived arrive arriving arrival visit visits
    visited visiting trip trips went go going gone came come coming return returned returning landed landing flight
    flights drove journey journeyed headed heading mission posted invited summoned moved""".split()
)


def acts(scene, start: int, end: int) -> bool:
    """False where the city at this place of the fold is only where something happens."""
    before = [w.lower() for w in scene.before(start, 4)]
    following = scene.joined_after(end)
    if following in words.VENUE_NOUNS:
        return False
    if not before:
        return True
    if before[0] in _IN:
        return any(w in words.GOVERNING for w in before[1:3])
    if before[0] in ("to", "for", "from") and any(w in _MOVING for w in before[1:4]):
        return False
    return True
