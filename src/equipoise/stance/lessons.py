"""What a teacher said of unlabelled statements, kept in a file: the teacher is too large to be at hand every month."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from equipoise.errors import InputError
from equipoise.files import write_whole
from equipoise.stance.frames import COLUMNS
from equipoise.stance.roles import OTHER, SOURCE, TARGET
from equipoise.types import LABELS

__all__ = ["Lesson", "lesson_frame", "read_lesson", "write_lesson"]

_ROLES = {SOURCE: "source", TARGET: "target", OTHER: "other"}
_TOKEN = re.compile("|".join(map(re.escape, _ROLES)))
#: A label that the teacher gives less is left out.
_LEAST = 0.03


@dataclass(frozen=True)
class Lesson:
    """What a teacher says of unlabelled statements (Hinton et al. 2015).

    Attributes
    ----------
    texts : rendered statements (`equipoise.stance.roles.render`)
    answers : float32 array of shape (texts, 3), the teacher's probabilities in the order of `LABELS`
    """

    texts: tuple[str, ...]
    answers: np.ndarray


def write_lesson(lesson: Lesson, path) -> None:
    """Write gzipped JSON lines, ``text`` and ``p`` to three digits; the same lesson gives the same bytes."""
    rows = (
        {"text": text, "p": [round(float(p), 3) for p in answer]}
        for text, answer in zip(lesson.texts, lesson.answers, strict=True)
    )
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_whole(Path(path), gzip.compress(lines.encode(), mtime=0))


def read_lesson(path) -> Lesson:
    """Read what `write_lesson` wrote.

    Raises
    ------
    InputError
        No such file, or not one of these.
    """
    try:
        with gzip.open(Path(path), "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        answers = np.array([row["p"] for row in rows], dtype=np.float32).reshape(-1, 3)
        answers /= answers.sum(axis=1, keepdims=True)
        return Lesson(tuple(str(row["text"]) for row in rows), answers)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read as a teacher's answers ({error}); give a gzipped JSONL file of text and p "
            "(three probabilities), as a run with finetune.teacher writes it."
        ) from error


def lesson_frame(lesson: Lesson) -> pd.DataFrame:
    """The lesson as pairs for a classifier without soft labels: each statement once a label that may be right.

    Returns
    -------
    DataFrame
        ``text, source_start, source_end, target_start, target_end, other_spans`` as `StanceClassifier` reads them,
        ``label`` and ``weight``, the teacher's probability of it. Texts without both roles are left out.
    """
    rows = []
    for text, answer in zip(lesson.texts, lesson.answers, strict=True):
        spans = [(m.start(), m.end(), _ROLES[m.group()]) for m in _TOKEN.finditer(text)]
        first = {role: (start, end) for start, end, role in reversed(spans)}
        if not {"source", "target"} <= first.keys():
            continue
        pair = (text, *first["source"], *first["target"], spans)
        rows += [(*pair, label, float(p)) for label, p in zip(LABELS, answer, strict=True) if p >= _LEAST]
    return pd.DataFrame(rows, columns=[*COLUMNS, "other_spans", "label", "weight"])
