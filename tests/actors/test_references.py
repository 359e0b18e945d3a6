"""References: resolved where one reading stands out, left alone where two do."""

import pytest

from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.statements import split
from equipoise.types import Article, Mention


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


def resolved(matcher, text):
    named = matcher.find(text)
    found = resolve_references(text, split(Article("x", text)), named, matcher.table)
    assert all(isinstance(m, Mention) and m.resolved_by_context and m.kind == "reference" for m in found)
    assert all(text[m.start : m.end] == m.text and m.why for m in found)
    spans = {(m.start, m.end) for m in named}
    assert not [m for m in found if (m.start, m.end) in spans]
    return [(m.code, m.text) for m in sorted(found, key=lambda m: (m.start, m.code))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # two actors behind one phrase
        (
            "India and Pakistan met in May. Both countries blamed the weather.",
            [("IND", "Both countries"), ("PAK", "Both countries")],
        ),
        (
            "Greece envies Turkey, and neither side admits it.",
            [("GRC", "neither side"), ("TUR", "neither side")],
        ),
        ("Moscow and Beijing agreed that they would drill again.", [("CHN", "they"), ("RUS", "they")]),
        (
            "Egypt, Jordan and Iraq said that they would trade.",
            [("EGY", "they"), ("IRQ", "they"), ("JOR", "they")],
        ),
        (
            "Qatar and Saudi Arabia are no nearer to peace, and each accuses the other of theft.",
            [("QAT", "each"), ("SAU", "each")],
        ),
        # of two rivals and the state between them, the two of the sentence before
        (
            "Chad lies between Sudan and Libya. Chad buys from Sudan and from Libya, which are rivals. Sudan "
            "accuses Libya of theft.\n\nWith Libya Chad has no quarrel. The two governments share a well.",
            [("LBY", "The two governments"), ("TCD", "The two governments")],
        ),
        (
            "Chad lies between Sudan and Libya. Chad buys from Sudan and from Libya. Chad is calm. Sudan accuses "
            "Libya of theft.\n\nWith Libya there is no quarrel. The two governments share a well.",
            [("LBY", "The two governments"), ("TCD", "The two governments")],
        ),
        (
            "Chad lies between Sudan and Libya. Chad buys from Sudan and from Libya. Sudan accuses Libya of theft.\n\n"
            "Half of the oil that Chad burns comes from Libya, and the two countries are building a road.",
            [("LBY", "the two countries"), ("TCD", "the two countries")],
        ),
        (
            "Peru and Ecuador swapped maps. The two neighbours had shot at each other in 1995.",
            [("ECU", "The two neighbours"), ("PER", "The two neighbours")],
        ),
        # nouns of the table
        ("Saudi Arabia cut oil output. The kingdom had warned of it.", [("SAU", "The kingdom")]),
        ("Singapore kept out. The city-state is a harbour.", [("SGP", "The city-state")]),
        ("Taiwan bought missiles. The island fears a blockade.", [("TWN", "The island")]),
        ("The Houthis fired again. The movement says it will go on.", [("HOUTHI", "The movement")]),
        # pronouns of states
        ("Finland closed its border.", [("FIN", "its")]),
        ("Brazil said that it would abstain.", [("BRA", "it")]),
        ("Norway, which guards its fisheries, objected.", [("NOR", "its")]),
        ("Ottawa thanked Kyiv for its patience.", [("UKR", "its")]),
        ("Angola froze the talks. It blamed the weather.", [("AGO", "It")]),
        # persons
        ("Vladimir Putin said that he would come.", [("RUS", "he")]),
        ("Narendra Modi praised his ministers.", [("IND", "his")]),
        ("Emmanuel Macron flew to Rabat. He apologised there.", [("FRA", "He")]),
        ("The Turkish president said that his country was patient.", [("TUR", "his country")]),
        ("Joe Biden received Xi Jinping and gave him a book.", [("CHN", "him")]),
        # in quotation marks
        ('"We shall not pay," said the Greek minister.', [("GRC", "We")]),
        # the other one
        ("Algeria recalled its envoy and accused its neighbour Morocco of spying.", [("DZA", "its")]),
        ("Armenia fears Azerbaijan. Armenia says its arch-rival wants a road.", [("AZE", "its arch-rival")]),
        ("Sergei Lavrov flew to India and thanked his hosts.", [("IND", "his hosts")]),
        (
            "Canberra and Beijing fell out since the former asked and the latter replied.",
            [("AUS", "the former"), ("CHN", "the latter")],
        ),
        # by the verb, by the part of the sentence
        ("The Saudis fear Iran and say that they will arm.", [("SAU", "they")]),
        ("Armenia drew maps of 90,000 mines it had laid; Baku thanked Georgia.", [("ARM", "it")]),
        ("Bolivia lost a good part of its coast.", [("BOL", "its")]),
        ("Emmanuel Macron spoke. On Tuesday he flew home.", [("FRA", "he")]),
        ("The Kremlin barred Joe Biden, his wife and his son.", [("USA", "his")]),
        ("Xi Jinping received Abdelmadjid Tebboune. They signed.", [("CHN", "They"), ("DZA", "They")]),
        # two as objects
        ("Greece and Turkey fell out. Albania urged both to sit down.", [("GRC", "both"), ("TUR", "both")]),
        ("Peru and Chile sued. Bolivia takes the side of neither.", [("CHL", "neither"), ("PER", "neither")]),
        ("India and Nepal fell out. Talks between the two in May failed.", [("IND", "the two"), ("NPL", "the two")]),
        (
            "Peru and Ecuador made up after Brazil and Chile had carried letters between them.",
            [("ECU", "them"), ("PER", "them")],
        ),
        # "it" that acts and is no expletive
        ("Peru said on Wednesday that it was withdrawing its envoy.", [("PER", "it")]),
        ("Oman insists that it remains impartial.", [("OMN", "it")]),
        ("The Philippines drilled three days after it took delivery of missiles.", [("PHL", "it")]),
        # the latter, wherever it stands
        (
            "Serbia fell out with Kosovo, whereupon the latter withdrew its police.",
            [("XKX", "the latter")],
        ),
        # the officials of a state, and who acted after a conjunction of time
        ("Congolese diplomats said that they had expected more.", [("COD", "they")]),
        (
            "It comes a month after Oman and Yemen undertook to reopen their embassies.",
            [("OMN", "their"), ("YEM", "their")],
        ),
    ],
)  # fmt: skip
def test_resolves(matcher, text, wanted):
    found = resolved(matcher, text)
    assert [w for w in wanted if w not in found] == []


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("It is clear that Iran will answer.", "It"),
        ("It seems that Iran will answer Israel.", "It"),
        ("Iran and Israel traded threats. He was not there.", "He"),
        ("Joe Biden and Xi Jinping met, and he smiled.", "he"),
        ("France warned Mali and Niger that it rains.", "it"),
        ("Saudi Arabia, Jordan and Morocco signed. The kingdom was pleased.", "The kingdom"),
        ("France, Mali, Niger and Chad met. Both countries left early.", "Both countries"),
        ("A retired teacher from Lyon wrote to Emmanuel Macron. He asked for a pension.", "He"),
        ("The pilot of a Greek transport was dazzled on its approach.", "its"),
        ("The US told us so.", "us"),
        ("Iran said that Israel would strike if it could.", "it"),
        ("Cairo accused Amman of wasting its water.", "its"),
        ("A tanker registered in Malta was loading, its lights off.", "its"),
        ("Xi Jinping and Narendra Modi signed papers, among them a treaty.", "them"),
        ("Russia entered the military coalition.", "the military"),
        ("Peru and Ecuador met. The brothers Grimm did not.", "The brothers"),
        ("Sudan and Algeria urged both sides to sit down.", "both sides"),
        ("Sudan and Algeria each opened a school.", "each"),
        ("Sudan and Algeria have both gained.", "both"),
        ("Sudan met Algeria, with friends on both sides.", "both sides"),
        ("Sudan met Algeria. The two partnerships thrive.", "The two partners"),
        ("Sudan met Algeria, but neither statement was kept.", "neither state"),
        ("Mexico has voted. The president-elect waits.", "The president"),
        ("Peru buys gas from its northern neighbour Ecuador.", "its northern neighbour"),
        ("Mahmoud Abbas met donors and said that they would pay.", "they"),
        ("Greece and Turkey are to swap five prisoners each on Monday.", "each"),
        ("Greece had not answered and Turkey had not either.", "either"),
        ("India distrusts China, and soldiers stand on either side of the line.", "either side"),
        ("Qatar waited. A statement carried by the state news agency followed.", "the state"),
        ("Greece blamed the smaller of the two.", "the two"),
        ("Poland and Latvia said so. Turkey has neither praised Russia nor recognised it.", "neither"),
        ("Iran said that it was surprising that Israel came.", "it"),
        ("Greece met Turkey. It took two years to agree.", "It"),
        ("Greece met Turkey in the latter half of May.", "the latter"),
        ("When Xi Jinping met Narendra Modi, reports were short. They left out the rest.", "They"),
    ],
)
def test_leaves_alone(matcher, text, never):
    assert never not in [surface for _, surface in resolved(matcher, text)]


