"""Where a sentence ends, and where it only seems to."""

import pytest

from equipoise import Article
from equipoise.labels import load_articles
from equipoise.statements import split


@pytest.mark.parametrize(
    "text",
    [
        "He met Ms. Park today.|Mrs. Park left.",
        "The U.S. Fifth Fleet sailed at 10 a.m. Moscow time.|He left at 5 p.m.|Kyiv did not.",
        "Kyiv said no.|Moscow agreed on 3 Sept. 2014 and left No. 4 and no. 5 alone.",
        "It asked for ore.|Mongolia has no port.",
        'It came in May.|"He may balance," she said.',
        "Prices fell in Oct.|Russia sold.",
    ],
)
def test_borders(text):
    parts = text.split("|")
    assert [s.text for s in split(Article("a", " ".join(parts)))] == parts


def test_gold_articles_are_cut_where_their_readers_cut_them():
    for article in load_articles("train"):
        made = [(s.start, s.end) for s in split(Article(article["id"], article["text"]))]
        assert made == [(s["start"], s["end"]) for s in article["statements"]], article["id"]
