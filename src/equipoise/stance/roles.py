"""Statements rewritten with role tokens, so that names carry no stance.

Every mention of the source, the target and third actors is replaced by one token each. What is left to learn
from is what the statement says between and around the roles (entity masking: Zhang et al. 2017, TACRED).
"""

from __future__ import annotations

from equipoise.stance.frames import Roles

__all__ = ["OTHER", "SOURCE", "TARGET", "render"]

#: Unused entries of the BERT vocabulary: one token each for the encoder, words like any other for n-grams.
SOURCE, TARGET, OTHER = "[unused1]", "[unused2]", "[unused3]"

#: Code points: statements over three windows are cut round their roles, for the encoder reads about 160 tokens.
WINDOW = 400


def render(row: Roles, source: str = SOURCE, target: str = TARGET, other: str = OTHER) -> str:
    """The statement with its mentions replaced; of an over-long one, what stands around source and target."""
    marks = sorted(
        [(a, b, source) for a, b in row.source]
        + [(a, b, target) for a, b in row.target]
        + [(a, b, other) for a, b in row.others]
    )
    return " … ".join(_piece(row.text, marks, left, right) for left, right in _windows(row))


def _piece(text: str, marks: list[tuple[int, int, str]], left: int, right: int) -> str:
    out, at = [], left
    for start, end, token in marks:
        if start < at or end > right:
            continue
        out += [text[at:start], " ", token, " "]
        at = end
    out.append(text[at:right])
    return "".join(out)


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
