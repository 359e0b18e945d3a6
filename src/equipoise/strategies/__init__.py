"""Dyads and cues -> Strategies: what an actor does between two rivals, decided as a careful analyst would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from equipoise.dyads import by_codes, weights
from equipoise.strategies.author import author_labels
from equipoise.strategies.case import Case, Side
from equipoise.strategies.classifier import CueClassifier
from equipoise.strategies.cues import Cue, by_statement, find_cues, find_cues_of_many, load_cues
from equipoise.strategies.decision import judge
from equipoise.strategies.gates import MIN_EFFECTIVE
from equipoise.strategies.headline import headline
from equipoise.strategies.score import balance_score
from equipoise.types import Article, Dyad, Mention, Rivalry, Stance, Statement, Strategy

__all__ = [
    "Cue",
    "CueClassifier",
    "balance_score",
    "between",
    "decide",
    "find_cues",
    "find_cues_of_many",
    "headline",
    "load_cues",
]


def between(dyads: Sequence[Dyad], rivalries: Sequence[Rivalry], table) -> list[tuple[str, Rivalry]]:
    """Every actor with evidence on both members of a rival pair: those that `decide` decides for."""
    known = by_codes(dyads)
    sources = sorted({source for source, _ in known})
    return [
        (actor, rivalry)
        for rivalry in rivalries
        for actor in sources
        if (actor, rivalry.a) in known
        and (actor, rivalry.b) in known
        and not {rivalry.a, rivalry.b} & set(table.members(actor))
    ]


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
    cues: CueClassifier | None = None,
    told: Sequence[Cue] | None = None,
) -> list[Strategy]:
    """Decide for every actor with evidence on both members of a rival pair.

    Parameters
    ----------
    article, statements, mentions, stances, dyads, rivalries
        Of one article, as the steps before made them; statements and mentions with its `headline` or without.
    table : ActorTable
        For names and members of blocs.
    seed : int, default 0
        Seed of the posterior draws.
    cues : CueClassifier, optional
        Reads what the words tell of an actor's strategy; by default the shipped one without an encoder.
    told : sequence of Cue, optional
        What it read, where that is known: the cues of the actors of `between`.

    Returns
    -------
    list of Strategy
        Reports first, by actor and rivals. No evidence yields no entry at all.
    """
    chosen = between(dyads, rivalries, table)
    if not chosen:
        return []
    known = by_codes(dyads)
    weight = weights(stances)
    if told is None:
        told = find_cues(statements, mentions, {actor for actor, _ in chosen}, cues)
    inside = by_statement(statements, mentions)
    history = _told_of_old(stances)
    told = [cue for cue in told if _counts(cue.strategy, cue.statement, cue.actor, history)]
    labels, acts = (
        {actor: [at for at in found if _counts(*at[:2], actor, history)] for actor, found in said.items()}
        for said in (author_labels(statements, inside), author_labels(statements, inside, acts=True))
    )
    named: dict[int, set[str]] = {}
    for statement in statements:
        named.setdefault(statement.paragraph, set()).update(m.code for m in inside.get(statement.index, ()))
    near = {s.index: frozenset(named[s.paragraph]) for s in statements}
    quarrels: dict[str, frozenset[str]] = {}
    for rivalry in rivalries:
        if rivalry.origin != "list":
            for one, other in ((rivalry.a, rivalry.b), (rivalry.b, rivalry.a)):
                quarrels[one] = quarrels.get(one, frozenset()) | {other}
    spoken = Counter(mention.code for mention in mentions)
    decided = []
    for actor, rivalry in chosen:
        a, b = (Side(known[actor, rival], stances, weight) for rival in (rivalry.a, rivalry.b))
        mine = [cue for cue in told if cue.actor == actor]
        names = {code: table.name(code) for code in (actor, rivalry.a, rivalry.b)}
        case = Case(
            actor,
            rivalry,
            a,
            b,
            statements,
            mine,
            labels.get(actor, ()),
            acts.get(actor, ()),
            near,
            any(actor in table.members(code) for code in (rivalry.a, rivalry.b)),
            quarrels.get(actor, frozenset()),
            spoken[actor] / max(spoken[rivalry.a], spoken[rivalry.b], 1),
            article.date,
            seed,
            names,
        )
        verdict = judge(case)
        if verdict is not None:
            decided.append(verdict)
    decided = _one_a_rival(_one_a_triangle(decided, spoken), spoken, table)
    return sorted(decided, key=lambda s: (s.decision != "report", s.actor, s.rival_a, s.rival_b))


def _told_of_old(stances: Sequence[Stance]) -> set[tuple[int, str]]:
    """(statement, actor) where all that the statement says of the actor's stances is background history."""
    voices: dict[tuple[int, str], set[str]] = {}
    for stance in stances:
        at = (stance.pair.statement.index, stance.pair.source.code)
        voices.setdefault(at, set()).add(stance.voice)
    return {at for at, said in voices.items() if said == {"past"}}


def _counts(strategy: str, statement: int, actor: str, history: set[tuple[int, str]]) -> bool:
    """False for words about what an actor once did ("it was neutral then"); a shift is told of the past by nature."""
    return strategy == "shift" or (statement, actor) not in history


def _one_a_triangle(decided: list[Strategy], spoken: Counter) -> list[Strategy]:
    """Of findings about the same three actors, keep the one about the actor that the article speaks of most.

    That X stands with A against B can be told of A with X against B as well, and where X works with and
    against both A and B, each of them seems to stand between the other two: one triangle, one finding."""
    best: dict[frozenset, Strategy] = {}
    for s in decided:
        key = frozenset((s.actor, s.rival_a, s.rival_b))
        if s.decision == "report" and (key not in best or _rank(s, spoken) > _rank(best[key], spoken)):
            best[key] = s
    sound = {s.actor for s in best.values() if not _faint(s)}
    kept = {id(s) for s in best.values() if not (_faint(s) and s.actor in sound)}
    return [s for s in decided if s.decision != "report" or id(s) in kept]


def _one_a_rival(decided: list[Strategy], spoken: Counter, table) -> list[Strategy]:
    """Of findings that put an actor between one rival and several others, report the pair that the article speaks
    of most; the others rest on the same stances in part and become abstentions."""
    out: list[Strategy] = []
    reported: list[Strategy] = []
    for s in sorted(decided, key=lambda s: (-spoken[s.rival_a] - spoken[s.rival_b], s.rival_a, s.rival_b)):
        if s.decision == "report":
            pair = {s.rival_a, s.rival_b}
            before = next((t for t in reported if t.actor == s.actor and pair & {t.rival_a, t.rival_b}), None)
            if before is None:
                reported.append(s)
            else:
                one, other = table.name(before.rival_a), table.name(before.rival_b)
                s = replace(
                    s,
                    decision="abstain",
                    reason=f"the article tells of it between {one} and {other} before all, and of this pair in part "
                    "by the same statements",
                    balance=None,
                    balance_low=None,
                    balance_high=None,
                )
        out.append(s)
    return out


def _faint(s: Strategy) -> bool:
    """A finding that counts only where nothing better is found about its actor: a refusal to take sides that rests
    on the refusal alone, or a lean of which one sign is not sure."""
    refusal = s.strategy == "non_commitment" and min(s.details["n_effective"].values()) < MIN_EFFECTIVE
    return refusal or not s.details.get("sure", True)


def _rank(s: Strategy, spoken: Counter):
    return spoken[s.actor], len(s.evidence), s.actor
