"""References that are no pronouns: "both countries", "the kingdom", "its arch-rival", "we"."""

from __future__ import annotations

import re
from itertools import pairwise

from equipoise.actors import antecedents
from equipoise.actors.discourse import Discourse
from equipoise.actors.grammar import COMMA, one_of
from equipoise.actors.phrases import Phrase
from equipoise.actors.rows import Actor

__all__ = ["resolve", "speaker"]

_SAID = one_of(
    """said says told tells asked asks added adds wrote writes declared insisted remarked replied answered
    announced warned explained protested complained joked admitted promised called puts?_it according_to
    recalled shrugged cried argued conceded observed noted read reads ran boasted sighed charged swore
    vowed"""
)
_SAYS = re.compile(rf"\b(?:{_SAID})\b")
_PRONOUN_SAYS = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:{_SAID})\b")
_JOINS = re.compile(
    r"(?:['’]s)?(?: \w+)?,? (?:and|or|nor|against|versus)(?: with| of| from| to| in| by)?(?: the)? ?|[-–]"
)
_MUTUAL = re.compile(r"\b(?:signed|agreed|concluded|joins|joined|renewed|exchanged|negotiated)\b")
_GOVERNS = re.compile(r"\b(?:in|by|with|of|to|from|between|against|for) $")
#: Parts that two actors play over a whole text, and not in one sentence.
_ROLES = re.compile(
    r"rival|supplier|creditor|customer|client|guest|patron|suitor|giant|underwriter|lender|donor|sponsor|foe|enem|"
    r"adversar|antagonist|belligerent|claimant|benefactor|brother|larger part"
)
#: "the brothers", without a word that counts them: the text's pair or nobody.
_BARE = re.compile(r"the (?!two\b)\w+")
#: Words that count two and do not say of what.
_ALONE = ("both", "the two", "neither", "either", "each")
#: References of the same kind, which name none of the two anew.
_COUNTING = ("the former", "the latter")
_STATES = ("state", "entity", "former")
#: Who may be called by the ruler's title.
_RULERS = {"king": "kingdom", "emir": "emirate", "sultan": "sultanate", "crown prince": "kingdom"}


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
    if _PRONOUN_SAYS.search(around) and not any(n.role == "subject" for n in outside):
        known = any(n.person for n in discourse.before(number, start, 2))  # one of two, or a third?
        return (discourse.hero,) if discourse.hero and not known else ()
    talkers = {n.code for n in outside if n.role == "subject"} or {
        n.code for n in outside if n.role != "oblique"
    }
    codes = talkers or {n.code for n in outside}
    if codes <= {""} and discourse.hero:  # "a retired admiral said": in a text about his country
        return (discourse.hero,)
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
    """Two actors side by side in the sentence; else those whom the text sets against each other; else the
    two of
    the sentence before."""
    here = [n for n in discourse.at.get(number, ()) if n.code and n.end <= phrase.start]
    if phrase.noun == "them":
        here = _besides_carriers(discourse, here, phrase.start)
    joined = _side_by_side(discourse, here)
    cast = discourse.pair if _near(discourse, number, phrase.start) else ()
    role = _ROLES.search(phrase.noun)
    if (cast and role) or _BARE.fullmatch(phrase.noun):
        return cast
    acting = {n.code for n in here if n.role == "subject"}
    told = antecedents.TREATS.search(discourse.text, max(0, phrase.start - 30), phrase.start)
    if joined:  # in "Sudan and Algeria urged both sides" two others
        return cast if told and acting & set(joined) else joined
    codes = list(dict.fromkeys(n.code for n in here if n.code not in acting))
    if len(codes) == 2 and discourse.hero not in codes:
        return tuple(codes)
    every = list(dict.fromkeys(n.code for n in here))
    before = discourse.text[discourse.statements[number].start : phrase.start]
    mutual = _MUTUAL.search(before) or _MUTUAL.match(discourse.text, phrase.end + 1)
    counted = phrase.noun not in _ALONE and not role  # "half of its gas is Russian, and the two countries"
    if len(every) == 2 and (discourse.hero not in every or mutual or counted):
        return tuple(every)
    if not here and (codes := _hero_and_one(discourse, number, alone=counted)):
        return codes
    if counted and len(every) == 1 and discourse.hero not in ("", *every) and not _GOVERNS.search(before):
        return ()  # the text's pair, or its hero with the one just named
    loose = phrase.noun in _ALONE and before.strip() != ""
    if cast and not acting & set(cast) and not (loose and not _GOVERNS.search(before)):
        return cast
    if phrase.noun in _ALONE and not antecedents.same_paragraph(discourse, number):
        return ()
    earlier = [n for n in discourse.at.get(number - 1, ()) if n.code]
    joined = _side_by_side(discourse, earlier)
    if here or phrase.noun in _ALONE:  # "Greece and Turkey fell out. Albania urged both to talk"
        return joined if {n.code for n in here} == acting and not acting & set(joined) else ()
    codes = list(dict.fromkeys(n.code for n in earlier))
    return joined or (tuple(codes) if len(codes) == 2 and discourse.hero not in codes else ())


