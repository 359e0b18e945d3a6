"""Officials whom the table does not know, by the office that the text gives them."""

import pytest

from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.statements import split
from equipoise.types import Article


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


def resolved(matcher, text):
    found = resolve_references(text, split(Article("x", text)), matcher.find(text), matcher.table)
    return [(m.code, m.text) for m in sorted(found, key=lambda m: m.start)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Ugandan energy minister, Ruth Nanka, flew in.", [("UGA", "Ruth Nanka")]),
        ("Tim Lender, Washington's envoy, left. He smiled.", [("USA", "Tim Lender"), ("USA", "He")]),
        (
            "Kenya waits. Kenya reads. Jane Doering, the foreign minister, spoke. Ms Doering left.",
            [("KEN", "Jane Doering"), ("KEN", "Ms Doering")],
        ),
        ("Peru waits. In May Oil Minister Ana Torres spoke.", [("PER", "Oil Minister Ana Torres")]),
        ("Nauru left Taiwan. Nauru reads. Nauru waits. President Tim Scott flew.", [("NRU", "President Tim Scott")]),
        ("Kenya waits. Its envoy, Ruth Nanka, left. She smiled.", [("KEN", "Ruth Nanka"), ("KEN", "She")]),
        ("Kenya waits. Ruth Nanka, its special representative, left.", [("KEN", "Ruth Nanka")]),
        ("Narendra Modi spoke, and his finance minister, Ana Torres, read.", [("IND", "Ana Torres")]),
        ("Mohamed Ould Abdel Aziz rang. Aziz smiled.", [("MRT", "Aziz")]),
    ],
)  # fmt: skip
def test_finds(matcher, text, wanted):
    found = resolved(matcher, text)
    assert [w for w in wanted if w not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "Kenya thanked Uganda. Jane Doering, the foreign minister, left.",  # of which of the two?
        "France envies Germany. Mr Blue Green, the head of a bank, laughed.",
        "Peru waits. Peru reads. Chile sleeps. Chilean Oil Minister Ana Torres spoke to Bolivia.",
        "Kenya thanked Uganda. A farmer spoke. Its envoy, Ruth Nanka, left.",
        "Jane Doering flew to Kenya. Doering smiled.",
        "A former Ugandan minister, Ruth Nanka, spoke. Nanka left.",
    ],
)
def test_leaves_alone(matcher, text):
    assert resolved(matcher, text) == []
