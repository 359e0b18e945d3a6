"""One actor between two rivals, with everything that the article says of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from equipoise.dyads import Sign, probability_above, sharpened, sign
from equipoise.strategies.cues import Cue
from equipoise.strategies.score import balance_score, dyad_draws
from equipoise.types import LABELS, Dyad, Rivalry, Stance, Statement

__all__ = ["Case", "Side"]


@dataclass(frozen=True)
class Side:
    """X toward one of the two rivals."""

    dyad: Dyad
    stances: Sequence[Stance]
    weights: np.ndarray

    @property
    def code(self) -> str:
        """The rival."""
        return self.dyad.target

    @cached_property
    def sign(self) -> Sign:
        """See `equipoise.dyads.sign`."""
        return sign(self.dyad)

    @cached_property
    def plus(self) -> list[int]:
        """Stances that are most probably supportive, strongest first."""
        return [i for i in self.dyad.evidence if self.stances[i].label == "supportive"]

    @cached_property
    def minus(self) -> list[int]:
        """Stances that are most probably hostile, strongest first."""
        return [i for i in self.dyad.evidence if self.stances[i].label == "hostile"]

    @cached_property
    def support(self) -> float:
        """Weight of the supportive statements: what the noise of neutral ones cannot pile up."""
        return sum(self.mass(i, "supportive") for i in self.plus)

    @cached_property
    def hostility(self) -> float:
        """Weight of the hostile statements."""
        return sum(self.mass(i, "hostile") for i in self.minus)

    def mass(self, at: int, label: str) -> float:
        """What one stance counts toward `label`."""
        return float(self.weights[at] * sharpened(self.stances[at].probabilities)[LABELS.index(label)])

    def paragraphs(self, members: Sequence[int]) -> int:
        """How many paragraphs these stances stand in."""
        return len({self.stances[i].pair.statement.paragraph for i in members})

    def above(self, threshold: float) -> float:
        """P(s > threshold)."""
        return float(probability_above(self.dyad.counts, threshold))


@dataclass(frozen=True)
class Case:
    """X between A and B.

    labels
        (strategy, statement, words) where the author names a strategy of X outright.
    acts
        The same with words for the act itself ("mediated").
    near
        Codes of the actors named in a statement's paragraph, by statement.
    member
        True when X belongs to one of the rivals, a bloc.
    quarrels
        Whose rival X is itself by what the text says.
    share
        How often the article speaks of X, in shares of how often it speaks of the rival named more often.
    """

    actor: str
    rivalry: Rivalry
    a: Side
    b: Side
    statements: Sequence[Statement]
    cues: Sequence[Cue] = ()
    labels: Sequence[tuple[str, int, str]] = ()
    acts: Sequence[tuple[str, int, str]] = ()
    near: Mapping[int, frozenset[str]] = field(default_factory=dict)
    member: bool = False
    quarrels: frozenset[str] = frozenset()
    share: float = 0.0
    date: datetime.date | None = None
    seed: int = 0
    names: dict = field(default_factory=dict)

    @property
    def main(self) -> bool:
        """True when the article speaks of neither rival more often than of X."""
        return self.share >= 1

    @property
    def sides(self) -> tuple[Side, Side]:
        """Toward A and toward B."""
        return self.a, self.b

    @cached_property
    def draws(self) -> tuple[np.ndarray, np.ndarray]:
        """Posterior draws of the two stances."""
        return dyad_draws(self.a.dyad, self.seed), dyad_draws(self.b.dyad, self.seed)

    @cached_property
    def balance(self) -> tuple[float, float, float]:
        """5 % quantile, median and 95 % quantile of the balance score."""
        low, middle, high = np.quantile(balance_score(*self.draws), (0.05, 0.5, 0.95))
        return float(low), float(middle), float(high)

    def both_above(self, threshold: float) -> float:
        """P(sA > threshold and sB > threshold)."""
        a, b = self.draws
        return float(((a > threshold) & (b > threshold)).mean())

    def lean(self) -> float:
        """Posterior mean of sA - sB."""
        return float(self.a.dyad.mean - self.b.dyad.mean)

    def name(self, code: str) -> str:
        """The actor's usual name."""
        return self.names.get(code, code)

    def cued(self, strategy: str) -> float:
        """How strongly words near both rivals speak for a strategy of X: the sum of the cues'
        probabilities."""
        pair = {self.a.code, self.b.code}
        return float(
            sum(cue.probability for cue in self.cues if cue.strategy == strategy and pair <= cue.near)
        )

    def against(self, strategy: str, foe: Side) -> float:
        """How strongly words tell of a strategy of X against one of the rivals.

        The mean of two sums of cues: those in paragraphs that name the rival, and those in the hostile
        statements."""
        hostile = {foe.stances[i].pair.statement.index for i in foe.minus}
        mine = [cue for cue in self.cues if cue.strategy == strategy]
        near = sum(cue.probability for cue in mine if foe.code in cue.near)
        return (near + sum(cue.probability for cue in mine if cue.statement in hostile)) / 2

    def named(self, strategy: str) -> bool:
        """True when a paragraph that names both rivals names this strategy of X, or its act, outright."""
        pair = {self.a.code, self.b.code}
        return any(
            s == strategy and pair <= self.near.get(at, frozenset())
            for s, at, _ in (*self.labels, *self.acts)
        )

    def says(self, strategy: str) -> bool:
        """True when the author names this strategy of X anywhere."""
        return any(s == strategy for s, _, _ in self.labels)
