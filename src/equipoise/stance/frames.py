"""The DataFrame a stance classifier reads: checked once, here, with errors that name value, rule and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from equipoise.errors import InputError

__all__ = ["COLUMNS", "Roles", "check", "read_rows"]

COLUMNS = ("text", "source_start", "source_end", "target_start", "target_end")


class Roles(NamedTuple):
    """One row: the statement and the spans of its roles, longest first main span."""

    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]


def check(X) -> pd.DataFrame:
    """Return `X` as a frame with the five columns, or raise InputError naming the first row that breaks a rule.

    Rules: columns there, texts are strings, spans are whole numbers with 0 <= start < end <= len(text),
    and source and target do not overlap.
    """
    if isinstance(X, pd.Series | np.ndarray | list | tuple) and not isinstance(X, pd.DataFrame):
        if len(X) and isinstance(X[0], dict):
            X = pd.DataFrame(list(X))
        else:
            raise InputError(
                f"X is a {type(X).__name__}; a stance classifier reads a pandas DataFrame with the columns "
                f"{', '.join(COLUMNS)}. Build one with pd.DataFrame([...])."
            )
    elif not isinstance(X, pd.DataFrame):
        raise InputError(
            f"X is a {type(X).__name__}, not a pandas DataFrame with the columns {', '.join(COLUMNS)}."
        )
    missing = [c for c in COLUMNS if c not in X.columns]
    if missing:
        raise InputError(
            f"X lacks the column(s) {', '.join(missing)}; it has {', '.join(map(str, X.columns)) or 'none'}. "
            f"A stance classifier needs {', '.join(COLUMNS)}."
        )
    if not len(X):
        return X
    is_text = X["text"].map(lambda t: isinstance(t, str))
    if not is_text.all():
        at = int(np.flatnonzero(~is_text.to_numpy())[0])
        raise InputError(
            f"row {at}: text is {X['text'].iloc[at]!r}; it must be a string. Drop or fill such rows."
        )
    spans = []
    for column in COLUMNS[1:]:
        values = pd.to_numeric(X[column], errors="coerce").to_numpy(dtype=float)
        bad = ~np.isfinite(values) | (values != np.floor(values))
        if bad.any():
            at = int(np.flatnonzero(bad)[0])
            raise InputError(
                f"row {at}: {column} is {X[column].iloc[at]!r}; spans are whole numbers counted in code points."
            )
        spans.append(values.astype(np.int64))
    ss, se, ts, te = spans
    length = X["text"].str.len().to_numpy()
    for name, start, end in (("source", ss, se), ("target", ts, te)):
        bad = (start < 0) | (start >= end) | (end > length)
        if bad.any():
            at = int(np.flatnonzero(bad)[0])
            raise InputError(
                f"row {at}: the {name} span ({start[at]}, {end[at]}) lies outside the text of {length[at]} code "
                f"points or is empty; the rule is 0 <= start < end <= len(text). Count code points, not bytes."
            )
    overlap = (ss < te) & (ts < se)
    if overlap.any():
        at = int(np.flatnonzero(overlap)[0])
        raise InputError(
            f"row {at}: source ({ss[at]}, {se[at]}) and target ({ts[at]}, {te[at]}) overlap; "
            "a pair needs two different mentions. Drop pairs of an actor with itself."
        )
    return X


def read_rows(X: pd.DataFrame) -> Iterator[Roles]:
    """The rows of a checked frame; `other_spans` holds (start, end) or (start, end, role).

    A list with roles is complete (`Pair.frame_row`, `pair_frame`). Rows that give no `other_spans`, an empty list or
    spans without roles are completed by the actor matcher.
    """
    from equipoise.stance.mentions import further_spans

    extra = X["other_spans"] if "other_spans" in X.columns else [None] * len(X)
    columns = (X[c].astype(int).tolist() for c in COLUMNS[1:])
    for text, ss, se, ts, te, more in zip(X["text"], *columns, extra, strict=True):
        roles: dict[str, list[tuple[int, int]]] = {"source": [(ss, se)], "target": [(ts, te)], "other": []}
        taken = [(ss, se), (ts, te)]
        given = list(more) if isinstance(more, list | tuple | np.ndarray) else []
        if not given or any(len(span) < 3 for span in given):
            given += further_spans(text, (ss, se), (ts, te))
        for span in given:
            start, end = int(span[0]), int(span[1])
            role = str(span[2]) if len(span) > 2 else "other"
            # a span that is out of bounds or overlaps one already taken carries nothing: leave it out
            if not 0 <= start < end <= len(text):
                continue
            for a, b in taken:
                if start < b and a < end:
                    break
            else:
                roles[role if role in roles else "other"].append((start, end))
                taken.append((start, end))
        yield Roles(text, tuple(roles["source"]), tuple(roles["target"]), tuple(roles["other"]))
