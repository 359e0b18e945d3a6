"""Archives of any size for the batch benchmark: seeded mixes of the collection's own sentences."""

from __future__ import annotations

import json
import random
from pathlib import Path

from equipoise.labels import load_articles, load_statements

__all__ = ["SENTENCES", "write"]

#: Sentences of one made article.
SENTENCES = 10


def write(path: Path, articles: int, seed: int = 0) -> float:
    """Write `articles` made articles as JSON Lines, streamed; return the share of sentences that are repeats.

    A tenth of the sentences stand as they are, as wire copy does in many papers. The others get a number of
    their own at the end, so that the cache of equal statements does not make the corpus cheaper than a real one.
    """
    pool = [s["text"] for a in load_articles() for s in a["statements"]]
    pool += [row["text"] for row in load_statements()]
    draw, plain, seen = random.Random(seed), 0, set()
    with open(path, "w", encoding="utf-8") as handle:
        for number in range(articles):
            sentences = []
            for text in draw.choices(pool, k=SENTENCES):
                if draw.random() < 0.1:
                    plain += text in seen
                    seen.add(text)
                else:
                    text = f"{text.rstrip('.!?')} (item {draw.randrange(10**9)})."
                sentences.append(text)
            row = {"id": f"made-{number}", "text": " ".join(sentences), "date": "2024-05-01"}
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    return plain / (articles * SENTENCES)
