"""What word order shows of a sentence without a parser: verbs, offices, clauses, strangers."""

from __future__ import annotations

import re

__all__ = [
    "BEFORE_NAMES",
    "CLAUSE",
    "COMMA",
    "INSERTED",
    "NAME",
    "NO_PERSON",
    "OFFICE",
    "ORGAN",
    "PEOPLE",
    "PERSONAL",
    "PLURAL_VERB",
    "RELATIVE",
    "STRANGER",
    "TITLE",
    "VERB",
    "one_of",
]


def one_of(words: str) -> str:
    """A pattern that matches one of the blank-separated `words`; "_" stands for a blank inside one."""
    return "|".join(word.replace("_", " ") for word in words.split())


#: Words between a preposition and the name that it governs.
BEFORE_NAMES = frozenset(("the", "a", "an", "both", "president", "mr", "king", "minister", "prime"))
#: Pronouns of persons.
PERSONAL = frozenset(("he", "him", "his", "she", "her", "hers"))
_AUXILIARY = one_of(
    """has have had is was are were will would can could may might must should does did do cannot won['’]t
    didn['’]t doesn['’]t hasn['’]t isn['’]t wasn['’]t can['’]t"""
)
_PAST = one_of(
    """said told sent saw gave took made fought spoke broke paid held kept cut put let sold bought went came
    began got found left lost won thought knew wrote drew grew rose fell felt meant met ran set sat stood
    threw froze chose built sought brought caught taught swore wore tore flew spent lent bent laid forgave
    forbade withdrew shot bore read hit beat struck hung sank swept stole slept spread stuck sang rode led fled fed
    dealt drove drank ate flung forgot hid hurt lit shook shut slid split stank strode swung understood undertook
    woke overran quit cost cast bid became burst overthrew oversaw awoke outbid rebuilt resold"""
)
#: Verbs in the form that follows a plural: "the Saudis fear".
_PLURAL = one_of(
    """accuse agree argue arm ask back believe blame build buy call claim control count deny demand depend describe
    do expect fear fight find fly get give grow guard hate hold hope keep know lend like live make mean mind need
    offer own pay praise prefer press promise pretend put reckon refuse regard rely remain remember run say see seek
    sell send share speak spend stand suspect take talk tell thank think treat trust try use value want warn watch
    wish work worry write"""
)
_ADVERB = one_of(
    """never also still now then itself himself herself themselves [a-z]+ly both once long again meanwhile ,
    too in_turn for_(?:its|his|their)_part"""
)
#: what follows a subject: adverbs, then a verb
VERB = re.compile(
    rf"(?:,? (?:and|or|nor) (?:the )?[A-Z][\w’'-]+)?(?:,?(?: (?:{_ADVERB}),?)+)? "
    rf"(?:{_AUXILIARY}|{_PAST}|[a-z]{{2,}}(?:ed|[^s'’ ]s))\b(?!['’])"
)
#: ... where the subject is a plural
PLURAL_VERB = re.compile(rf"(?:,? (?:{_ADVERB}),?)* (?:{_PLURAL})\b(?!['’])")
#: what may stand between a subject and its verb
INSERTED = re.compile(r", (?:after|before|while|with|without|in|on|as|for|by|like|unlike|too|meanwhile)\b")
RELATIVE = re.compile(
    r",? (?:which|who|whose|whom|where|having|[a-z]+ing|[a-z]+ed)\b|, for (?:all )?(?:its|his|their)\b"
)
_OF_OFFICE = one_of(
    """foreign prime defen[cs]e interior finance energy deputy vice crown head state trade supreme army chief
    special permanent party young old late then economy oil senior retired naval first aged own"""
)
_OFFICE = one_of(
    """president leader premier minister chancellor king queen prince emir sultan ruler monarch ambassador
    envoy diplomat general colonel admiral officer official spokesman spokeswoman strongman statesman
    negotiator delegate adviser secretary chief commander captain dictator autocrat ayatollah chairman host
    guest nuncio consul governor attaché mediator emissary representative journalist analyst scholar
    fisherman"""
)
#: People of whom "he" can speak, named by office and state: "the Turkish leader", "Oman's sultan".
OFFICE = re.compile(rf"(?:['’]s?)? (?:(?:{_OF_OFFICE}) )*(?:vice-)?({_OFFICE})\b(?!['’]s)")
TITLE = re.compile(
    r"\b(?:president|minister|premier|chancellor|king|queen|emir|sultan|prince|monarch|secretary)$"
)
_OF_ORGAN = one_of(
    """foreign defen[cs]e interior finance energy trade health justice military ruling armed central air upper
    lower new old own"""
)
_ORGAN = one_of(
    """government ministry army navy parliament cabinet force forces junta presidency military delegation
    embassy state authorities bank side regime court mission"""
)
#: What speaks for a state behind its name: "Beijing's defence ministry".
ORGAN = re.compile(rf"(?:['’]s?)? (?:(?:{_OF_ORGAN}) )*(?:{_ORGAN})(?=,? )")
_PEOPLE = one_of(
    """officials diplomats ministers commanders soldiers troops generals negotiators officers envoys leaders lawmakers
    deputies pilots peacekeepers fighters policymakers delegates spokesmen guards"""
)
#: Those of a state of whom "they" speaks: "Congolese diplomats", "Iran's generals".
PEOPLE = re.compile(rf"(?:['’]s?)? (?:[a-z]+ )?(?:{_PEOPLE})\b(?!['’])")
_STRANGER = one_of(
    """officer economist deputy policem[ae]n colleague analyst columnist barber fisherman professor student
    historian ambassador diplomat official minister adviser colonel general driver trader banker engineer
    reporter editor farmer woman man girl boy soldier captain spokesman spokeswoman envoy scholar critic
    veteran broker shopkeeper merchant worker father mother son brother successor predecessor rival opponent
    prisoner writer president prime_minister king emir sultan premier chancellor secretary-general chief
    commander governor mayor judge priest imam porter waiter pilot aide teacher doctor carpenter"""
)
#: People whom no table knows, by what they are called: they stand in the way of "he".
STRANGER = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[a-z]+[ -]){0,3}?"
    rf"(?:{_STRANGER})\b"
)
NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:al-|bin |ibn |van |von |de |bint |[Oo]uld )?[A-Z][\w’'-]+)+")
#: Before capitals that are a place's, an office's or an organisation's.
NO_PERSON = re.compile(r"\b(?:[Tt]he|in|at|near|on|inside|outside|across|over) $")
#: Between two names of a list.
COMMA = re.compile(r", (?:the )?")
#: The border of a clause.
CLAUSE = re.compile(
    r"[;:—]| [-–] |,? (?:but|while|which|who|whose|where|although|though|because|whereas) "
    r"|, (?:and|as|so|or) |[”\"] "
)
