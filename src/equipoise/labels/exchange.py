"""Labels in from the annotation tools that teams have, and out again as tasks with our predictions."""

from __future__ import annotations

import json
from pathlib import Path

from equipoise.errors import InputError
from equipoise.labels.assembling import Imported, assemble
from equipoise.labels.rules import Problem, check_rows

__all__ = ["FORMATS", "export_tasks", "import_labels"]

FORMATS = ("label-studio", "doccano", "argilla", "csv")


def import_labels(path, form: str = "", split: str = "train", question: str = "label") -> Imported:
    """Labelled statements from a file of a tool.

    Parameters
    ----------
    path : path, or "-" for standard input
    form : str
        One of `FORMATS`; by default what the file looks like.
    split : str
        For statements that bring none.
    question : str
        Argilla's question.

    Returns
    -------
    Imported
        Statements that break no rule of form; whatever was left out is in ``problems``, by id.

    Raises
    ------
    InputError
        The file cannot be read, or is of none of the forms.
    """
    text = _read(path)
    if form and form not in FORMATS:
        raise InputError(f"the form is {form!r}; it is one of {', '.join(FORMATS)}.", reason="usage")
    items = None if form == "csv" else _items(text)
    form = form or _guess(items, path)
    if form == "csv":
        from equipoise.labels.csv_rows import read_csv

        readings = read_csv(text, str(path))
    elif items is None:
        raise InputError(f"{path} is neither JSON nor JSON lines; export it from the tool as JSON.")
    elif form == "argilla":
        from equipoise.labels.argilla import read_records

        readings = read_records(items, question)
    else:
        from equipoise.actors import ActorTable, Matcher
        from equipoise.labels.doccano import read_documents
        from equipoise.labels.label_studio import read_tasks

        table = ActorTable.load()
        read = read_tasks if form == "label-studio" else read_documents
        readings = read(items, table, Matcher(table))
    return _only_sound(assemble(readings, split))


def export_tasks(rows: list[dict], model=None) -> list[dict]:
    """Statements -> Label Studio tasks; with a model, its predictions are the pre-annotations.

    Parameters
    ----------
    rows : statements; ``pairs`` may be missing
    model : fitted stance classifier, optional
    """
    import itertools

    from equipoise.labels.label_studio import write_tasks
    from equipoise.labels.reading import pair_frame

    rows = [_placed(row) for row in rows]
    if model is None:
        return write_tasks(rows)
    every = [
        {
            **row,
            "pairs": [
                [a, b, "neutral"] for a, b in itertools.permutations([x["code"] for x in row["actors"]], 2)
            ],
        }
        for row in rows
    ]
    frame = pair_frame(every)  # the labels in it are placeholders: the model reads none
    info = getattr(model, "info_", {})
    name = f"{info.get('name', type(model).__name__)} {info.get('version', '')}".strip()
    return write_tasks(rows, model.predict_proba(frame), frame, name)


def _placed(row: dict) -> dict:
    """A statement whose actors have offsets."""
    from equipoise.labels.reading import pair_frame

    actors = row.get("actors") or []
    if all("start" in actor for actor in actors):
        return row
    pairs = [[a["code"], b["code"], "neutral"] for a in actors for b in actors if a["code"] != b["code"]]
    frame = pair_frame([{**row, "pairs": pairs}])
    place = {
        code: (int(s), int(e))
        for code, s, e in zip(frame["source"], frame["source_start"], frame["source_end"])
    }
    return {
        **row,
        "actors": [{**a, "start": place[a["code"]][0], "end": place[a["code"]][1]} for a in actors],
    }


def _read(path) -> str:
    import sys

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}. Give a UTF-8 file that a tool exported."
        ) from error


def _items(text: str) -> list[dict] | None:
    """The objects of a JSON list or of JSON lines; None where it is neither."""
    try:
        found = json.loads(text)
    except ValueError:
        try:
            found = [json.loads(line) for line in text.split("\n") if line.strip()]
        except ValueError:
            return None
    found = [found] if isinstance(found, dict) else found
    return found if isinstance(found, list) and all(isinstance(item, dict) for item in found) else None


def _guess(items: list[dict] | None, path) -> str:
    if items is None:
        return "csv"
    first = items[0] if items else {}
    if "data" in first and ("annotations" in first or "predictions" in first):
        return "label-studio"
    if "entities" in first:
        return "doccano"
    if "fields" in first and "responses" in first:
        return "argilla"
    raise InputError(
        f"{path} looks like none of {', '.join(FORMATS)}: its first object has the keys "
        f"{', '.join(map(str, first)) or 'none'}. Say its form with --from."
    )


def _only_sound(made: Imported) -> Imported:
    """Leave out statements that break a rule of form, and say which."""
    problems: list[Problem] = [p for p in check_rows(made.statements) if p.error]
    broken = {p.id for p in problems}
    kept = [row for row in made.statements if row["id"] not in broken]
    return Imported(kept, made.second, [*made.problems, *problems])
