"""References that the rules leave open, put as questions: may this expression stand for that actor?

A network that has read marked references answers them (`equipoise.stance.links`); the rules alone do without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.types import Mention, Statement

__all__ = ["Judge", "Question", "answer", "ask"]

#: Code points of a question's text before and after the expression; names farther off are no candidates.
BEFORE, AFTER = 560, 160
#: Statements before that of the expression whose names are candidates.
BACK = 3
#: At most this many candidates an expression, those nearest to it.
MOST = 6
_WHICH = r"(?:the|these|those|its|his|her)"
_PAIRED = rf"both|each|n?either|one another|them both|{_WHICH} (?:two|pair)"
#: Expressions that may stand for two actors or more.
SEVERAL = re.compile(rf"(?:{_PAIRED}|they|them|theirs?|themselves|all|{_WHICH} (?:three|four))\b", re.I)
#: Those that stand for exactly two.
TWO = re.compile(rf"(?!.*\b(?:three|four)\b)(?:{_PAIRED})\b", re.I)
#: How sure a judge must be of two actors together and of no third.
PAIR = 0.8


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the expression at ``text[start:end]`` stands for the actor `code`.

    fits, others
        (start, end) of the mentions of that actor and of the other ones in `text`.
    """

    text: str
    start: int
    end: int
    code: str
    fits: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


#: Questions -> the probability of each that the answer is yes.
Judge = Callable[[Sequence[Question]], np.ndarray]


def ask(
    text: str, statements: Sequence[Statement], number: int, start: int, end: int, mentions: Iterable[Mention]
) -> list[Question]:
    """The questions about the expression at ``text[start:end]`` of the statement `number`, one a candidate.

    Candidates are the actors that `mentions` has in the statement and in the `BACK` before it, of the same paragraph
    or the one before.
    """
    here = statements[number]
    first = next(
        s for s in statements[max(0, number - BACK) : number + 1] if s.paragraph >= here.paragraph - 1
    )
    low, high = max(first.start, start - BEFORE), min(here.end, end + AFTER)
    near = [m for m in mentions if low <= m.start and m.end <= high and not (m.start < end and start < m.end)]
    by_distance = sorted(near, key=lambda m: abs(m.start - start))
    codes = list(dict.fromkeys(m.code for m in by_distance))[:MOST]
    spans = [(m.code, (m.start - low, m.end - low)) for m in near]
    out = []
    for code in codes:
        fits = {span for c, span in spans if c == code}
        others = {span for _, span in spans} - fits
        places = tuple(sorted(fits)), tuple(sorted(others))
        out.append(Question(text[low:high], start - low, end - low, code, *places))
    return out


def answer(questions: Sequence[Question], fit: Sequence[float], sure: float) -> tuple[str, ...]:
    """The actors that one expression stands for: those above `sure`, and only the likeliest where it can be but one.

    Where it stands for two, the two likeliest, if it is `PAIR` likely that they are and a third is not.
    """
    ranked = sorted(zip(fit, (q.code for q in questions)), reverse=True)
    q = questions[0]
    expression = q.text[q.start : q.end]
    if TWO.match(expression):
        first, second, third = (*(p for p, _ in ranked), 0.0, 0.0, 0.0)[:3]
        return tuple(code for _, code in ranked[:2]) if first * second * (1 - third) >= PAIR else ()
    yes = tuple(code for p, code in ranked if p >= sure)
    return yes if SEVERAL.match(expression) else yes[:1]
