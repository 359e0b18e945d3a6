"""The decision about one actor between two rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.strategies.cues import Cue
from equipoise.strategies.score import balance_score, dyad_draws, sign
from equipoise.types import Article, Dyad, Rivalry, Stance, Strategy

__all__ = ["Case", "judge"]

MIN_EFFECTIVE = 2.0
MIN_BOTH = 0.8
MAX_WIDTH = 0.5
SIMILAR = 0.4
LEAN = 0.6


@dataclass(frozen=True)
class Case:
    """One actor X between two rivals, with all the article says of it."""

    article: Article
    actor: str
    rivalry: Rivalry
    to_a: Dyad
    to_b: Dyad
    stances: Sequence[Stance]
    weights: np.ndarray
    cues: Sequence[Cue]
    seed: int = 0

    def signed(self, dyad: Dyad, label: str) -> list[int]:
        """Stances of this dyad with `label` that carry weight."""
        return [i for i in dyad.evidence if self.stances[i].label == label]


def judge(case: Case, name) -> Strategy | None:
    """Report, abstain, or None where the article says nothing of the matter.

    Parameters
    ----------
    case : Case
    name : callable code -> str
        For the words of the reason.
    """
    a, b = case.to_a, case.to_b
    plus = [case.signed(d, "supportive") for d in (a, b)]
    minus = [case.signed(d, "hostile") for d in (a, b)]
    if not all(p or m for p, m in zip(plus, minus)):
        return None
    draws_a, draws_b = dyad_draws(a, case.seed), dyad_draws(b, case.seed)
    score = balance_score(draws_a, draws_b)
    low, middle, high = (float(x) for x in np.quantile(score, (0.05, 0.5, 0.95)))
    both = float(((draws_a > -0.1) & (draws_b > -0.1)).mean())
    signs = (sign(a), sign(b))
    mixed = [bool(p) and bool(m) for p, m in zip(plus, minus)]
    named = {c.strategy for c in case.cues}
    failed = _failed_test(case, both, high - low, name)
    evidence = tuple(sorted({*plus[0], *plus[1]}))
    contrary = tuple(sorted({*minus[0], *minus[1]}))
    strategy = ""
    if any(mixed) and all(plus):
        strategy = "hedging"
        failed = _thin(case, name)
    elif signs == ("+", "+"):
        strategy = "dual_engagement"
    elif "non_commitment" in named and "-" not in signs:
        strategy = "non_commitment"
    elif {*signs} == {"+", "-"}:
        return None
    if not strategy:
        if all(plus):
            strategy, failed = "dual_engagement", failed or "the signs of the two ties stay open"
        else:
            return None
    overlays = tuple(sorted(named & {"mediation", "wedging"}))
    author = next((c.strategy for c in case.cues if c.explicit), "")
    decided = not failed
    return Strategy(
        actor=case.actor, rival_a=case.rivalry.a, rival_b=case.rivalry.b, strategy=strategy,
        decision="report" if decided else "abstain", reason=failed or "passed every test of evidence",
        overlays=overlays,
        balance=middle if decided else None, balance_low=low if decided else None, balance_high=high if decided else None,
        evidence=evidence, contrary=contrary, author_label=author,
        disagrees=bool(author) and author != strategy and author not in overlays,
        details={"signs": {case.rivalry.a: signs[0], case.rivalry.b: signs[1]}, "p_both": both},
    )


def _thin(case: Case, name) -> str:
    for dyad in sorted((case.to_a, case.to_b), key=lambda d: d.n_effective):
        if dyad.n_effective < MIN_EFFECTIVE:
            return (
                f"too little evidence on {name(dyad.source)} toward {name(dyad.target)}: {dyad.n_effective:.1f} "
                f"statements, {MIN_EFFECTIVE:g} needed"
            )
    return ""


def _failed_test(case: Case, both: float, width: float, name) -> str:
    thin = _thin(case, name)
    if thin:
        return thin
    if both < MIN_BOTH:
        return f"it is not sure enough that neither tie is hostile: probability {both:.2f}, {MIN_BOTH:g} needed"
    if width > MAX_WIDTH:
        return f"the balance score is too uncertain: its interval is {width:.2f} wide, at most {MAX_WIDTH:g} allowed"
    return ""
