"""Archives of any size for the batch benchmark: seeded mixes of the collection's own sentences."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from pathlib import Path

from equipoise.labels import load_articles, load_statements

__all__ = ["MIX", "PLAIN", "SENTENCES", "sentences_of_the_collection", "write"]

#: Sentences of one made article, unless asked otherwise.
SENTENCES = 10
#: Share of sentences that stand as they are.
PLAIN = 0.1
MIX = (
    "seed 0; half the articles a run of consecutive sentences of one article of labels/articles, half a draw from one "
    f"file of labels/statements; {PLAIN:.0%} of the sentences as they are, as wire copy stands in many papers, the "
    "others with '(item NUMBER)' at the end, so that the cache of equal statements saves no more than it would in an "
    "archive"
)


def sentences_of_the_collection() -> list[str]:
    """Every distinct sentence of the articles and statements, in a fixed mixed order."""
    pool = [s["text"] for a in load_articles() for s in a["statements"]]
    pool = list(dict.fromkeys([*pool, *(row["text"] for row in load_statements())]))
    random.Random(0).shuffle(pool)
    return pool


def write(path: Path, articles: int, sentences: int = SENTENCES) -> dict:
    """Write `articles` made articles as JSON Lines, one at a time; return what is in them.

    A smaller archive is the beginning of a larger one.
    """
    runs = [[s["text"] for s in a["statements"]] for a in load_articles()]
    files = defaultdict(list)
    for row in load_statements():
        files[row["id"].rpartition("-")[0]].append(row["text"])
    draws = list(files.values())
    rng, seen, repeats, characters = random.Random(0), set(), 0, 0
    with open(path, "w", encoding="utf-8") as file:
        for number in range(articles):
            if number % 2:
                chosen = rng.choices(rng.choice(draws), k=sentences)
            else:
                whole = rng.choice(runs)
                at = rng.randrange(max(1, len(whole) - sentences))
                chosen = [whole[i % len(whole)] for i in range(at, at + sentences)]
            for i, text in enumerate(chosen):
                if rng.random() < PLAIN:
                    repeats += text in seen
                    seen.add(text)
                else:
                    chosen[i] = f"{text.rstrip('.!?')} (item {rng.randrange(100_000)})."
            row = {"id": f"made-{number}", "text": " ".join(chosen), "date": "2024-05-01"}
            characters += len(row["text"])
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return {"characters": characters / articles, "repeats": repeats / (articles * sentences)}
