"""tests/cases: every line is a sentence that names actors, or only seems to."""

import datetime
from pathlib import Path

import pytest

from equipoise.actors import ActorTable, Matcher

CASES = Path(__file__).resolve().parents[1] / "cases"


def read(name):
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        text, wanted, third = (*line.split("\t"), "")[:3]
        yield pytest.param(text, [w.strip() for w in wanted.split(" ; ")], third, id=f"{name}:{number}")


@pytest.fixture(scope="module")
def matcher():
    return Matcher(ActorTable.load())


def found(matcher, text, date=""):
    when = datetime.date.fromisoformat(date) if date else None
    mentions = matcher.find(text, when)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [f"{m.code}:{m.text}" for m in mentions]


@pytest.mark.parametrize(("text", "wanted", "date"), read("match.tsv"))
def test_names_exactly_these(matcher, text, wanted, date):
    assert found(matcher, text, date) == wanted


@pytest.mark.parametrize(("text", "forbidden", "reason"), read("no_match.tsv"))
def test_does_not_name(matcher, text, forbidden, reason):
    names = found(matcher, text)
    if forbidden == ["*"]:
        assert names == []
    else:
        assert not [n for n in names if n in forbidden or n.split(":")[0] in forbidden]


def test_there_are_enough_cases():
    match, no_match = list(read("match.tsv")), list(read("no_match.tsv"))
    assert len(match) >= 400 and len({p.values[0] for p in match}) >= 395
    assert len(no_match) >= 300 and len({p.values[0] for p in no_match}) == len(no_match)
