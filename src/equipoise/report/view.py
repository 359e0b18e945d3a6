"""The report's dict -> what the templates show: names for codes, quotes with place, words for figures."""

from __future__ import annotations

import re

from equipoise.report import finding, words
from equipoise.report.marking import marked_article, quotes

__all__ = ["citation", "title", "view"]

STANCES = {"+": "supportive", "-": "hostile", "0": "no clear stance", "?": "no evidence"}
ORIGINS = {
    "text": "this article",
    "list": "the list of rivalries",
    "both": "this article and the list of rivalries",
    "user": "your own list",
}


def view(data: dict) -> dict:
    """A dict for the templates; every string in it is still raw text."""
    name = finding.names(data)
    dyads = {(d["source"], d["target"]): dyad_view(d, name) for d in data["dyads"]}
    decided = finding.ordered(data["strategies"])
    findings = [decision_view(row, data, name, dyads) for row in decided]
    listed = sorted(dyads.values(), key=lambda d: (-d["n_effective"], d["source"], d["target"]))
    return {
        "data": data,
        "article": data["article"],
        "title": title(data),
        "finding": data["finding"],
        "actors": data["actors"],
        "findings": findings,
        "between": bool(findings) and findings[0]["strategy"] in words.BETWEEN,
        "meta": _meta(data),
        "abstentions": [decision_view(row, data, name, dyads) for row in data["abstentions"]],
        "dyads": listed,
        "signed": sorted((d for d in listed if d["sign"] in "+-"), key=lambda d: -abs(d["mean"])),
        "unsigned": [d for d in listed if d["sign"] not in "+-"],
        "rivalries": [
            {
                **row,
                "a_name": name(row["a"]),
                "b_name": name(row["b"]),
                "from": ORIGINS.get(row["origin"], row["origin"]),
                "p_text": words.number(row["probability"]),
            }
            for row in data["rivalries"]
        ],
        "structure": _structure(data["network"], name),
        "paragraphs": marked_article(data),
        "model": data["model"],
        "citation": citation(data),
    }


def dyad_view(row: dict, name) -> dict:
    """A dyad with names, its stance in a word, and its interval in per cent of the scale -1 to 1."""

    def at(value: float) -> float:
        return round(50 * (value + 1), 2)

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
    known_from = {
        frozenset((r["a"], r["b"])): ORIGINS.get(r["origin"], r["origin"]) for r in data["rivalries"]
    }
    return {
        **row,
        "rests_on": _rests_on(row, data),
        "rivalry_from": known_from.get(frozenset((a, b)), ""),
        "reason_sentence": _sentence(row["reason"]),
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
    }


def _structure(network: dict, name) -> dict:
    """Triads, strained ones first, and the network's frustration, with names for codes; {} without triads."""
    if not network.get("triads"):
        return {}
    known = re.compile(
        r"\b(" + "|".join(map(re.escape, sorted(network["nodes"], key=len, reverse=True))) + r")\b"
    )

    def named(text: str) -> str:
        return known.sub(lambda found: name(found[0]), text)

    return {
        "note": named(network["note"]),
        "edges": words.joined([f"{name(a)} and {name(b)}" for a, b in network["frustrated_edges"]]),
        "triads": [
            {
                "codes": " ".join(t["nodes"]),
                "names": words.joined([name(code) for code in t["nodes"]]),
                "kind": t["kind"].replace("-", "−"),
                "why": named(t["why"]),
            }
            for t in sorted(network["triads"], key=lambda t: (t["balanced"], t["nodes"]))
        ],
    }


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
        f"The Equipoise founders. Equipoise: stance between international actors, and balancing between "
        f"rivals, from news articles. Version {__version__}, {named}. MIT licence."
    )


def title(data: dict) -> str:
    """The article's title, else its first words, else its id."""
    article = data["article"]
    head = " ".join(article["text"][:400].split())
    start = head if len(head) <= 70 else head[:70].rsplit(" ", 1)[0] + " …"
    return article["title"] or start or article["id"]


def _meta(data: dict) -> str:
    """Date, source and size of the article in one line."""
    article = data["article"]
    source = "standard input" if article["source"] == "-" else article["source"]
    return ", ".join(
        part
        for part in (
            article["date"] or "",
            source,
            words.counted(article["n_statements"], "sentence"),
            words.counted(len(data["actors"]), "actor"),
            words.counted(len(data["pairs"]), "ordered pair"),
        )
        if part
    )


def _rests_on(row: dict, data: dict) -> str:
    """ "21 statements in 8 paragraphs, 2 of them contrary"."""
    used = {data["pairs"][at]["statement"] for at in (*row["evidence"], *row["contrary"])}
    contrary = {data["pairs"][at]["statement"] for at in row["contrary"]}
    paragraphs = {data["statements"][index]["paragraph"] for index in used}
    if not used:
        return "no statement of its own"
    said = f"{words.counted(len(used), 'statement')} in {words.counted(len(paragraphs), 'paragraph')}"
    return said + (f", {len(contrary)} of them contrary" if contrary else "")


def _sentence(text: str) -> str:
    """A reason as a sentence of its own."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) or not text else ".")
