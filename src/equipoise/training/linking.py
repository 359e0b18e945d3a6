"""Gold references -> the questions that the encoder learns to answer (`equipoise.actors.questions`)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.actors.discourse import Discourse
from equipoise.actors.questions import Question, ask
from equipoise.actors.references import expressions
from equipoise.labels import load_articles, load_references
from equipoise.statements import split as split_statements
from equipoise.types import Article

__all__ = ["Asked", "asked", "load_links", "thinned"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its gold answer.

    sort
        of the expression: person, thing, many, phrase, open (what only a judge resolves).
    open
        True where the rules leave the expression unresolved.
    """

    text_id: str
    split: str
    sort: str
    question: Question
    fits: bool
    open: bool


def load_links(folder=None, split: str | None = None, articles: bool = True) -> list[Asked]:
    """The questions about the references of a collection's passages and, where `articles`, fully marked articles."""
    texts = load_references(split, folder)
    if articles:
        texts += [a for a in load_articles(split, folder) if a.get("complete")]
    return list(asked(texts))


def asked(texts: Iterable[dict]) -> Iterator[Asked]:
    """The questions about texts with all ``mentions`` marked, and their answers.

    Names are found and the rules applied as they are when an article is read, so that the encoder learns from what it
    will meet.
    """
    table = ActorTable.load()
    matcher = Matcher(table)
    for row in texts:
        text = row["text"]
        article = Article(row["id"], text, date=row.get("date"))
        statements = split_statements(article)
        named = matcher.find(text, article.date)
        ruled = resolve_references(text, statements, named, table)
        mentions = [*named, *ruled]
        discourse = Discourse(text, statements, mentions, table)
        for number in range(len(statements)):
            for sort, start, end, _ in expressions(discourse, number):
                if sort == "we" or any(m.start < end and start < m.end for m in named):
                    continue
                gold = {m["code"] for m in row["mentions"] if m["start"] < end and start < m["end"]}
                is_open = not any(m.start < end and start < m.end for m in ruled)
                for question in ask(text, statements, number, start, end, mentions):
                    yield Asked(row["id"], row["split"], sort, question, question.code in gold, is_open)


def thinned(rows: Iterable[Asked], seed: int = 0) -> list[Asked]:
    """Fewer wrong candidates: two beside the right ones of an expression, one where none is right."""
    by_expression: dict[tuple, list[Asked]] = defaultdict(list)
    for row in rows:
        by_expression[row.text_id, row.question.text, row.question.start].append(row)
    rng, out = random.Random(seed), []
    for members in by_expression.values():
        right = [row for row in members if row.fits]
        wrong = [row for row in members if not row.fits]
        out += right + rng.sample(wrong, min(2 if right else 1, len(wrong)))
    return out
