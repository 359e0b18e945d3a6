"""The balance score of X between A and B."""

from __future__ import annotations

import zlib

import numpy as np

from equipoise.dyads import draw
from equipoise.types import Dyad

__all__ = ["DRAWS", "balance_score", "dyad_draws"]

#: Posterior draws behind every score.
DRAWS = 4000


def balance_score(s_a, s_b):
    """B = sqrt(u(sA) u(sB)) * (1 - |sA - sB| / 2) with u(s) = (s + 1) / 2; 1 for equal and full support, 0
    for opposites.

    Parameters
    ----------
    s_a, s_b : float or array, in [-1, 1]
        Stance of X toward A and toward B.

    Returns
    -------
    float or array, in [0, 1]; symmetric in its arguments
    """
    s_a, s_b = np.asarray(s_a, dtype=float), np.asarray(s_b, dtype=float)
    score = np.sqrt(np.clip((s_a + 1) * (s_b + 1), 0, None)) / 2 * (1 - np.abs(s_a - s_b) / 2)
    return float(score) if score.ndim == 0 else score


def dyad_draws(dyad: Dyad, seed: int = 0) -> np.ndarray:
    """`DRAWS` draws of the dyad's stance; the seed is tied to the dyad, so that results do not hang on
    order."""
    key = zlib.crc32(f"{dyad.source}>{dyad.target}".encode())
    return draw(dyad.counts, DRAWS, (seed, key))
