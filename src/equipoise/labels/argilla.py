"""Argilla: records with one question for the stance of one ordered pair (`records.to_json`, versions 1 and
2).

Each record holds ``fields.text`` and, in its metadata, ``source`` and ``target`` (codes) with
``source_start``, ``source_end``, ``target_start``, ``target_end``; ``statement`` groups the pairs of one
sentence. Only pairs that were answered are labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from equipoise.labels.assembling import MALFORMED, META, Reading, check_label, unreadable
from equipoise.types import LABELS

__all__ = ["read_records"]


def read_records(records: Iterable[dict], question: str = "label") -> Iterator[Reading]:
    """Records -> one reading a statement and annotator.

    Parameters
    ----------
    records : dicts as Argilla exports them
    question : str
        Name of the question that was answered with hostile, neutral or supportive.
    """
    parts: dict[tuple[str, str, str], dict] = {}
    for number, record in enumerate(records, 1):
        name = str(record.get("external_id") or record.get("id") or f"record-{number}")
        try:
            _collect(record, name, question, parts)
        except MALFORMED as error:
            yield unreadable(name, "", "Argilla", error)
    for (name, text, user), part in parts.items():
        spans = tuple(sorted(part["spans"], key=lambda s: s[1:]))
        yield Reading(name, text, spans, part["labels"], user, part["meta"], False, tuple(part["problems"]))


def _collect(record: dict, name: str, question: str, parts: dict) -> None:
    """Add one record's answers to the statement and annotator that they belong to."""
    meta, text = record.get("metadata") or {}, str(record["fields"]["text"])
    name = str(meta.get("statement") or name)
    for user, value in list(_answers(record, question)) or [("", None)]:
        part = parts.setdefault(
            (name, text, user), {"spans": set(), "labels": {}, "problems": [], "meta": {}}
        )
        part["meta"] |= {k: meta[k] for k in META if k in meta}
        try:
            ends = [
                (str(meta[k]), int(meta[f"{k}_start"]), int(meta[f"{k}_end"])) for k in ("source", "target")
            ]
        except (KeyError, TypeError, ValueError) as error:
            part["problems"].append(
                f"the metadata lacks or misuses {error}; it needs source, target and spans"
            )
            continue
        part["spans"] |= set(ends)
        pair, label = (ends[0][0], ends[1][0]), None if value is None else check_label(value)
        if value is None:
            part["problems"].append(f"{pair[0]}->{pair[1]} has no submitted answer")
        elif label is None:
            part["problems"].append(f"{pair[0]}->{pair[1]}: {value!r} is none of {', '.join(LABELS)}")
        else:
            part["labels"][pair] = label


def _answers(record: dict, question: str) -> Iterator[tuple[str, str]]:
    """(user, value) of each submitted answer."""
    responses = record.get("responses") or {}
    if isinstance(responses, dict):  # version 2: {"label": [{"value": ..., "user_id": ...}]}
        for answer in responses.get(question) or ():
            if answer.get("status", "submitted") == "submitted":
                yield str(answer.get("user_id", "")), answer.get("value")
        return
    for (
        answer
    ) in responses:  # version 1: [{"user_id": ..., "status": ..., "values": {"label": {"value": ...}}}]
        if answer.get("status", "submitted") == "submitted" and question in (answer.get("values") or {}):
            yield str(answer.get("user_id", "")), answer["values"][question].get("value")
