"""The matcher: offsets, borders, folding, overlaps, pickling."""

import datetime
import pickle

import pytest

from equipoise.actors import ActorTable, Matcher


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


def found(matcher, text, date=None):
    return [(m.code, m.text) for m in matcher.find(text, date)]


def test_offsets_count_in_the_text_as_it_stands(matcher):
    text = "Bogotá’s envoy told Saudi\n   Arabia\r\nand, “in French”, Côte d’Ivoire."
    mentions = matcher.find(text)
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert [m.code for m in mentions] == ["COL", "SAU", "CIV"]
    assert mentions[1].text == "Saudi\n   Arabia"


@pytest.mark.parametrize("text", ["A Roman road.", "The Omanis' romance", "Irandom Chinatowns"])
def test_a_name_is_whole_words(matcher, text):
    assert not {"OMN", "IRN", "CHN"} & {
        m.code for m in matcher.find(text) if m.text in ("Oman", "Iran", "China")
    }


def test_pickles_with_its_table(matcher):
    copy = pickle.loads(pickle.dumps(matcher))
    text = "Moscow thanked New Delhi."
    assert copy.find(text) == matcher.find(text) and len(copy.find(text)) == 2


def test_empty_and_nameless_text(matcher):
    assert matcher.find("") == [] and matcher.find("Nothing here.\n\n") == []


def test_date_is_optional(matcher):
    assert found(matcher, "Tehran", datetime.date(2020, 1, 1)) == [("IRN", "Tehran")]
