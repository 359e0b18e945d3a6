"""One table row a thing, as plain dicts: the columns of the frames, of the JSON and of the Parquet tables."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.dyads import sign
from equipoise.report.safe import plain
from equipoise.types import Dyad, Mention, Rivalry, Stance, Statement, Strategy

__all__ = ["dyad_row", "mention_row", "pair_row", "rivalry_row", "statement_row", "strategy_row"]


def statement_row(statement: Statement) -> dict:
    """index, start, end (code points in the article), text, paragraph."""
    return plain(statement)


def mention_row(mention: Mention) -> dict:
    """start, end, text, kind, why, resolved_by_context of one mention; its actor's code too."""
    return plain(mention)


def pair_row(stance: Stance) -> dict:
    """A scored pair: who toward whom, in which statement, with calibrated probabilities and voice.

    ``statement`` is the index of the statement; ``source_text`` and ``target_text`` are
    mentions as they stand.
    """
    pair = stance.pair
    return plain(
        {
            "article_id": pair.article_id,
            "statement": pair.statement.index,
            "source": pair.source.code,
            "target": pair.target.code,
            "source_text": pair.source.text,
            "target_text": pair.target.text,
            "label": stance.label,
            "p_hostile": stance.p_hostile,
            "p_neutral": stance.p_neutral,
            "p_supportive": stance.p_supportive,
            "voice": stance.voice,
            "resolved_by_context": pair.resolved_by_context,
            "source_start": pair.source.start,
            "source_end": pair.source.end,
            "target_start": pair.target.start,
            "target_end": pair.target.end,
            "cues": stance.cues,
        }
    )


def dyad_row(dyad: Dyad) -> dict:
    """Posterior mean and 5-95 % interval of the stance, counts, sign, and evidence (positions of pairs)."""
    row = plain(dyad)
    counts = row.pop("counts")
    evidence = row.pop("evidence")
    return {**row, "sign": sign(dyad), "counts": counts, "evidence": evidence}


def rivalry_row(rivalry: Rivalry) -> dict:
    """a, b, probability, mean, origin (text, list, both, user), note."""
    return plain(rivalry)


def strategy_row(decision: Strategy) -> dict:
    """A decision, reported or abstained from; evidence and contrary are positions in the list of pairs."""
    row = plain(decision)
    row["overlays"] = row["overlays"] or []
    return row


def rows_of(items: Sequence, row) -> list[dict]:
    """`row` of each item."""
    return [row(item) for item in items]
