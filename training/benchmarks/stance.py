"""How good and how fast the stance models are, beside baselines on the same rows: `make benchmark`.

Prints a table and writes the same as JSON (`--json FILE`). Data: labels/ (statements and gold articles, dev and
test splits); real wire sentences from ../shared/real_dev when they are there (polarity only, never trained on).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from equipoise.labels import article_statements, load_articles, load_statements, pair_frame
from equipoise.stance import load_model
from equipoise.stance.evaluation import figures
from equipoise.types import LABELS

ROOT = Path(__file__).resolve().parents[2]
REAL_DEV = ROOT.parent / "shared" / "real_dev" / "plover_interstate.jsonl"


def statements() -> pd.DataFrame:
    """All labelled pairs of the statements."""
    return pair_frame(load_statements(folder=ROOT / "labels"))


def article_frame(split: str) -> pd.DataFrame:
    """The gold pairs of the articles' statements, as `pair_frame` rows."""
    return pair_frame(row for article in load_articles(split) for row in article_statements(article))


def real_dev() -> pd.DataFrame | None:
    """Real wire sentences, two classes; None where the file is not at hand."""
    if not REAL_DEV.is_file():
        return None
    rows = []
    for row in map(json.loads, REAL_DEV.read_text(encoding="utf-8").splitlines()):
        spans = {
            f"{r}_{e}": row[f"{r}_start"] + (len(row[r]) if e == "end" else 0)
            for r in ("source", "target")
            for e in ("start", "end")
        }
        rows.append({"text": row["text"], **spans, "label": row["label"]})
    return pd.DataFrame(rows)


def polarity(probability: np.ndarray, gold) -> float:
    """Share of rows in which the more probable of hostile and supportive is right."""
    return float(((probability[:, 2] > probability[:, 0]) == (np.asarray(gold) == "supportive")).mean())


class Vader:
    """VADER's compound score of the whole statement, thresholds as its authors give them (Hutto & Gilbert 2014)."""

    def __init__(self):
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        self.score = SentimentIntensityAnalyzer().polarity_scores

    def predict_proba(self, X):
        out = []
        for text in X["text"]:
            c = self.score(text)["compound"]
            out.append(
                [0.5 + max(-c, 0), 0.3, 0.1]
                if c <= -0.05
                else [0.1, 0.3, 0.5 + c]
                if c >= 0.05
                else [0.1, 0.8, 0.1 + c]
            )
        return np.array(out)


class WholeStatement:
    """TF-IDF of the whole statement and logistic regression, trained on the same train split: no roles."""

    def fit(self, X, y):
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        self.model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=300)
        )
        self.model.fit(X["text"], y)
        return self

    def predict_proba(self, X):
        return self.model.predict_proba(X["text"])


class Majority:
    """Always neutral."""

    def predict_proba(self, X):
        return np.tile([0.2, 0.6, 0.2], (len(X), 1))


