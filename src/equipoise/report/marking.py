"""Statements with their mentions and stances marked: the quotes of the evidence, and the whole article."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from equipoise.report import words
from equipoise.report.finding import names

__all__ = ["Marked", "marked_article", "pair_view", "pieces", "quotes"]

#: label -> sign shown
SIGNS = {"supportive": "+", "hostile": "−", "neutral": "0"}
VOICES = {
    "plain": "stated by the author",
    "attributed": "attributed to somebody",
    "quoted": "inside a quotation",
    "hypothetical": "hypothetical",
    "past": "history",
    "negated": "negated",
}


class Marked(str):
    """The codes of a marked span ("IND+PAK"), and why it was marked."""

    why: str
    reference: bool

    def __new__(cls, codes: list[str], found: list[dict]):
        self = super().__new__(cls, "+".join(dict.fromkeys(codes)))
        self.why = "; ".join(dict.fromkeys(m["why"] for m in found if m["why"]))
        self.reference = all(m["resolved_by_context"] for m in found)
        return self


def quotes(positions, data: dict, name) -> list[dict]:
    """The statements behind positions in ``pairs``, one quote a statement, in the order given."""
    grouped: dict[int, list[dict]] = defaultdict(list)
    for at in positions:
        grouped[data["pairs"][at]["statement"]].append(data["pairs"][at])
    out = []
    for index, pairs in grouped.items():
        statement = data["statements"][index]
        spans = {(p[f"{end}_start"], p[f"{end}_end"], end) for p in pairs for end in ("source", "target")}
        voices = dict.fromkeys(VOICES.get(p["voice"], p["voice"]) for p in pairs)
        out.append(
            {
                "number": index + 1,
                "paragraph": statement["paragraph"] + 1,
                "pieces": pieces(statement["text"], statement["start"], spans),
                "text": statement["text"],
                "pairs": [pair_view(p, name) for p in pairs],
                "tone": _tone(p["label"] for p in pairs),
                "voice_text": words.joined(list(voices)),
                "resolved": any(p["resolved_by_context"] for p in pairs),
            }
        )
    return out


def pair_view(pair: dict, name) -> dict:
    """A pair with names, its label's sign, and the label's probability."""
    probability = pair[f"p_{pair['label']}"]
    return {
        **pair,
        "source_name": name(pair["source"]),
        "target_name": name(pair["target"]),
        "shown": SIGNS[pair["label"]],
        "word": pair["label"],
        "p": probability,
        "p_text": words.number(probability),
    }


def pieces(text: str, base: int, spans) -> list[tuple[str, str]]:
    """`text` cut at `spans` into (piece, role), role "" between them.

    `spans` holds (start, end, role) with offsets that count from `base`. Of overlapping spans the first and
    then the longest stands.
    """
    out, at = [], 0
    for start, end, role in sorted(spans, key=lambda s: (s[0], -s[1], s[2])):
        start, end = start - base, end - base
        if start < at or end > len(text) or start >= end:
            continue
        if start > at:
            out.append((text[at:start], ""))
        out.append((text[start:end], role))
        at = end
    if at < len(text):
        out.append((text[at:], ""))
    return out


def marked_article(data: dict) -> list[list[dict]]:
    """Paragraphs of statements, each in pieces with its mentions, and the stances that are not neutral."""
    name = names(data)
    starts = [s["start"] for s in data["statements"]]
    mentions: dict[int, list[tuple]] = defaultdict(list)
    for actor in data["actors"]:
        for m in actor["mentions"]:
            at = bisect_right(starts, m["start"]) - 1
            if at >= 0:
                mentions[at].append((m["start"], m["end"], actor["code"], m))
    stances: dict[int, list[dict]] = defaultdict(list)
    for pair in data["pairs"]:
        if pair["label"] != "neutral":
            stances[pair["statement"]].append(pair_view(pair, name))
    paragraphs: dict[int, list[dict]] = defaultdict(list)
    for statement in data["statements"]:
        index = statement["index"]
        paragraphs[statement["paragraph"]].append(
            {
                "number": index + 1,
                "pieces": pieces(statement["text"], statement["start"], _shared(mentions[index])),
                "codes": " ".join(sorted({code for _, _, code, _ in mentions[index]})),
                "stances": stances[index],
                "tone": _tone(p["label"] for p in stances[index]),
            }
        )
    return [paragraphs[key] for key in sorted(paragraphs)]


def _tone(labels) -> str:
    """ "supportive", "hostile", "mixed" for both, "" for neither."""
    found = {label for label in labels if label != "neutral"}
    return "mixed" if len(found) > 1 else next(iter(found), "")


def _shared(found: list[tuple]) -> list[tuple]:
    """One span for the mentions that share it ("both countries"): (start, end, Marked)."""
    spans: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for start, end, code, mention in found:
        spans[start, end].append((code, mention))
    return [
        (start, end, Marked([code for code, _ in what], [m for _, m in what]))
        for (start, end), what in spans.items()
    ]
