"""Probabilities that mean what they say.

Vector scaling (Guo et al. 2017): one temperature for all classes and a bias for each, fitted by the
log-likelihood of held-out rows. The biases carry the prior: three quarters of the pairs of real prose are neutral.
Where several heads judge a pair, each has a weight of its own instead of the temperature: a logarithmic opinion
pool (Genest & Zidek 1986).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

__all__ = ["VectorScaling", "expected_calibration_error", "reliability"]


class VectorScaling:
    """p = softmax(sum of weight * logits over the heads + bias).

    Parameters
    ----------
    weights : sequence of float
        One a head, none below 0; of a single head it is 1 / temperature.
    bias : sequence of 3 floats
    """

    def __init__(self, weights=(1.0,), bias=(0.0, 0.0, 0.0)):
        self.weights = np.asarray(weights, dtype=float)
        self.bias = np.asarray(bias, dtype=float)

    def fit(self, logits: np.ndarray, y: np.ndarray, sample_weight=None) -> VectorScaling:
        """Maximise the weighted log-likelihood; shapes (heads, n, 3) and (n,); `y` holds class positions."""
        weight = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        rows, heads = np.arange(len(y)), len(logits)
        start = np.r_[np.full(heads, 1 / heads), np.zeros(logits.shape[2])]

        def loss(parameters):
            scaled = np.tensordot(parameters[:heads], logits, 1) + parameters[heads:]
            # a faint pull to no change keeps a tiny held-out set from absurd scales
            return (
                -(weight * log_softmax(scaled, axis=1)[rows, y]).sum() / weight.sum()
                + 1e-3 * ((parameters - start) ** 2).sum()
            )

        bounds = [(0, None)] * heads + [(None, None)] * logits.shape[2]
        best = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
        self.weights, self.bias = best[:heads], best[heads:] - best[heads:].mean()
        return self

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """Probabilities of shape (n, 3), rows summing to 1, from logits of shape (heads, n, 3)."""
        return softmax(np.tensordot(self.weights, np.asarray(logits), 1) + self.bias, axis=1)


def reliability(probability: np.ndarray, hit: np.ndarray, bins: int = 10) -> list[dict]:
    """Equal-width bins of one class: mean probability, observed share, rows."""
    at = np.clip((probability * bins).astype(int), 0, bins - 1)
    return [
        {
            "probability": float(probability[at == b].mean()),
            "observed": float(hit[at == b].mean()),
            "rows": int((at == b).sum()),
        }
        for b in range(bins)
        if (at == b).any()
    ]


def expected_calibration_error(probability: np.ndarray, hit: np.ndarray, bins: int = 10) -> float:
    """Mean distance of probability and observed share over `bins` bins, weighted by rows (Naeini et al. 2015)."""
    table = reliability(probability, hit, bins)
    total = sum(row["rows"] for row in table)
    return sum(row["rows"] * abs(row["probability"] - row["observed"]) for row in table) / max(total, 1)
