"""Small corpora, what stands in an output folder, and classifiers that misbehave; imported by workers too."""

import hashlib
import json
import os
import random
import signal
import time
from typing import ClassVar

import numpy as np

SENTENCES = (
    "Moscow thanked New Delhi for its patience.",
    "The United States condemned Russia over the strikes.",
    "Beijing and Islamabad signed an agreement on the railway.",
    "Turkey has kept its ties with both Russia and Ukraine.",
    "The weather in the valley was mild for the season.",
    "Ankara sold drones to Kyiv and bought gas from Moscow, and thanked both.",
    "France may yet recall its ambassador from Algiers.",
    "India warned Pakistan that its patience was at an end.",
)


def rows(n, seed=0):
    """`n` short articles as mappings, the same for the same seed."""
    rng = random.Random(seed)
    return [
        {
            "id": f"a{i}",
            "date": "2022-05-01",
            "text": " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(1, 5))),
        }
        for i in range(n)
    ]


def corpus(path, n=24, seed=0, bad=True):
    """A JSON Lines file of `n` articles, every seventh line broken; the path as a string."""
    lines = [json.dumps(row) for row in rows(n, seed)]
    if bad:
        for at in range(3, n, 7):
            lines[at] = '{"text": '
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def content(folder):
    """Every file below `folder` but the lock, by name, with the hash of its bytes."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


class Steady:
    """Probabilities from the statement's hash: quick, and the same in every process."""

    info_: ClassVar = {"name": "steady", "version": "1", "hash": "0"}

    def predict_proba(self, X):
        raw = [[b + 1 for b in hashlib.sha256(t.encode()).digest()[:3]] for t in X["text"]]
        made = np.array(raw, dtype=float)
        return made / made.sum(axis=1, keepdims=True)


class Deadly(Steady):
    """Kills its process on a statement that names Algiers."""

    def predict_proba(self, X):
        if X["text"].str.contains("Algiers").any():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().predict_proba(X)


class Faulty(Steady):
    """Raises on a statement that names Algiers."""

    def predict_proba(self, X):
        if X["text"].str.contains("Algiers").any():
            raise ValueError("no Algiers here")
        return super().predict_proba(X)


class Slow(Steady):
    """Takes a moment over every call, so that there is time to kill a worker."""

    def predict_proba(self, X):
        time.sleep(0.3)
        return super().predict_proba(X)
