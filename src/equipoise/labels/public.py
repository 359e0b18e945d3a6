"""Public data sets of sentiment in news, for whoever has a copy, as frames that the stance models read.

Neither comes with Equipoise, and their labels are near to the codebook's, not the same: NewsMTSC (Hamborg and
Donnay 2021) has one target, mostly a person, and no source; DSE (Park, Pan and Joo 2021) has two entities, and
five classes that exclude one another.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from equipoise.errors import InputError
from equipoise.labels.reading import pair_frame

__all__ = ["read_dse", "read_newsmtsc"]

#: What stands for the source where a data set has none.
_WRITER = "The author"

#: Polarity as the hub's rows and as the repository's files write it.
_HUB = {-1: "hostile", 0: "neutral", 1: "supportive"}
_REPOSITORY = {2: "hostile", 4: "neutral", 6: "supportive"}

#: DSE's classes of the entities p and q, in the order of the text: (p is the source, label) of what each states.
_RELATIONS = {
    0: ((True, "neutral"), (False, "neutral")),
    1: ((True, "supportive"),),
    2: ((False, "supportive"),),
    3: ((True, "hostile"),),
    4: ((False, "hostile"),),
}
_MARKED = re.compile(r"\[\s*([^\[\]]*[^\[\]\s])\s*\]")


class _Unfit(ValueError):
    """A row that is left out: the rule it breaks, and how."""

    def __init__(self, rule: str, message: str):
        super().__init__(message)
        self.rule = rule


def read_newsmtsc(path_or_rows) -> pd.DataFrame:
    """NewsMTSC (Hamborg and Donnay 2021) -> one row a target, with the writer as the source.

    The data set labels how a sentence makes its target look and names nobody who thinks so, while a stance has
    a source and the models take no empty span. So every text is "The author: " and the sentence, and the source
    span is the first two words: the writer, whose stance the codebook (rule 1) never counts. (The models see a
    role token there; which words they are is nothing to them.) Polarity is the figure to compare; in training
    this is intermediate data, not more labels of the same kind.

    Parameters
    ----------
    path_or_rows : path, DataFrame or iterable of mappings
        The hub's rows (``mention, polarity`` -1, 0 or 1, ``from, to, sentence, id``) or the repository's (one
        sentence with ``sentence_normalized`` and ``targets``, each ``Input.gid, from, to, mention, polarity``
        2, 4 or 6); a path is JSON lines of either.

    Returns
    -------
    DataFrame of shape (n targets, 16)
        The columns of `pair_frame`; ``source`` and ``target`` are words, not codes. The other targets of a
        sentence are ``other_spans``, and its first id is the ``group`` of them all. ``further_mentions`` are not
        used: they were found automatically, the labels do not speak of them, and the hub's rows have none.
        ``attrs["problems"]`` lists what was left out (dicts of ``id, rule, message``), of which a warning tells.

    Raises
    ------
    InputError
        The file cannot be read, or no row is of either form.
    """
    rows: list[dict] = []
    problems: list[dict] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    groups: dict[str, str] = {}
    for place, item in _items(path_or_rows, "newsmtsc"):
        try:
            sentence, targets, key, scale = _sentence(item)
        except _Unfit as error:
            problems.append(_problem(place, error))
            continue
        text = f"{_WRITER}: {sentence}"
        for number, target in enumerate(targets, 1):
            name = f"{place}-{number}" if len(targets) > 1 else place
            try:
                if not isinstance(target, Mapping):
                    raise _Unfit("form", f"a target is a {type(target).__name__}, not an object")
                name = str(target.get(key) or name)
                label = _label(target.get("polarity"), scale)
                start, end = (at + len(text) - len(sentence) for at in _span(target, sentence))
            except _Unfit as error:
                problems.append(_problem(name, error))
                continue
            spans.setdefault(text, []).append((start, end))
            row = _row(name, text, (0, len(_WRITER)), (start, end), label)
            rows.append(row | {"group": groups.setdefault(text, name)})
    for row in rows:
        own = (row["target_start"], row["target_end"])
        # without roles: the actor matcher looks for more, as it does where a sentence has one target
        row["other_spans"] = sorted(set(spans[row["text"]]) - {own})
    return _frame(rows, problems, "NewsMTSC: mention, polarity, from, to, sentence, id")


def read_dse(path_or_rows, reverse: bool = False) -> pd.DataFrame:
    """DSE (Park, Pan and Joo 2021) -> one row for each direction that a sentence's class states.

    Each sentence has two entities in square brackets, p the first and q the second, and one class: 0 neutral,
    1 p is positive toward q, 2 q toward p, 3 p is negative toward q, 4 q toward p. Neutral holds in both
    directions. The other four state one direction and are silent about the other.

    Parameters
    ----------
    path_or_rows : path, DataFrame or iterable of mappings or sequences
        ``Sent, Ent1, Ent2, Label``: by these names or in this order; a path is tab-separated lines without quoting
        over several lines (``dataset/*.txt`` of the authors' repository).
    reverse : bool
        Add the direction that a class is silent about, as neutral. Training can learn direction from it; but
        what is mutual is then wrong.

    Returns
    -------
    DataFrame of shape (n directions, 17)
        The columns of `pair_frame` (text without the brackets, ``source`` and ``target`` as words), and
        ``relation``, the class. Sentences that are equal but for the entities share a ``group``.
        ``attrs["problems"]`` lists what was left out (dicts of ``id, rule, message``), of which a warning tells:
        also sentences whose columns name the entities in the other order, and those with more brackets than two
        where the columns do not say which.

    Raises
    ------
    InputError
        The file cannot be read, or no row is of the form.
    """
    rows: list[dict] = []
    problems: list[dict] = []
    groups: dict[str, str] = {}
    for number, (name, item) in enumerate(_items(path_or_rows, "dse")):
        try:
            sentence, first, second, given = _fields(item)
            if number == 0 and str(given).strip().lower() == "label":  # a header
                continue
            relation = _label(given, {key: key for key in _RELATIONS})
            text, p, q = _unmarked(sentence, first, second)
        except _Unfit as error:
            problems.append(_problem(name, error))
            continue
        stated = list(_RELATIONS[relation])
        if reverse and len(stated) == 1:
            stated.append((not stated[0][0], "neutral"))
        more = {"relation": relation, "group": groups.setdefault(text, name)}
        for forward, label in stated:
            rows.append(_row(name, text, *((p, q) if forward else (q, p)), label) | more)
    return _frame(rows, problems, "DSE: Sent, Ent1, Ent2, Label")


def _items(given, stem: str) -> Iterator[tuple[str, Any]]:
    """(where it stands, line or row); blank lines are none."""
    rows: Iterable
    if isinstance(given, str | Path):
        try:
            # not splitlines: U+2028 may stand inside a sentence
            rows = Path(given).read_bytes().decode("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"{given} cannot be read: {error}. Give a UTF-8 file of the data set."
            ) from error
        stem = Path(given).stem
    elif isinstance(given, pd.DataFrame):
        rows = given.to_dict("records")
    elif isinstance(given, Mapping) or not isinstance(given, Iterable):
        raise InputError(
            f"a {type(given).__name__} is neither a path nor rows. Of a data set with several splits give one."
        )
    else:
        rows = given
    for number, row in enumerate(rows, 1):
        if not isinstance(row, str) or row.strip():
            yield f"{stem}:{number}", row


def _sentence(item) -> tuple[str, list, str, dict[int, str]]:
    """Sentence, its targets, the key of their ids and the scale of their polarity, of a line or row."""
    try:
        row = json.loads(item) if isinstance(item, str) else item
    except ValueError as error:
        raise _Unfit("form", f"no JSON: {error}") from error
    if not isinstance(row, Mapping):
        raise _Unfit("form", f"a {type(row).__name__}, not an object")
    nested = "targets" in row
    sentence = row.get("sentence_normalized" if nested else "sentence")
    targets = row["targets"] if nested else [row]
    targets = (
        list(targets) if isinstance(targets, Iterable) and not isinstance(targets, str | Mapping) else []
    )
    if not isinstance(sentence, str) or not targets:
        raise _Unfit("form", f"no sentence with targets; the keys are {', '.join(map(str, row)) or 'none'}")
    return sentence, targets, *(("Input.gid", _REPOSITORY) if nested else ("id", _HUB))


def _label(given, scale: Mapping[int, Any]):
    """What `given`, a number or its digits, stands for."""
    try:
        value = float("nan") if isinstance(given, bool) else float(given)
    except (TypeError, ValueError):
        value = float("nan")
    if value not in scale:
        raise _Unfit("label", f"the label is {given!r}; it is one of {', '.join(map(str, scale))}")
    return scale[int(value)]


def _span(target: Mapping, sentence: str) -> tuple[int, int]:
    """Where the mention stands. ``to`` is end-exclusive in the documented example, the last character in its words."""
    mention, start, end = (target.get(key) for key in ("mention", "from", "to"))
    try:
        start, end = int(start), int(end)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        start, end = -1, -1
    fits = isinstance(mention, str) and mention.strip() and start >= 0
    if not fits or mention not in (sentence[start:end], sentence[start : end + 1]):
        raise _Unfit("span", f"the mention {mention!r} does not stand at {start} to {end} of its sentence")
    return start, start + len(mention)


def _fields(item) -> tuple[str, str, str, Any]:
    """Sentence, two entities and class of a line or row."""
    if isinstance(item, str):
        parts: Sequence = [_unquoted(field) for field in item.rstrip("\r").split("\t")]
    elif isinstance(item, Mapping):
        named = {str(key).strip().lower(): value for key, value in item.items()}
        keys = ("sent", "ent1", "ent2", "label")
        parts = [named[key] for key in keys] if named.keys() >= set(keys) else list(item.values())
    else:
        parts = list(item) if isinstance(item, Sequence) else [item]
    if len(parts) != 4 or not isinstance(parts[0], str):
        raise _Unfit("form", f"{len(parts)} fields; they are four: sentence, two entities, class")
    sentence, first, second, label = parts
    return sentence.strip(), str(first).strip(" []"), str(second).strip(" []"), label


def _unquoted(field: str) -> str:
    """A field without the quotes of CSV, where they are such."""
    inner = field[1:-1]
    quoted = len(field) > 1 and field[0] == field[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted else field


def _unmarked(sentence: str, first: str, second: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The text without the entities' brackets, and the spans of p and q."""
    found = list(_MARKED.finditer(sentence))
    if len(found) > 2:  # a quotation's "[sic]" is no entity
        found = [match for match in found if match[1] in (first, second)]
    if len(found) != 2:
        raise _Unfit("entities", f"{len(found)} entities in brackets can be told; they are two")
    p, q = found
    if p[1] == q[1]:
        raise _Unfit("entities", f"both entities are {p[1]!r}; a pair needs two different ones")
    if (p[1], q[1]) == (second, first):
        raise _Unfit("entities", f"the text has {p[1]!r} before {q[1]!r}, the columns the other way round")
    text = sentence[: p.start()] + p[1] + sentence[p.end() : q.start()]
    at, then = p.start(), len(text)
    return text + q[1] + sentence[q.end() :], (at, at + len(p[1])), (then, then + len(q[1]))


def _row(name: str, text: str, source: tuple[int, int], target: tuple[int, int], label: str) -> dict:
    return {
        "id": name,
        "text": text,
        "source": text[slice(*source)],
        "target": text[slice(*target)],
        "source_start": source[0],
        "source_end": source[1],
        "target_start": target[0],
        "target_end": target[1],
        "other_spans": [],
        "label": label,
        "genre": "",
        "year": 0,
        "region": "",
        "patterns": [],
        "group": name,
        "split": "",
    }


def _problem(name: str, error: _Unfit) -> dict:
    return {"id": name, "rule": error.rule, "message": str(error)}


def _frame(rows: list[dict], problems: list[dict], form: str) -> pd.DataFrame:
    """The rows as a frame that carries its problems, and says so."""
    first = f"{problems[0]['id']}: {problems[0]['message']}" if problems else "it is empty"
    if not rows:
        raise InputError(f"no row is of the form of {form}. The first: {first}.")
    if problems:
        warnings.warn(
            f"{len(problems)} rows were left out; frame.attrs['problems'] says which. The first: {first}.",
            stacklevel=3,
        )
    frame = pd.DataFrame(
        rows, columns=[*pair_frame(()).columns, *(["relation"] if "relation" in rows[0] else [])]
    )
    frame.attrs["problems"] = problems  # plain dicts: pandas writes attrs into Parquet as JSON
    return frame