def _place(starts, statement) -> int:
    return int(np.searchsorted(starts, (statement.start + statement.end) // 2, side="right") - 1)


def end_to_end(model, split: str) -> dict:
    """Non-neutral pairs from raw text: a pair counts when statement, source, target and label are right."""
    from equipoise import Analyzer, Article

    analyzer = Analyzer(model=model)
    hit = found = gold = 0
    for article in load_articles(split):
        _, _, pairs = analyzer.pairs(Article(id=article["id"], text=article["text"]))
        stances = analyzer.stances(pairs)
        # statements are matched by where their middle lies, so that a split in two does not undo the rest
        starts = np.array([s["start"] for s in article["statements"]])
        ours = {
            (_place(starts, s.pair.statement), s.pair.source.code, s.pair.target.code, s.label)
            for s in stances
            if s.label != "neutral"
        }
        theirs = {
            (p["statement"], p["source"], p["target"], p["label"])
            for p in article["pairs"]
            if p["label"] != "neutral"
        }
        hit, found, gold = hit + len(ours & theirs), found + len(ours), gold + len(theirs)
    precision, recall = hit / max(found, 1), hit / max(gold, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "gold": gold,
    }


def speed(models: dict, seconds: float = 4.0) -> dict:
    """Statements a second on one thread, raw text to scored pairs, beside VADER on the same statements."""
    from equipoise import Analyzer, Article

    texts = [s["text"] for a in load_articles() for s in a["statements"]]
    articles = [Article(id=str(i), text=" ".join(texts[i : i + 20])) for i in range(0, len(texts), 20)]

    def rate(step, items, weight):
        start, done, i = time.perf_counter(), 0, 0
        while time.perf_counter() - start < seconds:
            step(items[i % len(items)])
            done += weight
            i += 1
        return done / (time.perf_counter() - start)

    vader = Vader()
    out = {"vader": rate(lambda t: vader.score(t), texts, 1)}
    for name, model in models.items():
        analyzer = Analyzer(model=model)
        batches = [articles[i : i + 25] for i in range(0, len(articles), 25)]

        def run(batch, analyzer=analyzer):
            pairs = [pair for article in batch for pair in analyzer.pairs(article)[2]]
            analyzer.stances(pairs)

        run(batches[0])
        out[name] = rate(run, batches[: max(1, len(batches) - 1)], 25 * 20)
    return {k: round(v, 1) for k, v in out.items()}


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--models", nargs="*", default=["fast", "accurate"])
    parser.add_argument("--no-speed", action="store_true")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ.setdefault("EQUIPOISE_THREADS", "1")

    frame = statements()
    train = frame[frame["split"] == "train"]
    systems: dict = {
        "majority": Majority(),
        "vader": Vader(),
        "tfidf+lr": WholeStatement().fit(train, train["label"]),
        **{name: load_model(name) for name in args.models},
    }
    wire = real_dev()
    sets = {
        **{f"articles/{split}": article_frame(split) for split in ("dev", "test")},
        **{f"statements/{split}": frame[frame["split"] == split] for split in ("dev", "test")},
    }
    report: dict = {
        "command": "python " + " ".join(["training/benchmarks/stance.py", *sys.argv[1:]]),
        "sets": {},
    }
    for title, rows in sets.items():
        if rows.empty:
            continue
        report["sets"][title] = {
            name: figures(rows, system.predict_proba(rows)) for name, system in systems.items()
        }
        print(f"\n{title}: {rows['id'].nunique()} statements, {len(rows)} ordered pairs, gold pairs given")
        print(f"{'':<12}{'macro-F1':>9}" + "".join(f"{label:>12}" for label in LABELS) + f"{'max ECE':>9}")
        for name, r in report["sets"][title].items():
            ece = max(c["ece"] for c in r["calibration"].values())
            print(
                f"{name:<12}{r['macro_f1']:>9.3f}"
                + "".join(f"{r['per_class'][k]['f1']:>12.3f}" for k in LABELS)
                + f"{ece:>9.3f}"
            )
        if title == "statements/test":
            for by in ("per_pattern", "per_genre"):
                print(f"\n  {by[4:]:<18}{'pairs':>7}" + "".join(f"{n:>11}" for n in systems))
                for key in report["sets"][title]["majority"][by]:
                    row = {n: report["sets"][title][n][by][key] for n in systems}
                    print(
                        f"  {key:<18}{row['majority']['rows']:>7}"
                        + "".join(f"{row[n]['macro_f1']:>11.3f}" for n in systems)
                    )
    if wire is not None:
        report["real_dev"] = {
            n: polarity(s.predict_proba(wire), wire["label"]) for n, s in systems.items() if n != "majority"
        }
        print(f"\nreal wire sentences ({len(wire)} pairs, two classes), polarity accuracy")
        print("  ".join(f"{n} {v:.3f}" for n, v in report["real_dev"].items()))
    for split in ("dev", "test"):
        report[f"end_to_end/{split}"] = {n: end_to_end(systems[n], split) for n in args.models}
        for n, r in report[f"end_to_end/{split}"].items():
            print(
                f"end to end, articles/{split}, {n}: precision {r['precision']:.3f} "
                f"recall {r['recall']:.3f} F1 {r['f1']:.3f} ({r['gold']} gold pairs)"
            )
    if not args.no_speed:
        report["speed"] = speed({n: systems[n] for n in args.models})
        base = report["speed"]["vader"]
        print("\nstatements a second, one thread, raw text to scored pairs (ratio to VADER)")
        print("  ".join(f"{n} {v:.0f} ({v / base:.2f})" for n, v in report["speed"].items()))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
