"""A corpus -> the statements worth labelling next: read, scored by two models, chosen."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

from equipoise.errors import InputError
from equipoise.labels.reading import (
    article_statements,
    find_labels,
    load_articles,
    load_statements,
    pair_frame,
)
from equipoise.labels.suggest import actor_counts, choose, priorities
from equipoise.types import LABELS

__all__ = ["MAX_ACTORS", "statements_of", "suggest"]

#: Seven actors are 42 pairs: nobody labels that with care.
MAX_ACTORS = 6
MAX_CHARACTERS = 600


def suggest(corpus, n: int, model="accurate", second="fast", limit: int = 20_000, folder=None, seed: int = 0):
    """Pick the `n` statements of a corpus that are worth labelling.

    Parameters
    ----------
    corpus : paths, as `equipoise.iter_articles` reads
    n : int
    model, second : names or fitted classifiers; `second` may be None
    limit : int
        Statements to score; of a larger corpus a random sample (Vitter 1985).
    folder : path, optional
        The labelled collection: what is in it is passed over. Without one, all actors count as new.
    seed : int

    Returns
    -------
    (list of dict, list of Quarantined)
        Statements with ``actors, mentions, predicted, priority`` and no ``pairs``; inputs that could not be
        read.
    """
    from equipoise.articles import Quarantined, iter_articles
    from equipoise.stance import load_model

    labelled, known = _known(folder)
    quarantined: list = []

    def articles():
        for item in iter_articles(corpus):
            if isinstance(item, Quarantined):
                quarantined.append(item)
            else:
                yield item

    rows = _sample(statements_of(articles(), labelled), limit, seed)
    if not rows:
        raise InputError(
            f"{corpus} holds no unlabelled statement of two to {MAX_ACTORS} actors; nothing to suggest."
        )
    frame = pair_frame({**row, "pairs": _placeholders(row)} for row in rows)
    models = [load_model(m) if isinstance(m, str) else m for m in (model, second) if m is not None]
    scores = [m.predict_proba(frame) for m in models]
    table = priorities(frame, scores[0], scores[1] if len(scores) > 1 else None, known)
    chosen = {name: place for place, name in enumerate(choose(table, n, seed))}
    score = dict(zip(table["id"], table["score"]))
    predicted: dict[str, list] = {}
    for name, source, target, p in zip(frame["id"], frame["source"], frame["target"], scores[0], strict=True):
        predicted.setdefault(name, []).append(
            [source, target, LABELS[int(p.argmax())], round(float(p.max()), 3)]
        )
    picked = sorted((row for row in rows if row["id"] in chosen), key=lambda row: chosen[row["id"]])
    return [
        {**row, "predicted": predicted[row["id"]], "priority": round(float(score[row["id"]]), 4)}
        for row in picked
    ], quarantined


def statements_of(articles: Iterable, passed_over: frozenset[str] = frozenset(), analyzer=None):
    """The statements of articles with two to `MAX_ACTORS` actors, each text once, in the collection's form.

    Yields
    ------
    dict
        ``id, text, actors, mentions, genre, year, region, patterns, group`` without pairs; the group is the
        article.
    """
    from equipoise.analyzer import Analyzer

    analyzer = analyzer or Analyzer(model="fast")
    seen = set(passed_over)
    for article in articles:
        _, _, pairs = analyzer.pairs(article)
        for statement, group in itertools.groupby(pairs, key=lambda pair: pair.statement):
            row = _row(article, statement, list(group))
            if row is not None and _key(row["text"]) not in seen:
                seen.add(_key(row["text"]))
                yield row


def _row(article, statement, pairs) -> dict | None:
    main = {m.code: m for pair in pairs for m in (pair.source, pair.target)}
    spans = {(m.start, m.end) for m in main.values()}
    long = len(statement.text) > MAX_CHARACTERS
    if long or not 2 <= len(main) <= MAX_ACTORS or len(spans) < len(main):
        return None
    every = {
        m for pair in pairs for m in (pair.source, pair.target, *pair.same, *pair.others) if m.code in main
    }
    base = statement.start
    places = sorted((m.start - base, m.end - base, m.code) for m in every)
    return {
        "id": f"{article.id}#{statement.index}",
        "text": statement.text,
        "actors": [
            {"code": c, "mention": m.text, "start": m.start - base, "end": m.end - base}
            for c, m in main.items()
        ],
        "mentions": [{"code": c, "start": s, "end": e} for s, e, c in places],
        "genre": "",
        "year": article.date.year if article.date else 0,
        "region": "",
        "patterns": [],
        "group": article.id,
    }


def _known(folder):
    """(keys of labelled texts, labelled pairs of each actor)."""
    try:
        where = find_labels(folder)
    except InputError:
        if folder:
            raise
        return frozenset(), {}
    rows = load_statements(folder=where)
    rows += [row for article in load_articles(folder=where) for row in article_statements(article)]
    return frozenset(_key(row["text"]) for row in rows), actor_counts(pair_frame(rows))


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _placeholders(row: dict) -> list:
    """Every ordered pair with a label that nobody reads: `pair_frame` wants one."""
    return [[a, b, "neutral"] for a, b in itertools.permutations([x["code"] for x in row["actors"]], 2)]


def _sample(rows, limit: int, seed: int) -> list[dict]:
    """Reservoir sampling: each row with the same chance, in the corpus's order."""
    rng, kept = random.Random(seed), []
    for i, row in enumerate(rows):
        if i < limit:
            kept.append((i, row))
        elif (j := rng.randrange(i + 1)) < limit:
            kept[j] = (i, row)
    return [row for _, row in sorted(kept, key=lambda item: item[0])]
