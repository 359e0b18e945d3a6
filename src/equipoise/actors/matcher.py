"""Text -> the actors it names: one pass of an automaton, then rules where a name may be something else."""

from __future__ import annotations

import datetime

import ahocorasick

from equipoise.actors.ambiguity import Scene, decide
from equipoise.actors.folding import Fold
from equipoise.actors.patterns import Entry, entries
from equipoise.actors.table import ActorTable
from equipoise.types import Mention

__all__ = ["Matcher"]


class Matcher:
    """Finds the mentions of a table's actors.

    Parameters
    ----------
    table : ActorTable
    """

    def __init__(self, table: ActorTable):
        self.table = table
        self._automaton = _automaton(entries(table))

    def find(self, text: str, date: datetime.date | None = None) -> list[Mention]:
        """The named mentions in `text`, in order, not overlapping.

        Of names that overlap, the one that begins first wins, then the longest (Aho and Corasick 1975 give all
        of them). A name that may be something else is decided by what stands around it, by the other names of
        the text and by `date`.

        Parameters
        ----------
        text : str
        date : datetime.date, optional
            When the text was written.

        Returns
        -------
        list of Mention
            Code point offsets, end exclusive. Two mentions share a span only where one name stands for two
            ("the two Koreas").
        """
        folded = Fold(text)
        spans = self._spans(folded.plain)
        if all(entry.plain is not None for _, _, entry in spans) and not folded.shifted:
            out = []
            for start, end, entry in spans:
                choice = entry.plain
                out.append(
                    Mention(choice.code, start - 1, end - 1, text[start - 1 : end - 1], choice.kind, choice.why)
                )
            return out
        return decide(Scene(text, folded, spans, self.table, date))

    def _spans(self, plain: str) -> list[tuple[int, int, Entry]]:
        """Leftmost longest whole-word matches as (start, end, entry), places in the fold."""
        stack: list[tuple[int, int, Entry]] = []
        for last, entry in self._automaton.iter(plain):
            end = last + 1
            if plain[end] != " ":
                continue
            start = end - entry.size
            while stack and stack[-1][0] >= start:
                stack.pop()
            if not stack or stack[-1][1] <= start:
                stack.append((start, end, entry))
        return [span for span in stack if span[2].choices]

    def __getstate__(self):
        return self.table

    def __setstate__(self, table):
        self.__init__(table)


def _automaton(patterns: dict[str, Entry]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for string, entry in patterns.items():
        automaton.add_word(string, entry)
    automaton.make_automaton()
    return automaton
