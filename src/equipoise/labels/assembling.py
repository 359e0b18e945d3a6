"""What annotators marked in some tool -> labelled statements in the collection's form."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from equipoise.labels.rules import Problem
from equipoise.types import LABELS

__all__ = ["MALFORMED", "META", "Imported", "Reading", "assemble", "check_label", "code_of", "unreadable"]

#: What a statement carries beside its labels, as far as a tool brings it back.
META = ("genre", "year", "region", "patterns", "minimal", "group", "split", "note")


@dataclass(frozen=True)
class Reading:
    """One annotator's reading of one statement.

    spans
        (code, start, end) of each mention, code points.
    labels
        (source, target) -> label.
    complete
        True where pairs without a label are neutral: in tools that draw arrows, nobody draws neutral ones.
    """

    id: str
    text: str
    spans: tuple[tuple[str, int, int], ...]
    labels: dict[tuple[str, str], str]
    annotator: str = ""
    meta: dict = field(default_factory=dict)
    complete: bool = True
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What was read from a tool.

    statements
        In the collection's form.
    second
        Pairs that two annotators read, as rows of an agreement file.
    problems
        What was left out, and why.
    """

    statements: list[dict]
    second: list[dict]
    problems: list[Problem]


def assemble(readings: Iterable[Reading], split: str = "train") -> Imported:
    """Readings -> statements, one for each text.

    Where several annotators read one statement, the majority decides each pair; a tie leaves the statement
    out and says so. The first two readings become rows of an agreement file.

    Parameters
    ----------
    readings : iterable of Reading
    split : str
        For statements that bring none.
    """
    by_id: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_id[(reading.id, reading.text)].append(reading)
    statements, second, problems = [], [], []
    for (name, text), group in by_id.items():
        broken = [said for reading in group for said in reading.problems]
        spans = _spans(group)
        codes = list(dict.fromkeys(code for code, _, _ in spans))
        if len(codes) < 2:
            broken.append(f"{len(codes)} actors marked; a statement needs two or more")
        votes = [_votes(reading, codes) for reading in group]
        pairs, ties = _decide(votes, codes)
        broken += [
            f"the annotators disagree on {tie} without a majority; settle it in the tool" for tie in ties
        ]
        if len(votes) > 1:
            second += _second(name, votes)
        if broken:
            problems += [Problem(name, "import", said) for said in broken]
            continue
        meta = {k: v for reading in reversed(group) for k, v in reading.meta.items() if v not in (None, "")}
        statements.append(_statement(name, text, spans, codes, pairs, meta, split))
    return Imported(statements, second, problems)


def _spans(group: list[Reading]) -> list[tuple[str, int, int]]:
    """All mentions that anyone marked, in order; where two name a span differently, the first reader's."""
    taken: dict[tuple[int, int], str] = {}
    for reading in group:
        for code, start, end in reading.spans:
            taken.setdefault((start, end), code)
    return [(code, start, end) for (start, end), code in sorted(taken.items())]


def _votes(reading: Reading, codes: list[str]) -> dict[tuple[str, str], str]:
    votes = {pair: label for pair, label in reading.labels.items() if pair[0] in codes and pair[1] in codes}
    if reading.complete:
        for pair in itertools.permutations(codes, 2):
            votes.setdefault(pair, "neutral")
    return votes


def _decide(votes: list[dict], codes: list[str]):
    pairs, ties = [], []
    for source, target in itertools.permutations(codes, 2):
        count = Counter(vote[source, target] for vote in votes if (source, target) in vote).most_common()
        if not count:
            continue
        if len(count) > 1 and count[0][1] == count[1][1]:
            ties.append(f"{source}->{target} ({count[0][0]}, {count[1][0]})")
        pairs.append([source, target, count[0][0]])
    return pairs, ties


def _second(name: str, votes: list[dict]) -> list[dict]:
    one, two = votes[:2]
    return [
        {"id": name, "source": a, "target": b, "first": one[a, b], "second": two[a, b], "adjudicated": ""}
        for a, b in one
        if (a, b) in two
    ]


def _statement(name: str, text: str, spans, codes, pairs, meta: dict, split: str) -> dict:
    main = {}
    for code, start, end in spans:
        main.setdefault(code, (start, end))
    known = {key: meta[key] for key in META if key in meta}
    patterns = known.get("patterns", [])
    if isinstance(patterns, str):
        patterns = [p.strip() for p in patterns.replace(";", ",").split(",") if p.strip()]
    return {
        "id": name,
        "text": text,
        "actors": [
            {"code": c, "mention": text[main[c][0] : main[c][1]], "start": main[c][0], "end": main[c][1]}
            for c in codes
        ],
        "mentions": [{"code": c, "start": s, "end": e} for c, s, e in spans],
        "pairs": pairs,
        "genre": str(known.get("genre", "")),
        "year": _whole(known.get("year")),
        "region": str(known.get("region", "")),
        "patterns": list(patterns),
        "minimal": str(known.get("minimal", "")),
        "group": str(known.get("group", name)),
        "split": str(known.get("split", split)),
        "note": str(known.get("note", "")),
    }


def _whole(value) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def code_of(given: str, surface: str, table, matcher) -> str | None:
    """The actor code that was meant: what was typed where the table knows it, else what the words name."""
    typed = given.strip()
    if typed in table:
        return typed
    if typed.upper() in table:
        return typed.upper()
    found = {m.code for m in matcher.find(surface)} or {m.code for m in matcher.find(typed)}
    return found.pop() if len(found) == 1 else None


def check_label(label: str) -> str | None:
    """The label in its one spelling, None where it is none of the three."""
    made = str(label).strip().lower()
    return made if made in LABELS else None


#: What a reader meets in an item that is not of its tool's form.
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def unreadable(name: str, text: str, tool: str, error: Exception) -> Reading:
    """The reading of an item that is not what `tool` exports: it is left out, and said so."""
    return Reading(
        name, text, (), {}, problems=(f"not what {tool} exports: {type(error).__name__}: {error}",)
    )