def _besides_carriers(discourse: Discourse, here: list, start: int) -> list:
    """`here` without the two who act in the clause: "Iraq and Oman carried messages between them" is between others."""
    acting = _side_by_side(discourse, here[-2:])
    if not acting or here[-1].role != "subject" or here[-2].start == here[-1].start:
        return here
    return here if discourse.clauses(here[-1].end, start) else [n for n in here if n.code not in acting]


def _hero_and_one(discourse: Discourse, number: int, alone: bool) -> tuple[str, ...]:
    """Whom the text is about and the one other that the sentence before, of the same paragraph, names with it, or
    `alone` as well: "With China there is no quarrel. The two governments ..." """
    if not antecedents.same_paragraph(discourse, number):
        return ()
    codes = tuple(dict.fromkeys(n.code for n in discourse.at.get(number - 1, ()) if n.code))
    if alone and len(codes) == 1 and discourse.hero not in ("", *codes):
        return discourse.hero, *codes
    return codes if len(codes) == 2 and discourse.hero in codes else ()


def _near(discourse: Discourse, number: int, start: int) -> bool:
    """True where both of the text's pair are named in the paragraph or the one before."""
    return bool(discourse.pair) and {n.code for n in discourse.before(number, start, 12)} >= set(
        discourse.pair
    )


def _side_by_side(discourse: Discourse, named: list) -> tuple[str, ...]:
    """The only two actors joined by a conjunction among the mentions; the last two of a list are not."""
    found: dict[frozenset[str], tuple[str, str]] = {}
    listed = -1
    for left, right in pairwise(named):
        between = discourse.text[left.end : right.start]
        if COMMA.fullmatch(between):
            listed = right.start
        elif left.code != right.code and left.start != listed and _JOINS.fullmatch(between):
            found.setdefault(frozenset((left.code, right.code)), (left.code, right.code))
    return next(iter(found.values())) if len(found) == 1 else ()


def _noun(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The actor near by that the table calls by this noun, where there is just one; else the text's hero."""
    head = phrase.noun.split()[-1]
    fitting = []
    for named in discourse.before(number, phrase.start, 10):
        actor = discourse.table.actors.get(named.code)
        if actor is not None and _is_called(actor, phrase.noun, head):
            fitting.append(named.code)
    if discourse.hero in fitting:
        return (discourse.hero,)
    if fitting:
        return _foremost(discourse, set(fitting))
    if head == "republic" and discourse.hero:
        near = {n.code for n in discourse.before(number, phrase.start, 10)}
        hero = discourse.table.actors.get(discourse.hero)
        if (
            hero is not None
            and hero.kind == "state"
            and hero.code in near
            and not _is_called(hero, "", "kingdom")
        ):
            return (hero.code,)
    return ()


def _is_called(actor: Actor, noun: str, head: str) -> bool:
    heads = {words.split()[-1] for words in actor.nouns} | {actor.name.split()[-1].lower()}
    return noun in actor.nouns or head in heads


def _organ(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The state that the text is about, where its sentence and the ones before speak of it and of no other
    subject."""
    needed = _RULERS.get(phrase.noun, "")
    before = discourse.before(number, phrase.start, 5)
    states = [
        n for n in before if n.code in discourse.table and discourse.table.actor(n.code).kind in _STATES
    ]
    if needed:
        return _foremost(
            discourse,
            {n.code for n in states if any(needed in w for w in discourse.table.actor(n.code).nouns)},
        )
    if discourse.text.startswith(" there", phrase.end):
        places = [n for n in before if n.kind in ("capital", "seat")]
        return (places[0].code,) if places else ()
    subjects = {n.code for n in states if n.role == "subject" and n.sentence == number}
    if discourse.hero and subjects <= {discourse.hero} and any(n.code == discourse.hero for n in states):
        return (discourse.hero,)
    codes = {n.code for n in states}
    return tuple(codes) if len(codes) == 1 and discourse.hero in ("", *codes) else ()


def _foremost(discourse: Discourse, codes: set[str]) -> tuple[str, ...]:
    """The one of `codes` that the text names by far the most."""
    ranked = sorted(codes, key=lambda c: -discourse.codes[c])
    if len(ranked) > 1 and discourse.codes[ranked[0]] < 3 * discourse.codes[ranked[1]]:
        return ()
    return tuple(ranked[:1])


def _rival(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The rival of the sentence's first actor: the other one of two."""
    here = [n for n in discourse.at.get(number, ()) if n.end <= phrase.start and n.code]
    if not here:
        return ()
    whose = discourse.text[phrase.start : phrase.start + 3].lower()
    owner = antecedents.person(discourse, number, phrase.start, "his") if whose in ("his", "her") else ()
    for reach in (0, 1, 3):
        near = {n.code for n in discourse.before(number, phrase.start, reach) if n.code}
        if len(near) == 2:
            return tuple(sorted(near - set(owner or (here[0].code,))))
    return ()


def _latter(discourse: Discourse, number: int, phrase: Phrase) -> tuple[str, ...]:
    """The last, or the first, of the two that the nearest sentence names."""
    for back in (0, 1):
        before = [n for n in discourse.at.get(number - back, ()) if n.code and n.end <= phrase.start]
        codes = [n.code for n in before if discourse.text[n.start : n.end].lower() not in _COUNTING]
        if len(set(codes)) == 2:  # by the order in which they came: "the former" may have repeated one since
            first = list(dict.fromkeys(codes))
            return (first[-1],) if "latter" in phrase.noun else (first[0],)
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
