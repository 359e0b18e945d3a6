"""Stances -> Dyads: everything an article says of source -> target, added up with its uncertainty.

The posterior of a dyad is Dirichlet(c + prior) over (hostile, neutral, supportive); what the library calls a
stance is s = p_supportive - p_hostile in [-1, 1]. c is the sum of voice weight times calibrated probability.

Three things differ from a plain sum:

* One paragraph counts at most `PARAGRAPH_CAP` in a dyad, for its sentences are not independent.
* Probabilities are sharpened (p ** `SHARPNESS`, normalised) before they are added. A model calibrated on all
  pairs gives a
  plainly neutral one some .08 of either side; ten co-mentions would then weigh as much as a real statement
  against and another one for. One-hot labels are untouched by it.
* A neutral statement enters c with `NEUTRAL_WEIGHT`. Three quarters of the ordered pairs of real op-eds are
  neutral, and
  nearly all of these are co-mention (geography, statistics, a comparison), which is silence and not evidence
  of a neutral stance. Counted in full, ten co-mentions drown four signed treaties. The stance pooled here is
  that of the statements that take one; `n_effective` still counts every statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

from equipoise.types import Dyad, Stance

__all__ = [
    "NEUTRAL_WEIGHT",
    "PARAGRAPH_CAP",
    "PRIOR",
    "VOICE_WEIGHTS",
    "Sign",
    "aggregate",
    "by_codes",
    "draw",
    "effective",
    "interval",
    "mean",
    "posterior",
    "probability_above",
    "sharpened",
    "sign",
    "weights",
]

Sign = Literal["+", "-", "0", "?"]

#: Dirichlet prior over (hostile, neutral, supportive): Jeffreys on the signs, one whole pseudo-statement for
#: neutral.
PRIOR = np.array([0.5, 1.0, 0.5])
#: What a statement counts by the voice it stands in.
VOICE_WEIGHTS = {
    "plain": 1.0,
    "attributed": 0.5,
    "quoted": 0.5,
    "hypothetical": 0.0,
    "past": 0.0,
    "negated": 0.0,
}
#: Weight of a statement whose source or target was resolved from context.
CONTEXT_WEIGHT = 0.5
#: One paragraph counts at most this much in one dyad.
PARAGRAPH_CAP = 2.0
#: How much of a neutral statement is evidence of a neutral stance (see the module's first lines).
NEUTRAL_WEIGHT = 0.25
#: Exponent on the calibrated probabilities before they are added up (see the module's first lines).
SHARPNESS = 3.0
#: Effective statements beyond which more of them hardly narrow an interval (see `posterior`).
SATURATION = 20.0


def weights(stances: Sequence[Stance]) -> np.ndarray:
    """What each stance weighs in its dyad, after voice, context and the paragraph cap; shape (n,).

    The cap is on evidence: a neutral co-mention uses up `NEUTRAL_WEIGHT` of it, so that five of them in a
    paragraph do not shrink the one statement there that takes a side."""
    out = np.array([_voice_weight(stance) for stance in stances], dtype=float)
    mass = out * [1 - (1 - NEUTRAL_WEIGHT) * stance.p_neutral for stance in stances]
    for members in _by_paragraph(stances).values():
        total = mass[members].sum()
        if total > PARAGRAPH_CAP:
            out[members] *= PARAGRAPH_CAP / total
    return out


def effective(stances: Sequence[Stance]) -> float:
    """Effective number of statements: voice weights, at most `PARAGRAPH_CAP` a dyad and paragraph."""
    out = np.array([_voice_weight(stance) for stance in stances], dtype=float)
    return float(sum(min(out[members].sum(), PARAGRAPH_CAP) for members in _by_paragraph(stances).values()))


def aggregate(stances: Sequence[Stance]) -> list[Dyad]:
    """Add up the stances of one article, by source and target.

    Parameters
    ----------
    stances : sequence of Stance, all of one article

    Returns
    -------
    list of Dyad
        One for each ordered pair of actors that shares a statement, by codes. A dyad whose statements are all
        hypothetical, past or negated has ``n_effective`` 0 and the prior's interval.
    """
    by_dyad: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, stance in enumerate(stances):
        by_dyad[stance.pair.source.code, stance.pair.target.code].append(at)
    if not by_dyad:
        return []
    weight = weights(stances)
    probability = np.array([stance.probabilities for stance in stances])
    keys = sorted(by_dyad)
    counts = np.array([_counts(weight[by_dyad[key]], probability[by_dyad[key]]) for key in keys])
    middle, (low, high) = mean(counts), interval(counts)
    dyads = []
    for row, key in enumerate(keys):
        members = by_dyad[key]
        labels = [stances[at].label for at in members]
        # strongest first: what carries weight and takes a side
        strength = {at: weight[at] * (1 - probability[at, 1]) for at in members if weight[at] > 0}
        dyads.append(
            Dyad(
                source=key[0],
                target=key[1],
                mean=float(middle[row]),
                low=float(low[row]),
                high=float(high[row]),
                n_effective=effective([stances[at] for at in members]),
                n_hostile=labels.count("hostile"),
                n_neutral=labels.count("neutral"),
                n_supportive=labels.count("supportive"),
                counts=tuple(float(c) for c in counts[row]),
                evidence=tuple(sorted(strength, key=lambda at: (-round(strength[at], 6), at))),
            )
        )
    return dyads


def posterior(counts, model_error: bool = True) -> np.ndarray:
    """Parameters of the Dirichlet posterior, shape (..., 3).

    The counts are shrunk to n / sqrt(1 + (n / `SATURATION`)^2) in all: a stance model's own bias does not
    average out, so that no number of statements makes an interval as narrow as counting alone would. With few
    statements the shrinkage is nothing; what it is worth is measured by `training/simulate_dyads.py`.
    `model_error` False leaves it out, for differences in which the bias cancels."""
    counts = np.asarray(counts, dtype=float)
    if model_error:
        counts = counts / np.sqrt(1 + (counts.sum(axis=-1, keepdims=True) / SATURATION) ** 2)
    return counts + PRIOR


def mean(counts) -> np.ndarray:
    """Posterior mean of s; `counts` of shape (..., 3), result of shape (...)."""
    a = posterior(counts)
    return (a[..., 2] - a[..., 0]) / a.sum(axis=-1)


def interval(counts, low: float = 0.05, high: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Posterior quantiles of s, from the beta distribution with its mean and variance on [-1, 1].

    s of a Dirichlet has no closed quantile; the matched beta is within .05 of draws and needs no seed.
    """
    from scipy.special import betaincinv

    p, q = _beta(counts)
    return 2 * betaincinv(p, q, low) - 1, 2 * betaincinv(p, q, high) - 1


