"""Reports to look at, from gold articles and by hand: no test of this room waits for a model."""

import datetime
import json
from pathlib import Path

from equipoise.dyads import aggregate
from equipoise.pairs import ordered_pairs
from equipoise.report import Report
from equipoise.statements import split
from equipoise.types import Article, Mention, Rivalry, Stance, Strategy

ARTICLES = Path(__file__).resolve().parents[2] / "labels" / "articles"
MODEL = {"name": "hand", "version": "1", "hash": "0123456789abcdef"}


class Names:
    """The part of an actor table that a report uses."""

    def __init__(self, names=None):
        self._names = names or {
            "RUS": "Russia",
            "IND": "India",
            "PAK": "Pakistan",
            "USA": "United States",
            "CHN": "China",
        }

    def name(self, code):
        return self._names.get(code, code)


def gold_report(name, table=None):
    """The report of a gold article as a perfect model would have it, decided as its labels say."""
    gold = json.loads((ARTICLES / f"{name}.json").read_text(encoding="utf-8"))
    article = Article(
        gold["id"], gold["text"], gold["title"], datetime.date.fromisoformat(gold["date"]), f"{name}.txt"
    )
    parts = split(article)
    mentions = [
        Mention(
            m["code"],
            m["start"],
            m["end"],
            m["text"],
            "reference" if m["reference"] else "name",
            "gold",
            m["reference"],
        )
        for m in gold["mentions"]
    ]
    said = {(p["statement"], p["source"], p["target"]): p for p in gold["pairs"]}
    by_start = {s["start"]: s["index"] for s in gold["statements"]}
    stances = []
    for pair in ordered_pairs(article.id, parts, mentions):
        found = said.get((by_start.get(pair.statement.start), pair.source.code, pair.target.code))
        label = found["label"] if found else "neutral"
        p = {"hostile": (0.9, 0.06, 0.04), "neutral": (0.05, 0.9, 0.05), "supportive": (0.04, 0.06, 0.9)}[
            label
        ]
        stances.append(Stance(pair, *p, voice=found["voice"] if found else "plain", cues=("cue",)))
    dyads = aggregate(stances)
    at = {(d.source, d.target): d for d in dyads}
    rivalries = [
        Rivalry(*sorted(pair), 0.97, -0.7, "both", "territorial, since 1947 (Diehl and others 2005)")
        for pair in gold["rivals"]
    ]
    decisions = []
    for s in gold["strategies"]:
        actor, a, b = s["actor"], s["a"], s["b"]
        pro, con = [], []
        for key in ((actor, a), (actor, b)):
            for i in at[key].evidence if key in at else ():
                if stances[i].label == "supportive":
                    pro.append(i)
                elif stances[i].label == "hostile":
                    con.append(i)
        decisions.append(
            Strategy(
                actor,
                a,
                b,
                s["accept"][0],
                "report",
                "Both dyads are positive and about equal.",
                tuple(s["overlays"]),
                0.774,
                0.62,
                0.87,
                tuple(pro),
                tuple(con),
                s["author"],
                False,
            )
        )
    decisions.append(
        Strategy(
            "CHN",
            "IND",
            "PAK",
            "",
            "abstain",
            "CHN toward IND rests on 0.5 effective statements; the rule is 2.",
        )
    )
    return Report(
        article=article,
        statements_=parts,
        mentions=mentions,
        stances=stances,
        dyads_=dyads,
        rivalries=rivalries,
        decisions=decisions,
        table=table or Names(),
        model=MODEL,
    )


def hand_report(text, actors, stances=(), rivalries=(), decisions=(), table=None, **article):
    """A report of `text`; `actors` maps code -> name in the text, every occurrence a mention.

    `stances` maps (source, target) -> label, for every statement that holds both; others are neutral.
    """
    article = Article(**{"id": "hand", **article}, text=text)
    parts = split(article)
    mentions = []
    for code, name in actors.items():
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(code, at, at + len(name), name, "name", f"alias {name}"))
            at = text.find(name, at + 1)
    scored = []
    for pair in ordered_pairs(article.id, parts, mentions):
        label = dict(stances).get((pair.source.code, pair.target.code), "neutral")
        p = {"hostile": (0.9, 0.06, 0.04), "neutral": (0.05, 0.9, 0.05), "supportive": (0.04, 0.06, 0.9)}[
            label
        ]
        scored.append(Stance(pair, *p))
    return Report(
        article=article,
        statements_=parts,
        mentions=mentions,
        stances=scored,
        dyads_=aggregate(scored),
        rivalries=rivalries,
        decisions=decisions,
        table=table or Names(dict(actors)),
        model=MODEL,
    )


NAMES = [
    "Democratic Republic of the Congo",
    "United Arab Emirates",
    "Russia",
    "China",
    "United States",
    "India",
    "Pakistan",
    "Bosnia and Herzegovina",
    "Saint Vincent and the Grenadines",
    "Association of Southeast Asian Nations",
    "Japan",
    "South Korea",
    "North Korea",
    "Iran",
    "Saudi Arabia",
    "Israel",
    "Qatar",
    "Turkey",
    "Egypt",
    "Ethiopia",
    "Sudan",
    "Vietnam",
    "Philippines",
    "Ukraine",
    "European Union",
]


def crowd(n=25, decided=True):
    """A report in which each of `n` actors has a stance toward the next three."""
    codes = {f"C{k:02d}": NAMES[k] for k in range(n)}
    text = "\n\n".join(
        ". ".join([f"{NAMES[a]} and {NAMES[(a + step) % n]} met"] * 3) + "."
        for a in range(n)
        for step in (1, 2, 3)
    )
    said = {
        (a, b): ("hostile" if (i + j) % 3 else "supportive")
        for i, a in enumerate(codes)
        for j, b in enumerate(codes)
    }
    decisions = [Strategy("C02", "C05", "C06", "hedging", "report", "", (), 0.6, 0.5, 0.7)] if decided else []
    return hand_report(text, codes, said, [Rivalry("C05", "C06", 0.9, -0.6, "list")], decisions)
