"""The roles of a pair in its statement; an expression for both actors is read apart: "the two sides" -> "KOR and PRK".

A stance model needs a place for the source and another for the target. Where one expression holds both and no third,
their codes take its place, joined; what it says of them stays ("the two enemies KOR and PRK"). Reports show the
statement as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

__all__ = ["Place", "role_columns", "separable"]

#: (start, end, code) of a mention in a statement.
Place = tuple[int, int, str]
#: What tells that an act is mutual and names nobody: it stays as it is.
_RECIPROCAL = frozenset(
    ("each other", "one another", "each other's", "each other’s", "one another's", "themselves", "the other")
)
_GENITIVE = re.compile(r"['’]s$|(?<=s)['’]$")
#: Words of expressions that say no more than that there are two.
_BARE = frozenset(
    (
        *("they", "them", "their", "theirs", "both", "each", "neither", "either", "one", "the", "two", "of"),
        *("these", "those", "this", "that", "pair", "us", "we", "our", "side", "sides", "party", "parties"),
        *("country", "countries", "state", "states", "nation", "nations", "government", "governments"),
        *("capital", "capitals", "power", "powers", "neighbour", "neighbours", "neighbor", "neighbors"),
    )
)


def separable(text: str, places: Sequence[Place], source: str, target: str) -> bool:
    """True where the two actors have places of their own, or share an expression that can be read apart.

    False where one of them stands in "each other" alone, or both in "all three", which tells nothing of any two.
    """
    _, moved = _apart(text, places, source, target)
    return _ends(moved.values(), source, target) is not None


def role_columns(text: str, places: Sequence[Place], source: Place, target: Place) -> dict:
    """The columns that a stance classifier reads of a pair.

    Parameters
    ----------
    text : str
        The statement.
    places : sequence of Place
        Every mention in it.
    source, target : Place
        The main ones of the two actors; where they are gone or the same, others take their place. If none can
        (the pair is not `separable`), they stay, and the classifier will refuse them.

    Returns
    -------
    dict
        ``text, source_start, source_end, target_start, target_end`` and ``other_spans``: all places as
        (start, end, role) with role "other", "source" or "target".
    """
    roles = {source[2]: "source", target[2]: "target"}
    text, moved = _apart(text, places, *roles)
    s, t = moved.get(source), moved.get(target)
    if s is None or t is None or s[:2] == t[:2]:
        s, t = _ends(moved.values(), *roles) or (source, target)
    spans = {(start, end, roles.get(code, "other")) for start, end, code in moved.values()}
    return {
        "text": text,
        "source_start": s[0],
        "source_end": s[1],
        "target_start": t[0],
        "target_end": t[1],
        "other_spans": sorted(spans),
    }


def _ends(places: Collection[Place], source: str, target: str) -> tuple | None:
    """Where the two first stand apart, at least one of them where the other does not: (start, end) of each."""
    first, second = (sorted(p[:2] for p in places if p[2] == code) for code in (source, target))
    return next(
        ((a, b) for a in first for b in second if a != b and (a not in second or b not in first)), None
    )


def _joint(text: str, both: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the places of both that can be read as two names, in order; one inside another is left out."""
    found, reached = [], 0
    for start, end in sorted(both, key=lambda span: (span[0], -span[1])):
        if start >= reached and text[start:end].lower() not in _RECIPROCAL:
            found.append((start, end))
            reached = end
    return found


def _apart(text: str, places: Sequence[Place], source: str, target: str) -> tuple[str, dict[Place, Place]]:
    """The text with both codes instead of each expression for the two and no third; what each place is in it.

    Left out are reciprocals and what stands inside a joint expression ("both of its guests").
    """
    both = {p[:2] for p in places if p[2] == source} & {p[:2] for p in places if p[2] == target}
    both -= {p[:2] for p in places if p[2] not in (source, target)}
    if not both:
        return text, {place: place for place in places}
    codes = sorted((source, target))
    out, moved, at, size, shifts = [], {}, 0, 0, []
    for start, end in _joint(text, both):
        before, between, after = _words(text[start:end])
        out += (text[at:start], before, codes[0], between, codes[1], after)
        size += start - at + len(before)
        for code, then in zip(codes, (between, after)):
            moved[start, end, code] = (size, size + len(code), code)
            size += len(code) + len(then)
        at = end
        shifts.append((start, end, size - end))
    out.append(text[at:])
    for place in places:
        start, end, code = place
        if (start, end) in both or any(start < e and s < end for s, e, _ in shifts):
            continue
        by = next((by for _, e, by in reversed(shifts) if e <= start), 0)
        moved[place] = (start + by, end + by, code)
    return "".join(out), moved


def _words(expression: str) -> tuple[str, str, str]:
    """What goes before, between and after two names that take the place of the expression."""
    plain = _GENITIVE.sub("", expression)
    words = plain.lower().split()
    word = words[0] if words else ""
    between = {"neither": " nor ", "either": " or "}.get(word, " and ")
    if not _BARE.issuperset(words):
        before = f"{plain} "
    else:
        before = f"{plain[: len(word)]} " if word == "neither" else ""
    genitive = plain != expression or word in ("their", "theirs")
    return before, between, "'s" if genitive else ""
