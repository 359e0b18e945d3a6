"""What a text has named so far: mentions in order, with the role that word order shows, and the persons."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.actors import words
from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["Discourse", "Named"]

#: Words between a preposition and the name that it governs.
_BEFORE_NAMES = frozenset(("the", "a", "an", "both", "president", "mr", "king", "minister", "prime"))
_AUXILIARY = (
    r"has|have|had|is|was|are|were|will|would|can|could|may|might|must|should|does|did|do|cannot|won['’]t|didn['’]t|"
    r"doesn['’]t|hasn['’]t|isn['’]t|wasn['’]t|can['’]t"
)
_PAST = (
    r"said|told|sent|saw|gave|took|made|fought|spoke|broke|paid|held|kept|cut|put|let|sold|bought|went|came|began|got|"
    r"found|left|lost|won|thought|knew|wrote|drew|grew|rose|fell|felt|meant|met|ran|set|sat|stood|threw|froze|chose|"
    r"built|sought|brought|caught|taught|swore|wore|tore|flew|spent|lent|bent|laid|forgave|forbade|withdrew|shot|bore"
)
#: what follows a subject: adverbs, then a verb
_VERB = re.compile(
    rf"(?:,? (?:and|or|nor) (?:the )?[A-Z][\w’'-]+)?,?"
    rf"(?: (?:never|also|still|now|then|itself|himself|herself|themselves|[a-z]+ly|both|once|long|again|meanwhile|,|too"
    rf"|in turn|for (?:its|his|their) part),?)* (?:{_AUXILIARY}|{_PAST}|[a-z]{{2,}}(?:ed|[^s'’ ]s))\b(?!['’])"
)
_INSERTED = re.compile(r", (?:after|before|while|with|without|in|on|as|for|by|like|unlike|too|meanwhile)\b")
_RELATIVE = re.compile(
    r",? (?:which|who|whose|whom|where|having|[a-z]+ing|[a-z]+ed)\b|, for (?:its|his|their) part"
)
#: People of whom "he" can speak, named by office and state: "the Turkish leader", "Oman's sultan".
_OFFICE = re.compile(
    r"(?:['’]s?)? (?:(?:foreign|prime|defen[cs]e|interior|finance|energy|deputy|vice|crown|head|state|trade|supreme|"
    r"army|chief|special|permanent|party|young|old|late|then|economy|oil|senior|retired|naval|first|aged) )*"
    r"(?:vice-)?(president|leader|premier|minister|chancellor|king|queen|prince|emir|sultan|ruler|monarch|ambassador|"
    r"envoy|diplomat|general|colonel|admiral|officer|official|spokesman|spokeswoman|strongman|statesman|negotiator|"
    r"delegate|adviser|secretary|chief|commander|captain|dictator|autocrat|ayatollah|chairman|host|guest|nuncio|"
    r"consul|governor|attaché|mediator|emissary|representative|journalist|analyst|scholar|fisherman)\b(?!['’]s)"
)
_ORGAN = re.compile(
    r"(?:['’]s?)? (?:(?:foreign|defen[cs]e|interior|finance|energy|trade|health|justice|military|ruling|armed|central|"
    r"air|upper|lower|new|old|own) )*(?:government|ministry|army|navy|parliament|cabinet|force|forces|junta|"
    r"presidency|military|delegation|embassy|state|authorities|bank|side|regime|court|mission)(?= )"
)
_TITLE = re.compile(
    r"\b(?:president|minister|premier|chancellor|king|queen|emir|sultan|prince|monarch|secretary)$"
)
#: People whom no table knows, by what they are called: they stand in the way of "he".
_STRANGER = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[a-z]+[ -]){0,3}?(?:officer|economist|deputy|policem[ae]n|colleague|"
    r"analyst|columnist|barber|fisherman|professor|student|historian|ambassador|diplomat|official|minister|adviser|"
    r"colonel|general|driver|trader|banker|engineer|reporter|editor|farmer|woman|man|girl|boy|soldier|captain|"
    r"spokesman|spokeswoman|envoy|scholar|critic|veteran|broker|shopkeeper|merchant|worker|father|mother|son|brother|"
    r"successor|predecessor|rival|opponent|prisoner|writer|president|prime minister|king|emir|sultan|premier|"
    r"chancellor|secretary-general|chief|commander|governor|mayor|judge|priest|imam|porter|waiter|pilot|aide)\b"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:al-|bin |ibn |van |von |de |bint |[Oo]uld )?[A-Z][\w’'-]+)+")
_APPOSITION = re.compile(
    r", (?:the|its|his|her) (?:[a-z]+ ){0,2}?(?:minister|premier|secretary|chancellor|spokesman|spokeswoman|president)"
    r"(?=,| who)"
)
_CLAUSE = re.compile(
    r"[;:—]| [-–] |,? (?:but|while|which|who|whose|where|although|though|because|whereas) |, (?:and|as|so|or) |[”\"] "
)


@dataclass(slots=True)
class Named:
    """A mention with what a reference asks of it; `role` is subject, object, oblique or modifier."""

    code: str  # "" for a person who is no actor
    start: int
    end: int
    sentence: int
    paragraph: int
    role: str
    person: bool
    plural: bool
    kind: str


class Discourse:
    """The mentions of one text in order; references join it as they are resolved."""

    def __init__(
        self, text: str, statements: Sequence[Statement], mentions: Sequence[Mention], table: ActorTable
    ):
        self.text = text
        self.statements = statements
        self.table = table
        self.at: dict[int, list[Named]] = defaultdict(list)
        self.codes: dict[str, int] = defaultdict(int)
        self._starts = [s.start for s in statements]
        for mention in mentions:
            number = self.sentence(mention.start)
            if number >= 0 and mention.end <= statements[number].end:
                self.add(number, mention)
        self._add_strangers()
        self.hero, self.pair = self._cast()
        self._introduce_officials()

    def _cast(self) -> tuple[str, tuple[str, ...]]:
        """The actor that the text is about, and the two whom it sets beside it: "" and () where none stand out.

        The hero does things, through named persons, where the others have things said of them: subjects, leaders and
        first places of sentences count for it, mere frequency against it (weights by hand on the train articles).
        """
        score: dict[str, float] = defaultdict(float)
        for named in self.at.values():
            actors = [n for n in named if n.code]
            for n in actors:
                score[n.code] += (n.role == "subject") + 0.5 * (n.kind == "leader") - 0.2
            if actors:
                score[actors[0].code] += 0.3
        ranked = sorted(self.codes, key=lambda c: -self.codes[c])
        counts = [self.codes[c] for c in ranked] + [0, 0, 0, 0]
        main = [c for c, count in zip(ranked[:3], counts) if count >= max(3, counts[0] / 4)]
        main.sort(key=lambda c: -score[c])
        if not main or (len(main) > 1 and score[main[0]] < score[main[1]] + 0.5):
            return "", ()
        return main[0], tuple(main[1:]) if len(main) == 3 and counts[2] >= 1.5 * counts[3] else ()

    def sentence(self, place: int) -> int:
        """The number of the statement at `place`."""
        return bisect_right(self._starts, place) - 1

    def add(self, number: int, mention: Mention) -> None:
        """Put a mention of the statement `number` into the discourse."""
        role, person = self._role(mention)
        self._put(
            Named(
                mention.code,
                mention.start,
                mention.end,
                number,
                self.statements[number].paragraph,
                role,
                person,
                self._is_plural(mention),
                mention.kind,
            )
        )
        self.codes[mention.code] += 1

    def before(self, number: int, start: int, sentences: int) -> list[Named]:
        """What stands before `start` in its sentence and the `sentences` before it, no further than one paragraph
        back; nearest first."""
        out = []
        for back in range(sentences + 1):
            if (
                number - back < 0
                or self.statements[number].paragraph - self.statements[number - back].paragraph > 1
            ):
                break
            out += [n for n in reversed(self.at.get(number - back, ())) if n.end <= start]
        return out

    def clauses(self, start: int, end: int) -> int:
        """How many borders of clauses stand between two places."""
        return len(_CLAUSE.findall(self.text, start, end))

    def words(self, start: int, end: int) -> list[str]:
        """The words between two places, in lower case."""
        return re.findall(r"[\w’'-]+", self.text[start:end].lower())

    def _put(self, named: Named) -> None:
        here = self.at[named.sentence]
        here.append(named)
        here.sort(key=lambda n: n.start)

    def _role(self, mention: Mention) -> tuple[str, bool]:
        """The role, and whether "he" could stand for it."""
        text, end = self.text, mention.end
        word = mention.text.lower()
        if mention.resolved_by_context:
            person = word in ("he", "she", "him", "his", "her", "hers") or bool(_TITLE.search(word))
            if word in ("he", "she", "they"):
                return "subject", person
            if word == "it":
                return ("subject" if _VERB.match(text, end) else "object"), False
            if word in ("his", "its", "their", "her"):
                return "modifier", person
        else:
            person = mention.kind == "leader"
        office = _OFFICE.match(text, end)
        organ = office or _ORGAN.match(text, end)
        if organ:
            end, person = organ.end(), person or bool(office)
        elif (
            mention.kind == "prefix"
            or text[end : end + 1] in ("-", "–")
            or text[end : end + 2] in ("'s", "’s", "' ", "’ ")
        ):
            return "modifier", person
        elif mention.kind == "adjective" or (
            mention.kind == "demonym" and re.match(r" [a-z]", text[end : end + 2])
        ):
            if not word.endswith("s"):
                return "modifier", person
        near = re.findall(r"\w+|[,.;:]", text[max(0, mention.start - 40) : mention.start])
        while near and near[-1].lower() in _BEFORE_NAMES:
            near.pop()
        if near and near[-1].lower() in words.PREPOSITIONS:
            return "oblique", person
        if _VERB.match(text, end) or _RELATIVE.match(text, end):
            return "subject", person
        if _INSERTED.match(text, end) and (not near or near[-1] in (",", ".", ";", "and", "but", "while")):
            return "subject", person
        return "object", person

    def _is_plural(self, mention: Mention) -> bool:
        if mention.resolved_by_context:
            return mention.text.lower() in ("they", "them", "their", "theirs")
        if mention.kind in ("demonym", "adjective"):
            return mention.text.endswith("s") or not re.match(
                r" [a-z]", self.text[mention.end : mention.end + 2]
            )
        actor = self.table.actors.get(mention.code)
        return (actor is not None and actor.kind == "group") or mention.text.endswith("s")

    def _introduce_officials(self) -> None:
        """ "Roman Vassilenko, the deputy foreign minister": an official of the state that the text is about."""
        for named in self.at.values():
            for n in named:
                if self.hero and not n.code and _APPOSITION.match(self.text, n.end):
                    n.code = self.hero

    def _add_strangers(self) -> None:
        for pattern in (_NAME, _STRANGER):
            for found in pattern.finditer(self.text):
                number = self.sentence(found.start())
                if number < 0 or found.end() > self.statements[number].end:
                    continue
                here = self.at[number]
                if any(
                    n.start < found.end() + 2 and found.start() < n.end + 20 and n.start <= found.end()
                    for n in here
                ):
                    continue
                shape = Mention("", found.start(), found.end(), found[0], "name")
                role, _ = self._role(shape)
                self._put(
                    Named(
                        "",
                        found.start(),
                        found.end(),
                        number,
                        self.statements[number].paragraph,
                        role,
                        True,
                        False,
                        "stranger",
                    )
                )
