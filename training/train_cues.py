"""Train the strategy-cue classifier: `python training/train_cues.py` writes
src/equipoise/models/cues/{fast,accurate}/.

Learns from the train split of labels/strategies/, chooses C on the dev split, prints dev and test figures,
and writes them into the manifests. The accurate head reads the vectors of the accurate stance model's
encoder, which must be there; train it again whenever that encoder changes."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from equipoise._version import __version__
from equipoise.labels import load_strategies
from equipoise.stance.encoder import Encoder
from equipoise.stance.loading import shipped
from equipoise.storage import sha256
from equipoise.strategies.classifier import STRATEGIES, CueClassifier, cue_frame
from equipoise.strategies.storage import save

MODELS = Path(__file__).resolve().parents[1] / "src" / "equipoise" / "models" / "cues"


def figures(model: CueClassifier, split: str) -> dict:
    """Figures on the statements of a split, one row an actor (the actor itself, its rivals as "none")."""
    X, y, weight = cue_frame(load_strategies(split))
    probability, predicted, some = model.predict_proba(X), model.predict(X), y != "none"
    which = np.array(STRATEGIES)[probability[:, :-1].argmax(axis=1)]
    return {
        "statements": len(load_strategies(split)),
        "rows": len(y),
        "macro_f1": round(float(f1_score(y, predicted, average="macro")), 3),
        "any_auc": round(float(roc_auc_score(some, 1 - probability[:, -1], sample_weight=weight)), 3),
        "none_recall": round(float((predicted[~some] == "none").mean()), 3),
        "strategy_recall": round(float((predicted[some] == y[some]).mean()), 3),
        "which_accuracy": round(float((which[some] == y[some]).mean()), 3),
    }


class Remembered:
    """An encoder that keeps what it has read: the same statements are asked for again and again."""

    def __init__(self, folder):
        self.folder = str(folder)
        self._encoder, self._seen = Encoder(folder), {}

    def transform(self, texts):
        """As `Encoder.transform`."""
        new = [t for t in dict.fromkeys(texts) if t not in self._seen]
        if new:
            self._seen.update(zip(new, zip(*self._encoder.transform(new))))
        return tuple(np.stack([self._seen[t][k] for t in texts]) for k in (0, 1))


def main() -> None:
    """Train both heads and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS)
    args = parser.parse_args()
    X, y, weight = cue_frame(load_strategies("train"))
    encoder = shipped("accurate")
    for name, folder in (("fast", None), ("accurate", encoder)):
        if folder is not None and not (folder / "encoder.onnx").is_file():
            print("accurate: no encoder here, left out")
            continue
        reader = folder and Remembered(folder)
        tried = {C: CueClassifier(encoder=reader, C=C).fit(X, y, weight) for C in (1.0, 3.0, 10.0, 30.0)}
        scored = {C: figures(model, "dev") for C, model in tried.items()}
        C = max(scored, key=lambda c: (scored[c]["macro_f1"] + scored[c]["any_auc"], -c))
        meta = {
            "labels": "labels/strategies",
            "train_rows": len(y),
            "dev": scored[C],
            "test": figures(tried[C], "test"),
        }
        if folder is not None:
            meta["encoder_sha256"] = sha256(folder / "encoder.onnx")
        save(tried[C], args.out / name, name=f"cues-{name}", version=__version__, meta=meta)
        print(f"{name}: C={C}\n  dev  {scored[C]}\n  test {meta['test']}")


if __name__ == "__main__":
    main()
