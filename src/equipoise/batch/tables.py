"""The five tables of a batch: their columns, and how reports become their rows."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence

from equipoise.articles.quarantine import Quarantined
from equipoise.report.safe import valid_text

__all__ = ["TABLES", "Rows", "arrow_table", "columns_of"]

_PLACE = (("position", "int64"), ("article_id", "string"))
_SPANS = tuple((f"{role}_{end}", "int32") for role in ("source", "target") for end in ("start", "end"))

#: table -> its columns and their Arrow types. `position` counts the inputs from 0 and joins the tables: ids may repeat.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "pairs": (
        *_PLACE, ("statement", "int32"), ("source", "string"), ("target", "string"), ("source_text", "string"),
        ("target_text", "string"), ("label", "string"), ("p_hostile", "float32"), ("p_neutral", "float32"),
        ("p_supportive", "float32"), ("voice", "string"), ("resolved_by_context", "bool"), *_SPANS,
        ("statement_text", "string"),
    ),
    "dyads": (
        *_PLACE, ("source", "string"), ("target", "string"), ("mean", "float64"), ("low", "float64"),
        ("high", "float64"), ("n_effective", "float64"), ("n_hostile", "int32"), ("n_neutral", "int32"),
        ("n_supportive", "int32"), ("sign", "string"), ("counts", "list<float64>"), ("evidence", "list<int32>"),
    ),
    "strategies": (
        *_PLACE, ("actor", "string"), ("rival_a", "string"), ("rival_b", "string"), ("strategy", "string"),
        ("overlays", "list<string>"), ("decision", "string"), ("reason", "string"), ("balance", "float64"),
        ("balance_low", "float64"), ("balance_high", "float64"), ("evidence", "list<int32>"),
        ("contrary", "list<int32>"), ("author_label", "string"), ("disagrees", "bool"),
    ),
    "quarantine": (
        ("position", "int64"), ("source", "string"), ("place", "string"), ("reason", "string"),
        ("message", "string"), ("id", "string"), ("n_articles", "int64"),
    ),
    "articles": (
        *_PLACE, ("source", "string"), ("title", "string"), ("date", "date32"), ("n_characters", "int32"),
        ("n_statements", "int32"), ("n_mentions", "int32"), ("n_pairs", "int32"), ("text_hash", "string"),
    ),
}  # fmt: skip


def columns_of(table: str, with_text: bool = False) -> tuple[tuple[str, str], ...]:
    """Columns of `table`; the text of each statement stands in "pairs" only where it was asked for."""
    return tuple(c for c in TABLES[table] if with_text or c[0] != "statement_text")


class Rows:
    """The rows of one chunk, a list of values a column; picklable.

    Parameters
    ----------
    with_text : bool
        Keep the text of each pair's statement.
    """

    def __init__(self, with_text: bool = False):
        self.with_text = with_text
        self.columns = {table: {name: [] for name, _ in columns_of(table, with_text)} for table in TABLES}

    def add_report(self, position: int, report) -> None:
        """The rows of one `equipoise.Report`."""
        article = report.article
        place = {"position": position, "article_id": valid_text(article.id)}
        self._add(
            "articles",
            {
                **place,
                "source": valid_text(article.source),
                "title": valid_text(article.title),
                "date": article.date,
                "n_characters": len(article.text),
                "n_statements": len(report.statements_),
                "n_mentions": len(report.mentions),
                "n_pairs": len(report.stances),
                "text_hash": hashlib.blake2b(
                    article.text.encode("utf-8", "surrogatepass"), digest_size=12
                ).hexdigest(),
            },
        )
        self._add_pairs(place, report.stances)
        self._add_dyads(place, report.dyads_)
        for decision in report.decisions:
            row = {name: getattr(decision, name) for name in self.columns["strategies"] if name not in place}
            self._add("strategies", {**place, **row})

    def add_quarantined(self, position: int, item: Quarantined) -> None:
        """The row of an input that could not be read or scored."""
        row = {name: getattr(item, name) for name in self.columns["quarantine"] if name != "position"}
        self._add("quarantine", {"position": position, **row})

    def extend(self, other: Rows) -> None:
        """The rows of `other` after one's own."""
        for table, columns in self.columns.items():
            for name, values in columns.items():
                values.extend(other.columns[table][name])

    def count(self, table: str) -> int:
        """How many rows `table` has."""
        return len(self.columns[table]["position"])

    def summary(self) -> dict:
        """What a run adds up: rows a table, statements, strategies reported, quarantined by reason."""
        reasons: dict[str, int] = {}
        for reason in self.columns["quarantine"]["reason"]:
            reasons[reason] = reasons.get(reason, 0) + 1
        return {
            "articles": self.count("articles"),
            "quarantined": self.count("quarantine"),
            "statements": sum(self.columns["articles"]["n_statements"]),
            "pairs": self.count("pairs"),
            "dyads": self.count("dyads"),
            "strategies": self.columns["strategies"]["decision"].count("report"),
            "abstentions": self.columns["strategies"]["decision"].count("abstain"),
            "reasons": dict(sorted(reasons.items())),
        }

    def _add(self, table: str, row: dict) -> None:
        for name, values in self.columns[table].items():
            values.append(row[name])

    def _add_pairs(self, place: dict, stances: Sequence) -> None:
        pairs = [stance.pair for stance in stances]
        found = {
            "position": [place["position"]] * len(pairs),
            "article_id": [place["article_id"]] * len(pairs),
            "statement": [p.statement.index for p in pairs],
            "source": [p.source.code for p in pairs],
            "target": [p.target.code for p in pairs],
            "source_text": [valid_text(p.source.text) for p in pairs],
            "target_text": [valid_text(p.target.text) for p in pairs],
            "label": [s.label for s in stances],
            "p_hostile": [s.p_hostile for s in stances],
            "p_neutral": [s.p_neutral for s in stances],
            "p_supportive": [s.p_supportive for s in stances],
            "voice": [s.voice for s in stances],
            "resolved_by_context": [p.resolved_by_context for p in pairs],
            "source_start": [p.source.start for p in pairs],
            "source_end": [p.source.end for p in pairs],
            "target_start": [p.target.start for p in pairs],
            "target_end": [p.target.end for p in pairs],
        }
        if self.with_text:
            found["statement_text"] = [valid_text(p.statement.text) for p in pairs]
        for name, values in self.columns["pairs"].items():
            values.extend(found[name])

    def _add_dyads(self, place: dict, dyads: Sequence) -> None:
        columns = self.columns["dyads"]
        for name, values in columns.items():
            if name in place:
                values.extend([place[name]] * len(dyads))
            elif name == "sign":
                values.extend(_signs(dyads))
            else:
                values.extend(getattr(d, name) for d in dyads)


def _signs(dyads: Sequence) -> list[str]:
    """`equipoise.report.rows.sign` of many dyads in one call."""
    import numpy as np

    from equipoise.dyads import probability_above

    if not dyads:
        return []
    counts = np.array([d.counts for d in dyads])
    above, below = probability_above(counts, 0.15), 1 - probability_above(counts, -0.15)
    return [
        "?" if d.n_effective <= 0 else "+" if a >= 0.7 else "-" if b >= 0.7 else "0"
        for d, a, b in zip(dyads, above, below)
    ]


def arrow_table(table: str, columns: dict[str, list], metadata: dict[str, str]):
    """A pyarrow.Table of one table's columns, `metadata` in its schema."""
    import pyarrow as pa

    schema = pa.schema([(name, _type(kind)) for name, kind in TABLES[table] if name in columns], metadata)
    return pa.table({f.name: pa.array(columns[f.name], f.type) for f in schema}, schema=schema)


@functools.cache
def _type(kind: str):
    import pyarrow as pa

    if kind.startswith("list<"):
        return pa.list_(_type(kind[5:-1]))
    return {"bool": pa.bool_, "date32": pa.date32}.get(kind, getattr(pa, kind, None))()
