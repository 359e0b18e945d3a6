"""References that the rules leave open: what is asked of a judge, and what its answers do."""

import numpy as np
import pytest

from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.actors.questions import MOST, answer, ask
from equipoise.statements import split
from equipoise.types import Article

TEXT = (
    "Kenya wrote to Uganda. The letter reached Rwanda as well.\n\n"
    "Uganda was told by Kenya that Rwanda would be shut out until it had paid."
)


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


def read(matcher, text, judge=None):
    named = matcher.find(text)
    return named, resolve_references(text, split(Article("x", text)), named, matcher.table, judge)


def questions(matcher, text, word):
    named = matcher.find(text)
    statements = split(Article("x", text))
    start = text.rindex(word)
    number = max(i for i, s in enumerate(statements) if s.start <= start)
    return ask(text, statements, number, start, start + len(word), named)


def test_a_candidate_is_asked_about_once_with_all_its_places(matcher):
    asked = questions(matcher, TEXT, "it")
    assert {q.code for q in asked} == {"UGA", "KEN", "RWA"}
    for q in asked:
        assert q.text[q.start : q.end] == "it"
        assert q.fits and not set(q.fits) & set(q.others)
        assert all(matcher.find(q.text[s:e])[0].code == q.code for s, e in q.fits)


def test_three_sentences_before_it_are_read(matcher):
    text = "Mali left. Niger left. Chad stayed. Togo wondered. Then it left."
    assert {q.code for q in questions(matcher, text, "it")} == {"NER", "TCD", "TGO"}


def test_the_paragraph_before_is_read_and_none_before_that(matcher):
    text = "Mali left.\n\nNiger left.\n\nChad stayed. Togo wondered and it left."
    asked = questions(matcher, text, "it")
    assert {q.code for q in asked} == {"NER", "TCD", "TGO"}
    assert asked[0].text.startswith("Niger")


def test_the_candidates_are_the_nearest(matcher):
    names = ["Kenya", "Uganda", "Rwanda", "Burundi", "Tanzania", "Zambia", "Malawi", "Botswana"]
    asked = questions(matcher, f"{', '.join(names)} signed, and it paid.", " it ")
    assert len(asked) == MOST
    assert "BWA" in {q.code for q in asked} and "KEN" not in {q.code for q in asked}


def test_one_expression_stands_for_one_actor_unless_it_is_a_plural(matcher):
    one = questions(matcher, TEXT, "it")
    assert answer(one, [0.95, 0.9, 0.1], 0.8) == (one[0].code,)
    assert answer(one, [0.7, 0.6, 0.1], 0.8) == ()
    many = questions(matcher, TEXT.replace("until it had", "until they had"), "they")
    assert answer(many, [0.95, 0.9, 0.1], 0.8) == (many[0].code, many[1].code)
    assert answer(many, [0.95, 0.5, 0.1], 0.8) == (many[0].code,)


def test_an_expression_for_two_stands_for_two_that_fit_together_or_for_none(matcher):
    both = questions(matcher, TEXT.replace("until it had", "until both had"), "both")
    pair = both[0].code, both[1].code
    assert answer(both, [0.98, 0.93, 0.1], 0.8) == pair
    assert answer(both, [0.95, 0.94, 0.1], 0.99) == pair
    assert answer(both, [0.98, 0.93, 0.8], 0.8) == ()
    assert answer(both, [0.99, 0.3, 0.1], 0.8) == ()
    three = questions(
        matcher, TEXT.replace("until it had", "until each of the three had"), "each of the three"
    )
    assert answer(three, [0.95, 0.92, 0.91], 0.8) == tuple(q.code for q in three)


def test_a_judge_is_asked_of_what_the_rules_leave_and_only_of_that(matcher):
    seen = []

    def judge(asked):
        seen.extend(asked)
        return np.array([0.96 if q.code == "UGA" else 0.3 for q in asked])

    text = TEXT + " Finland closed its border."
    _, without = read(matcher, text)
    _, with_ = read(matcher, text, judge)
    assert {q.text[q.start : q.end] for q in seen} == {"it"}
    added = [m for m in with_ if m not in without]
    assert [(m.code, m.text, m.kind, m.resolved_by_context) for m in added] == [
        ("UGA", "it", "reference", True)
    ]
    assert [m for m in with_ if m in without] == without


def test_a_judge_overrules_the_rules_on_things_and_plurals_and_on_no_person(matcher):
    def never(asked):
        return np.full(len(asked), 0.1)

    text = "Uganda closed its border. It has paid. Joe Biden was told, and he wrote to Kenya."
    _, without = read(matcher, text)
    assert {"its", "It", "he"} <= {m.text for m in without}
    assert {m.text for m in without} - {m.text for m in read(matcher, text, never)[1]} == {"It"}


def test_a_judge_in_doubt_leaves_a_reference_open(matcher):
    _, without = read(matcher, TEXT)
    assert read(matcher, TEXT, lambda asked: np.full(len(asked), 0.5))[1] == without


def test_a_judge_must_be_surer_of_things_than_of_persons(matcher):
    def at(p, code):
        return lambda asked: np.array([p if q.code == code else 0.1 for q in asked])

    persons, owners = (
        "Joe Biden and Xi Jinping met, and he smiled.",
        "Cairo accused Amman of wasting its water.",
    )
    assert ("CHN", "he") in {(m.code, m.text) for m in read(matcher, persons, at(0.85, "CHN"))[1]}
    assert ("JOR", "its") not in {(m.code, m.text) for m in read(matcher, owners, at(0.92, "JOR"))[1]}
    assert ("JOR", "its") in {(m.code, m.text) for m in read(matcher, owners, at(0.96, "JOR"))[1]}


def test_nothing_left_open_asks_nothing(matcher):
    def judge(asked):
        assert list(asked) == []
        return np.zeros(0)

    assert read(matcher, "Finland closed its border.", judge)[1]


def test_of_pairs_in_odd_places_a_judge_alone_is_asked(matcher):
    seen = set()

    def judge(asked):
        seen.update(q.text[q.start : q.end] for q in asked)
        return np.array([0.99 if q.code in ("GHA", "TGO") else 0.01 for q in asked])

    text = "Ghana and Togo sent clerks to Benin. The clerks of both men met, and no one knew the two apart."
    _, without = read(matcher, text)
    _, with_ = read(matcher, text, judge)
    assert not without and {"both men", "the two"} <= seen
    assert {(m.code, m.text) for m in with_} >= {
        (c, t) for c in ("GHA", "TGO") for t in ("both men", "the two")
    }
