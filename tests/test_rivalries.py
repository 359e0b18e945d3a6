import datetime

import pytest
from making import Story

from equipoise import dyads
from equipoise.errors import InputError
from equipoise.rivalries import ListedRivalry, RivalryList, gate

NOW = datetime.date(2023, 5, 1)


def found(story, prior=None, date=NOW):
    summed = dyads.aggregate(story.stances)
    return {(r.a, r.b): r for r in gate(summed, story.stances, prior or RivalryList(), date)}


def listed(a="A", b="B", start=1990, end=None):
    return ListedRivalry(
        a, b, datetime.date(start, 1, 1), end and datetime.date(end, 12, 31), "positional", "own", "why"
    )


def test_the_list_is_large_dated_and_well_formed():
    prior = RivalryList.load()
    assert len(prior) >= 150
    assert sum(s.scholarship != "own" for s in prior.spells) >= 150
    for spell in prior.spells:
        assert spell.a < spell.b
        assert spell.start is not None and spell.start.year >= 1945
        assert spell.end is None or spell.start < spell.end
        assert set(spell.kind.split("+")) <= {"territorial", "positional", "ideological"}
        assert set(spell.scholarship.split(";")) <= {"TD", "KGD", "CRT", "own"}
        assert spell.note
    assert any(spell.start.year == 1945 for spell in prior.spells)


def test_spells_of_one_pair_do_not_overlap():
    by_pair = {}
    for spell in sorted(RivalryList.load().spells, key=lambda s: (s.a, s.b, s.start)):
        if (spell.a, spell.b) in by_pair:
            before = by_pair[spell.a, spell.b]
            assert before.end is not None and before.end < spell.start
        by_pair[spell.a, spell.b] = spell


def test_every_listed_code_is_an_actor():
    from equipoise.actors import ActorTable

    table = ActorTable.load()
    unknown = {c for s in RivalryList.load().spells for c in (s.a, s.b)} - set(table.actors)
    assert not unknown


@pytest.mark.parametrize(
    ("a", "b", "year", "holds"),
    [
        ("USA", "SUN", 1962, True),
        ("USA", "SUN", 1995, False),
        ("IND", "PAK", 1971, True),
        ("PAK", "IND", 2024, True),
        ("CHN", "USA", 1985, False),
        ("CHN", "USA", 2020, True),
        ("EGY", "ISR", 1973, True),
        ("EGY", "ISR", 1990, False),
        ("GRC", "TUR", 2020, True),
        ("FRA", "DEU", 2000, False),
        ("QAT", "SAU", 2018, True),
        ("QAT", "SAU", 2022, False),
    ],
)
def test_years(a, b, year, holds):
    assert (RivalryList.load().in_force(a, b, year) is not None) is holds


def test_without_a_date_only_open_rivalries_count():
    prior = RivalryList.load()
    assert prior.in_force("IND", "PAK") and not prior.in_force("USA", "SUN")
    assert all(s.end is None for s in prior.on(None))
    assert {("CHN", "IND"), ("IND", "PAK")} <= {(s.a, s.b) for s in prior.of("IND", 2024)}


def test_text_alone_makes_a_rivalry():
    story = Story().tell("A>B-", "B>A-").tell("A>B-").tell("B>A-")
    assert found(story)["A", "B"].origin == "text"


def test_one_quarrel_is_no_rivalry():
    assert not found(Story().tell("A>B-"))


def test_the_list_needs_the_two_in_one_statement():
    prior = RivalryList([listed()])
    assert found(Story().tell("A>B0"), prior)["A", "B"].origin == "list"
    assert not found(Story().tell("A>C+").tell("B>C+"), prior)


def test_list_and_text_together():
    rivalry = found(Story().tell("A>B-", "B>A-").tell("A>B-"), RivalryList([listed()]))["A", "B"]
    assert rivalry.origin == "both" and "why" in rivalry.note


def test_the_list_is_no_veto():
    story = Story()
    for _ in range(4):
        story.tell("A>B+", "B>A+")
    assert not found(story, RivalryList([listed()]))


def test_a_deal_does_not_end_a_listed_rivalry():
    story = Story().tell("A>B-", "B>A-").tell("A>B+", "B>A+").tell("A>B-")
    assert ("A", "B") in found(story, RivalryList([listed()]))


def test_a_rivalry_that_has_ended_does_not_count():
    assert not found(Story().tell("A>B0"), RivalryList([listed(end=2001)]))
    assert found(Story().tell("A>B0"), RivalryList([listed(end=2001)]), datetime.date(2000, 1, 1))


def test_rival_nouns_are_hostile_both_ways():
    plain, noun = Story(), Story()
    plain.tell("A>B0", "B>A0", text="A met B.")
    noun.tell("A>B0", "B>A0", text="A met its arch-rival.", words={"B": "its arch-rival"})
    assert not found(plain)
    assert found(noun.tell("A>B-", "B>A0"))["A", "B"].origin == "text"


def test_two_rivals_in_one_reference():
    story = Story().tell(
        "C>A+", "C>B+", text="C armed the two rivals.", words={"A": "the two rivals", "B": "the two rivals"}
    )
    assert ("A", "B") not in found(Story().tell("C>A+", "C>B+", text="C armed the two."))
    assert found(story.tell("A>B-", voice="attributed"))["A", "B"].origin == "text"


def test_the_noun_of_a_third_party_is_not_theirs():
    story = Story().tell("A>B0", "B>A0", "A>C0", text="A and B met their foe.", words={"C": "their foe"})
    assert ("A", "B") not in found(story.tell("A>B-", voice="attributed"))


def test_the_user_decides(tmp_path):
    story = Story().tell("A>B+", "B>A+")
    assert found(story, RivalryList.load(user=[("B", "A")]))["A", "B"].origin == "user"
    path = tmp_path / "rivals.tsv"
    path.write_text("a\tb\tstart\tend\nA\tB\t\t\nC\tD\t1990\t1995-06\n")
    prior = RivalryList.load(user=path)
    assert found(story, prior)["A", "B"].probability == 1
    assert prior.in_force("C", "D", datetime.date(1995, 6, 30)) and not prior.in_force("C", "D", 1996)


@pytest.mark.parametrize(
    "content", ["x\ty\nA\tB\n", "a\tb\nA\tA\n", "a\tb\nA\t\n", "a\tb\tstart\nA\tB\tsoon\n"]
)
def test_a_bad_list_says_what_is_wrong(tmp_path, content):
    path = tmp_path / "bad.tsv"
    path.write_text(content)
    with pytest.raises(InputError, match=r"bad\.tsv"):
        RivalryList.load(user=path)


@pytest.mark.parametrize("pairs", [[("IND",)], [("IND", "IND")], [("IND", 3)]])
def test_bad_pairs(pairs):
    with pytest.raises(InputError, match="two different actor codes"):
        RivalryList.load(user=pairs)


def test_a_missing_list(tmp_path):
    with pytest.raises(InputError, match="columns a and b"):
        RivalryList.load(user=tmp_path / "none.tsv")
