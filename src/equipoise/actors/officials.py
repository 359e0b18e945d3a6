"""Officials whom no table knows, by the office that the text gives them: "Ilyas Dawaleh, the finance minister"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from equipoise.actors import antecedents, grammar, things, words
from equipoise.actors.discourse import Discourse
from equipoise.types import Mention

__all__ = ["officials"]

_OFFICES = "minister|secretary|chancellor|premier|spokesman|spokeswoman|president"
_MINISTER = rf"(?:[a-z]+ ){{0,2}}?(?:{_OFFICES})(?: of [a-z]+)?"
_BEFORE = re.compile(rf"\b[Tt]he {_MINISTER}, $")
_TITLED = re.compile(
    r"(?:(?:Vice|Deputy|Acting) )?(?:President|Premier|Chancellor|Prime Minister"
    r"|[A-Z][a-z]+(?: and [A-Z][a-z]+)? Minister|(?:Foreign|Defen[cs]e|Home) Secretary)\b"
)
_BEHIND = re.compile(rf", the {_MINISTER}(?=,| who\b)")
#: Who may be called by whose they are: "its envoy", "his adviser for trade".
_HOLDER = (
    rf"(?:[a-z]+ ){{0,2}}?(?:{_OFFICES}|envoy|ambassador|representative|adviser|negotiator|commander)"
    r"(?: (?:of|for|to|in) [a-z]+)?"
)
_WHOSE_BEFORE = re.compile(rf"\b([Ii]ts|[Hh]is|[Hh]er) {_HOLDER}, $")
_WHOSE_BEHIND = re.compile(rf", (its|his|her) {_HOLDER}(?=[,.]| who\b)")
_FORMER = re.compile(r"\b(?:[Ff]ormer |[Ee]x-)$")
_OF_STATE = re.compile(r", (?:the |an? )?$")
_ADDRESS = r"(?:Mr|Ms|Mrs|Dr|General|Sheikh)\.? "


def officials(discourse: Discourse) -> list[Mention]:
    """The named officials, and their names alone further on; each joins the discourse as a person."""
    out: list[Mention] = []
    full = [n for here in list(discourse.at.values()) for n in here if n.kind == "leader"]
    for n in sorted(full, key=lambda n: n.start):  # "Mohamed Ould Abdel Aziz", then "Aziz"
        names = discourse.text[n.start : n.end].split()
        if len(names) > 1:
            places = list(_repeats(discourse, names[-1], n.end))
            out += [m for place in places for m in _official(discourse, n.code, *place)]
    for found in grammar.NAME.finditer(discourse.text):
        start, end = _from_title(found[0]) + found.start(), found.end()
        if not _free(discourse, start, end) or any(m.start < end and start < m.end for m in out):
            continue
        code = _state(discourse, start, end)
        if code:
            places = [(start, end), *_repeats(discourse, found[0].split()[-1], end)]
            out += [m for place in places for m in _official(discourse, code, *place)]
    return out


def _official(discourse: Discourse, code: str, start: int, end: int) -> Iterator[Mention]:
    number = discourse.sentence(start)
    if number >= 0 and end <= discourse.statements[number].end:
        why = f"official of {discourse.table.name(code)}"
        mention = Mention(code, start, end, discourse.text[start:end], "reference", why, True)
        discourse.add(number, mention, person=True)
        yield mention


def _from_title(name: str) -> int:
    """Where the name begins behind words that only open the sentence: "In September Defence Minister Khaled Nordin"."""
    title = _TITLED.search(name)
    if title and words.COMMON_CAPITALS.issuperset(name[: title.start()].lower().split()):
        return title.start()
    return 0


def _free(discourse: Discourse, start: int, end: int) -> bool:
    """True where no actor's name stands."""
    here = discourse.at.get(discourse.sentence(start), ())
    return not any(n.code and n.start < end and start < n.end for n in here)


def _state(discourse: Discourse, start: int, end: int) -> str:
    """The state whose office stands before or behind the name; the text's hero where none is named with it."""
    text, number = discourse.text, discourse.sentence(start)
    for n in discourse.at.get(number, ()):
        if not n.code or n.kind == "leader":
            continue
        office = grammar.OFFICE.match(text, n.end)
        if office and n.end < start and text[office.end() : start] in (" ", ", "):
            gone = _FORMER.search(text, max(0, n.start - 10), n.start)
            return "" if gone else n.code  # "the Ugandan minister, Rebecca Kadaga"
        if office and end < n.start and _OF_STATE.fullmatch(text, end, n.start):
            return n.code  # "Tim Lenderking, Washington's envoy"
    whose = _WHOSE_BEHIND.match(text, end) or _WHOSE_BEFORE.search(text, max(0, start - 60), start)
    if whose:  # "its spokeswoman, Jen Psaki"
        owner = things.thing if whose[1].lower() == "its" else antecedents.person
        return next(iter(owner(discourse, number, whose.start(1), whose[1].lower())), "")
    plain = _BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - 50), start)
    if not plain and not _TITLED.match(text, start):
        return ""
    home = discourse.hero or (next(iter(discourse.codes)) if len(discourse.codes) == 1 else "")
    if not home or discourse.table.actor(home).kind not in ("state", "entity", "former"):
        return ""
    near = {n.code for n in discourse.before(number, start, 1) if n.code and n.kind != "adjective"}
    return home if len(near) != 1 or home in near else ""


def _repeats(discourse: Discourse, surname: str, after: int) -> Iterator[tuple[int, int]]:
    """Where the surname stands again, with an address or alone; nowhere, if another person bears it."""
    text = discourse.text
    if len(surname) < 4 or surname.lower() in words.COMMON_CAPITALS:
        return
    name = re.escape(surname)
    if len(set(re.findall(rf"\b(?!{_ADDRESS})[A-Z][\w’'-]+ {name}\b", text))) > 1:
        return
    for found in re.finditer(rf"(?:\b{_ADDRESS})?\b{name}\b", text):
        if found.start() >= after and _free(discourse, *found.span()):
            yield found.span()
