"""Fits that need no network."""

import numpy as np
import pandas as pd
import pytest

from equipoise.errors import InputError
from equipoise.stance.lessons import Lesson, write_lesson
from equipoise.training import read_config, train
from equipoise.training.data import load_rows
from equipoise.training.fitting import _with_articles_again, fit

TAUGHT = Lesson(
    tuple(f"[unused1] snoozled [unused2] on day {n} ." for n in range(40)),
    np.tile([[0.9, 0.1, 0.0]], (40, 1)),
)


def with_answers(project, name="lesson.jsonl.gz"):
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("[fast]", f'[fast]\nanswers = "{name}"'), encoding="utf-8")
    return project


def test_fast_learns_from_a_teacher_s_answers(project):
    write_lesson(TAUGHT, project.parent / "lesson.jsonl.gz")
    rows = load_rows(project.parent / "labels")
    row = {"text": "Mali snoozled Chad on day 7 .", "source_start": 0, "source_end": 4}
    asked = pd.DataFrame([row | {"target_start": 14, "target_end": 18}])
    alone = fit("fast", rows, read_config(project)).predict_proba(asked)
    taught = fit("fast", rows, read_config(with_answers(project))).predict_proba(asked)
    assert taught[0, 0] > alone[0, 0] + 0.2


def test_answers_that_are_not_there_stop_the_run_before_it_starts(project):
    with pytest.raises(InputError, match=r"none\.gz cannot be read as a teacher's answers"):
        train(read_config(with_answers(project, "none.gz")), log=lambda line: None)
    assert not (project.parent / "registry" / "versions").exists()


def test_an_epoch_goes_through_the_articles_as_often_as_asked():
    train = pd.DataFrame(
        {
            "id": ["s1", "s1", "a1:0"],
            "origin": ["statements", "statements", "articles"],
            "label": ["neutral"] * 3,
        }
    )
    again = _with_articles_again(train, 3)
    assert list(again["id"]) == ["s1", "s1", "a1:0", "a1:0+1", "a1:0+2"]
    assert list(again.loc[3:, "origin"]) == ["articles", "articles"]
    assert _with_articles_again(train, 1).equals(train)
