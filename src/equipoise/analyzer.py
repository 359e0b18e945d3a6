"""Composes the rooms Article -> Statements -> Mentions -> Pairs -> Stances -> Dyads -> Strategies -> Report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from equipoise import dyads, rivalries, statements, strategies, voice
from equipoise.actors import ActorTable, Matcher, resolve_references
from equipoise.errors import InputError
from equipoise.pairs import ordered_pairs
from equipoise.report import Report
from equipoise.types import Article, Dyad, Mention, Pair, Rivalry, Stance, Statement

__all__ = ["Analyzer", "Weighed"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article between its stances and its strategies.

    asked
        Actors whose strategies are asked for.
    said
        The statements that may tell of strategies, the headline (`equipoise.strategies.headline`) before those of the
        text, and their mentions.
    """

    article: Article
    statements: list[Statement]
    mentions: list[Mention]
    stances: list[Stance]
    dyads: list[Dyad]
    rivalries: list[Rivalry]
    asked: frozenset[str]
    said: tuple[list[Statement], list[Mention]]


class Analyzer:
    """Reads articles and reports who stands where and who balances between rivals.

    Parameters
    ----------
    model : str, path or fitted classifier, default "accurate"
        "fast", "accurate", a model folder, or anything with the `predict_proba` of
        `equipoise.stance.StanceClassifier`.
    trust : bool, default False
        Consent to unpickle a model folder from outside the package.
    actors : path, optional
        A TSV overlay that adds to and overrides the actor table.
    rivals : path or list of (code, code), optional
        Rivalries that hold because the user says so.
    seed : int, default 0
        Seed of the posterior draws.

    Raises
    ------
    ModelError, InputError
    """

    def __init__(self, model="accurate", *, trust: bool = False, actors=None, rivals=None, seed: int = 0):
        self.model = model
        self.trust = trust
        self.actors = actors
        self.rivals = rivals
        self.seed = seed
        self._table = ActorTable.load(overlay=actors)
        self._matcher = Matcher(self._table)
        self._prior = rivalries.RivalryList.load(user=rivals)
        self._classifier = None

    @property
    def table(self) -> ActorTable:
        """The actor table in use."""
        return self._table

    @property
    def classifier(self):
        """The stance classifier, loaded when first needed."""
        if self._classifier is None:
            if isinstance(self.model, str | Path):
                from equipoise.stance import load_model

                self._classifier = load_model(self.model, trust=self.trust)
            else:
                self._classifier = self.model
        return self._classifier

    def mentions(self, text: str, date: datetime.date | str | None = None) -> list[Mention]:
        """The actors that `text` names or refers to, with code point offsets, in order.

        `date` ("YYYY-MM-DD" or a date) decides who was in office.
        """
        article = Article(id="text", text=text, date=date)
        return self._mentions(article, statements.split(article))

    def pairs(self, article: Article) -> tuple[list[Statement], list[Mention], list[Pair]]:
        """The steps before the model: statements, mentions and ordered pairs of one article."""
        parts = statements.split(article)
        found = self._mentions(article, parts)
        return parts, found, ordered_pairs(article.id, parts, found)

    def stances(self, pairs: Sequence[Pair]) -> list[Stance]:
        """Score pairs, of one article or of many, in one call to the model."""
        if not pairs:
            return []
        import pandas as pd

        frame = pd.DataFrame([pair.frame_row() for pair in pairs])
        if explain := getattr(self.classifier, "explain", None):
            probabilities, cues = explain(frame)
        else:
            probabilities, cues = self.classifier.predict_proba(frame), [()] * len(pairs)
        return [
            Stance(pair, float(p[0]), float(p[1]), float(p[2]), voice=voice.detect(pair), cues=tuple(c))
            for pair, p, c in zip(pairs, probabilities, cues, strict=True)
        ]

    def analyze(self, text_or_article: str | Article | Mapping) -> Report:
        """Read one article.

        Parameters
        ----------
        text_or_article : str, Article or mapping
            Plain text; an `Article`; or a row with ``text`` and, if at hand, ``title``, ``date`` and
            ``id``, under these or other common names.

        Returns
        -------
        Report
            Empty but honest where the text names fewer than two actors.

        Raises
        ------
        InputError
            Something else, or a row without a text.
        """
        article = _as_article(text_or_article)
        parts, found, pairs = self.pairs(article)
        return self.report(article, parts, found, self.stances(pairs))

    def report(
        self, article: Article, parts: list[Statement], found: list[Mention], scored: list[Stance]
    ) -> Report:
        """The steps after the model: dyads, rivalries, strategies, report."""
        weighed = self.weigh(article, parts, found, scored)
        return self.conclude(weighed, self.cues([weighed])[0])

    def weigh(
        self, article: Article, parts: list[Statement], found: list[Mention], scored: list[Stance]
    ) -> Weighed:
        """The first steps of `report`: dyads and rivalries."""
        scored = voice.settle(scored, article.date)
        summed = dyads.aggregate(scored)
        rivals = rivalries.gate(summed, scored, self._prior, date=article.date)
        asked = frozenset(actor for actor, _ in strategies.between(summed, rivals, self._table))
        title, named = strategies.headline(article, parts, self._matcher) if asked else ([], [])
        said = [*title, *parts], [*named, *found]
        return Weighed(article, parts, found, scored, summed, rivals, asked, said)

    def cues(self, weighed: Sequence[Weighed], classifier=None) -> list[list[strategies.Cue]]:
        """What the words of one article or of many tell of strategies, in one call to the cue classifier.

        Parameters
        ----------
        weighed : sequence of Weighed
        classifier : CueClassifier, optional
            By default the shipped one that goes with the stance model.
        """
        return strategies.find_cues_of_many(
            [(*w.said, w.asked) for w in weighed],
            classifier or strategies.load_cues(self.classifier),
        )

    def conclude(self, weighed: Weighed, told: Sequence[strategies.Cue]) -> Report:
        """The last steps of `report`: strategies from dyads and cues."""
        decided = strategies.decide(
            weighed.article,
            *weighed.said,
            weighed.stances,
            weighed.dyads,
            weighed.rivalries,
            table=self._table,
            seed=self.seed,
            told=told,
        )
        return Report(
            article=weighed.article,
            statements_=weighed.statements,
            mentions=weighed.mentions,
            stances=weighed.stances,
            dyads_=weighed.dyads,
            rivalries=weighed.rivalries,
            decisions=decided,
            table=self._table,
            model=self.model_info(),
        )

    def analyze_many(self, articles: Iterable[str | Article | Mapping]) -> list[Report]:
        """`analyze` for each; for archives use `equipoise.score`."""
        return [self.analyze(article) for article in articles]

    def model_info(self) -> dict:
        """Name, version and hash of the stance model, for every report and table."""
        return dict(getattr(self.classifier, "info_", {"name": type(self.classifier).__name__}))

    def _mentions(self, article: Article, parts: list[Statement]) -> list[Mention]:
        named = self._matcher.find(article.text, date=article.date)
        judge = getattr(self.classifier, "judge", None)
        referred = resolve_references(article.text, parts, named, self._table, judge)
        return sorted([*named, *referred], key=lambda m: (m.start, m.end, m.code))


def _as_article(given: str | Article | Mapping) -> Article:
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        return Article(id="text", text=given)
    if hasattr(given, "keys"):  # a mapping, or a row of a pandas frame
        from equipoise.articles.columns import Columns, article_from_row

        row, name = dict(given), "the article"
        return article_from_row(row, Columns().resolve(row, name), id="text", source="", name=name)
    raise InputError(
        f"analyze was given a {type(given).__name__}; it reads a text, an Article or a mapping with a text.",
        reason="type",
    )
