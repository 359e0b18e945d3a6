"""Mentions and references against the gold articles, and the matcher's speed beside a plain automaton.

    python training/benchmarks/actors.py [--json] [--splits dev,test] [--speed-only] [--model accurate]

A found mention is right where a gold mention of the same code overlaps it, each gold mention once; `exact`
is the
share of the right ones whose offsets agree. Gold mentions without a name in them ("the government", "we") are
references whether or not they are marked so; a name found where gold has a reference of the same code, or the
reverse, is neither an error nor a find.

The gold articles mark only part of their references, so that every one found beyond them in dev and test
was judged
by hand (references_judged.tsv): `judged_precision` counts those as judged, and as wrong where they were not;
`judged_recall` adds the right ones to the gold ones.

References are resolved by the rules, and by the encoder of `--model` where it has learned to.

Speed: MB/s of UTF-8 text of the gold articles, of each article the best of several passes, beside
`list(automaton.iter(text))` over a pyahocorasick automaton of the same strings.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

import ahocorasick

from equipoise import load_model
from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.actors.patterns import entries
from equipoise.labels import load_articles
from equipoise.statements import split
from equipoise.types import Article, as_date

_OPENING = re.compile(
    r"^(?:The|Its?|Our|We|They|He|She|His|Her|Their|Both|One|An?|Either|Neither|Each|You|Those)\b"
)


def is_reference(mention: dict) -> bool:
    """True for a gold mention that holds no name."""
    return mention["reference"] or not re.search(r"[A-Z]", _OPENING.sub("", mention["text"]))


def compare(gold: list[tuple], found: list[tuple]) -> tuple[int, int, list[tuple], list[tuple]]:
    """(right, exact, found wrongly, missed) of (code, start, end)."""
    used: set[int] = set()
    wrong, exact = [], 0
    for mention in found:
        hit = next((i for i, g in enumerate(gold) if i not in used and overlap(g, mention)), None)
        if hit is None:
            wrong.append(mention)
        else:
            used.add(hit)
            exact += gold[hit] == mention
    return len(used), exact, wrong, [g for i, g in enumerate(gold) if i not in used]


def overlap(a: tuple, b: tuple) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def judgements() -> dict[tuple, bool]:
    """(article, start, end, text, code) -> right, of references that gold does not mark."""
    lines = (Path(__file__).parent / "references_judged.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return {(a, int(start), int(end), text, code): right == "1" for a, start, end, text, code, right in cells}


def count(article: dict, matcher: Matcher, counts: Counter, judge=None) -> None:
    """Add one gold article's mentions and references to `counts`."""
    text = article["text"]
    named = matcher.find(text, as_date(article.get("date")))
    resolved = resolve_references(text, split(Article("gold", text)), named, matcher.table, judge)
    found = {"mentions": [(m.code, m.start, m.end) for m in named]}
    found["references"] = [(m.code, m.start, m.end) for m in resolved]
    gold: dict[str, list[tuple]] = {"mentions": [], "references": []}
    for m in article["mentions"]:
        gold["references" if is_reference(m) else "mentions"].append((m["code"], m["start"], m["end"]))
    for kind, other in (("mentions", "references"), ("references", "mentions")):
        right, exact, wrong, missed = compare(gold[kind], found[kind])
        counts[kind, "right"] += right
        counts[kind, "exact"] += exact
        counts[kind, "wrong"] += sum(not any(overlap(w, g) for g in gold[other]) for w in wrong)
        counts[kind, "missed"] += sum(not any(overlap(m, f) for f in found[other]) for m in missed)
        if kind == "references":
            for code, start, end in wrong:
                judged = JUDGED.get((article["id"], start, end, text[start:end], code), False)
                counts[kind, "judged"] += judged and not any(
                    overlap((code, start, end), g) for g in gold[other]
                )


def figures(counts: Counter, kind: str) -> dict:
    right, wrong, missed = (counts[kind, k] for k in ("right", "wrong", "missed"))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    out = {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "exact": round(counts[kind, "exact"] / max(1, right), 4),
        "gold": right + missed,
    }
    if kind == "references":
        judged = counts[kind, "judged"]
        out["judged_precision"] = round((right + judged) / max(1, right + wrong), 4)
        out["judged_recall"] = round((right + judged) / max(1, right + missed + judged), 4)
    return out


def quality(splits: list[str], matcher: Matcher, judge=None) -> dict:
    out = {}
    for name in splits:
        articles, counts = load_articles(name), Counter()
        for article in articles:
            count(article, matcher, counts, judge)
        out[name] = {
            "articles": len(articles),
            "mentions": figures(counts, "mentions"),
            "references": figures(counts, "references"),
        }
    return out


def speed(matcher: Matcher, passes: int = 25) -> dict:
    """MB/s of the matcher and of the plain scan, and their ratio; of each article the best of `passes`
    counts, so
    that other work on the machine weighs on neither."""
    texts = [article["text"] for article in load_articles()]
    size = sum(len(text.encode()) for text in texts) / 1e6
    plain = ahocorasick.Automaton()
    for string in entries(matcher.table):
        plain.add_word(string.strip(), string)
    plain.make_automaton()
    jobs = {"plain": lambda text: list(plain.iter(text)), "matcher": matcher.find}
    best = {name: [float("inf")] * len(texts) for name in jobs}
    for _ in range(passes):
        for name, job in jobs.items():
            for at, text in enumerate(texts):
                began = time.perf_counter()
                job(text)
                best[name][at] = min(best[name][at], time.perf_counter() - began)
    rates = {name: size / sum(seconds) for name, seconds in best.items()}
    mentions = sum(len(matcher.find(t)) for t in texts)
    return {
        "megabytes": round(size, 2),
        "patterns": len(plain),
        "mentions_per_kilobyte": round(mentions / size / 1000, 1),
        "matcher_mb_s": round(rates["matcher"], 1),
        "plain_mb_s": round(rates["plain"], 1),
        "ratio": round(rates["matcher"] / rates["plain"], 3),
    }


JUDGED = judgements()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--splits", default="dev,test", help="which gold articles, comma-separated")
    parser.add_argument(
        "--model", default="accurate", help="whose encoder helps with references: fast has none"
    )
    parser.add_argument("--speed-only", action="store_true", help="leave the gold articles out")
    arguments = parser.parse_args()
    matcher = Matcher(ActorTable.load())
    result = {}
    if not arguments.speed_only:
        judge = load_model(arguments.model, trust=True).judge
        result = quality(arguments.splits.split(","), matcher, judge)
    result["speed"] = speed(matcher)
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, part in result.items():
        if name == "speed":
            print("speed: " + ", ".join(f"{key} {value}" for key, value in part.items()))
            continue
        print(f"{name}: {part['articles']} articles")
        for kind in ("mentions", "references"):
            print(f"  {kind}: " + ", ".join(f"{key} {value}" for key, value in part[kind].items()))


if __name__ == "__main__":
    main()
