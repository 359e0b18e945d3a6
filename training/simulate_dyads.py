"""Are the intervals of dyads honest, and how many statements does a sound finding need? `python
training/simulate_dyads.py`

Known dyads are drawn from a Dirichlet distribution fitted to the dyads of the gold articles; from each,
articles of 5 to 200 statements; for each statement the stance model's answer is drawn from its answers on
held-out gold pairs of the same label (that is its confusion matrix, with all its probabilities), and a voice
weight. What `equipoise.dyads` makes of it is set against the truth. Writes docs/simulation.png (with
matplotlib) and training/simulation.json."""

from __future__ import annotations

import argparse
import json
import os
import warnings
from pathlib import Path

import numpy as np

from equipoise import dyads
from equipoise.labels import find_labels, load_articles
from equipoise.strategies import balance_score
from equipoise.types import LABELS

ROOT = Path(__file__).resolve().parents[1]
SIZES = (5, 10, 20, 40, 80, 120, 200)
WEIGHTS, SHARES = (1.0, 0.5), (0.7, 0.3)  # plain against attributed, quoted or resolved by context


def known_dyads() -> np.ndarray:
    """Dirichlet parameters of the shares of hostile, neutral and supportive in dyads that take a side at
    all."""
    from scipy.optimize import minimize
    from scipy.special import gammaln

    rows: dict[tuple, np.ndarray] = {}
    for article in load_articles("train"):
        for pair in article["pairs"]:
            key = article["id"], pair["source"], pair["target"]
            rows.setdefault(key, np.zeros(3))[LABELS.index(pair["label"])] += 1
    counts = np.array([r for r in rows.values() if r.sum() >= 3 and r[0] + r[2] > 0])

    def loss(x):
        a, n = np.exp(x), counts.sum(axis=1)
        return -(
            gammaln(a.sum()) - gammaln(n + a.sum()) + (gammaln(counts + a) - gammaln(a)).sum(axis=1)
        ).sum()

    return np.exp(minimize(loss, np.zeros(3)).x)


def answers(model: str, split: str) -> tuple[list[np.ndarray], dict]:
    """The model's probabilities on the gold pairs of a split, by gold label, and its confusion matrix."""
    import sys

    sys.path.insert(0, str(ROOT / "training" / "benchmarks"))
    from stance import article_frame

    from equipoise.stance import load_model

    classifier = load_model(model)
    frame = article_frame(split)
    probability, gold = classifier.predict_proba(frame), frame["label"].to_numpy(dtype=str)
    pools = [probability[gold == label] for label in LABELS]
    confusion = [np.bincount(pool.argmax(axis=1), minlength=3).tolist() for pool in pools]
    return pools, {"info": classifier.info_, "split": split, "confusion": confusion}


def articles(shares: np.ndarray, size: int, pools, generator) -> np.ndarray:
    """Dirichlet counts of one dyad in an article of `size` statements, for each row of `shares`; shape (n,
    3)."""
    drawn = generator.random((len(shares), size, 1))
    label = (drawn > np.cumsum(shares, axis=1)[:, None, :2]).sum(axis=-1)
    answer = np.empty((len(shares), size, 3))
    for k, pool in enumerate(pools):
        where = label == k
        answer[where] = pool[generator.integers(0, len(pool), where.sum())]
    weight = generator.choice(WEIGHTS, p=SHARES, size=(len(shares), size, 1))
    return (weight * dyads.sharpened(answer)).sum(axis=1) * (1.0, dyads.NEUTRAL_WEIGHT, 1.0)


def stance(shares: np.ndarray) -> np.ndarray:
    """The stance that `equipoise.dyads` estimates: neutral statements count `NEUTRAL_WEIGHT`."""
    h, n, s = shares.T
    return (s - h) / (s + h + dyads.NEUTRAL_WEIGHT * n)


