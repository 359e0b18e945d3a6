"""Everything a report says, as one plain dict: JSON is this dict, the templates read nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from equipoise._version import __version__
from equipoise.report import rows
from equipoise.report.finding import find
from equipoise.report.safe import plain, valid_text
from equipoise.types import Article, Dyad, Mention, Rivalry, Stance, Statement, Strategy

__all__ = ["SCHEMA_VERSION", "summarise"]

#: Raised in its first part when a key changes its meaning or goes, in its second when one comes.
SCHEMA_VERSION = "1.0"


def summarise(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    stances: Sequence[Stance],
    dyads: Sequence[Dyad],
    rivalries: Sequence[Rivalry],
    decisions: Sequence[Strategy],
    table=None,
    model: dict | None = None,
) -> dict:
    """The report as a dict of plain values (see report/schema.json).

    Returns
    -------
    dict
        article, finding, actors, statements, pairs, dyads, rivalries, strategies (decision "report"),
        abstentions (decision "abstain"), network, model, schema_version. Codes, not names, join the lists;
        ``evidence`` and ``contrary`` are positions in ``pairs``.
    """
    decided = [rows.strategy_row(decision) for decision in decisions]
    data = {
        "schema_version": SCHEMA_VERSION,
        "article": {
            "id": article.id,
            "title": article.title,
            "date": article.date,
            "source": article.source,
            "text": valid_text(article.text),
            "n_characters": len(article.text),
            "n_paragraphs": len({s.paragraph for s in statements}),
            "n_statements": len(statements),
        },
        "actors": _actors(mentions, table),
        "statements": rows.rows_of(statements, rows.statement_row),
        "pairs": rows.rows_of(stances, rows.pair_row),
        "dyads": rows.rows_of(dyads, rows.dyad_row),
        "rivalries": rows.rows_of(rivalries, rows.rivalry_row),
        "strategies": [row for row in decided if row["decision"] == "report"],
        "abstentions": [row for row in decided if row["decision"] != "report"],
        "network": _network(dyads, rivalries),
        "model": {**(model or {}), "equipoise": __version__},
    }
    data = plain(data)
    data["finding"] = find(data)
    return data


def _actors(mentions: Sequence[Mention], table) -> list[dict]:
    by_code: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_code[mention.code].append(mention)
    return [
        {
            "code": code,
            "name": table.name(code) if table is not None else code,
            "n_mentions": len(found),
            "n_references": sum(m.resolved_by_context for m in found),
            "mentions": [{k: v for k, v in rows.mention_row(m).items() if k != "code"} for m in found],
        }
        for code, found in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _network(dyads: Sequence[Dyad], rivalries: Sequence[Rivalry]) -> dict:
    from equipoise.networks import signed_network

    return plain(signed_network(dyads, rivalries))
