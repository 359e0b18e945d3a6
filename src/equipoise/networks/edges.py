"""Signed edges as they are given: checked, and each pair of nodes once."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.errors import InputError

__all__ = ["key", "signs"]


def signs(edges: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """Sign by pair of nodes, the smaller name first.

    Raises
    ------
    InputError
        A sign other than +1 and -1, an edge from a node to itself, or one given with both signs.
    """
    out: dict[tuple[str, str], int] = {}
    for a, b, s in edges:
        if s not in (1, -1) or a == b:
            raise InputError(f"edge {(a, b, s)!r}: an edge joins two different nodes by the sign +1 or -1.")
        if out.setdefault(key(a, b), s) != s:
            raise InputError(f"the edge between {a} and {b} is given with both signs; decide on one.")
    return out


def key(a: str, b: str) -> tuple[str, str]:
    """The two nodes in order: an edge has no direction."""
    return (a, b) if a < b else (b, a)
