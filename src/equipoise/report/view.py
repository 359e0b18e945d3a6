"""The report's dict -> what the templates show: names for codes, quotes with their place, words for figures."""

from __future__ import annotations

from collections import defaultdict

from equipoise.report import finding, words

__all__ = ["view"]

#: label -> (sign shown, word)
SIGNS = {"supportive": ("+", "supportive"), "hostile": ("−", "hostile"), "neutral": ("0", "neutral")}
STANCES = {"+": "supportive", "-": "hostile", "0": "no clear stance", "?": "no evidence"}
VOICES = {
    "plain": "stated by the author",
    "attributed": "attributed to somebody",
    "quoted": "inside a quotation",
    "hypothetical": "hypothetical",
    "past": "history",
    "negated": "negated",
}
ORIGINS = {
    "text": "this article",
    "list": "the list of rivalries",
    "both": "this article and the list of rivalries",
    "user": "your own list",
}
#: At most this many quotes a side are shown open; the rest waits behind a fold.
OPEN_QUOTES = 4


def view(data: dict) -> dict:
    """A dict for the templates; every string in it is still raw text."""
    name = finding.names(data)
    dyads = {(d["source"], d["target"]): dyad_view(d, name) for d in data["dyads"]}
    findings = sorted(data["strategies"], key=finding._weight, reverse=True)
    return {
        "data": data,
        "article": data["article"],
        "title": data["article"]["title"] or _start(data["article"]["text"]) or data["article"]["id"],
        "finding": data["finding"],
        "actors": data["actors"],
        "findings": [decision_view(row, data, name, dyads) for row in findings],
        "abstentions": [decision_view(row, data, name, dyads) for row in data["abstentions"]],
        "dyads": sorted(dyads.values(), key=lambda d: (-d["n_effective"], d["source"], d["target"])),
        "rivalries": [
            {
                **row,
                "a_name": name(row["a"]),
                "b_name": name(row["b"]),
                "from": ORIGINS.get(row["origin"], row["origin"]),
            }
            for row in data["rivalries"]
        ],
        "paragraphs": marked_article(data),
        "n_signed": sum(d["sign"] in "+-" for d in dyads.values()),
        "model": data["model"],
        "citation": citation(data),
    }


def dyad_view(row: dict, name) -> dict:
    """A dyad with names, its stance in a word, and the ends of its interval in per cent of the scale -1 to 1."""
    at = lambda value: round(50 * (value + 1), 2)  # noqa: E731
    return {
        **row,
        "source_name": name(row["source"]),
        "target_name": name(row["target"]),
        "stance": STANCES[row["sign"]],
        "shown": row["sign"].replace("-", "−"),
        "mean_text": words.signed(row["mean"]),
        "interval_text": words.interval(row["low"], row["high"], sign=True),
        "left": at(row["low"]),
        "width": round(at(row["high"]) - at(row["low"]), 2),
        "middle": at(row["mean"]),
    }


def decision_view(row: dict, data: dict, name, dyads: dict) -> dict:
    """A decision with its headline, both dyads, the rivals' own, evidence and contrary evidence."""
    x, a, b = row["actor"], row["rival_a"], row["rival_b"]
    known = words.STRATEGIES.get(row["strategy"])
    author = row["author_label"]
    return {
        **row,
        "x": name(x),
        "a": name(a),
        "b": name(b),
        "headline": finding.headline(row, data)
        if row["decision"] == "report"
        else f"{name(x)} between {name(a)} and {name(b)}",
        "strategy_name": words.strategy_name(row["strategy"]),
        "meaning": known[1] if known else "",
        "scholars": known[2] if known else "",
        "overlay_names": [words.strategy_name(o) for o in row["overlays"]],
        "score": words.score(row),
        "balance_text": words.number(row["balance"]),
        "interval_text": words.interval(row["balance_low"], row["balance_high"]),
        "author_name": words.strategy_name(author) if author else "",
        "dyads": [dyads[key] for key in ((x, a), (x, b)) if key in dyads],
        "back": [dyads[key] for key in ((a, x), (b, x), (a, b), (b, a)) if key in dyads],
        "evidence_quotes": quotes(row["evidence"], data, name),
        "contrary_quotes": quotes(row["contrary"], data, name),
        "key": f"{x}-{a}-{b}",
    }


