"""The tables: what they promise, the overlay, errors that can be acted on."""

import datetime
import pickle
import sys
from pathlib import Path

import pytest

from equipoise.actors import ActorTable, Matcher
from equipoise.actors.rows import RULES, read_tables
from equipoise.errors import InputError

TRAINING = Path(__file__).resolve().parents[2] / "training"


@pytest.fixture(scope="module")
def table():
    return ActorTable.load()


def test_the_table_holds_to_cldr_iso_and_its_own_rules(table, monkeypatch):
    pytest.importorskip("babel")
    monkeypatch.syspath_prepend(str(TRAINING))
    from check_actors import check

    assert check(table) == []


def test_the_check_finds_what_it_looks_for(table, monkeypatch):
    pytest.importorskip("babel")
    monkeypatch.syspath_prepend(str(TRAINING))
    from check_actors import check

    actors = {code: actor for code, actor in table.actors.items() if code != "TUV"}
    aliases = [a for a in table.aliases if a.code != "TUV" and a.alias != "Mali"]
    aliases += [type(a)("OMN", "France", "name") for a in aliases[:1]]
    broken = ActorTable(actors, aliases, [t for t in table.leaders if t.code not in ("TUV", "CHL")])
    text = "\n".join(check(broken))
    assert "TUV (Tuvalu) is missing" in text
    assert "CLDR's name of MLI, matches nobody" in text
    assert "'France' is claimed by" in text
    assert "CHL (Chile) has no leader since 2015" in text
    sys.modules.pop("check_actors", None)


def test_members_are_actors(table):
    assert "FRA" in table.members("NATO") and "FRA" not in table.members("ASEAN")
    assert table.members("FRA") == () and table.name("FRA") == "France" and table.name("QQQ") == "QQQ"
    with pytest.raises(KeyError, match="QQQ"):
        table.actor("QQQ")


def test_rules_in_use_are_known(table):
    assert {a.rule for a in table.aliases if " " not in a.rule} <= RULES


def test_a_table_without_overlay_travels_by_name(table):
    assert pickle.loads(pickle.dumps(table)) is table
    assert len(pickle.dumps(table)) < 1000


def test_overlay_adds_and_overrides(tmp_path, table):
    overlay = tmp_path / "mine.tsv"
    overlay.write_text(
        "code\tkind\tname\tregion\tstart\tend\tmembers\tnoun\n"
        "ATLANTIS\tstate\tAtlantis\tSea\t\t\t\tisland\n"
        "\n"
        "code\talias\ttype\trule\tnote\n"
        "ATLANTIS\tAtlantis\tname\t\t\n"
        "ATLANTIS\tAtlantean\tadjective\t\t\n"
        "ATLANTIS\tCarthage\tcapital\t\t\n"
        "ATLANTIS\tPanama hat\tnickname\t\tnow an actor\n"
        "phrase\treason\n"
        "Kiribati\tnot for this user\n"
        "code\tname\tshort\tvariants\toffice\ttitle\tstart\tend\tcommon\n"
        "ATLANTIS\tPlato Critias\tCritias\tP. Critias\thead_of_state\tKing\t2001\t\t0\n"
        "alias\twords\tnote\n"
        "Peru\tpaddington\tthe bear\n",
        encoding="utf-8",
    )
    mine = ActorTable.load(overlay=overlay)
    matcher = Matcher(mine)
    text = "Atlanteans sold a Panama hat to Kiribati; Carthage told Critias, and P. Critias told France."
    assert [(m.code, m.text) for m in matcher.find(text)] == [
        ("ATLANTIS", "Atlanteans"),
        ("ATLANTIS", "Panama hat"),
        ("ATLANTIS", "Carthage"),
        ("ATLANTIS", "Critias"),
        ("ATLANTIS", "P. Critias"),
        ("FRA", "France"),
    ]
    assert matcher.find("Peru sent Paddington Bear.") == [] and matcher.find("Peru sent a bear.") != []
    assert "ATLANTIS" not in table, "the shipped table is untouched"
    copy = pickle.loads(pickle.dumps(matcher))
    assert copy.find(text) == matcher.find(text)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code\talias\ttype\trule\nFRA\tGaul\tname\tperhaps\n", "perhaps"),
        ("code\talias\nQQQ\tGaul\n", "QQQ"),
        ("a\tb\nc\td\n", "first row"),
        ("code\talias\ttype\nFRA\t\tname\n", "'alias' is empty"),
        ("code\tkind\tname\tstart\nXYZ\tstate\tXyz\tsoon\n", "soon"),
        ("code\talias\nFRA\tGaul\tname\n", "3 cells"),
    ],
)
def test_a_broken_overlay_says_what_and_where(tmp_path, content, message):
    path = tmp_path / "broken.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        ActorTable.load(overlay=path)
    if "QQQ" not in content:
        assert "broken.tsv:" in str(error.value)


def test_an_overlay_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        ActorTable.load(overlay=tmp_path / "none.tsv")


def test_dates_may_be_years_or_months(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("code\tkind\tname\tstart\tend\nXAA\tformer\tA\t1950\t1991-02\n", encoding="utf-8")
    actor = ActorTable.load(overlay=path).actor("XAA")
    assert actor.start == datetime.date(1950, 1, 1) and actor.end == datetime.date(1991, 2, 28)
    assert actor.stood(datetime.date(1991, 2, 28)) and not actor.stood(datetime.date(1991, 3, 1))


def test_comments_and_blank_lines_are_skipped(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("# mine\n\nphrase\treason\nFoo Bar\tfirm\n", encoding="utf-8")
    assert [row["phrase"] for row in read_tables(path)["not_actors"]] == ["Foo Bar"]
