"""Actor table -> the strings to search for, and what each may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from equipoise.actors.folding import fold
from equipoise.actors.table import ActorTable
from equipoise.actors.words import SPORT

__all__ = ["PLACES", "SHORT_FORMS", "Choice", "Entry", "entries", "plural"]

#: Types of alias that are places first: whether they act is decided by what stands around them.
PLACES = frozenset({"capital", "seat"})
#: Types that make a plural by an s ("Saudi" -> "Saudis").
_PEOPLES = frozenset({"demonym", "adjective"})
#: Capitalised nouns that stand for the last named organisation with this noun in its name.
SHORT_FORMS = frozenset(
    """Union Alliance Commission Council Court Fund Bank Organisation Organization Assembly Forum League Pact
    Community Association Secretariat Conference Front Movement Brotherhood Parliament Bloc Agency Tribunal Authority
    Programme Mission Force Forces Army Party Commonwealth""".split()
)
_SMALL = re.compile(r"\b(of|and|the|for|de|du|da|in|on)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """One actor that a string may stand for.

    `person` is "" or the leader's full name; `full` tells a leader's full name from the short one; `common` a
    short name that never stands alone.
    """

    code: str
    kind: str
    rule: str = ""
    why: str = ""
    person: str = ""
    full: bool = False
    common: bool = False


@dataclass(slots=True)
class Entry:
    """A string of the automaton.

    `size` counts its code points; `plain` is the only choice where nothing else needs to be looked at. No choices:
    the string names no actor, and hides those inside it. `caps` marks an upper-case twin, `several` a string that
    stands for all its choices at once ("the two Koreas"), `full` a leader's full name, `firm` a name that only its
    surroundings can turn into a place, `sport` a word of sports pages, no name at all,
    `minority` the plural of a people, which may live elsewhere.
    """

    size: int
    choices: list[Choice]
    plain: Choice | None = None
    caps: bool = False
    several: bool = False
    full: bool = False
    firm: bool = False
    sport: bool = False
    minority: bool = False


def entries(table: ActorTable) -> dict[str, Entry]:
    """Every string to search for, folded, with a leading space (the start of a word), and its entry."""
    found: dict[str, dict[tuple, Choice]] = {}

    def add(string: str, choice: Choice):
        found.setdefault(" " + fold(string), {}).setdefault((choice.code, choice.person), choice)

    for alias in sorted(table.aliases, key=lambda a: "-" in a.alias):  # the plain spelling explains a match best
        add(alias.alias, Choice(alias.code, alias.type, alias.rule, f'{alias.type} "{alias.alias}"'))
    for term in table.leaders:
        for name in (term.name, *term.variants):
            why = f"leader {term.name}" + (f", {term.title}" if term.title else "")
            add(name, Choice(term.code, "leader", "", why, term.name, True))
        if term.short and term.short != "-":
            add(term.short, Choice(term.code, "leader", "", f"leader {term.name}", term.name, False, term.common))
    for alias in table.aliases:
        if alias.type in _PEOPLES and not alias.rule and plural(alias.alias):
            string = " " + fold(plural(alias.alias))
            if string not in found:
                add(plural(alias.alias), Choice(alias.code, "demonym", "", f'plural of "{alias.alias}"'))
    for word in SHORT_FORMS:
        for string in (f"the {word}", f"The {word}"):
            add(string, Choice("", "short"))
    out = {string: _entry(string, list(choices.values()), table) for string, choices in found.items()}
    for string, entry in list(out.items()):
        for twin in _twins(string):
            out.setdefault(twin, replace(entry))
    for string, entry in list(out.items()):
        out.setdefault(string.upper(), replace(entry, caps=True))
    for word in SPORT:
        out.setdefault(" " + word, Entry(len(word), [], sport=True))
    for phrase in table.not_actors:
        for string in (phrase, phrase.upper(), phrase[:1].upper() + phrase[1:]):
            key = " " + fold(string)
            if key not in found:
                out[key] = Entry(len(key) - 1, [])
    return out


def _entry(string: str, choices: list[Choice], table: ActorTable) -> Entry:
    one = choices[0] if len(choices) == 1 else None
    plain = one and not one.rule and one.kind not in PLACES | {"prefix", "short"} and not one.person
    if plain and string[1:] in table.against:
        plain = None
    return Entry(
        len(string) - 1,
        choices,
        one if plain else None,
        several=len(choices) > 1 and all(c.rule == "" and c.kind == "several" for c in choices),
        full=any(c.full for c in choices),
        firm=bool(one) and not one.rule and one.kind in PLACES,
        minority=string[-1] == "s" and any(c.kind == "demonym" for c in choices),
    )


def plural(demonym: str) -> str:
    """The plural of a demonym, "" where an s does not make it ("French", "Chinese", "Swiss")."""
    if re.search(r"(ese|sh|ch|s|x|z|y)$", demonym) or not demonym[-1:].isalpha() or not demonym[0].isupper():
        return ""
    return demonym + "s"


def _twins(string: str):
    """How headlines in title case write the small words of a name."""
    twin = _SMALL.sub(lambda m: m[0].capitalize(), string)
    if twin != string:
        yield twin
