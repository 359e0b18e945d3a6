"""The codebook's form, row by row: what a labelled statement must hold, and which statements repeat each "
"other."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equipoise.labels.reading import SPLITS
from equipoise.types import LABELS

__all__ = ["GENRES", "Problem", "check_rows", "masked", "near_twins"]

GENRES = frozenset(
    {"wire", "communique", "analysis", "op-ed", "headline", "quotation", "military", "economic", "parliament"}
    | {"history", "social"}
)
_YEARS = (1945, 2100)


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that a labelled statement breaks.

    error
        True where training must not go on; else it is worth a look.
    """

    id: str
    rule: str
    message: str
    error: bool = True


def check_rows(rows: Sequence[dict], known_codes=None) -> list[Problem]:
    """Every rule of form that `rows` break, in their order.

    Parameters
    ----------
    rows : labelled statements as dicts
    known_codes : container of str, optional
        Actor codes; by default those of the actor table.
    """
    if known_codes is None:
        from equipoise.actors import ActorTable

        known_codes = ActorTable.load()
    problems: list[Problem] = []
    seen: Counter = Counter()
    for number, row in enumerate(rows, 1):
        name = str(row.get("id") or f"row {number}")
        seen[name] += 1
        if seen[name] == 2:
            problems.append(Problem(name, "id", "more than one statement has this id; ids are unique"))
        problems += (Problem(name, rule, said, error) for rule, said, error in _form(row, known_codes))
    return problems + _splits(rows) + _repeats(rows)


def _form(row: dict, known_codes) -> Iterable[tuple[str, str, bool]]:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "text", f"text is {text!r}; it must be a sentence", True
        return
    actors, pairs = row.get("actors"), row.get("pairs")
    if not _dicts(actors, "code", "mention") or len(actors) < 2:
        yield "actors", "actors must be a list of two or more objects with code and mention", True
        return
    codes = [actor["code"] for actor in actors]
    for code in sorted({c for c in codes if codes.count(c) > 1}):
        yield (
            "actors",
            f"the actor {code} is listed twice; one entry an actor, further places go to mentions",
            True,
        )
    for code in sorted({c for c in codes if c not in known_codes}):
        yield "code", f"{code!r} is not in the actor table; use its code, or add it to the table", True
    for actor in actors:
        yield from _span(actor, text, actor["mention"])
    yield from _overlaps(actors)
    mentions = row.get("mentions", [])
    if not _dicts(mentions, "code", "start", "end"):
        yield "mentions", "mentions must be a list of objects with code, start and end", True
    else:
        for mention in mentions:
            yield from _span(mention, text, None)
    yield from _labels(pairs, codes)
    if "split" in row and row["split"] not in (*SPLITS, ""):
        yield "split", f"split is {row['split']!r}; it is one of {', '.join(SPLITS)}", True
    if row.get("genre") and row["genre"] not in GENRES:
        yield "genre", f"genre is {row['genre']!r}; it is one of {', '.join(sorted(GENRES))}", False
    year = row.get("year")
    if year and not (isinstance(year, int) and _YEARS[0] <= year <= _YEARS[1]):
        yield "year", f"year is {year!r}; it is a whole number from {_YEARS[0]} on", False


def _dicts(items, *keys) -> bool:
    return isinstance(items, list) and all(isinstance(i, dict) and all(k in i for k in keys) for i in items)


def _span(item: dict, text: str, mention) -> Iterable[tuple[str, str, bool]]:
    if mention is not None and (not isinstance(mention, str) or not mention or mention not in text):
        yield "mention", f"the mention {mention!r} of {item['code']} does not stand in the text", True
        return
    if "start" not in item:
        return
    start, end = item.get("start"), item.get("end")
    whole = isinstance(start, int) and isinstance(end, int)
    if not whole or not 0 <= start < end <= len(text):
        yield (
            "offsets",
            f"({start}, {end}) of {item['code']} lies outside the text of {len(text)} code points",
            True,
        )
    elif mention is not None and text[start:end] != mention:
        yield "offsets", f"text[{start}:{end}] is {text[start:end]!r}, not the mention {mention!r}", True


