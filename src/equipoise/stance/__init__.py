"""Pairs -> Stances: the fast and the accurate model behind one estimator."""

from importlib import import_module

__all__ = ["StanceClassifier", "load_model"]

#: Imported when first used: scikit-learn costs two seconds, and to find a shipped model's folder none are needed.
_WHERE = {"StanceClassifier": "equipoise.stance.classifier", "load_model": "equipoise.stance.loading"}


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module 'equipoise.stance' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
