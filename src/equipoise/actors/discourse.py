"""What a text has named so far: mentions in order, with the role that word order shows, and the persons."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.actors import grammar, words
from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["Discourse", "Named"]


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

    def _cast(self) -> tuple[str, tuple[str, ...]]:
        """The actor that the text is about, and the two whom it sets beside it: "" and () where none stand
        out.

        The hero does things, goes by its own name and stands beside the others one at a time, where they have
        things said of them and go by their capitals: subjects, names, leaders, first places and sentences shared
        with one count for it, mere frequency against it (weights by a grid over the train and dev articles).
        """
        ranked = sorted(self.codes, key=lambda c: -self.codes[c])
        counts = [self.codes[c] for c in ranked] + [0, 0, 0, 0]
        main = [c for c, count in zip(ranked[:3], counts) if count >= max(3, counts[0] / 4)]
        if not main:
            return "", ()
        if counts[0] < 2 * counts[1]:  # else the one named far oftener is the hero, whatever it does
            score = self._scores(set(main))
            main.sort(key=lambda c: -score[c])
            if len(main) > 1 and score[main[0]] < score[main[1]] + 0.3:
                return "", ()
        return main[0], tuple(main[1:]) if len(main) == 3 and counts[2] >= 1.5 * counts[3] else ()

    def _scores(self, main: set[str]) -> dict[str, float]:
        score: dict[str, float] = defaultdict(float)
        for named in self.at.values():
            actors = [n for n in named if n.code]
            for n in actors:
                named_so = {"name": 0.4, "leader": 0.3}.get(n.kind, 0)
                score[n.code] += 0.5 * (n.role == "subject") + named_so - 0.6
            if actors:
                score[actors[0].code] += 0.3
            both = {n.code for n in actors} & main
            for code in both if len(both) == 2 else ():
                score[code] += 0.3
        return score

    def sentence(self, place: int) -> int:
        """The number of the statement at `place`."""
        return bisect_right(self._starts, place) - 1

    def add(self, number: int, mention: Mention, person: bool = False) -> None:
        """Put a mention of the statement `number` into the discourse; `person` where it is surely one."""
        role, human = self._role(mention)
        here = self.at[number]  # "the prime minister", once resolved, is no stranger
        here[:] = [n for n in here if n.code or n.end <= mention.start or n.start >= mention.end]
        self._put(
            Named(
                mention.code,
                mention.start,
                mention.end,
                number,
                self.statements[number].paragraph,
                role,
                person or human,
                self._is_plural(mention),
                mention.kind,
            )
        )
        self.codes[mention.code] += 1

    def before(self, number: int, start: int, sentences: int) -> list[Named]:
        """What stands before `start` in its sentence and the `sentences` before it, no further than one
        paragraph
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
        return len(grammar.CLAUSE.findall(self.text, start, end))

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
            person = word in grammar.PERSONAL or bool(grammar.TITLE.search(word))
            if word in ("he", "she", "they"):
                return "subject", person
            if word == "it":
                return ("subject" if grammar.VERB.match(text, end) else "object"), False
            if word in ("his", "its", "their", "her"):
                return "modifier", person
        else:
            person = mention.kind == "leader"
        office = grammar.OFFICE.match(text, end)
        organ = office or grammar.ORGAN.match(text, end)
        if organ:
            end, person = organ.end(), person or bool(office)
        elif (
            mention.kind == "prefix"
            or text[end : end + 1] in ("-", "–")
            or text[end : end + 2] in ("'s", "’s", "' ", "’ ")
        ) or (
            not word.endswith("s")
            and (
                mention.kind == "adjective"
                or (mention.kind == "demonym" and re.match(r" [a-z]", text[end : end + 2]))
            )
        ):
            return "modifier", person
        near = re.findall(r"\w+|[,.;:]", text[max(0, mention.start - 40) : mention.start])
        while near and near[-1].lower() in grammar.BEFORE_NAMES:
            near.pop()
        if near and near[-1].lower() in words.PREPOSITIONS:
            return "oblique", person
        if grammar.VERB.match(text, end) or grammar.RELATIVE.match(text, end):
            return "subject", person
        if word.endswith("s") and grammar.PLURAL_VERB.match(text, end):
            return "subject", person
        if grammar.INSERTED.match(text, end) and (
            not near or near[-1] in (",", ".", ";", "and", "but", "while")
        ):
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
        named = mention.kind in ("name", "leader", "capital")  # "Abbas", "the Maldives": no "they"
        return (actor is not None and actor.kind == "group") or (mention.text.endswith("s") and not named)

    def _could_be_person(self, found: re.Match) -> bool:
        """Not "On Tuesday", "the Red Cross", "in New York"."""
        parts = found[0].lower().split()
        if not words.MONTHS.isdisjoint(parts) or (len(parts) == 2 and parts[0] in words.FUNCTION):
            return False
        return grammar.NO_PERSON.search(self.text, max(0, found.start() - 9), found.start()) is None

    def _add_strangers(self) -> None:
        for pattern in (grammar.NAME, grammar.STRANGER):
            for found in pattern.finditer(self.text):
                number = self.sentence(found.start())
                if number < 0 or found.end() > self.statements[number].end:
                    continue
                if pattern is grammar.NAME and not self._could_be_person(found):
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
