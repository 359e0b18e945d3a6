import datetime
import re
import time
from dataclasses import replace

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
        ("For forty years after that <Stockholm> was neutral toward [Moscow].", "past"),
        ("<Peru> did not condemn [Chile].", "negated"),
        ("<Sudan> never joined [Egypt]'s boycott.", "negated"),
        ("According to two diplomats, <Oman> has armed [the rebels].", "attributed"),
        ("Officials in Dakar say that <Mali> expelled [the French] envoy.", "attributed"),
        ("<Ghana> reportedly lent [Togo] a billion.", "attributed"),
        ("<Chile> has, one participant says, cut off [Bolivia].", "attributed"),
        ("<The United States> has imposed tariffs on [Chinese] goods, said to be the highest yet.", "plain"),
        # attribution: a speaker without a name, as against a state that speaks
        (
            "Diplomats in Lomé, who ask not to be named, report that <Ghana> has armed [the rebels].",
            "attributed",
        ),
        ("<A diplomat from Oslo> observed that [Rome] had kept its word.", "attributed"),
        (
            "Some of my friends in <Lima> find this odd, and say that [Chile] takes them for fools.",
            "attributed",
        ),
        ("The president was told by his generals that <Peru> would cross into [Ecuador].", "attributed"),
        ("<Quito> told reporters that [Lima] had been a brother.", "plain"),
        ("Its ambassador warned that <Beijing> would do no more business with [Mbabane].", "plain"),
        (
            "Anna Ruiz, a regional analyst, says that <Chile> cannot choose between [Peru] and the sea.",
            "plain",
        ),
        ("<Mali> accuses [Algeria] of arming the rebels.", "plain"),
        ("<Oslo> and [Rome] will send ships, according to how their admirals feel.", "plain"),
        # hypothesis: a condition and its consequence, not every modal
        ("Should <Washington> and [Beijing] ever come to blows, the port will burn.", "hypothetical"),
        ("If <Accra> and [Lomé] make it up, no one will hurry to tell Cotonou.", "hypothetical"),
        ("Sooner or later, the sceptics warn, <Oslo> would drop [Rome] if the two fell out.", "hypothetical"),
        ("<Ankara> said on Monday that it would send troops to [Tripoli] if it were asked.", "plain"),
        ("<Xi> has repeated that [the island] will be taken if it cannot be had otherwise.", "plain"),
        ("For the envoys, <Oslo> may be nearer to [Rome] than the map says.", "plain"),
        ("The minister of <Fiji>, asked whether it could deal with [Beijing], laughed.", "plain"),
        ("<Tehran> would not be bound, if anything, by what [Doha] signs.", "plain"),
        ("<French> soldiers, who have a camp, were confined to it while [Burkinabè] ones ate.", "plain"),
        # the past: of the pair, not of an aside
        ("<Sudan> had courted both Riyadh and [Tehran] long before anybody noticed.", "past"),
        ("Many in <Doha> remember that the emirate armed the men whom [Tehran] was shelling.", "past"),
        ("Where a depot used to load tomatoes, <Minsk>'s guards now salute [Russian] ones.", "plain"),
        ("<Congo> was once more accusing [Rwanda] of it.", "plain"),
        ("<Brussels> paid [Minsk], as it had once paid others.", "plain"),
        # negation: of what the pair does, not of its end
        ("<Austria> did not abstain, only wait, and it asked [Russia] for answers.", "plain"),
        ("<Yemen>, whose men have not been seen, thanked [Sudan].", "plain"),
        ("<Baku> has never lowered its ties with [Jerusalem].", "plain"),
        ("<The sultan> has not forgotten it: he praised [Tehran] again.", "plain"),
        # quotation
        (
            '"We do not come with a verdict," said the envoy of <Luanda> before he left for [Kigali].',
            "quoted",
        ),
        ('<The minister> said of [the Qataris] that they had "paid for every beard here".', "quoted"),
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


def test_a_condition_in_another_clause_is_no_hypothesis():
    text = "<Delhi> bought tanks from [Moscow]; should Dhaka ask, Beijing would sell it more."
    assert voice.detect(pair(text)) == "plain"
    text = "<Delhi> bought tanks; should Dhaka ever ask, [Beijing] would sell it more."
    assert voice.detect(pair(text)) == "hypothetical"


def test_long_statements_take_no_time():
    for filler in (
        "word " * 4000,
        ", and he said that " * 1000,
        "should " * 3000,
        "since " * 3000,
        "1971 " * 3000,
    ):
        long = pair(f"<Delhi> {filler} [Moscow].")
        begin = time.perf_counter()
        voice.settle([Stance(long, 0.1, 0.1, 0.8, voice=voice.detect(long))], datetime.date(2021, 1, 1))
        assert time.perf_counter() - begin < 5


def test_a_state_that_is_no_more_is_past():
    old = pair("<Moscow> armed [Angola].")
    old = replace(old, source=replace(old.source, code="SUN"))
    for year, expected in ((1980, "plain"), (1991, "plain"), (2021, "past")):
        (settled,) = voice.settle([Stance(old, 0.1, 0.1, 0.8)], datetime.date(year, 1, 1))
        assert settled.voice == expected


@pytest.mark.parametrize(
    ("statement", "year", "expected"),
    [
        ("In 1998 <Angolan> tanks saved [Kabila], an episode that is still recounted.", 2022, "past"),
        ("After 1991 <Oslo> gave old cars to [Tallinn].", 2019, "past"),
        ("The Rio Protocol of 1942 gave <Brazil> a duty toward [Peru].", 1998, "past"),
        ("<Kigali> accuses [Kinshasa] of shielding the authors of the genocide of 1994.", 2022, "plain"),
        ("Wages in <Hungary> have hardly moved since it joined [the Union] in 2004.", 2023, "plain"),
        ("<Britain>, whose treaty with [Kuwait] goes back to 1899, was thanked.", 2016, "plain"),
        ("<They> bought gas from [Moscow] in 1968, and will mark it this summer.", 2018, "plain"),
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
