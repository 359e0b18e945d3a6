"""Whether an expression ("it", "both countries") stands for an actor, by the encoder of the accurate model.

The encoder that reads stances learns this beside them (multi-task learning: Caruana 1997; ranking of antecedents by
a network: Clark and Manning 2016); a linear layer of its own reads the same vectors. The expression takes the
source's place and the candidate the target's, but all keep their words: "he" tells a person from a state.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from equipoise.actors.questions import Question
from equipoise.stance.roles import OTHER, SOURCE, TARGET

__all__ = ["links", "render_question"]


def render_question(question: Question) -> str:
    """The question's text with a role token before each mention and before the expression."""
    marks = [(question.start, SOURCE)]
    marks += [(start, TARGET) for start, _ in question.fits]
    marks += [(start, OTHER) for start, _ in question.others]
    out, at = [], 0
    for start, token in sorted(marks):
        out += (question.text[at:start], token, " ")
        at = start
    return "".join((*out, question.text[at:]))


def links(encoder, questions: Sequence[Question]) -> np.ndarray:
    """The probability that each question's expression stands for its candidate, float array of shape (n,)."""
    return encoder.link([render_question(q) for q in questions])
