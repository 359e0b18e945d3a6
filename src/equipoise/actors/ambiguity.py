"""Is this string the actor that it looks like? Rules of the alias table, and what stands around the name."""

from __future__ import annotations

import datetime
import re
from functools import cached_property

from equipoise.actors import leaders, venues, words
from equipoise.actors.folding import Fold
from equipoise.actors.patterns import PLACES, Choice, Entry
from equipoise.actors.table import ActorTable
from equipoise.types import Mention

__all__ = ["Scene", "decide"]

Span = tuple[int, int, Entry]


class Scene:
    """One text while its names are being decided. Places count in the fold.

    Attributes
    ----------
    text, plain : str
    date : datetime.date or None
    sure : dict of code -> number of names that need no rule
    full : dict of a leader's full name -> place of the first full mention
    """

    def __init__(self, text: str, folded: Fold, spans: list[Span], table: ActorTable, date):
        self.text = text
        self.folded = folded
        self.plain = folded.plain
        self.spans = spans
        self.table = table
        self.date: datetime.date | None = date
        self.starts = {start for start, _, _ in spans}
        self.ends = {end: i for i, (_, end, _) in enumerate(spans)}
        self.sure: dict[str, int] = {}
        self.full: dict[str, int] = {}
        self.accepted: dict[int, str] = {}
        for start, _, entry in spans:
            if entry.plain:
                self.sure[entry.plain.code] = self.sure.get(entry.plain.code, 0) + 1
            for choice in entry.choices:
                if choice.full:
                    self.full.setdefault(choice.person, start)

    @cached_property
    def people(self) -> leaders.Roll:
        """The table's leaders by name."""
        return leaders.roll(self.table)

    def mark(self, at: int) -> str:
        """The code point of the text behind a place of the fold, "" outside."""
        at = self.folded.original(at, at + 1)[0]
        return self.text[at] if 0 <= at < len(self.text) else ""

    def before(self, start: int, count: int = 1) -> list[str]:
        """Up to `count` words before `start`, nearest first."""
        return self.plain[max(0, start - 24 * count) : start].split()[: -count - 1 : -1]

    def after(self, end: int, count: int = 1) -> list[str]:
        """Up to `count` words after `end`."""
        return self.plain[end : end + 24 * count].split()[:count]

    def joined_before(self, start: int) -> str:
        """The word before `start` where only one space or hyphen stands between, else ""."""
        if start < 2 or self.plain[start - 2] == " ":
            return ""
        return self.before(start)[0]

    def joined_after(self, end: int) -> str:
        """The word after `end` where only one blank stands between, else ""."""
        if end + 1 >= len(self.plain) or self.plain[end + 1] == " " or not self.mark(end).isspace():
            return ""
        return self.after(end)[0]

    def first_in_sentence(self, start: int) -> bool:
        """True where a capital at `start` says nothing: after a full stop, a line break, a quote, at the start."""
        left = self.folded.original(start, start + 1)[0]
        before = self.text[max(0, left - 4) : left].rstrip(" ")
        return not before or before[-1] in ".!?:;\n\"“”‘'’—–•*>(["

    def line(self, start: int) -> str:
        """The line of the text around a place."""
        at = self.folded.original(start, start + 1)[0]
        left = self.text.rfind("\n", 0, at) + 1
        right = self.text.find("\n", at)
        return self.text[left : right if right >= 0 else len(self.text)][:400]

    def shouting(self, start: int) -> bool:
        """True in a line of capitals."""
        letters = [c for c in self.line(start) if c.isalpha()]
        return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def titled(self, start: int) -> bool:
        """True in a headline in title case."""
        long = [w for w in re.findall(r"[^\W\d_]{4,}", self.line(start))]
        return 3 <= len(long) <= 16 and sum(w[0].isupper() for w in long) > 0.75 * len(long)


def decide(scene: Scene) -> list[Mention]:
    """The mentions among the scene's spans."""
    out = []
    for number, (start, end, entry) in enumerate(scene.spans):
        if entry.caps and entry.size < 5 and not scene.shouting(start):
            continue
        left, right = scene.folded.original(start, end)
        before = scene.joined_before(start)
        if before.lower() == "non" and scene.mark(start - 1) in "-‐‑":
            continue
        if entry.plain:
            chosen = entry.plain
        else:
            chosen = _choose(scene, start, end, entry)
        if chosen is not None:
            scene.accepted[number] = chosen.code
            out.append(Mention(chosen.code, left, right, scene.text[left:right], chosen.kind, chosen.why))
    return out


def _choose(scene: Scene, start: int, end: int, entry: Entry) -> Choice | None:
    people = [c for c in entry.choices if c.person]
    others = [c for c in entry.choices if not c.person and _fits(scene, start, end, c)]
    if others:
        by_code = others if len(others) == 1 else _by_time(scene, others)
        best = by_code[0] if len(by_code) == 1 else _by_company(scene, by_code)
        if best.kind in PLACES and not venues.acts(scene, start, end):
            return None
        return best
    return leaders.choose(scene, start, end, people) if people else None


def _fits(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    if choice.kind == "prefix" and scene.mark(end) not in "-‐‑–/":
        return False
    rule = _RULES.get(choice.rule)
    return rule is None or rule(scene, start, end, choice)


def _by_time(scene: Scene, choices: list[Choice]) -> list[Choice]:
    """Those that stood at the text's date; without one those that still stand, unless only the ended is named."""
    actors = scene.table.actors
    if scene.date is not None:
        return [c for c in choices if actors[c.code].stood(scene.date)] or choices
    today = [c for c in choices if actors[c.code].end is None]
    ended = [c for c in choices if actors[c.code].end is not None]
    if ended and any(scene.sure.get(c.code) for c in ended) and not any(scene.sure.get(c.code) for c in today):
        return [c for c in ended if scene.sure.get(c.code)]
    return today or choices


def _by_company(scene: Scene, choices: list[Choice]) -> Choice:
    """The one named surely elsewhere in the text, else the first of the table."""
    return max(choices, key=lambda c: scene.sure.get(c.code, 0))


def _state_context(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return _no_surname(scene, start, end, choice)


def _no_surname(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    """Neither "Paris Hilton" nor "Michael Jordan"."""
    before, after = scene.joined_before(start), scene.joined_after(end)
    if before.lower() in words.FIRST_NAMES and before[0].isupper() and scene.mark(start - 1).isspace():
        return False
    if not after[:1].isupper() or after.isupper() or not after.isalpha():
        return True
    if end + 1 in scene.starts or after.lower() in words.TITLES | words.MONTHS | words.FUNCTION:
        return True
    return scene.titled(start)


def _upper_only(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return scene.plain[start:end].isupper() and not scene.shouting(start)


def _plural_only(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return scene.plain[end - 1] in "sS"


def _article_needed(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    return scene.joined_before(start).lower() == "the"


def _org_context(scene: Scene, start: int, end: int, choice: Choice) -> bool:
    if scene.sure.get(choice.code):
        return True
    near = scene.before(start, 6) + scene.after(end, 6)
    return any(w.lower() in words.GROUP_WORDS for w in near)


_RULES = {
    "state_context": _state_context,
    "not_before_surname": _no_surname,
    "upper_only": _upper_only,
    "plural_only": _plural_only,
    "article_needed": _article_needed,
    "org_context": _org_context,
}
