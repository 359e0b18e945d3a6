"""How well strategies are found on the gold articles: `python training/benchmarks/strategies.py [--json
FILE]`.

Once with the gold pairs and voices (what the decision alone does), and end to end from raw text with each
stance model. Printed a split: precision and recall of (actor, rival pair), the share of found strategies
within the acceptable set, findings on control articles, sign accuracy of the gold dyads, accuracy of the
voice component on non-trivial pairs. Thresholds are tuned on train and dev; test is for the record."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path

from equipoise import dyads, rivalries, strategies, voice
from equipoise.actors import ActorTable
from equipoise.labels import load_articles
from equipoise.pairs import ordered_pairs
from equipoise.types import LABELS, Article, Mention, Stance, Statement

#: Names that mean one thing: the labels of the gold articles -> ours.
SAME = {"bandwagoning": "alignment_lean"}
#: Working with one against the other is no balancing between: on a control it is counted apart.
SIDING = {"alignment_lean", "bandwagoning", "soft_balancing", "hard_balancing"}


def gold_parts(gold: dict):
    """A gold article -> Article, statements, mentions, stances (one-hot on the gold label, gold voice)."""
    article = Article(gold["id"], gold["text"], gold["title"], gold["date"])
    parts = [
        Statement(s["index"], s["start"], s["end"], s["text"], s["paragraph"]) for s in gold["statements"]
    ]
    mentions = [
        Mention(
            m["code"],
            m["start"],
            m["end"],
            m["text"],
            "reference" if m["reference"] else "name",
            "",
            m["reference"],
        )
        for m in gold["mentions"]
    ]
    label = {(p["statement"], p["source"], p["target"]): (p["label"], p["voice"]) for p in gold["pairs"]}
    stances = []
    for pair in ordered_pairs(article.id, parts, mentions):
        found = label.get((pair.statement.index, pair.source.code, pair.target.code))
        if found:
            one_hot = [float(name == found[0]) for name in LABELS]
            stances.append(Stance(pair, *one_hot, voice=found[1]))
    return article, parts, mentions, stances


def analyse(article, parts, mentions, stances, table, prior, seed=0, cues=None):
    """The steps after the stances, as the Analyzer composes them."""
    summed = dyads.aggregate(stances)
    rivals = rivalries.gate(summed, stances, prior, date=article.date)
    return (
        summed,
        rivals,
        strategies.decide(
            article, parts, mentions, stances, summed, rivals, table=table, seed=seed, cues=cues
        ),
    )


def accepted(found, gold: dict) -> bool:
    """Ours is one of the acceptable strategies, as base label or overlay."""
    accept = {SAME.get(name, name) for name in gold["accept"]}
    return SAME.get(found.strategy, found.strategy) in accept or bool(accept & set(found.overlays))


def measure(results) -> dict:
    """Figures over (gold article, dyads, rivalries, strategies)."""
    count: Counter = Counter()
    wrong = []
    for gold, summed, rivals, decided in results:
        wanted = {(s["actor"], *sorted((s["a"], s["b"]))): s for s in gold["strategies"]}
        reports = {(s.actor, s.rival_a, s.rival_b): s for s in decided if s.decision == "report"}
        if gold["kind"] == "control":
            count["controls"] += 1
            balancing = [k for k, s in reports.items() if s.strategy not in SIDING]
            count["control_findings"] += len(balancing)
            count["control_siding"] += len(reports) - len(balancing)
            wrong += [(gold["id"], "CONTROL", *k, reports[k].strategy) for k in reports]
        else:
            count["articles"] += 1
        count["found"] += len(reports)
        count["abstained"] += len(decided) - len(reports)
        count["gold"] += len(wanted)
        for key, row in wanted.items():
            if key not in reports:
                reason = next(
                    (s.reason for s in decided if (s.actor, s.rival_a, s.rival_b) == key), "not considered"
                )
                if not any((r.a, r.b) == key[1:] for r in rivals):
                    reason = "no rivalry"
                wrong.append((gold["id"], "MISSED", *key, "|".join(row["accept"]), reason))
                continue
            count["hit"] += 1
            ours = reports[key]
            if accepted(ours, row):
                count["right"] += 1
            else:
                wrong.append((gold["id"], "STRATEGY", *key, ours.strategy, "not", "|".join(row["accept"])))
            count["author"] += bool(row["author"])
            count["author_right"] += bool(row["author"]) and ours.author_label == row["author"]
            count["overlays"] += len(row["overlays"])
            count["overlays_found"] += len(ours.overlays)
            count["overlays_right"] += len(set(row["overlays"]) & set(ours.overlays))
        for key in reports.keys() - wanted.keys():
            count["beside"] += 1
            count["beside_siding"] += reports[key].strategy in SIDING
            if gold["kind"] != "control":
                wrong.append((gold["id"], "EXTRA", *key, reports[key].strategy))
        known = dyads.by_codes(summed)
        for source, target, expected in gold["dyads"]:
            count["dyads"] += 1
            count["dyads_right"] += (source, target) in known and dyads.sign(
                known[source, target]
            ) == expected
    share = lambda a, b: count[a] / count[b] if count[b] else None  # noqa: E731
    return {
        "articles": count["articles"],
        "controls": count["controls"],
        "gold": count["gold"],
        "found": count["found"],
        "precision": share("hit", "found"),
        "recall": share("hit", "gold"),
        "precision_balancing": _balancing_precision(count),
        "strategy_accuracy": share("right", "hit"),
        "findings_on_controls": count["control_findings"],
        "siding_on_controls": count["control_siding"],
        "abstained": count["abstained"],
        "dyad_sign_accuracy": share("dyads_right", "dyads"),
        "author_label": share("author_right", "author"),
        "overlay_precision": share("overlays_right", "overlays_found"),
        "overlay_recall": share("overlays_right", "overlays"),
        "wrong": wrong,
    }


def _balancing_precision(count: Counter):
    """Precision when sides taken by actors that the labels do not name are left out of the count."""
    found = count["found"] - count["beside_siding"]
    return count["hit"] / found if found else None


def voices(golds) -> dict:
    """Accuracy of the voice component on the gold pairs, and of what it decides: the weight in a dyad."""
    right = weight = total = 0
    table: Counter = Counter()
    for gold in golds:
        article, _, _, stances = gold_parts(gold)
        heard = voice.settle([replace(s, voice=voice.detect(s.pair)) for s in stances], article.date)
        for stance, found in zip(stances, (s.voice for s in heard)):
            table[stance.voice, found] += 1
            total += 1
            right += found == stance.voice
            weight += dyads.VOICE_WEIGHTS[found] == dyads.VOICE_WEIGHTS[stance.voice]
    recall = {}
    for name in dyads.VOICE_WEIGHTS:
        rows = sum(n for (gold, _), n in table.items() if gold == name)
        columns = sum(n for (_, found), n in table.items() if found == name)
        recall[name] = {
            "pairs": rows,
            "recall": table[name, name] / rows if rows else None,
            "precision": table[name, name] / columns if columns else None,
        }
    return {
        "accuracy": right / total if total else None,
        "weight_accuracy": weight / total if total else None,
        "pairs": total,
        "per_voice": recall,
    }


def run(system: str, golds: list[dict], table, prior, detected_voice: bool = False) -> dict:
    """One system on some articles: "gold" (pairs and voices given), or a stance model's name, from raw
    text."""
    if system != "gold":
        from equipoise import Analyzer

        analyzer = Analyzer(model=system)
        articles = (Article(gold["id"], gold["text"], gold["title"], gold["date"]) for gold in golds)
        reports = (analyzer.analyze(article) for article in articles)
        return measure((gold, r.dyads_, r.rivalries, r.decisions) for gold, r in zip(golds, reports))
    cues = strategies.load_cues(_accurate())
    results = []
    for gold in golds:
        article, parts, mentions, stances = gold_parts(gold)
        if detected_voice:
            stances = voice.settle([replace(s, voice=voice.detect(s.pair)) for s in stances], article.date)
        results.append((gold, *analyse(article, parts, mentions, stances, table, prior, cues=cues)))
    return measure(results)


def _accurate():
    """The accurate stance model where it is there, for the cue classifier's head on its encoder."""
    from equipoise.stance import load_model

    return load_model("accurate")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--models", nargs="*", default=["fast", "accurate"])
    parser.add_argument("--splits", nargs="*", default=["train", "dev", "test"])
    parser.add_argument("--errors", action="store_true", help="list every miss and every extra finding")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ.setdefault("EQUIPOISE_THREADS", "1")
    table, prior = ActorTable.load(), rivalries.RivalryList.load()
    report: dict = {
        "command": "python " + " ".join(["training/benchmarks/strategies.py", *sys.argv[1:]]),
        "splits": {},
    }
    show = lambda v: "   -" if v is None else f"{v:.2f}"  # noqa: E731
    for split in args.splits:
        golds = load_articles(split)
        if not golds:
            continue
        rows = {
            "gold": run("gold", golds, table, prior),
            "gold, our voices": run("gold", golds, table, prior, True),
        }
        rows |= {model: run(model, golds, table, prior) for model in args.models}
        heard = voices(golds)
        report["splits"][split] = {"systems": rows, "voice": heard}
        first = rows["gold"]
        print(
            f"\n{split}: {first['articles']} articles with {first['gold']} strategies, "
            f"{first['controls']} controls"
        )
        print(
            f"{'pairs':<18}{'precision':>10}{'balancing':>10}{'recall':>8}{'strategy':>9}{'controls':>9}"
            f"{'siding':>7}{'abstain':>8}{'signs':>7}{'author':>7}{'overlay P':>10}{'R':>5}"
        )
        for name, r in rows.items():
            print(
                f"{name:<18}{show(r['precision']):>10}{show(r['precision_balancing']):>10}{show(r['recall']):>8}"
                f"{show(r['strategy_accuracy']):>9}{r['findings_on_controls']:>9}{r['siding_on_controls']:>7}{r['abstained']:>8}"
                f"{show(r['dyad_sign_accuracy']):>7}{show(r['author_label']):>7}{show(r['overlay_precision']):>10}{show(r['overlay_recall']):>5}"
            )
            if args.errors:
                print("\n".join("    " + " ".join(map(str, row)) for row in r["wrong"]))
        print(
            f"voice: accuracy {show(heard['accuracy'])}, right weight {show(heard['weight_accuracy'])} of "
            f"{heard['pairs']} pairs; "
            + ", ".join(
                f"{k} P {show(v['precision'])} R {show(v['recall'])} ({v['pairs']})"
                for k, v in heard["per_voice"].items()
            )
        )
    if args.json:
        args.json.write_text(json.dumps(report, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