def test_reaches_no_further_than_one_paragraph_back(matcher):
    near = "Saudi Arabia cut output.\n\nThe kingdom had warned of it."
    far = "Saudi Arabia cut output.\n\nNothing happened.\n\nThe kingdom had warned of it."
    assert ("SAU", "The kingdom") in resolved(matcher, near)
    assert ("SAU", "The kingdom") not in resolved(matcher, far)


def test_without_mentions_nothing(matcher):
    text = "It was he who told them so."
    assert resolve_references(text, split(Article("x", text)), [], matcher.table) == []
    assert resolve_references("", [], [], matcher.table) == []


def test_why_names_the_antecedent(matcher):
    text = "Finland closed its border."
    found = resolve_references(text, split(Article("x", text)), matcher.find(text), matcher.table)
    assert found[0].why == "stands for Finland"


def test_two_are_told_in_the_order_of_the_text(matcher):
    """Cairo and Addis Ababa are joined, and so are Addis Ababa and the first of "each": the same two, turned round."""
    text = "All must choose between Cairo and Addis Ababa, and each has found a way to keep a cousin in both."
    named = matcher.find(text)
    found = resolve_references(text, split(Article("x", text)), named, matcher.table)
    assert [(m.text, m.why) for m in found if m.code == "EGY"] == [
        ("each", "stands for Egypt and Ethiopia"),
        ("both", "stands for Egypt and Ethiopia"),
    ]
