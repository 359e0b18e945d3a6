"""What a text has named so far, and which of it a reference can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.actors.table import ActorTable
from equipoise.types import Mention, Statement

__all__ = ["Discourse", "expletive"]

#: Weights of an antecedent's place and role; only their differences count.
_SUBJECT, _OBJECT, _OBLIQUE, _MODIFIER = 80.0, 40.0, 20.0, 10.0
_STEP = 55.0  # lost per sentence of distance
_PARAGRAPH = 25.0  # lost by standing in the paragraph before
_MARGIN = 25.0  # by which the best antecedent must beat the next

_PREPOSITIONS = frozenset(
    """of in with to for from by against on toward towards between over near at among into onto upon under behind
    around through about like unlike beyond despite than via alongside across within without""".split()
)
_EXPLETIVE = re.compile(
    r"(?:'s|’s| is| was| would be| will be| may be| might be| has been| seems?| seemed| appears?| appeared| takes?"
    r"| took| remains?| remained| follows?| turns out| turned out| happens| makes| made| helps| matters| became"
    r"| becomes)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Named:
    code: str
    start: int
    end: int
    sentence: int
    paragraph: int
    role: float
    person: bool
    adjective: bool
    reference: bool


class Discourse:
    """The mentions of one text in order, with roles."""

    def __init__(
        self, text: str, statements: Sequence[Statement], mentions: Sequence[Mention], table: ActorTable
    ):
        self.text = text
        self.statements = statements
        self.table = table
        self._at: dict[int, list[_Named]] = defaultdict(list)
        number = 0
        for mention in mentions:
            while number + 1 < len(statements) and statements[number + 1].start <= mention.start:
                number += 1
            if statements and statements[number].start <= mention.start < statements[number].end:
                self.add(number, mention)

    def add(self, number: int, mention: Mention) -> None:
        """Put a mention of the statement `number` into the discourse."""
        person = mention.kind == "leader" or mention.text.lower() in ("he", "she", "him", "his", "her")
        adjective = mention.kind in ("adjective", "demonym", "prefix")
        named = _Named(
            mention.code, mention.start, mention.end, number, self.statements[number].paragraph,
            self._role(number, mention, adjective), person, adjective, mention.resolved_by_context,
        )
        self._at[number].append(named)
        self._at[number].sort(key=lambda n: n.start)

    def one(self, number: int, start: int, sort: str, word: str) -> tuple[str, ...]:
        """The only fitting antecedent of a pronoun, as a tuple of none or one."""
        best: dict[str, float] = {}
        for named in self._before(number, start, 2):
            if sort == "person" and not named.person or sort == "thing" and named.person:
                continue
            weight = named.role - _STEP * (number - named.sentence)
            if named.paragraph != self.statements[number].paragraph:
                weight -= _PARAGRAPH
            best[named.code] = max(best.get(named.code, -1e9), weight)
        ranked = sorted(best, key=lambda c: -best[c])
        if not ranked or len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < _MARGIN:
            return ()
        return (ranked[0],)

    def two(self, number: int, start: int) -> tuple[str, ...]:
        """The two actors that the nearest sentences name, where they name just two."""
        seen: list[str] = []
        for back in range(0, 4):
            for named in self._at.get(number - back, ()):
                if named.start < start and named.code not in seen:
                    seen.append(named.code)
            if len(seen) == 2:
                return tuple(sorted(seen))
            if len(seen) > 2:
                return ()
        return ()

    def noun(self, number: int, start: int, noun: str) -> tuple[str, ...]:
        """The actor near by that the table calls by this noun, where there is just one."""
        nouns = {noun, noun.split()[-1]}
        fitting = {n.code for n in self._before(number, start, 6) if nouns & set(self.table.actor(n.code).nouns)}
        return tuple(fitting) if len(fitting) == 1 else ()

    def other(self, number: int, start: int) -> tuple[str, ...]:
        """The rival of the sentence's subject: the other one of two actors."""
        here = [n for n in self._at.get(number, ()) if n.start < start]
        near = list(dict.fromkeys(n.code for n in self._before(number, start, 3)))
        if here and len(near) == 2:
            return tuple(c for c in near if c != here[0].code)
        return ()

    def latter(self, number: int, start: int) -> tuple[str, ...]:
        """The last named of the nearest sentence that names two."""
        for back in (0, 1):
            codes = [n.code for n in self._at.get(number - back, ()) if n.start < start]
            if len(set(codes)) == 2:
                return (codes[-1],)
        return ()

    def _before(self, number: int, start: int, sentences: int):
        for back in range(sentences + 1):
            if number - back < 0:
                break
            if self.statements[number].paragraph - self.statements[number - back].paragraph > 1:
                break
            yield from (n for n in self._at.get(number - back, ()) if n.end <= start)

    def _role(self, number: int, mention: Mention, adjective: bool) -> float:
        before = self.text[max(0, mention.start - 30) : mention.start].lower()
        words = re.findall(r"[a-z]+", before)
        after = self.text[mention.end : mention.end + 2]
        while words and words[-1] in ("the", "a", "an"):
            words.pop()
        if adjective or after[:1] in "-–" and after[:1] or after in ("'s", "’s"):
            return _MODIFIER
        if words and words[-1] in _PREPOSITIONS:
            return _OBLIQUE
        if any(n.role == _SUBJECT for n in self._at.get(number, ())):
            return _OBJECT
        return _SUBJECT


def expletive(text: str, start: int, end: int) -> bool:
    """True for the "it" of "it is clear that"."""
    return text[start:end].lower() == "it" and bool(_EXPLETIVE.match(text, end))
