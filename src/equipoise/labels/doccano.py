"""doccano: the JSONL export of a sequence labelling project with relations.

Spans are labelled with the actor's code (or any word: the actor table then reads the span), relations with
the stance; no relation is neutral.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from equipoise.labels.assembling import MALFORMED, META, Reading, check_label, code_of, unreadable

__all__ = ["read_documents"]


def read_documents(documents: Iterable[dict], table, matcher) -> Iterator[Reading]:
    """Exported documents -> one reading each; files of several annotators are read one after the other."""
    for number, document in enumerate(documents, 1):
        text = str(document.get("text") or document.get("data") or "")
        name = str(document.get("statement_id") or document.get("id") or f"document-{number}")
        try:
            yield _reading(document, text, name, table, matcher)
        except MALFORMED as error:
            yield unreadable(name, text, "doccano", error)


def _reading(document: dict, text: str, name: str, table, matcher) -> Reading:
    meta = {k: document[k] for k in META if k in document}
    meta |= {k: v for k, v in (document.get("meta") or {}).items() if k in META}
    by_id, spans, problems = {}, [], []
    for entity in document.get("entities") or ():
        start, end = int(entity["start_offset"]), int(entity["end_offset"])
        code = code_of(str(entity["label"]), text[start:end], table, matcher)
        if code is None:
            problems.append(f"the span {text[start:end]!r} has no actor code that the table knows")
            continue
        by_id[entity["id"]] = code
        spans.append((code, start, end))
    labels: dict[tuple[str, str], str] = {}
    for relation in document.get("relations") or ():
        source, target = by_id.get(relation["from_id"]), by_id.get(relation["to_id"])
        label = check_label(relation["type"])
        if label is None or source is None or target is None or source == target:
            problems.append(f"the relation {source}->{target} of type {relation['type']!r} is no stance")
        elif labels.setdefault((source, target), label) != label:
            problems.append(f"{source}->{target} has two relations that differ")
    return Reading(
        name, text, tuple(spans), labels, str(document.get("user", "")), meta, True, tuple(problems)
    )
