"""Actor table -> the strings to search for, and what each may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from equipoise.actors import words
from equipoise.actors.folding import fold
from equipoise.actors.table import ActorTable

__all__ = [
    "EASY",
    "NAME",
    "OTHER",
    "PLACE",
    "PLACES",
    "TONGUE",
    "TONGUES",
    "Choice",
    "Entry",
    "entries",
    "plural",
]

#: Types of alias that are places first: whether they act is decided by what stands around them.
PLACES = frozenset({"capital", "seat"})
#: Types that make a plural by an s ("Saudi" -> "Saudis"), and are the names of languages, too.
TONGUES = frozenset({"demonym", "adjective"})
#: How much of its surroundings an entry must be judged by: none; whether somebody speaks it; the words
#: beside it, for a name and for a place; more.
EASY, TONGUE, NAME, PLACE, OTHER = range(5)
#: Rules that look only at the words beside a name, and the types of which that is all they look at.
_BESIDE = frozenset({"", "state_context", "not_before_surname"})
_NAMES = frozenset(
    {"name", "official", "former_name", "capital", "seat", "palace", "demonym", "adjective", "nickname"}
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

    size
        in code points.
    choices
        what it may stand for; none: the string names no actor, and hides those inside it.
    mode
        EASY, TONGUE, NAME, PLACE or OTHER.
    plain
        the only choice, where no rule and no surroundings but a language's need to be looked at.
    caps
        an upper-case twin.
    several
        it stands for all its choices at once ("the two Koreas").
    full, people
        it is a leader's full name; its choices are leaders only.
    code
        of the actor that it names wherever it stands, if perhaps only as a place; "" where none.
    sport
        a word of the sports pages, no name at all.
    minority
        the plural of a people, which may live elsewhere.
    doubted
        the words of against.tsv, near by, make it something else.
    """

    size: int
    choices: list[Choice]
    mode: int = OTHER
    plain: Choice | None = None
    caps: bool = False
    several: bool = False
    full: bool = False
    people: bool = False
    code: str = ""
    sport: bool = False
    minority: bool = False
    doubted: bool = False


def entries(table: ActorTable) -> dict[str, Entry]:
    """Every string to search for, folded, with a leading space (the start of a word), and its entry."""
    found: dict[str, dict[tuple, Choice]] = {}

    def add(string: str, choice: Choice):
        found.setdefault(" " + fold(string), {}).setdefault((choice.code, choice.person), choice)

    for alias in sorted(
        table.aliases, key=lambda a: "-" in a.alias
    ):  # the plain spelling explains a match best
        add(alias.alias, Choice(alias.code, alias.type, alias.rule, f'{alias.type} "{alias.alias}"'))
    for term in table.leaders:
        for name in (term.name, *term.variants):
            why = f"leader {term.name}" + (f", {term.title}" if term.title else "")
            # "Novak" spelled without its accent is a surname still, and may be another Novak's
            full = " " in name or " " not in term.name
            add(name, Choice(term.code, "leader", "", why, term.name, full, term.common and not full))
        if term.short and term.short != "-":
            add(
                term.short,
                Choice(term.code, "leader", "", f"leader {term.name}", term.name, False, term.common),
            )
    for alias in table.aliases:
        if alias.type in TONGUES and not alias.rule and plural(alias.alias):
            string = " " + fold(plural(alias.alias))
            if string not in found:
                add(plural(alias.alias), Choice(alias.code, "demonym", "", f'plural of "{alias.alias}"'))
    for word in words.SHORT_FORMS:
        for string in (f"the {word}", f"The {word}"):
            add(string, Choice("", "short"))
    out = {string: _entry(string, list(choices.values()), table) for string, choices in found.items()}
    for string, entry in list(out.items()):
        for twin in _twins(string):
            out.setdefault(twin, replace(entry))
    for string, entry in list(out.items()):
        out.setdefault(
            string.upper(),
            replace(entry, caps=True, mode=EASY if entry.mode == EASY and entry.size > 4 else OTHER),
        )
    for word in words.SPORT:
        out.setdefault(" " + word, Entry(len(word), [], sport=True))
    for phrase in table.not_actors:
        for string in (phrase, phrase.upper(), phrase[:1].upper() + phrase[1:]):
            key = " " + fold(string)
            if key not in found:
                out[key] = Entry(len(key) - 1, [])
    return out


def _entry(string: str, choices: list[Choice], table: ActorTable) -> Entry:
    one = choices[0] if len(choices) == 1 else None
    doubted = string[1:] in table.against
    if one and (one.rule or one.kind in PLACES | {"prefix", "short"} or one.person):
        one = None
    minority = string[-1] == "s" and any(c.kind == "demonym" for c in choices)
    mode = OTHER
    if one:
        mode = TONGUE if one.kind in TONGUES else EASY
    elif not minority and all(_beside(c) for c in choices):
        places = {c.kind in PLACES for c in choices}
        mode = OTHER if len(places) > 1 else PLACE if True in places else NAME
    firm = len(choices) == 1 and not choices[0].rule and choices[0].kind in PLACES
    return Entry(
        len(string) - 1,
        choices,
        mode,
        one,
        several=len(choices) > 1 and all(c.rule == "" and c.kind == "several" for c in choices),
        full=any(c.full for c in choices),
        code=choices[0].code if one or firm else "",
        minority=minority,
        people=all(c.person for c in choices),
        doubted=doubted,
    )


def _beside(choice: Choice) -> bool:
    known = choice.rule in _BESIDE or choice.rule.startswith("since ")
    return known and choice.kind in _NAMES and not choice.person


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