def _overlaps(actors: list[dict]) -> Iterable[tuple[str, str, bool]]:
    placed = [a for a in actors if isinstance(a.get("start"), int) and isinstance(a.get("end"), int)]
    for one, other in itertools.combinations(placed, 2):
        if one["start"] < other["end"] and other["start"] < one["end"]:
            yield (
                "overlap",
                f"{one['mention']!r} of {one['code']} and {other['mention']!r} of {other['code']} overlap; each actor "
                "needs a place of its own",
                True,
            )


def _labels(pairs, codes: list[str]) -> Iterable[tuple[str, str, bool]]:
    if not isinstance(pairs, list) or not all(isinstance(p, list | tuple) and len(p) == 3 for p in pairs):
        yield "pairs", "pairs must be a list of [source, target, label]", True
        return
    for source, target, label in pairs:
        if label not in LABELS:
            yield (
                "label",
                f"the label of {source}->{target} is {label!r}; it is one of {', '.join(LABELS)}",
                True,
            )
        if source == target or source not in codes or target not in codes:
            yield "pairs", f"{source}->{target} must be two different codes of the actors listed", True
    count = Counter((source, target) for source, target, _ in pairs)
    for source, target in (pair for pair, times in count.items() if times > 1):
        yield "pairs", f"{source}->{target} is labelled twice", True
    missing = [f"{a}->{b}" for a, b in itertools.permutations(dict.fromkeys(codes), 2) if (a, b) not in count]
    if missing:
        yield (
            "complete",
            f"no label for {', '.join(missing)}; every ordered pair gets one, neutral ones too",
            False,
        )


def _splits(rows: Sequence[dict]) -> list[Problem]:
    """Groups and texts that stand in two splits: what is tested must not have been learned."""
    out = []
    for key in ("group", "minimal", "text"):
        owners: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows:
            if row.get(key) and row.get("split"):
                owners[str(row[key])].setdefault(row["split"], str(row.get("id", "?")))
        for value, found in owners.items():
            if len(found) > 1:
                where = ", ".join(f"{split} ({name})" for split, name in sorted(found.items()))
                said = f"the {key} {value[:60]!r} stands in {where}; a {key} belongs to one split"
                out.append(Problem(next(iter(found.values())), "leak", said))
    return out


def _repeats(rows: Sequence[dict]) -> list[Problem]:
    first: dict[str, str] = {}
    out = []
    for row in rows:
        text = " ".join(str(row.get("text", "")).split()).casefold()
        name = str(row.get("id", "?"))
        if text and first.setdefault(text, name) != name:
            out.append(Problem(name, "duplicate", f"the same text as {first[text]}; keep one", error=False))
    return out


def masked(row: dict) -> str:
    """The text lower-cased, with every mention and number masked: two of a template look the same."""
    text, out, at = row["text"], [], 0
    spans = row.get("mentions") or [actor for actor in row["actors"] if "start" in actor]
    for m in sorted(spans, key=lambda m: m["start"]):
        if m["start"] >= at:
            out += [text[at : m["start"]], "X"]
            at = m["end"]
    return re.sub(r"\d+", "0", "".join([*out, text[at:]]).lower())


def near_twins(rows: Sequence[dict], threshold: float = 0.6) -> list[tuple[str, str, float]]:
    """Pairs of statements whose character 5-grams overlap by more than `threshold` (Jaccard) once actors are
    masked.

    Candidates share one of their 25 rarest 5-grams, which finds every twin of that overlap in practice and
    keeps the search linear. Members of one minimal pair are twins on purpose and left out.
    """
    texts = [re.sub(r"\W+", " ", masked(row)) for row in rows]
    grams = [{t[i : i + 5] for i in range(len(t) - 4)} for t in texts]
    frequency = Counter(gram for group in grams for gram in group)
    seen: dict[str, list[int]] = defaultdict(list)
    out = []
    for i, group in enumerate(grams):
        rare = sorted(group, key=lambda gram: (frequency[gram], gram))[:25]
        for j in sorted({j for gram in rare for j in seen[gram]}):
            if rows[i].get("minimal") and rows[i].get("minimal") == rows[j].get("minimal"):
                continue
            overlap = len(group & grams[j]) / len(group | grams[j])
            if overlap > threshold:
                out.append((str(rows[j]["id"]), str(rows[i]["id"]), overlap))
        for gram in rare:
            seen[gram].append(i)
    return out
