"""The fold: as long as the text, or with a way back to it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from equipoise.actors.folding import Fold, fold

TEXT = st.text(st.sampled_from(list("ab Zé’'\n\r\t-—.“\u00ad\u200b\u0301\xa0ğЖ中0\x01𝒳")), max_size=40)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Côte d’Ivoire", "Cote d Ivoire"),
        ("Erdoğan, İstanbul", "Erdogan  Istanbul"),
        ("São Tomé", "Sao Tome"),
        ("Đinh Łódź", "Dinh Lodz"),
        ("US-led", "US led"),
        ("U.S.", "U S "),
        ("Москва", "yyyyyy"),
    ],
)
def test_fold(text, plain):
    assert fold(text) == plain and len(fold(text)) == len(text)


@settings(max_examples=300, deadline=None)
@given(TEXT)
@example("Erdog\u0306an")
@example("Saudi\r\n   Arabia")
def test_every_place_leads_back(text):
    folded = Fold(text)
    assert folded.plain[0] == folded.plain[-1] == " "
    for at, char in enumerate(folded.plain[1:-1], 1):
        if char != " ":
            start, end = folded.original(at, at + 1)
            assert end == start + 1 and fold(text[start:end]) == char


def test_wrapped_and_decomposed_names():
    text = "Saudi\n   Arabia and Erdog\u0306an, zero\u200bwidth"
    folded = Fold(text)
    at = folded.plain.index("Saudi Arabia")
    assert text[slice(*folded.original(at, at + 12))] == "Saudi\n   Arabia"
    at = folded.plain.index("Erdogan")
    assert text[slice(*folded.original(at, at + 7))] == "Erdog\u0306an"
    assert "zerowidth" in folded.plain


def test_a_blank_line_parts_names():
    assert "Saudi Arabia" not in Fold("Saudi\n\nArabia").plain
