"""Dyads and cues -> Strategies: what an actor does between two rivals, decided as a careful analyst would."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.dyads import by_codes, weights
from equipoise.strategies.cues import Cue, find_cues
from equipoise.strategies.case import Case, Side
from equipoise.strategies.decision import judge
from equipoise.strategies.score import balance_score
from equipoise.types import Article, Dyad, Mention, Rivalry, Stance, Statement, Strategy

__all__ = ["Cue", "balance_score", "decide", "find_cues"]


def decide(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    stances: Sequence[Stance],
    dyads: Sequence[Dyad],
    rivalries: Sequence[Rivalry],
    *,
    table,
    seed: int = 0,
) -> list[Strategy]:
    """Decide for every actor with evidence on both members of a rival pair.

    Parameters
    ----------
    article, statements, mentions, stances, dyads, rivalries
        Of one article, as the steps before made them.
    table : ActorTable
        For names and members of blocs.
    seed : int, default 0
        Seed of the posterior draws.

    Returns
    -------
    list of Strategy
        Reports first, by actor and rivals. No evidence yields no entry at all.
    """
    known = by_codes(dyads)
    actors = sorted({source for source, _ in known})
    weight = weights(stances)
    cues = find_cues(statements, mentions)
    decided = []
    for rivalry in rivalries:
        for actor in actors:
            to_a, to_b = known.get((actor, rivalry.a)), known.get((actor, rivalry.b))
            if to_a is None or to_b is None or {rivalry.a, rivalry.b} & set(table.members(actor)):
                continue
            sides = (Side(dyad, stances, weight) for dyad in (to_a, to_b))
            mine = [cue for cue in cues if cue.actor == actor]
            names = {code: table.name(code) for code in (actor, rivalry.a, rivalry.b)}
            verdict = judge(Case(actor, rivalry, *sides, statements, mine, article.date, seed, names))
            if verdict is not None:
                decided.append(verdict)
    return sorted(decided, key=lambda s: (s.decision != "report", s.actor, s.rival_a, s.rival_b))
