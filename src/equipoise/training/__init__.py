"""Retraining: labels in, a verified version folder out, promoted only through the gate."""

from equipoise.training.config import Config, read_config
from equipoise.training.registry import Registry

__all__ = ["Config", "Registry", "read_config", "train"]


def __getattr__(name: str):  # the job imports scikit-learn; listing versions need not wait for it
    if name == "train":
        from equipoise.training.job import train

        return train
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
