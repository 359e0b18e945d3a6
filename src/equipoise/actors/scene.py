"""One text while its names are being decided: neighbours, lines, what else it names."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from equipoise.actors import leaders, words
from equipoise.actors.folding import Fold
from equipoise.actors.patterns import Choice, Entry
from equipoise.actors.table import ActorTable

__all__ = ["Scene", "Span"]

Span = tuple[int, int, Entry]
_DASHES = "-‐‑–"
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n\n")
#: Code points that a sentence is sought over.
_FAR = 400
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_SINCE = re.compile(r"\b(?:[Ss]ince|[Aa]fter|[Ff]rom) (?:the \w+ of )?(?:\w+ )?1[89]\d\d")
_DATELINE = re.compile(r"(?:,[ \w.]{1,30})?(?: \([^)\n]{1,30}\))? ?(?: [-–—]|—) ")


class Scene:
    """One text while its names are being decided. Places count in the fold.

    Attributes
    ----------
    text, plain : str
    date : datetime.date or None
    sure : dict of code -> number of names that need no rule
    full : dict of a leader's full name -> place of the first full mention
    sports : list of int
        Places of words of the sports pages.
    starts, ends : dict of place -> number of the span that starts or ends there
    """

    def __init__(
        self,
        text: str,
        folded: Fold,
        spans: list[Span],
        table: ActorTable,
        date: datetime.date | None,
        sports: list[int],
    ):
        self.text = text
        self.folded = folded
        self.plain = folded.plain
        self.spans = spans
        self.table = table
        self.date = date
        self.sports = sports if len(sports) > 2 else []  # fewer make no sports page
        self.sure: dict[str, int] = {}
        self.full: dict[str, int] = {}
        self._titled: dict[int, bool] = {}
        self._against: dict[str, frozenset[str]] = {}
        self.memo: dict[int, Choice] = {}
        sure = self.sure
        for start, _, entry in spans:
            code = entry.code
            if code:
                sure[code] = sure.get(code, 0) + 1
            elif entry.full:
                for choice in entry.choices:
                    if choice.full:
                        self.full.setdefault(choice.person, start)

    @cached_property
    def starts(self) -> dict[int, int]:
        return {span[0]: i for i, span in enumerate(self.spans)}

    @cached_property
    def ends(self) -> dict[int, int]:
        return {span[1]: i for i, span in enumerate(self.spans)}

    @cached_property
    def _lower(self) -> str:
        return self.plain.lower()

    @cached_property
    def people(self) -> leaders.Roll:
        """The table's leaders by name."""
        return leaders.roll(self.table)

    def years(self, at: int) -> list[int]:
        """The years that the sentence round a place of the fold names; none where one is the start of what lasts."""
        at = self._place(at)
        left = max(0, at - _FAR)
        for before in _STOP.finditer(self.text, left, at):
            left = before.end()
        stop = _STOP.search(self.text, at)
        sentence = self.text[left : stop.start() if stop else at + _FAR]
        return [] if _SINCE.search(sentence) else [int(y) for y in _YEAR.findall(sentence)]

    def _place(self, at: int) -> int:
        """The place in the text behind one of the fold."""
        return self.folded.original(at, at + 1)[0] if self.folded.shifted else at - 1

    def mark(self, at: int) -> str:
        """The code point of the text behind a place of the fold, "" outside."""
        at = self._place(at)
        return self.text[at] if 0 <= at < len(self.text) else ""

    def hyphen(self, at: int) -> bool:
        """True where a hyphen or dash stands."""
        mark = self.mark(at)
        return mark != "" and mark in _DASHES

    def before(self, start: int, count: int = 1) -> list[str]:
        """Up to `count` words before `start`, nearest first."""
        return self.plain[max(0, start - 11 * count - 8) : start].split()[: -count - 1 : -1]

    def after(self, end: int, count: int = 1) -> list[str]:
        """Up to `count` words after `end`."""
        return self.plain[end : end + 11 * count + 8].split()[:count]

    def joined_before(self, start: int) -> str:
        """The word before `start` where only one space or hyphen stands between, else ""."""
        if start < 2 or self.plain[start - 2] == " ":
            return ""
        return self.plain[max(0, start - 40) : start].split()[-1]

    def joined_after(self, end: int) -> str:
        """The word after `end` where only one blank stands between, else ""."""
        if end + 1 >= len(self.plain) or self.plain[end + 1] == " " or not self.mark(end).isspace():
            return ""
        return self.plain[end : end + 40].split()[0]

    def first_in_sentence(self, start: int) -> bool:
        """True where a capital at `start` says nothing: after a full stop, a line break, a quote, at the
        start."""
        left = self.folded.original(start, start + 1)[0]
        before = self.text[max(0, left - 4) : left].rstrip(" ")
        return not before or before[-1] in ".!?:;\n\"“”‘'’—–•*>(["

    def possessive(self, end: int) -> bool:
        """True before an 's or an apostrophe that follows an s."""
        if self.mark(end) not in ("'", "’") or self.mark(end) == "":
            return False
        return self.plain[end : end + 3] == " s " or self.plain[end - 1] == "s"

    def line(self, start: int) -> tuple[int, str]:
        """The line of the text around a place, at most 300 code points to either side, and where it
        begins."""
        at = self.folded.original(start, start + 1)[0]
        left = max(self.text.rfind("\n", 0, at) + 1, at - 300)
        right = self.text.find("\n", at)
        return left, self.text[left : min(right if right >= 0 else len(self.text), at + 300)]

    def shouting(self, start: int) -> bool:
        """True in a line of capitals."""
        near = self.plain[max(0, start - 16) : start + 24]
        if near != near.upper():
            return False
        letters = [c for c in self.line(start)[1] if c.isalpha()]
        return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def titled(self, start: int) -> bool:
        """True in a headline in title case."""
        left, line = self.line(start)
        if left not in self._titled:
            long = _LONG_WORD.findall(line) if len(line) < 250 else []
            capitals = sum(word[0].isupper() for word in long)
            self._titled[left] = 3 <= len(long) <= 16 and capitals > 0.75 * len(long)
        return self._titled[left]

    def sporting(self, start: int) -> bool:
        """True on the sports pages: two of their words near by, or one where the text has many."""
        near = bisect_right(self.sports, start + 160) - bisect_left(self.sports, start - 160)
        return near > 2 or (near == 2 and len(self.sports) > 5)

    def dateline(self, start: int, end: int) -> bool:
        """True for the place that opens a dispatch: "DOHA - ", "MOSCOW (Wire) -"."""
        left, right = self.folded.original(start, end)
        if not self.text[left:right].isupper() or self.text[:left].rpartition("\n")[2].strip():
            return False
        return bool(_DATELINE.match(self.text, right))

    def against(self, name: str) -> frozenset[str]:
        """The words of this text beside which `name` means something else."""
        if name not in self._against:
            listed = self.table.against.get(name, ())
            self._against[name] = frozenset(word for word in listed if word in self._lower)
        return self._against[name]

    def proper(self, word: str) -> bool:
        """True for a capitalised word that is no function word, title or date."""
        return word[:1].isupper() and word.lower() not in words.COMMON_CAPITALS