def simulate(model: str, repeats: int, seed: int = 0, split: str = "dev") -> dict:
    """Coverage and power by number of statements."""
    generator = np.random.default_rng(seed)
    parameters = known_dyads()
    pools, about = answers(model, split)
    rows = []
    for size in SIZES:
        shares = generator.dirichlet(parameters, repeats)
        truth = stance(shares)
        counts = articles(shares, size, pools, generator)
        low, high = dyads.interval(counts)
        above = dyads.probability_above(counts, 0.15) >= 0.7
        below = 1 - dyads.probability_above(counts, -0.15) >= 0.7
        friendly, hostile = truth > 0.3, truth < -0.3
        both = generator.permutation(np.flatnonzero(friendly))
        pairs = both[: len(both) // 2 * 2].reshape(-1, 2)  # pairs of friendly dyads: X between A and B
        sound = [_sound(counts[i], counts[j]) for i, j in pairs[:200]]
        rows.append(
            {
                "statements": size,
                "coverage": float(((low <= truth) & (truth <= high)).mean()),
                "width": float((high - low).mean()),
                "plus_found": float(above[friendly].mean()),
                "minus_found": float(below[hostile].mean()),
                "wrong_sign": float(((above & (truth < 0)) | (below & (truth > 0))).mean()),
                "balance_found": float(np.mean(sound)),
            }
        )
    return {
        "model": about,
        "known_dyads": parameters.round(3).tolist(),
        "repeats": repeats,
        "seed": seed,
        "rows": rows,
    }


def _sound(a: np.ndarray, b: np.ndarray) -> bool:
    """The evidence gate of a dual engagement: two plus signs, neither stance hostile, a narrow score."""
    from equipoise.strategies.gates import MAX_WIDTH, MIN_BOTH

    if min(dyads.probability_above(a, 0.15), dyads.probability_above(b, 0.15)) < 0.7:
        return False
    x, y = dyads.draw(a, 2000, 0), dyads.draw(b, 2000, 1)
    low, high = np.quantile(balance_score(x, y), (0.05, 0.95))
    return ((x > -0.1) & (y > -0.1)).mean() >= MIN_BOTH and high - low <= MAX_WIDTH


def figure(results: dict, path: Path) -> None:
    """Coverage beside power, one line a model."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.4), constrained_layout=True)
    left.axhspan(0.85, 0.95, color="0.9", label="85 to 95 %")
    for (name, result), style in zip(results.items(), ("-", "--", ":")):
        rows = result["rows"]
        x = [r["statements"] for r in rows]
        left.plot(x, [r["coverage"] for r in rows], "k" + style, marker="o", label=name)
        right.plot(
            x,
            [r["plus_found"] for r in rows],
            "C0" + style,
            marker="o",
            label=f"a friendly dyad is “+” ({name})",
        )
        right.plot(
            x,
            [r["balance_found"] for r in rows],
            "C1" + style,
            marker="s",
            label=f"two of them are reported ({name})",
        )
        right.plot(x, [r["wrong_sign"] for r in rows], "C3" + style, marker="x", label=f"wrong sign ({name})")
    for axis, title in ((left, "The 5-95 % interval holds the truth"), (right, "What is found")):
        axis.set(xscale="log", xlabel="statements a dyad", ylim=(0, 1), title=title)
        axis.set_xticks(SIZES, map(str, SIZES))
        axis.minorticks_off()
        axis.legend(fontsize=7, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    fig.savefig(path, dpi=140)
    plt.close(fig)


def main() -> None:
    """Simulate for each model, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="*", default=["accurate", "fast"])
    parser.add_argument("--repeats", type=int, default=2000)
    parser.add_argument("--split", default="dev", help="gold articles whose pairs give the model's answers")
    parser.add_argument("--figure", type=Path, default=ROOT / "docs" / "simulation.png")
    parser.add_argument("--json", type=Path, default=ROOT / "training" / "simulation.json")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ.setdefault("EQUIPOISE_THREADS", "1")
    find_labels()
    results = {model: simulate(model, args.repeats, split=args.split) for model in args.models}
    for model, result in results.items():
        print(f"{model}: confusion {result['model']['confusion']} (rows gold, {', '.join(LABELS)})")
        print(
            f"{'statements':>11}{'coverage':>10}{'width':>8}{'+ found':>9}{'- found':>9}{'wrong':>8}"
            f"{'balance':>9}"
        )
        for r in result["rows"]:
            print(
                f"{r['statements']:>11}{r['coverage']:>10.3f}{r['width']:>8.2f}{r['plus_found']:>9.2f}{r['minus_found']:>9.2f}"
                f"{r['wrong_sign']:>8.3f}{r['balance_found']:>9.2f}"
            )
    args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    figure(results, args.figure)


if __name__ == "__main__":
    main()
