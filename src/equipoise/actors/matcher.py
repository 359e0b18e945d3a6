"""Text -> the actors it names: one pass of an automaton, then rules where a name may be something else."""

from __future__ import annotations

import datetime

import ahocorasick

from equipoise.actors.ambiguity import decide
from equipoise.actors.folding import Fold
from equipoise.actors.patterns import Entry, entries
from equipoise.actors.scene import Scene
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
        self._build(table)

    def find(self, text: str, date: datetime.date | None = None) -> list[Mention]:
        """The named mentions in `text`, in order, not overlapping.

        Of names that overlap the longest wins, then the one that begins first (the automaton of Aho and
        Corasick, 1975, gives all of them). A name that may be something else is decided by what stands around
        it, by the other names of the text and by `date`.

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
        spans, sports = self._spans(folded.plain)
        spans = [span for span in spans if span[2].choices]
        return decide(Scene(text, folded, spans, self.table, date, sports))

    def known(self, text: str) -> list[tuple[int, int]]:
        """Where `text` has a string of the table, be it an actor's name at that place or none; in order."""
        folded = Fold(text)
        return [folded.original(start, end) for start, end, _ in self._spans(folded.plain)[0]]

    def _spans(self, plain: str) -> tuple[list[tuple[int, int, Entry]], list[int]]:
        """Longest whole-word matches as (start, end, entry), and where words of sports stand; places in the
        fold."""
        stack: list[tuple[int, int, Entry]] = []
        sports = []
        reached = 0  # the end of the last span kept
        for last, (size, entry) in self._automaton.iter(plain):
            end = last + 1
            if plain[end] != " ":
                continue
            start = end - size
            if start < reached:
                while stack and stack[-1][1] > start and stack[-1][2].size < size:
                    stack.pop()
                if stack and stack[-1][1] > start:
                    continue
            if entry is None:
                sports.append(start)
            else:
                stack.append((start, end, entry))
                reached = end
        return stack, sports

    def __getstate__(self):
        return self.table

    def __setstate__(self, table):
        self._build(table)

    def _build(self, table: ActorTable) -> None:
        self.table = table
        self._automaton = _automaton(entries(table))


def _automaton(patterns: dict[str, Entry]) -> ahocorasick.Automaton:
    """Each string with its size and its entry, None for a word of sports: what the scan asks of every
    match."""
    automaton = ahocorasick.Automaton()
    for string, entry in patterns.items():
        automaton.add_word(string, (entry.size, None if entry.sport else entry))
    automaton.make_automaton()
    return automaton