def quotes(positions, data: dict, name) -> list[dict]:
    """The statements behind positions in ``pairs``, one quote a statement, in the order given."""
    grouped: dict[int, list[dict]] = defaultdict(list)
    for at in positions:
        grouped[data["pairs"][at]["statement"]].append(data["pairs"][at])
    out = []
    for index, pairs in grouped.items():
        statement = data["statements"][index]
        spans = {(p[f"{end}_start"], p[f"{end}_end"], end) for p in pairs for end in ("source", "target")}
        out.append(
            {
                "number": index + 1,
                "paragraph": statement["paragraph"] + 1,
                "pieces": pieces(statement["text"], statement["start"], spans),
                "text": statement["text"],
                "pairs": [pair_view(p, name) for p in pairs],
                "voice": pairs[0]["voice"],
                "voice_text": VOICES.get(pairs[0]["voice"], pairs[0]["voice"]),
                "resolved": any(p["resolved_by_context"] for p in pairs),
            }
        )
    return out


def pair_view(pair: dict, name) -> dict:
    """A pair with names, its label's sign and word, and the label's probability."""
    shown, word = SIGNS[pair["label"]]
    return {
        **pair,
        "source_name": name(pair["source"]),
        "target_name": name(pair["target"]),
        "shown": shown,
        "word": word,
        "p": pair[f"p_{pair['label']}"],
        "p_text": words.number(pair[f"p_{pair['label']}"]),
    }


def pieces(text: str, base: int, spans) -> list[tuple[str, str]]:
    """`text` cut at `spans` ((start, end, role), offsets minus `base`) into (piece, role); role "" between them.

    Of overlapping spans the first, longest stands.
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
    name = finding.names(data)
    mentions: dict[int, list[tuple]] = defaultdict(list)
    starts = [s["start"] for s in data["statements"]]
    from bisect import bisect_right

    for actor in data["actors"]:
        for m in actor["mentions"]:
            at = bisect_right(starts, m["start"]) - 1
            if at >= 0:
                mentions[at].append((m["start"], m["end"], (actor["code"], m)))
    stances: dict[int, list[dict]] = defaultdict(list)
    for pair in data["pairs"]:
        if pair["label"] != "neutral":
            stances[pair["statement"]].append(pair_view(pair, name))
    paragraphs: dict[int, list[dict]] = defaultdict(list)
    for statement in data["statements"]:
        index = statement["index"]
        found = _shared_spans(mentions[index])
        signs = {p["shown"] for p in stances[index]}
        paragraphs[statement["paragraph"]].append(
            {
                "number": index + 1,
                "pieces": pieces(statement["text"], statement["start"], found),
                "stances": stances[index],
                "tone": "mixed"
                if len(signs) > 1
                else {"+": "supportive", "−": "hostile"}.get(next(iter(signs), ""), ""),
            }
        )
    return [paragraphs[key] for key in sorted(paragraphs)]


def _shared_spans(found: list[tuple]) -> list[tuple]:
    """One span for the mentions that share it ("both countries"): (start, end, {codes, title, reference})."""
    spans: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for start, end, what in found:
        spans[start, end].append(what)
    return [
        (start, end, _Marked([code for code, _ in what], [m for _, m in what]))
        for (start, end), what in spans.items()
    ]


class _Marked(str):
    """The codes of a marked span ("IND PAK"), with why it was marked: sorts and prints as a string."""

    why: str
    reference: bool

    def __new__(cls, codes: list[str], found: list[dict]):
        self = super().__new__(cls, "+".join(dict.fromkeys(codes)))
        self.why = "; ".join(dict.fromkeys(m["why"] for m in found if m["why"]))
        self.reference = all(m["resolved_by_context"] for m in found)
        return self


def citation(data: dict) -> str:
    """How to cite the software and the model that made the report."""
    from equipoise._version import __version__

    model = data["model"]
    named = f"{model.get('name', 'unnamed')} model"
    if model.get("version"):
        named += f" {model['version']}"
    if model.get("hash"):
        named += f" ({model['hash']})"
    return (
        f"The Equipoise founders. Equipoise: stance between international actors, and balancing between rivals, from "
        f"news articles. Version {__version__}, {named}. MIT licence."
    )


def _start(text: str) -> str:
    """The first words of an article without a title."""
    head = " ".join(text[:400].split())
    return head if len(head) <= 70 else head[:70].rsplit(" ", 1)[0] + " …"
