"""Statements rewritten with role tokens, so that names carry no stance.

Every mention of the source, the target and third actors is replaced by one token each. What is left to learn
from is what the statement says between and around the roles (entity masking: Zhang et al. 2017, TACRED).
"""

from __future__ import annotations

from equipoise.stance.frames import Roles

__all__ = ["OTHER", "SOURCE", "TARGET", "TOKENS", "cut", "render"]

#: Unused entries of the BERT vocabulary: one token each for the encoder, words like any other for n-grams.
TOKENS = SOURCE, TARGET, OTHER = "[unused1]", "[unused2]", "[unused3]"

#: Code points: statements over three windows are cut round their roles, for the encoder reads about 160 tokens.
WINDOW = 400


def render(row: Roles, source: str = SOURCE, target: str = TARGET, other: str = OTHER) -> str:
    """The statement with its mentions replaced; of an over-long one, what stands around source and target."""
    pieces, roles = cut(row)
    names = (source, target, other)
    out = [pieces[0]]
    for role, piece in zip(roles, pieces[1:], strict=True):
        out += (" ", names[role], " ", piece)
    return "".join(out)


def cut(row: Roles) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The text round the mentions, one piece more than there are mentions, and their roles: 0, 1, 2 as in `TOKENS`.

    The pairs of a statement mostly differ in the roles alone.
    """
    text = row.text
    marks = [(a, b, role) for role, spans in enumerate(row[1:]) for a, b in spans]
    marks.sort()
    pieces, roles, held = [], [], ""
    for number, (at, right) in enumerate(_windows(row)):
        if number:
            held += " … "
        for start, end, role in marks:
            if start < at or end > right:
                continue
            pieces.append(held + text[at:start])
            roles.append(role)
            at, held = end, ""
        held += text[at:right]
    return (*pieces, held), tuple(roles)


def _windows(row: Roles) -> list[tuple[int, int]]:
    """All of a statement of usual length; else one window round both roles, or one round each."""
    size = len(row.text)
    if size <= 3 * WINDOW:
        return [(0, size)]
    (a, b), (c, d) = sorted((row.source[0], row.target[0]))
    if d - a <= 2 * WINDOW:
        return [(max(0, a - WINDOW // 2), min(size, d + WINDOW // 2))]
    half = WINDOW // 2
    return [(max(0, a - half), b + half), (c - half, min(size, d + half))]
