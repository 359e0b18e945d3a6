"""Errors a user can act on: each names the value, the rule it broke and the remedy."""

__all__ = ["EquipoiseError", "InputError", "LabelError", "MissingExtraError", "ModelError", "require"]


class EquipoiseError(Exception):
    """Base of every error that Equipoise raises on purpose."""


class InputError(EquipoiseError, ValueError):
    """An article, frame or file that cannot be read as what it should be.

    Parameters
    ----------
    message : str
        Value, rule and remedy, for a person.
    reason : str
        One short word for machines (a quarantine's ``reason`` column).
    """

    def __init__(self, message: str, reason: str = "unreadable"):
        super().__init__(message)
        self.reason = reason

    def __reduce__(self):  # both arguments survive the way back from a worker process
        return type(self), (str(self), self.reason)


class LabelError(EquipoiseError, ValueError):
    """A labelled statement or article that breaks the codebook's form."""


class ModelError(EquipoiseError):
    """A model folder that is missing, tampered with, untrusted or of another version."""


class MissingExtraError(EquipoiseError, ImportError):
    """An optional dependency is needed; the message holds its install line."""


def require(module: str, extra: str):
    """Import `module`, or say which extra brings it.

    Raises
    ------
    MissingExtraError
        With the line ``pip install "equipoise[extra]"``.
    """
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f'{module!r} is not installed; this feature needs it. Install it with: pip install "equipoise[{extra}]"'
        ) from error
