"""What references stand for, by the encoder."""

import numpy as np
import pytest

import equipoise
from equipoise.actors.questions import Question
from equipoise.stance import StanceClassifier
from equipoise.stance.encoder import Encoder
from equipoise.stance.links import render_question
from equipoise.stance.roles import OTHER, SOURCE, TARGET

TEXT = "Kenya told Uganda that it would pay."


def question(code, fits, others):
    at = TEXT.index("it would")
    return Question(TEXT, at, at + 2, code, fits, others)


def test_a_question_keeps_its_words_and_marks_its_parts():
    text = render_question(question("KEN", ((0, 5),), ((11, 17),)))
    assert text == f"{TARGET} Kenya told {OTHER} Uganda that {SOURCE} it would pay."


class Stub(Encoder):
    """An encoder whose network says yes to a candidate that stands before the expression."""

    links = True

    def __init__(self):
        super().__init__("nowhere")

    def _run(self, texts, names):
        assert names == ["link"]
        return [
            np.array([4.0 if t.index(TARGET) < t.index(OTHER) else -4.0 for t in texts], dtype=np.float32)
        ]


@pytest.fixture
def model():
    made = StanceClassifier()
    made._encoder = Stub()
    return made


def test_each_question_is_answered_with_a_probability(model):
    asked = [question("KEN", ((0, 5),), ((11, 17),)), question("UGA", ((11, 17),), ((0, 5),))]
    assert model.judge(asked) == pytest.approx([1 / (1 + np.exp(-4)), 1 / (1 + np.exp(4))])
    assert model.judge([]).shape == (0,)


def test_without_an_encoder_that_has_learned_it_there_is_no_judge(model):
    assert equipoise.load_model("fast").judge is None
    model._encoder.links = False
    assert model.judge is None


def test_the_analyzer_asks_the_judge_of_its_model(model):
    text = "Uganda was told by Kenya that Rwanda would be shut out until it had paid."
    alone, judged = (equipoise.Analyzer(model=m).mentions(text) for m in ("fast", model))
    added = [m for m in judged if m not in alone]
    assert [m for m in judged if m in alone] == alone
    assert [(m.text, m.resolved_by_context) for m in added] == [("it", True)]
