"""Label Studio: statements out as tasks with pre-annotations, annotated tasks in.

Actors are regions with a code; stances are arrows from source to target. No arrow is neutral, so that
annotators draw only what is there. Offsets count code points; older versions of Label Studio count UTF-16
units after an emoji, which the text of the region gives away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from equipoise.labels.assembling import MALFORMED, META, Reading, check_label, code_of, unreadable
from equipoise.types import LABELS

__all__ = ["INTERFACE", "read_tasks", "write_tasks"]

#: The labelling interface to paste into a Label Studio project.
INTERFACE = """<View>
  <Relations>
    <Relation value="hostile" background="#b03a06"/>
    <Relation value="supportive" background="#0a5ea8"/>
    <Relation value="neutral" background="#6b7280"/>
  </Relations>
  <Labels name="actor" toName="text">
    <Label value="actor" background="#ffd166"/>
  </Labels>
  <Text name="text" value="$text"/>
  <TextArea name="code" toName="text" perRegion="true" maxSubmissions="1" placeholder="code, such as RUS"/>
</View>
"""


def write_tasks(
    rows: Sequence[dict], probability: np.ndarray | None = None, frame=None, model: str = ""
) -> list[dict]:
    """Statements -> tasks to import into Label Studio.

    Parameters
    ----------
    rows : statements with text and actors; where they have ``pairs``, these become an annotation to review
    probability : array of shape (n, 3), optional
        Of the pairs in `frame`: they become pre-annotations; the task's score is that of its least certain
        pair.
    frame : DataFrame, optional
        ``id, source, target`` of each row of `probability`.
    model : str
        Name and version, shown as the pre-annotation's model_version.
    """
    scored: dict[str, list[tuple[str, str, np.ndarray]]] = {}
    if probability is not None and frame is not None:
        for name, source, target, p in zip(
            frame["id"], frame["source"], frame["target"], probability, strict=True
        ):
            scored.setdefault(str(name), []).append((source, target, p))
    tasks = []
    for row in rows:
        name = str(row["id"])
        data = {"text": row["text"], "id": name} | {k: row[k] for k in META if row.get(k)}
        task: dict = {"data": data}
        if row.get("pairs"):
            task["annotations"] = [{"result": _result(row, [(a, b, label) for a, b, label in row["pairs"]])}]
        if name in scored:
            pairs = [(a, b, LABELS[int(p.argmax())]) for a, b, p in scored[name]]
            score = min(float(p.max()) for _, _, p in scored[name])
            task["predictions"] = [
                {"model_version": model, "score": round(score, 4), "result": _result(row, pairs)}
            ]
        tasks.append(task)
    return tasks


def _result(row: dict, pairs: Iterable[tuple[str, str, str]]) -> list[dict]:
    """Regions of every mention with its code, and an arrow for each pair that is not neutral."""
    spans = {(m["code"], m["start"], m["end"]) for m in row.get("mentions", ())}
    spans |= {(a["code"], a["start"], a["end"]) for a in row["actors"]}
    place = {a["code"]: (a["start"], a["end"]) for a in row["actors"]}
    out = []
    for code, start, end in sorted(spans, key=lambda s: s[1:]):
        shared = {"id": f"{code}-{start}-{end}", "to_name": "text"}
        value = {"start": start, "end": end, "text": row["text"][start:end]}
        out.append(
            {**shared, "from_name": "actor", "type": "labels", "value": {**value, "labels": ["actor"]}}
        )
        out.append({**shared, "from_name": "code", "type": "textarea", "value": {**value, "text": [code]}})
    for source, target, label in pairs:
        if label != "neutral":
            ends = {
                k: f"{c}-{place[c][0]}-{place[c][1]}" for k, c in (("from_id", source), ("to_id", target))
            }
            out.append({**ends, "type": "relation", "direction": "right", "labels": [label]})
    return out


def read_tasks(tasks: Iterable[dict], table, matcher) -> Iterator[Reading]:
    """Annotated tasks (the JSON export) -> one reading an annotation that was not skipped."""
    for number, task in enumerate(tasks, 1):
        data = task.get("data") if isinstance(task.get("data"), dict) else {}
        text = data.get("text") or next((v for v in data.values() if isinstance(v, str) and " " in v), "")
        name = str(data.get("id") or task.get("id") or f"task-{number}")
        try:
            yield from list(_annotations(task, data, str(text), name, table, matcher))
        except MALFORMED as error:
            yield unreadable(name, str(text), "Label Studio", error)


def _annotations(task: dict, data: dict, text: str, name: str, table, matcher) -> Iterator[Reading]:
    meta = {k: data[k] for k in META if k in data}
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    for at, annotation in enumerate(done):
        spans, labels, problems = _read_result(annotation.get("result") or [], text, table, matcher)
        yield Reading(
            name,
            text,
            tuple(spans),
            labels,
            str(annotation.get("completed_by", at)),
            meta,
            True,
            tuple(problems),
        )
    if not done:
        yield Reading(name, text, (), {}, "", meta, True, ("no annotation that was submitted",))


def _read_result(result: list[dict], text: str, table, matcher):
    typed = {
        item["id"]: " ".join(item["value"]["text"])
        for item in result
        if item.get("type") == "textarea" and isinstance(item.get("value", {}).get("text"), list)
    }
    code_by_id, spans, problems = {}, [], []
    for item in result:
        if item.get("type") != "labels":
            continue
        value = item["value"]
        start, end = _offsets(text, value)
        surface = text[start:end]
        given = typed.get(item["id"]) or " ".join(value.get("labels", ()))
        code = code_of(given, surface, table, matcher)
        if code is None:
            problems.append(f"the region {surface!r} has no actor code that the table knows ({given!r})")
            continue
        code_by_id[item["id"]] = code
        spans.append((code, start, end))
    labels: dict[tuple[str, str], str] = {}
    for item in result:
        if item.get("type") != "relation":
            continue
        source, target = code_by_id.get(item.get("from_id")), code_by_id.get(item.get("to_id"))
        label = check_label((item.get("labels") or [""])[0])
        if label is None or source is None or target is None or source == target:
            problems.append(f"the arrow {source}->{target} labelled {item.get('labels')} is no stance")
            continue
        ways = {"right": [(source, target)], "left": [(target, source)]}
        for way in ways.get(item.get("direction", "right"), [(source, target), (target, source)]):
            if labels.setdefault(way, label) != label:
                problems.append(f"{way[0]}->{way[1]} has two arrows that differ ({labels[way]}, {label})")
    return spans, labels, problems


def _offsets(text: str, value: dict) -> tuple[int, int]:
    start, end, surface = int(value["start"]), int(value["end"]), value.get("text")
    if not isinstance(surface, str) or text[start:end] == surface:
        return start, end
    units = text.encode("utf-16-le")
    a, b = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in (start, end))
    if text[a:b] == surface:
        return a, b
    near = [i for i in range(len(text)) if text.startswith(surface, i)]
    if near:  # white space that the tool dropped or added
        start = min(near, key=lambda i: abs(i - start))
        return start, start + len(surface)
    return start, end
