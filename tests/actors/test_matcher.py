"""The matcher: offsets, borders, folding, overlaps, pickling."""

import datetime
import pickle
from itertools import pairwise

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


def test_every_name_of_the_table_is_found_where_it_stands_alone(matcher):
    silent = []
    for alias in matcher.table.aliases:
        if alias.rule or alias.type in ("prefix", "several"):
            continue
        text = f"yesterday {alias.alias} protested"
        if alias.code not in {m.code for m in matcher.find(text)}:
            silent.append((alias.code, alias.alias, [m.code for m in matcher.find(text)]))
    ended = {code for code, actor in matcher.table.actors.items() if actor.end is not None}
    silent = [row for row in silent if row[0] not in ended]
    assert silent == []


def test_a_longer_name_hides_those_inside_it(matcher):
    assert found(matcher, "The Bank of China Tower and the South China Sea") == []
    assert found(matcher, "Guinea-Bissau, Papua New Guinea") == [
        ("GNB", "Guinea-Bissau"),
        ("PNG", "Papua New Guinea"),
    ]


def test_mentions_never_overlap_and_come_in_order(matcher):
    text = "Moscow-Beijing, US-North Korea, the two Koreas, Iran–Iraq; Sino-Indian, UN-AU, EU's."
    mentions = matcher.find(text)
    spans = sorted({(m.start, m.end) for m in mentions})
    assert [(m.start, m.end) for m in mentions] == sorted((m.start, m.end) for m in mentions)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("size", [50_000])
def test_long_text_takes_no_time(matcher, size):
    import time

    text = "Moscow told Beijing in Geneva, and Mr Putin said so to the US. " * (size // 60)
    began = time.perf_counter()
    assert len(matcher.find(text)) > size // 60 * 3
    assert time.perf_counter() - began < 5
