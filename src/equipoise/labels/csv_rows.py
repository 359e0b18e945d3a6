"""CSV: one ordered pair a row.

Columns ``text, source, target, label`` (codes), and where each stands: ``source_start, source_end,
target_start, target_end`` or ``source_mention, target_mention`` (words of the text). ``id`` groups the pairs
of a sentence (else equal texts do); ``genre, year, region, patterns, group, split, note, annotator`` are
kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from equipoise.errors import InputError
from equipoise.labels.assembling import META, Reading, check_label
from equipoise.types import LABELS

__all__ = ["read_csv"]

_NEEDED = ("text", "source", "target", "label")


def read_csv(text: str, name: str = "the table") -> Iterator[Reading]:
    """The rows of a CSV text -> one reading a statement and annotator.

    Raises
    ------
    InputError
        A column is missing.
    """
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = [
        c.strip().lower()
        for c in (rows[0] if rows else next(csv.reader([first], delimiter=delimiter), []))
        if c
    ]
    missing = [c for c in _NEEDED if c not in header]
    if missing:
        raise InputError(
            f"{name} lacks the column(s) {', '.join(missing)}; it has {', '.join(header) or 'none'}. "
            f"Labels come as {', '.join(_NEEDED)}, with source_mention and target_mention or the spans."
        )
    parts: dict[tuple[str, str, str], dict] = {}
    numbers: dict[str, str] = {}
    for number, raw in enumerate(rows, 2):
        row = {
            k.strip().lower(): (v or "")
            for k, v in raw.items()
            if isinstance(k, str) and not isinstance(v, list)
        }
        said = row["text"]
        who = row.get("id", "").strip() or numbers.setdefault(said, f"row-{number}")
        key = (who, said, row.get("annotator", "").strip())
        part = parts.setdefault(key, {"spans": set(), "labels": {}, "problems": [], "meta": {}})
        part["meta"] |= {k: row[k].strip() for k in META if row.get(k, "").strip()}
        source, target, label = row["source"].strip(), row["target"].strip(), check_label(row["label"])
        try:
            part["spans"] |= {_span(row, "source", source), _span(row, "target", target)}
        except ValueError as error:
            part["problems"].append(f"line {number}: {error}")
            continue
        if label is None:
            part["problems"].append(
                f"line {number}: the label is {row['label']!r}; it is one of {', '.join(LABELS)}"
            )
        elif part["labels"].setdefault((source, target), label) != label:
            part["problems"].append(f"line {number}: {source}->{target} is labelled twice, differently")
    for (who, said, annotator), part in parts.items():
        spans = tuple(sorted(part["spans"], key=lambda s: s[1:]))
        yield Reading(
            who, said, spans, part["labels"], annotator, part["meta"], False, tuple(part["problems"])
        )


def _span(row: dict, role: str, code: str) -> tuple[str, int, int]:
    text = row["text"]
    if not code:
        raise ValueError(f"{role} is empty; it must be an actor's code")
    if row.get(f"{role}_start", "").strip():
        try:
            start, end = int(row[f"{role}_start"]), int(row[f"{role}_end"])
        except (KeyError, ValueError) as error:
            raise ValueError(f"{role}_start and {role}_end must be whole numbers ({error})") from error
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"the span ({start}, {end}) of {code} lies outside the text of {len(text)} code points"
            )
        return code, start, end
    mention = row.get(f"{role}_mention", "").strip()
    found = re.search(rf"(?<!\w){re.escape(mention)}(?!\w)", text) if mention else None
    if found is None:
        raise ValueError(f"the mention {mention!r} of {code} does not stand in the text")
    return code, *found.span()