def probability_above(counts, threshold: float) -> np.ndarray:
    """Posterior probability that s > `threshold`, by the same beta."""
    from scipy.special import betainc

    p, q = _beta(counts)
    return 1 - betainc(p, q, np.clip((threshold + 1) / 2, 0, 1))


def sign(dyad: Dyad) -> Sign:
    """ "+" when P(s > .15) >= .7, "-" when P(s < -.15) >= .7, "?" without evidence (never read as 0), else
    "0"."""
    if dyad.n_effective <= 0:
        return "?"
    if probability_above(dyad.counts, 0.15) >= 0.7:
        return "+"
    if 1 - probability_above(dyad.counts, -0.15) >= 0.7:
        return "-"
    return "0"


def draw(counts, size: int, seed, model_error: bool = True) -> np.ndarray:
    """`size` draws of s from the Dirichlet posterior, shape (size,); the same for the same `seed`."""
    a = posterior(counts, model_error)
    gamma = np.random.default_rng(seed).standard_gamma(a, size=(size, 3))
    return (gamma[:, 2] - gamma[:, 0]) / gamma.sum(axis=1)


def _beta(counts) -> tuple[np.ndarray, np.ndarray]:
    """Parameters of the beta with the mean and variance of (s + 1) / 2."""
    a = posterior(counts)
    total = a.sum(axis=-1)
    m = (a[..., 2] - a[..., 0]) / total
    variance = ((a[..., 2] + a[..., 0]) / total - m**2) / (total + 1)
    u, v = (m + 1) / 2, variance / 4
    size = u * (1 - u) / v - 1
    return u * size, (1 - u) * size


def _counts(weight: np.ndarray, probability: np.ndarray) -> np.ndarray:
    return (weight[:, None] * sharpened(probability)).sum(axis=0) * (1.0, NEUTRAL_WEIGHT, 1.0)


def _by_paragraph(stances: Sequence[Stance]) -> dict[tuple, list[int]]:
    groups: dict[tuple, list[int]] = defaultdict(list)
    for at, stance in enumerate(stances):
        pair = stance.pair
        groups[pair.source.code, pair.target.code, pair.statement.paragraph].append(at)
    return groups


def _voice_weight(stance: Stance) -> float:
    weight = VOICE_WEIGHTS[stance.voice]
    return min(weight, CONTEXT_WEIGHT) if stance.pair.resolved_by_context else weight


def sharpened(probability) -> np.ndarray:
    """p ** `SHARPNESS`, normalised along the last axis."""
    sharp = np.asarray(probability, dtype=float) ** SHARPNESS
    return sharp / sharp.sum(axis=-1, keepdims=True)


def by_codes(dyads: Iterable[Dyad]) -> dict[tuple[str, str], Dyad]:
    """The dyads by (source, target)."""
    return {(d.source, d.target): d for d in dyads}
