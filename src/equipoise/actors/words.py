"""Closed lists of words that the rules look for around a name (data/actor_words.tsv)."""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "AFTER_LANGUAGE",
    "BEFORE_MONTH",
    "BEFORE_PRONOUN",
    "COMMON_CAPITALS",
    "ENGLISH_NAMES",
    "FELT",
    "FIRST_NAMES",
    "FLUENT",
    "FLYING",
    "FUNCTION",
    "GOVERNING",
    "GROUP_WORDS",
    "MEETING",
    "MONTHS",
    "NOT_PERSON",
    "PREPOSITIONS",
    "SHORT_FORMS",
    "SHOUTED_WORDS",
    "SPEAKING",
    "SPORT",
    "STATE_NOUNS",
    "TITLES",
    "VENUE_NOUNS",
]


def _read() -> dict[str, frozenset[str]]:
    path = Path(__file__).resolve().parents[1] / "data" / "actor_words.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {row[0]: frozenset(row[1].split()) for row in rows}


_WORDS = _read()
#: Words that may follow the name of a language.
AFTER_LANGUAGE = _WORDS["after_language"]
#: Words before a month.
BEFORE_MONTH = _WORDS["before_month"]
#: Words after which "US" in a line of capitals is the pronoun.
BEFORE_PRONOUN = _WORDS["before_pronoun"]
#: Leaders' short names that are words, firms or given names first: never alone.
ENGLISH_NAMES = _WORDS["english_names"]
#: Before "in" and a capital: how a power takes something.
FELT = _WORDS["felt"]
#: Given names that stand before names of countries used as surnames, and before common surnames.
FIRST_NAMES = _WORDS["first_names"]
#: ... of which these say how, and need an "in" before them.
FLUENT = _WORDS["fluent"]
#: Before "to" or "from" and a capital: movement of persons, not of states.
FLYING = _WORDS["flying"]
#: Words that may be capitalised for standing first, and say nothing about the name after them.
FUNCTION = _WORDS["function"]
#: Words that make the capital after "in"/"of" a government: "officials in Moscow".
GOVERNING = _WORDS["governing"]
#: Words around an abbreviation that is one of a group or organisation.
GROUP_WORDS = _WORDS["group_words"]
#: Before "in" and a capital: what makes it the scene of a meeting or a journey.
MEETING = _WORDS["meeting"]
MONTHS = _WORDS["months"]
#: Words after a short name that make it a firm, a building, a relative.
NOT_PERSON = _WORDS["not_person"]
#: Prepositions that make a name no subject.
PREPOSITIONS = _WORDS["prepositions"]
#: Capitalised nouns that stand for the last named organisation with this noun in its name.
SHORT_FORMS = _WORDS["short_forms"]
#: Words that are actors' abbreviations only where not everything is in capitals.
SHOUTED_WORDS = _WORDS["shouted_words"]
#: Before the name of a language.
SPEAKING = _WORDS["speaking"]
#: Words of the sports pages: among them the names of states are teams.
SPORT = _WORDS["sport"]
#: Capitalised words after a state's name that do not make it a person's given name.
STATE_NOUNS = _WORDS["state_nouns"]
#: Titles before a leader's name.
TITLES = _WORDS["titles"]
#: Words that make a place before or after them a venue: "the Astana format", "the Doha office".
VENUE_NOUNS = _WORDS["venue_nouns"]
#: Capitals that say nothing of the word that bears them.
COMMON_CAPITALS = FUNCTION | TITLES | MONTHS
