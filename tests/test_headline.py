"""What a headline says of a strategy counts beside the text; stances are read in the text alone."""

import pytest

from equipoise import Analyzer, Article
from equipoise.actors import ActorTable, Matcher
from equipoise.statements import split
from equipoise.strategies import headline

TITLE = "Delhi walks a tightrope between Washington and Moscow"
TEXT = """India thanked Russia on Monday for its help with a reactor and promised to buy more of its oil.

The United States condemned Russia over its war and imposed new sanctions on Moscow.

India praised the United States as a close friend and signed a defence agreement with Washington.

Russia accused Washington of arming its enemies, and called the Americans liars.

New Delhi welcomed a Russian loan, and hailed the partnership with the United States the next day."""


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


@pytest.fixture(scope="module")
def analyzer():
    return Analyzer(model="fast")


def made(title, text=TEXT):
    return Article("a", text, title=title)


def test_it_stands_before_the_text_in_the_first_paragraph(matcher):
    article = made(f"  {TITLE} ")
    statements = split(article)
    (statement,), named = headline(article, statements, matcher)
    assert (statement.index, statement.text, statement.paragraph) == (-1, TITLE, statements[0].paragraph)
    assert statement.start < statement.end < 0 == statements[0].start
    assert [m.code for m in named] == ["IND", "USA", "RUS"]
    for m in named:
        assert TITLE[m.start - statement.start : m.end - statement.start] == m.text


@pytest.mark.parametrize("title", ["", "  ", "India thanked Russia on Monday"])
def test_none_where_there_is_none_or_the_text_begins_with_it(matcher, title):
    article = made(title)
    assert headline(article, split(article), matcher) == ([], [])


def test_its_words_are_the_authors(analyzer):
    with_it, without = (analyzer.analyze(made(title)).strategies for title in (TITLE, "India and the others"))
    label = {
        name: frame.set_index(["actor", "rival_a", "rival_b"]).author_label["IND", "RUS", "USA"]
        for name, frame in (("with", with_it), ("without", without))
    }
    assert label == {"with": "dual_engagement", "without": ""}


def test_no_stance_is_read_in_it(analyzer):
    hostile = "India condemns Russia and attacks the United States"
    with_it, without = (analyzer.analyze(made(title)) for title in (hostile, ""))
    assert with_it.pairs.equals(without.pairs) and with_it.dyads.equals(without.dyads)
    assert with_it.statements.equals(without.statements)
