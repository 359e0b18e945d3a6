"""What the Analyzer takes for an article."""

import datetime

import pandas as pd
import pytest

from equipoise import Analyzer, Article
from equipoise.errors import InputError

TEXT = "Moscow thanked New Delhi for its patience."


@pytest.fixture(scope="module")
def analyzer():
    return Analyzer(model="fast")


@pytest.mark.parametrize(
    "date", ["2022-05-01", datetime.date(2022, 5, 1), datetime.datetime(2022, 5, 1, 9, 30)]
)
def test_a_date_is_read_from_what_callers_have(analyzer, date):
    article = Article("a", TEXT, date=date)
    assert article.date == datetime.date(2022, 5, 1)
    assert analyzer.analyze(article).to_dict()["article"]["date"] == "2022-05-01"


@pytest.mark.parametrize("date", [None, "", pd.NaT, float("nan")])
def test_no_date_is_none(date):
    assert Article("a", TEXT, date=date).date is None


def test_the_date_decides_who_was_in_office(analyzer):
    text = "Boris Johnson thanked President Zelensky."
    assert {m.code for m in analyzer.mentions(text, date="2022-04-09")} == {"GBR", "UKR"}
    assert "GBR" not in {m.code for m in analyzer.mentions(text, date="1995-04-09")}


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "title": "Thanks", "date": "2022-05-01", "id": "x1"},
        pd.Series({"id": "x1", "headline": "Thanks", "published": "1 May 2022", "body": TEXT}),
    ],
)
def test_a_row_is_an_article(analyzer, row):
    read = analyzer.analyze(row)
    assert read.article == Article("x1", TEXT, "Thanks", datetime.date(2022, 5, 1))
    assert read.pairs["label"].tolist() == ["supportive", "supportive"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (7, "a int"),
        (None, "NoneType"),
        ({"title": "x"}, "no column"),
        ({"text": None}, "nothing under 'text'"),
    ],
)
def test_what_is_no_article_is_refused(analyzer, given, said):
    with pytest.raises(InputError, match=said):
        analyzer.analyze(given)


@pytest.mark.parametrize(
    "bad", [{"text": b"bytes"}, {"text": None}, {"text": TEXT, "date": "May"}, {"text": TEXT, "date": 7}]
)
def test_an_article_is_checked_when_it_is_made(bad):
    with pytest.raises(InputError, match="give a"):
        Article("a", **bad)
