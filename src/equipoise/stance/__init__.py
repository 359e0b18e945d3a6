"""Pairs -> Stances: the fast and the accurate model behind one estimator."""

from equipoise.stance.classifier import StanceClassifier
from equipoise.stance.loading import load_model

__all__ = ["StanceClassifier", "load_model"]
