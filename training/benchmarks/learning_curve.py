"""Do more labels still pay? The fast model on growing shares of the train split; table and picture for the card.

Shares are of the groups, so that near-twins come and go together; three draws each. Real wire sentences
(../shared/real_dev) are scored when they are there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from stance import polarity, real_dev, statements

from equipoise.stance import StanceClassifier
from equipoise.stance.evaluation import figures

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Fit, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--picture", type=Path, default=Path(__file__).resolve().parents[2] / "labels" / "learning_curve.png"
    )
    parser.add_argument("--draws", type=int, default=3)
    args = parser.parse_args()
    frame = statements()
    train, dev, wire = frame[frame["split"] == "train"], frame[frame["split"] == "dev"], real_dev()
    groups = np.array(sorted(train["group"].unique()))
    table = []
    for share in SHARES:
        scores = []
        for draw in range(1 if share == 1.0 else args.draws):
            chosen = np.random.default_rng(draw).permutation(groups)[: round(share * len(groups))]
            part = train[train["group"].isin(set(chosen))]
            model = StanceClassifier().fit(part, part["label"])
            real = polarity(model.predict_proba(wire), wire["label"]) if wire is not None else float("nan")
            scores.append(
                (part["id"].nunique(), len(part), figures(dev, model.predict_proba(dev))["macro_f1"], real)
            )
        table.append([share, *np.mean(scores, axis=0)])
        print("| {:.0%} | {:,.0f} | {:,.0f} | {:.3f} | {:.3f} |".format(*table[-1]), flush=True)
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    shares = np.array(table)
    figure, axis = plt.subplots(figsize=(5.5, 3.4))
    axis.plot(shares[:, 1], shares[:, 3], "o-", label="dev macro-F1")
    if wire is not None:
        axis.plot(shares[:, 1], shares[:, 4], "s--", label="real wire sentences, polarity")
    axis.set(xlabel="statements in train", ylabel="fast model", ylim=(0.4, 0.9), xlim=(0, None))
    axis.grid(alpha=0.3)
    axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(args.picture, dpi=130)


if __name__ == "__main__":
    main()
