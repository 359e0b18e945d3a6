"""What references stand for, by the encoder."""

import numpy as np
import pytest

import equipoise
from equipoise.actors.questions import Question
from equipoise.stance.links import render_question
from equipoise.stance.roles import OTHER, SOURCE, TARGET

TEXT = "Kenya told Uganda that it would pay."


def question(code, fits, others):
    at = TEXT.index("it would")
    return Question(TEXT, at, at + 2, code, fits, others)


def test_a_question_keeps_its_words_and_marks_its_parts():
    text = render_question(question("KEN", ((0, 5),), ((11, 17),)))
    assert text == f"{TARGET} Kenya told {OTHER} Uganda that {SOURCE} it would pay."


@pytest.fixture(scope="module")
def model():
    model = equipoise.load_model("accurate")
    if model.encoder is None:
        pytest.skip("a checkout without the encoder")
    return model


def test_the_accurate_model_answers_each_question_with_a_probability(model):
    asked = [question("KEN", ((0, 5),), ((11, 17),)), question("UGA", ((11, 17),), ((0, 5),))]
    fit = model.judge(asked)
    assert fit.shape == (2,) and np.all((fit > 0) & (fit < 1))
    assert fit[0] > fit[1]
    assert model.judge([]).shape == (0,)


def test_the_fast_model_has_no_judge():
    assert equipoise.load_model("fast").judge is None


def test_the_analyzer_of_the_accurate_model_resolves_what_the_rules_leave_open(model):
    text = "Morocco's envoy said in Paris that Spain knew of the plan when it asked Algeria for more gas."
    fast, accurate = (equipoise.Analyzer(model=m).mentions(text) for m in ("fast", model))
    assert {(m.code, m.text) for m in fast} <= {(m.code, m.text) for m in accurate}
