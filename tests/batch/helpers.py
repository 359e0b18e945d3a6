"""Small corpora, what stands in an output folder, and classifiers that misbehave; imported by workers too."""

import hashlib
import json
import os
import random
import signal
import threading
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


class Held(Steady):
    """Waits, once two chunks of the run into `out` are done, until the file `gate` is there.

    Each process that waits leaves a file ``held-PID`` beside the gate: whoever kills it then does so in mid run.
    """

    def __init__(self, out, gate):
        self.out, self.gate = out, gate

    def predict_proba(self, X):
        if len(list((self.out / "receipts").glob("*.json"))) >= 2 and not self.gate.exists():
            self.gate.with_name(f"held-{os.getpid()}").touch()
            wait_for(self.gate.exists)
        return super().predict_proba(X)


def wait_for(condition):
    """What `condition` gives, once it is true; false after a minute."""
    for _ in range(1200):
        if found := condition():
            return found
        time.sleep(0.05)
    return False


def kill_one(model, killed):
    """A thread that kills a process that `model` holds, adds its pid to `killed`, and lets the run go on."""

    def work():
        held = wait_for(lambda: sorted(model.gate.parent.glob("held-*")))
        if held:
            killed.append(int(held[0].name.removeprefix("held-")))
            os.kill(killed[0], signal.SIGKILL)
        model.gate.touch()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def idle(text):
    """Busy for half a minute, step by step, on a text that names Algiers."""
    if "Algiers" in text:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            pass


def hinder(on=True):
    """Make this process's analyzers `idle` before they read an article; with false, undo it."""
    from equipoise.analyzer import Analyzer

    real = getattr(Analyzer.pairs, "real", Analyzer.pairs)

    def pairs(self, article):
        idle(article.text)
        return real(self, article)

    pairs.real = real
    Analyzer.pairs = pairs if on else real
