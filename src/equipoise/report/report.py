"""The report of one article: everything found, and every way to look at it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from equipoise.report import rows
from equipoise.report.safe import json_text
from equipoise.report.summary import summarise
from equipoise.types import Article, Dyad, Mention, Rivalry, Stance, Statement, Strategy

__all__ = ["Report"]

#: Columns of the frames, in order, and what they hold (see each property).
COLUMNS = {
    "statements": ("article_id", "statement", "start", "end", "paragraph", "text"),
    "pairs": (
        "article_id",
        "statement",
        "source",
        "target",
        "source_text",
        "target_text",
        "label",
        "p_hostile",
        "p_neutral",
        "p_supportive",
        "voice",
        "resolved_by_context",
        "source_start",
        "source_end",
        "target_start",
        "target_end",
        "cues",
    ),
    "dyads": (
        "article_id",
        "source",
        "target",
        "mean",
        "low",
        "high",
        "n_effective",
        "n_hostile",
        "n_neutral",
        "n_supportive",
        "sign",
        "counts",
        "evidence",
    ),
    "strategies": (
        "article_id",
        "actor",
        "rival_a",
        "rival_b",
        "strategy",
        "overlays",
        "decision",
        "reason",
        "balance",
        "balance_low",
        "balance_high",
        "evidence",
        "contrary",
        "author_label",
        "disagrees",
    ),
}


class Report:
    """What one article says of its actors' stances, and who balances between whom.

    Made by `equipoise.Analyzer.analyze`; the parameters are what its steps gave.

    Parameters
    ----------
    article : Article
    statements_ : sequence of Statement
    mentions : sequence of Mention
    stances : sequence of Stance
    dyads_ : sequence of Dyad
    rivalries : sequence of Rivalry
    decisions : sequence of Strategy
    table : ActorTable, optional
        Gives codes their names; without it codes stand for themselves.
    model : dict, optional
        name, version and hash of the stance model.
    """

    def __init__(
        self,
        article: Article,
        statements_: Sequence[Statement] = (),
        mentions: Sequence[Mention] = (),
        stances: Sequence[Stance] = (),
        dyads_: Sequence[Dyad] = (),
        rivalries: Sequence[Rivalry] = (),
        decisions: Sequence[Strategy] = (),
        table=None,
        model: dict | None = None,
    ):
        self.article = article
        self.statements_ = list(statements_)
        self.mentions = list(mentions)
        self.stances = list(stances)
        self.dyads_ = list(dyads_)
        self.rivalries = list(rivalries)
        self.decisions = list(decisions)
        self.table = table
        self.model = dict(model or {})

    def __repr__(self) -> str:
        return f"<Report of {self.article.id!r}: {self.finding}>"

    @cached_property
    def _data(self) -> dict:
        return summarise(
            self.article,
            self.statements_,
            self.mentions,
            self.stances,
            self.dyads_,
            self.rivalries,
            self.decisions,
            self.table,
            self.model,
        )

    @property
    def finding(self) -> str:
        """The finding and its certainty in one sentence."""
        return self._data["finding"]["sentence"]

    def to_dict(self) -> dict:
        """The report as plain values, by report/schema.json; a copy of your own.

        Keys: article, finding, actors, statements, pairs, dyads, rivalries, strategies, abstentions, network,
        model, schema_version.
        """
        import copy

        return copy.deepcopy(self._data)

    def to_json(self, indent: int | None = 1) -> str:
        """`to_dict` as JSON; control characters of the article stand as ``\\uXXXX``."""
        return json_text(self._data, indent)

    def to_html(self) -> str:
        """One self-contained page: no script is needed to read it, and nothing is loaded from elsewhere."""
        from equipoise.report.page import page

        return page(self._data)

    def to_markdown(self) -> str:
        """The report as a memo."""
        from equipoise.report.memo import memo

        return memo(self._data)

    def to_text(self, width: int = 100, color: bool = False) -> str:
        """The report for a terminal, `width` columns wide; `color` adds ANSI colours."""
        from equipoise.report.terminal import text

        return text(self._data, width=width, color=color)

    @property
    def statements(self):
        """pandas.DataFrame, a row each statement: article_id, statement (its index), start, end (code
        points in ``article.text``, end-exclusive), paragraph, text."""
        return self._frame(
            "statements", ({**rows.statement_row(s), "statement": s.index} for s in self.statements_)
        )

    @property
    def pairs(self):
        """pandas.DataFrame, a row each ordered pair of a statement: article_id, statement (index), source,
        target (codes), source_text, target_text, label, p_hostile, p_neutral, p_supportive (calibrated, sum
        1), voice, resolved_by_context, source_start, source_end, target_start, target_end (code points in
        the article), cues (words that told)."""
        return self._frame("pairs", map(rows.pair_row, self.stances))

    @property
    def dyads(self):
        """pandas.DataFrame, a row each source -> target: article_id, source, target, mean, low, high
        (posterior mean and 5-95 % interval of p_supportive - p_hostile, in [-1, 1]), n_effective (sum of
        voice weights), n_hostile, n_neutral, n_supportive (statements by label), sign ("+", "-", "0", "?"
        for no evidence), counts, evidence (positions in `pairs`)."""
        return self._frame("dyads", map(rows.dyad_row, self.dyads_))

    @property
    def strategies(self):
        """pandas.DataFrame, a row each decision, abstentions too: article_id, actor, rival_a, rival_b,
        strategy, overlays, decision ("report" or "abstain"), reason, balance, balance_low, balance_high
        (median and 5-95 % interval of the balance score in [0, 1], NaN where the evidence gate was not
        passed), evidence, contrary (positions in `pairs`), author_label, disagrees (with ours)."""
        return self._frame("strategies", map(rows.strategy_row, self.decisions))

    def _frame(self, name: str, made):
        import pandas as pd

        columns = COLUMNS[name]
        frame = pd.DataFrame([{"article_id": self.article.id, **row} for row in made], columns=list(columns))
        scores = [column for column in columns if column.startswith("balance")]
        return frame.astype(dict.fromkeys(scores, float))  # a column of None alone would be of objects

    def network_svg(self, standalone: bool = True) -> str:
        """The signed network as SVG: actors, arrows by sign and strength, the balancer's triangle set off.

        Sign is told by colour, by dash and by a "+" or "−" on the arrow. `standalone` adds the XML namespace
        and the styles that a file of its own needs.
        """
        from equipoise.report.network import network_svg

        return network_svg(self._data, standalone=standalone)

    def plot_dyads(self, ax=None):
        """The dyads with their 5-95 % intervals, by matplotlib (extra "plots").

        Returns
        -------
        matplotlib.axes.Axes
        """
        from equipoise.report.plots import plot_dyads

        names = {actor["code"]: actor["name"] for actor in self._data["actors"]}
        return plot_dyads(self.dyads, ax=ax, names=names)

    def _repr_html_(self) -> str:
        from equipoise.report.page import fragment

        return fragment(self._data)
