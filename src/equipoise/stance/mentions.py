"""Finds the further mentions that a caller's frame leaves out, so that their names are masked as well.

`other_spans` is optional. Where it is missing, the actor matcher reads the statement: mentions of the source's or
target's own actor become further mentions of that role, all others third actors.
"""

from __future__ import annotations

import functools

__all__ = ["further_spans"]


@functools.cache
def _matcher():
    from equipoise.actors import ActorTable, Matcher

    return Matcher(ActorTable.load())


@functools.lru_cache(maxsize=4096)
def _mentions(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((m.code, m.start, m.end) for m in _matcher().find(text))


def further_spans(text: str, source: tuple[int, int], target: tuple[int, int]) -> list[tuple[int, int, str]]:
    """(start, end, role) of the mentions in `text` beside the two given, role "source", "target" or "other"."""
    found = _mentions(text)

    def codes(span):
        return {code for code, start, end in found if start < span[1] and span[0] < end}

    ours, theirs = codes(source), codes(target)
    out = []
    for code, start, end in found:
        if any(start < b and a < end for a, b in (source, target)):
            continue
        role = "source" if code in ours - theirs else "target" if code in theirs - ours else "other"
        out.append((start, end, role))
    return out
