"""A teacher's answers, kept."""

import numpy as np
import pytest

from equipoise.errors import InputError
from equipoise.stance.frames import check, read_rows
from equipoise.stance.lessons import Lesson, lesson_frame, read_lesson, write_lesson
from equipoise.stance.roles import render

LESSON = Lesson(
    ("[unused1] blamed [unused2] 雪", "x"), np.array([[0.7, 0.2, 0.1], [0, 1, 0]], dtype=np.float32)
)


def test_a_lesson_comes_back_as_it_was(tmp_path):
    write_lesson(LESSON, tmp_path / "a.gz")
    found = read_lesson(tmp_path / "a.gz")
    assert found.texts == LESSON.texts
    assert found.answers.dtype == np.float32 and np.allclose(found.answers, LESSON.answers, atol=1e-3)
    assert np.allclose(found.answers.sum(axis=1), 1)


def test_the_same_lesson_gives_the_same_bytes(tmp_path):
    for name in ("a.gz", "b.gz"):
        write_lesson(LESSON, tmp_path / name)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_an_empty_file_is_an_empty_lesson(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(b"")
    assert read_lesson(path).texts == ()


@pytest.mark.parametrize("content", [None, b"no gzip"])
def test_another_file_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "a.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.gz cannot be read as a teacher's answers"):
        read_lesson(path)


def test_a_lesson_as_pairs_reads_as_it_was_written():
    texts = (
        "[unused3] saw [unused2] ask [unused1] for [unused2] .",
        "[unused1] slept",
        "[unused1] hit [unused2]",
    )
    answers = np.array([[0.01, 0.59, 0.4], [0, 0, 1], [1, 0, 0]], dtype=np.float32)
    frame = lesson_frame(Lesson(texts, answers))
    assert frame["label"].tolist() == ["neutral", "supportive", "hostile"]
    assert np.allclose(frame["weight"], [0.59, 0.4, 1])
    rendered = [" ".join(render(row).split()) for row in read_rows(check(frame))]
    assert rendered == [texts[0], texts[0], texts[2]]
    assert len(lesson_frame(Lesson((), np.zeros((0, 3), np.float32)))) == 0
