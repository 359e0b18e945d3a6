import datetime
import re

import pytest

from equipoise import voice
from equipoise.types import Mention, Pair, Stance, Statement


def pair(marked: str) -> Pair:
    """A pair from text in which <...> marks the source and [...] the target."""
    text, spans = "", {}
    for part in re.split(r"(<[^>]*>|\[[^\]]*\])", marked):
        if part[:1] in "<[" and part:
            spans[part[0]] = (len(text), len(text) + len(part) - 2)
            part = part[1:-1]
        text += part
    ends = [
        Mention(code, *spans[mark], text[slice(*spans[mark])]) for code, mark in (("AAA", "<"), ("BBB", "["))
    ]
    return Pair("a", Statement(0, 0, len(text), text, 0), *ends)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("<Moscow> sold [Delhi] two frigates.", "plain"),
        ("<Moscow> accused [London] of having poisoned the well.", "plain"),
        ("<The minister in Ankara> told [the Greek] envoy that the talks were over.", "plain"),
        ("<Tehran> promised [Baku] that the road would be open by May.", "plain"),
        ("In May <Kyiv> signed a treaty with [Warsaw].", "plain"),
        ("<Washington> has fought [Havana] since 1959.", "plain"),
        ('"We shall stand with [Russia] back to back," <Lukashenko> said in Sevastopol.', "quoted"),
        ("“<Our country> will never forgive [the Turks] for that night,” the deputy shouted.", "quoted"),
        ('The "old fox" of <Cairo> embraced [Riyadh].', "plain"),
        ("If it came to war, <Vietnam> would side with [China].", "hypothetical"),
        ("<Qatar> might yet break with [Iran].", "hypothetical"),
        ("Were the pipe to close, <Baku> could turn on [Tbilisi].", "hypothetical"),
        ("<Austria> once fought [Prussia] over Silesia.", "past"),
        ("<Bonn> used to pay [Ankara] for keeping quiet.", "past"),
        ("<Peru> did not condemn [Chile].", "negated"),
        ("<Sudan> never joined [Egypt]'s boycott.", "negated"),
        ("According to two diplomats, <Oman> has armed [the rebels].", "attributed"),
        ("Officials in Dakar say that <Mali> expelled [the French] envoy.", "attributed"),
        ("<Ghana> reportedly lent [Togo] a billion.", "attributed"),
        ("<Chile> has, one participant says, cut off [Bolivia].", "attributed"),
        ("<The United States> has imposed tariffs on [Chinese] goods, said to be the highest yet.", "plain"),
    ],
)
def test_voices(statement, expected):
    assert voice.detect(pair(statement)) == expected


def test_voice_belongs_to_the_clause_of_the_pair():
    assert (
        voice.detect(
            pair("<Delhi> bought tanks from [Moscow]; Beijing would sell them to Dhaka if it could.")
        )
        == "plain"
    )


def stance(marked, label="plain"):
    return Stance(pair(marked), 0.1, 0.1, 0.8, voice=label)


@pytest.mark.parametrize(
    ("statement", "year", "expected"),
    [
        ("In 1971 <Moscow> signed a treaty with [Delhi].", 2021, "past"),
        ("In 1971 <Moscow> signed a treaty with [Delhi].", 1972, "plain"),
        ("In 2014 <Moscow> lifted its embargo on [Islamabad].", 2021, "plain"),
        ("Since 1959 <Washington> has kept an embargo on [Cuba].", 2021, "plain"),
        ("<Paris> gave back in 2020 what it took from [Algiers] in 1962.", 2021, "plain"),
        ("<Cyprus> still quarrels with [Ankara] over what was done in 1974.", 2021, "plain"),
    ],
)
def test_old_years_are_background(statement, year, expected):
    (settled,) = voice.settle([stance(statement)], datetime.date(year, 6, 1))
    assert settled.voice == expected


def test_without_a_date_the_latest_year_named_is_the_present():
    old, new = "In 1971 <Moscow> signed a treaty with [Delhi].", "In 2021 <Moscow> sold [Delhi] a frigate."
    assert [s.voice for s in voice.settle([stance(old), stance(new)])] == ["past", "plain"]
    assert [s.voice for s in voice.settle([stance(old)])] == ["plain"]


def test_settling_keeps_voices_that_weigh_nothing_and_quotations():
    old = "In 1971 <Moscow> signed a treaty with [Delhi]."
    kept = [stance(old, label) for label in ("quoted", "hypothetical", "negated")]
    assert [s.voice for s in voice.settle(kept, datetime.date(2021, 1, 1))] == [
        "quoted",
        "hypothetical",
        "negated",
    ]


def test_an_empty_article():
    assert voice.settle([], None) == []
