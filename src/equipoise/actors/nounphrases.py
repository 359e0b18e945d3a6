"""References that are no pronouns: "both countries", "the kingdom", "the foreign ministry", "its arch-rival", "we"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from equipoise.actors import antecedents
from equipoise.actors.discourse import Discourse

__all__ = ["Phrase", "find", "resolve", "speaker"]

_PARTIES = (
    r"(?:countries|states|nations|sides|capitals|neighbou?rs|governments|powers|parties|rivals|delegations|customers|"
    r"camps|partners|friends|patrons|suitors|giants|republics|armies|allies|foes|enemies|belligerents|adversaries|"
    r"antagonists|claimants|monarchies|kingdoms|leaders|presidents|peoples|suppliers|guests|creditors|clients|brothers|"
    r"(?:foreign )?ministries|ministers|companions|hosts|underwriters|benefactors|lenders|donors|sponsors)"
)
_TWO = re.compile(
    rf"\b(?:both (?:of (?:them|these|those|its|the) ?)?(?:(?:its|the|these|those|his|their|her) )?{_PARTIES}"
    rf"|(?:the|these|those|its|his|her) two (?:[a-z]+ )?{_PARTIES}|the two(?= (?!of|years|months|weeks|days|hundred)[a-z]+)|the two\b(?=[.,;])"
    r"|(?:either|neither|each) (?:side|country|capital|party|government|state|nation|neighbou?r|power|rival|of them)"
    r"|the pair of them|both of them|both\b(?= (?:have|are|were|had|say|said|want|need|claim|would|will|could|know))"
    r"|either of them|neither of them|(?:either|neither)\b(?= (?:has|is|was|would|will|can|could|had|wants|says)))",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"\b(?:its|his|their) (?:[a-z]+ )?(?:arch-?rival|arch-?foe|rival|neighbou?r|foe|enemy|adversary|nemesis)\b(?! of)",
    re.IGNORECASE,
)
_LATTER = re.compile(
    r"\bthe (?:latter|former)\b(?=[,.;]|['’]s| (?:has|had|is|was|will|would|[a-z]+ed|[a-z]+s)\b)", re.I
)
_OF_PERSON = re.compile(
    r"\b(?:his|her) (?:country|government|nation|kingdom|ministry|capital)\b", re.IGNORECASE
)
_THE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Oo]ur) ((?:[a-z]+[- ]){0,2}?(?:kingdom|sultanate|emirate|island|bloc|republic|federation|"
    r"archipelago|union|alliance|pact|grouping|junta|movement|militia|rebels|group|organi[sz]ation|agency|court|fund|"
    r"bank|cartel|caliphate|superpower|city-state|islands|commission|council|association|league|forum|community|"
    r"regime|insurgents|guerrillas|jihadists|paramilitaries|paramilitary|militants|mercenaries|fighters))\b"
)
_ORGAN = re.compile(
    r"\b(?:[Tt]he|[Oo]ur) ((?:(?:foreign|defen[cs]e|interior|finance|health|trade|energy|economy|agriculture|justice) "
    r"(?:ministry|minister)|government|army|junta|prime minister|president|premier|chancellor|generals|"
    r"ruling family|navy|air force|central bank|authorities|king|emir|sultan|crown prince|monarch|"
    r"military|cabinet|ministry|parliament|defence secretary|foreign secretary|country))\b(?! of\b| in [A-Z]| that\b| which\b| whose\b)"
)
_SAYS = re.compile(
    r"\b(?:said|says|told|tells|asked|asks|added|adds|wrote|writes|declared|insisted|remarked|replied|answered|"
    r"announced|warned|explained|protested|complained|joked|admitted|promised|called|put it|according to|recalled|"
    r"shrugged|cried|argued|conceded|observed|noted|read|reads|ran|boasted|sighed|charged|swore|vowed)\b"
)
#: Who may be called by the ruler's title.
_RULERS = {"king": "kingdom", "emir": "emirate", "sultan": "sultanate", "crown prince": "kingdom"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may stand for an actor."""

    sort: str
    start: int
    end: int
    noun: str = ""


def find(discourse: Discourse, number: int) -> list[Phrase]:
    """The phrases of one statement, in order, not overlapping."""
    statement = discourse.statements[number]
    text, start, end = discourse.text, statement.start, statement.end
    out: list[Phrase] = []
    patterns = (
        ("two", _TWO),
        ("rival", _RIVAL),
        ("latter", _LATTER),
        ("person", _OF_PERSON),
        ("noun", _THE),
        ("organ", _ORGAN),
    )
    for sort, pattern in patterns:
        for match in pattern.finditer(text, start, end):
            if not any(p.start < match.end() and match.start() < p.end for p in out):
                if sort == "organ" and re.search(
                    r"[A-Z][\w’'-]+, $", text[max(start, match.start() - 20) : match.start()]
                ):
                    continue  # "Karin Kneissl, the foreign minister": an apposition
                noun = match[1].lower() if match.re.groups else match[0].lower()
                out.append(Phrase(sort, match.start(), match.end(), noun))
    return sorted(out, key=lambda p: p.start)


