"""How good a stance model is on public data of which you have a copy: NewsMTSC and DSE. None comes with Equipoise.

    python training/benchmarks/public.py --newsmtsc devtest_rw.jsonl --dse dataset/test.txt

Prints macro-F1 and polarity (of the rows that are not neutral, the share in which the more probable of hostile
and supportive is right); for DSE also its authors' five classes, and the direction (the share of the sentences that
are not neutral in which the stance is more probable from its source than from its target). `--json FILE` writes the
same as JSON. Exit 2: no data at hand. How the labels become stances, and what that costs:
`equipoise.labels.public`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from stance import polarity

from equipoise.errors import InputError
from equipoise.labels.public import read_dse, read_newsmtsc
from equipoise.stance import load_model
from equipoise.stance.evaluation import figures
from equipoise.types import LABELS

#: What a role has columns for, after its name.
_ENDS = ("", "_start", "_end")

HOW = """\
NewsMTSC (MIT licence): from https://github.com/fhamborg/NewsMTSC take devtest_rw.jsonl of the dataset's zip, or
  NewsSentiment/experiments/default/datasets/newsmtsc-rw-hf/test.jsonl of commit 6b838e0; then --newsmtsc FILE.
  Or --newsmtsc fhamborg/news_sentiment_newsmtsc[:CONFIGURATION[:SPLIT]], by default rw and test: the hub's copy is a
  script, which version 4 of the library `datasets` no longer runs; it works only while the hub keeps a Parquet copy.
DSE: from https://github.com/bywords/directed_sentiment_analysis take dataset/test.txt; then --dse FILE.
  The repository names no licence; it asks for a citation of the paper."""


def newsmtsc(where: str) -> pd.DataFrame:
    """NewsMTSC from a file, else from the hub."""
    if Path(where).exists() or where.count("/") != 1 or Path(where).suffix:
        return read_newsmtsc(where)
    import datasets

    name, _, rest = where.partition(":")
    configuration, _, split = rest.partition(":")
    said: Exception | None = None
    for revision in (None, "refs/convert/parquet"):
        try:
            return read_newsmtsc(
                datasets.load_dataset(name, configuration or "rw", split=split or "test", revision=revision)
            )
        except Exception as error:  # the library raises a dozen kinds
            said = said or error
    raise InputError(
        f"{where} is neither a file nor a data set that can be loaded: {type(said).__name__}: {said}"
    )


def measured(model, frame: pd.DataFrame) -> dict:
    """Macro-F1 and the rest of `figures`, polarity of what is not neutral, and what was left out."""
    probability = model.predict_proba(frame)
    stated = (frame["label"] != "neutral").to_numpy()
    return {
        **figures(frame, probability),
        "polarity": polarity(probability[stated], frame["label"][stated]) if stated.any() else None,
        "polarity_rows": int(stated.sum()),
        "left_out": frame.attrs["problems"],
    }


def directed(model, frame: pd.DataFrame) -> dict:
    """DSE's five classes from both directions of a sentence (Park, Pan and Joo 2021), and the direction alone.

    A class's score is the product of what it says of p -> q and of q -> p, the silent direction being neutral.
    """
    from sklearn.metrics import f1_score

    ones = frame.drop_duplicates("id")
    relation = ones["relation"].to_numpy()
    stated, back = model.predict_proba(ones), model.predict_proba(_swapped(ones))
    turned = np.isin(relation, (2, 4))[:, None]  # these rows go from q to p
    forward, backward = np.where(turned, back, stated), np.where(turned, stated, back)
    hostile, neutral, supportive = range(3)
    pairs = (
        (neutral, neutral),
        (supportive, neutral),
        (neutral, supportive),
        (hostile, neutral),
        (neutral, hostile),
    )
    predicted = np.stack([forward[:, a] * backward[:, b] for a, b in pairs], axis=1).argmax(axis=1)
    column = ones["label"].map(LABELS.index).to_numpy()
    rows = np.flatnonzero(relation)
    return {
        "sentences": len(ones),
        "five_classes_macro_f1": float(
            f1_score(relation, predicted, labels=np.unique(relation), average="macro", zero_division=0)
        ),
        "direction": float((stated[rows, column[rows]] > back[rows, column[rows]]).mean())
        if len(rows)
        else None,
        "direction_rows": len(rows),
    }


def _swapped(frame: pd.DataFrame) -> pd.DataFrame:
    turn = {
        f"{a}{end}": f"{b}{end}" for a, b in (("source", "target"), ("target", "source")) for end in _ENDS
    }
    return frame.rename(columns=turn)


def show(title: str, result: dict) -> None:
    """The figures as lines."""

    def share(value) -> str:
        return "-" if value is None else f"{value:.3f}"

    print(f"\n{title}: {result['statements']} ids, {result['rows']} rows, {len(result['left_out'])} left out")
    print(f"  macro-F1 {result['macro_f1']:.3f}   accuracy {result['accuracy']:.3f}")
    print("  F1 " + "  ".join(f"{k} {v['f1']:.3f} ({v['rows']})" for k, v in result["per_class"].items()))
    print(f"  polarity {share(result['polarity'])} ({result['polarity_rows']})")
    if "direction" in result:
        print(f"  direction {share(result['direction'])} ({result['direction_rows']})")
        print(f"  five classes, macro-F1 {result['five_classes_macro_f1']:.3f} ({result['sentences']})")


def main(arguments: list[str] | None = None) -> int:
    """Read, score, print; 2 where there is no data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--newsmtsc", metavar="FILE|NAME", help="JSON lines, or a name on the hub")
    parser.add_argument("--dse", metavar="FILE", help="tab-separated lines")
    parser.add_argument("--model", choices=("fast", "accurate"), default="accurate")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    args = parser.parse_args(arguments)
    os.environ.setdefault("EQUIPOISE_THREADS", "1")
    if not (args.newsmtsc or args.dse):
        print(f"No data: give --newsmtsc or --dse.\n{HOW}", file=sys.stderr)
        return 2
    frames = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")  # how many rows were left out, and the first of them
            if args.newsmtsc:
                frames["newsmtsc"] = newsmtsc(args.newsmtsc)
            if args.dse:
                frames["dse"] = read_dse(args.dse)
    except InputError as error:
        print(f"{error}\n{HOW}", file=sys.stderr)
        return 2
    model = load_model(args.model)
    command = "python training/benchmarks/public.py " + " ".join(
        sys.argv[1:] if arguments is None else arguments
    )
    report: dict = {"command": command, "model": dict(getattr(model, "info_", {})), "sets": {}}
    for name, frame in frames.items():
        result = measured(model, frame) | (directed(model, frame) if name == "dse" else {})
        report["sets"][name] = result
        show(f"{name}, {args.model}", result)
    if args.json:
        args.json.write_text(json.dumps(report, indent=1, default=str) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
