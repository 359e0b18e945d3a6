"""Mentions made fast: a frozen dataclass sets each field the slow way, which took a tenth of the matcher's time."""

from __future__ import annotations

from equipoise.types import Mention

__all__ = ["mention"]


class _Draft:
    """A `Mention` that can still be written: the same slots, so that it may change its class."""

    __slots__ = Mention.__slots__

    def __init__(self, code: str, start: int, end: int, text: str, kind: str, why: str):
        self.code = code
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.why = why
        self.resolved_by_context = False


def mention(code: str, start: int, end: int, text: str, kind: str, why: str) -> Mention:
    """What `Mention(code, start, end, text, kind, why)` gives, in a third of the time."""
    draft = _Draft(code, start, end, text, kind, why)
    draft.__class__ = Mention  # type: ignore[assignment]
    return draft  # type: ignore[return-value]