def resolve(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The actors that a phrase stands for, () where it is not sure."""
    return _RESOLVE[phrase.sort](discourse, number, phrase)


def speaker(discourse: Discourse, number: int, start: int) -> tuple[str, ...]:
    """Whose "we" it is: inside a quotation, the only actor outside of it, or the only one that speaks."""
    statement = discourse.statements[number]
    inside = _quoted(discourse.text, statement.start, statement.end)
    quote = next(((s, e) for s, e in inside if s <= start < e), None)
    if quote is None:
        return ()
    outside = [n for n in discourse.at.get(number, ()) if not any(s <= n.start < e for s, e in inside)]
    around = discourse.text[statement.start : quote[0]] + " … " + discourse.text[quote[1] : statement.end]
    if not _SAYS.search(around):
        return ()
    talkers = {n.code for n in outside if n.role == "subject"} or {
        n.code for n in outside if n.role != "oblique"
    }
    codes = talkers or {n.code for n in outside}
    return tuple(codes) if len(codes) == 1 and "" not in codes else ()


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, opened = [], None
    for at in range(start, end):
        if text[at] == "“" or (text[at] == '"' and opened is None):
            opened = at
        elif opened is not None and text[at] in '”"':
            out.append((opened, at))
            opened = None
    if opened is not None:
        out.append((opened, end))
    return out


def _two(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The two actors that the sentence, or the nearest before it, names beside the one that acts on them."""
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= phrase.start]
    acting = {n.code for n in here if n.role == "subject"}
    rest = list(dict.fromkeys(n.code for n in here if n.code not in acting))
    if len(rest) == 2:
        return tuple(rest)
    every = list(dict.fromkeys(n.code for n in here))
    if len(every) == 2 and not re.match(r"(?:both (?:its|his)|its two|his two)", phrase.noun):
        return tuple(every)
    if phrase.noun in ("the two", "both", "neither", "either"):
        return ()
    for back in (1, 2):
        before = discourse.at.get(number - back, ()) if number - back >= 0 else ()
        codes = list(dict.fromkeys(n.code for n in before if n.code and n.code not in acting))
        if len(codes) == 2:
            return tuple(codes)
        if codes:
            break
    return _rivals(discourse, acting)


def _rivals(discourse: Discourse, acting: set[str]) -> tuple[str, ...]:
    """The two whom the whole text sets side by side, where the third actor is far behind."""
    ranked = sorted((c for c in discourse.codes if c not in acting), key=lambda c: -discourse.codes[c])
    if (
        len(acting) == 1
        and len(ranked) > 1
        and next(iter(acting)) in sorted(discourse.codes, key=lambda c: -discourse.codes[c])[:1]
    ):
        third = discourse.codes[ranked[2]] if len(ranked) > 2 else 0
        if discourse.codes[ranked[1]] >= 2 * third:
            return (ranked[0], ranked[1])
    return ()


def _noun(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The actor near by that the table calls by this noun, where there is just one."""
    head = phrase.noun.split()[-1]
    fitting = []
    for named in discourse.before(number, phrase.start, 8):
        actor = discourse.table.actors.get(named.code)
        if actor is None:
            continue
        heads = {noun.split()[-1] for noun in actor.nouns} | {w.lower() for w in actor.name.split()[-1:]}
        if (
            phrase.noun in actor.nouns
            or head in heads
            or (head == "republic" and actor.kind == "state" and "Republic" in actor.name)
        ):
            fitting.append(named.code)
    kinds = set(fitting)
    return (fitting[0],) if len(kinds) == 1 else ()


def _organ(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The state that both the text and the paragraph speak of most."""
    needed = _RULERS.get(phrase.noun, "")
    counts: Counter[str] = Counter()
    for named in discourse.before(number, phrase.start, 4):
        actor = discourse.table.actors.get(named.code)
        if actor is None or actor.kind not in ("state", "entity", "former"):
            continue
        if needed and not any(needed in noun for noun in actor.nouns):
            continue
        counts[named.code] += {"subject": 2.0, "object": 1.0, "oblique": 0.7, "modifier": 1.0}[named.role]
    if not counts:
        return ()
    if needed and len(counts) == 1:
        return (next(iter(counts)),)
    states = [c for c in discourse.codes if c in discourse.table and discourse.table.actor(c).kind == "state"]
    most = max(states, key=lambda c: discourse.codes[c], default="")
    first, *others = counts.most_common(2)
    if first[0] == most and (not others or first[1] >= 1.5 * others[0][1]):
        return (most,)
    return ()


def _rival(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The rival of the sentence's first actor: the other one of two."""
    here = [n for n in discourse.at.get(number, ()) if n.end <= phrase.start and n.code]
    near = list(dict.fromkeys(n.code for n in discourse.before(number, phrase.start, 3) if n.code))
    return tuple(c for c in near if c != here[0].code) if here and len(near) == 2 else ()


def _latter(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The last, or the first, of the two that the nearest sentence names."""
    for back in (0, 1):
        codes = [n.code for n in discourse.at.get(number - back, ()) if n.code and n.end <= phrase.start]
        if len(set(codes)) == 2:
            return (codes[-1],) if "latter" in phrase.noun else (codes[0],)
    return ()


def _person(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """ "his country": that of the person whom "his" stands for."""
    return antecedents.person(discourse, number, phrase.start, phrase.noun.split()[0])


_RESOLVE = {
    "two": _two,
    "noun": _noun,
    "organ": _organ,
    "rival": _rival,
    "latter": _latter,
    "person": _person,
}
