"""Which of an article's actors are rivals, and from what the report knows it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import numpy as np

from equipoise.dyads import by_codes, mean, probability_above
from equipoise.rivalries.listing import RivalryList, key
from equipoise.types import Dyad, Rivalry, Stance

__all__ = ["LIST_WEIGHT", "THRESHOLD", "gate"]

#: Hostile pseudo-statements that a listed rivalry in force adds.
LIST_WEIGHT = 3.0
#: Hostile pseudo-statements of a rival noun that the text ties to the two ("its arch-rival", "the two
#: rivals").
NOUN_WEIGHT = 2.0
#: Hostile statements by which the text itself is said to show a listed rivalry.
TOLD = 0.75
#: Two actors are rivals when the pooled stance lies below the mark with this probability.
THRESHOLD = 0.8
#: The mark where only the text says so.
TEXT_MARK = -0.2
#: The mark of a listed rivalry: it is put aside only where the text speaks of more friendship than hostility.
#: Articles on mediation tell of rivals who swap prisoners and lift sanctions, and the -.2 of the text would
#: end the rivalry at the first deal.
LIST_MARK = 0.0
#: and the probability that a listed rivalry needs there when the text tells of hostility as well.
BOTH_THRESHOLD = 0.6

_NOUN = re.compile(
    r"\b(?:arch-?)?(?:rivals?|foes?|enem(?:y|ies)|adversar(?:y|ies)|antagonists?|nemesis)\b|\bfeuding\b|"
    r"\bat loggerheads\b",
    re.I,
)
_WHOSE = re.compile(r"(?:its|his|her|their|the)\b", re.I)
#: What makes a rival noun a thing of the past.
_ENDED = re.compile(r"\b(?:former|one-?time|erstwhile|old|Cold War|ex)\b", re.I)


def gate(
    dyads: Sequence[Dyad],
    stances: Sequence[Stance],
    prior_list: RivalryList,
    date: datetime.date | None = None,
) -> list[Rivalry]:
    """The rivalries that hold among the actors of an article.

    Counts of A -> B and B -> A are pooled with the rival nouns that the text ties to the two; a listed
    rivalry in force adds `LIST_WEIGHT` hostile pseudo-statements. Two actors are rivals when P(mean <
    `TEXT_MARK`) >= `THRESHOLD`, or P(mean < `LIST_MARK`) where they are listed, which `BOTH_THRESHOLD`
    settles when the text is hostile too. Only actors that some statement names together are looked at: a list
    of everybody's quarrels is not what the article is about. The user's own rivalries need only both names in
    the article.

    Parameters
    ----------
    dyads : sequence of Dyad, of one article
    stances : sequence of Stance the dyads were added up from
    prior_list : RivalryList
    date : datetime.date, optional
        The article's; without it only rivalries without an end count.

    Returns
    -------
    list of Rivalry
        By codes.
    """
    table = by_codes(dyads)
    nouns = _rival_nouns(stances)
    named = {code for dyad in dyads for code in (dyad.source, dyad.target)}
    wished = {pair for pair in prior_list.user if named.issuperset(pair)}
    found = []
    for a, b in sorted({*(key(*pair) for pair in table), *nouns, *wished}):
        rivalry = _weigh(a, b, table, nouns, prior_list, date)
        if rivalry is not None and rivalry.probability >= (
            BOTH_THRESHOLD if rivalry.origin == "both" else THRESHOLD
        ):
            found.append(rivalry)
    return found


def _weigh(a, b, table, nouns, prior_list: RivalryList, date) -> Rivalry | None:
    dyads = [table[pair] for pair in ((a, b), (b, a)) if pair in table]
    counts = sum((np.array(dyad.counts) for dyad in dyads), np.zeros(3))
    counts[0] += nouns.get((a, b), 0.0)
    if (a, b) in prior_list.user:
        return Rivalry(a, b, 1.0, float(mean(counts)), "user", "named by the user")
    listed = prior_list.in_force(a, b, date)
    if (a, b) not in nouns and all(dyad.n_effective <= 0 for dyad in dyads):
        return None
    if listed is None:
        return Rivalry(a, b, 1 - float(probability_above(counts, TEXT_MARK)), float(mean(counts)), "text")
    told = counts[0] >= TOLD
    counts[0] += LIST_WEIGHT
    both = 1 - float(probability_above(counts, LIST_MARK))
    note = f"listed {listed.years} ({listed.kind.replace('+', ', ')}): {listed.note} [{listed.scholarship}]"
    return Rivalry(a, b, both, float(mean(counts)), "both" if told else "list", note)


def _rival_nouns(stances: Sequence[Stance]) -> dict[tuple[str, str], float]:
    """Hostile pseudo-counts by pair: "its arch-rival" for one actor, "the two rivals" for two."""
    out: dict[tuple[str, str], float] = {}
    for stance in stances:
        pair = stance.pair
        if stance.voice in ("hypothetical", "past", "negated"):
            continue
        text, base = pair.statement.text, pair.statement.start
        rivals = key(pair.source.code, pair.target.code)
        mentions = (pair.source, pair.target, *pair.same, *pair.others)
        spans: dict[tuple[int, int], set[str]] = {}
        for mention in mentions:
            spans.setdefault((mention.start, mention.end), set()).add(mention.code)
        for (start, end), codes in spans.items():
            words = text[start - base : end - base]
            if not _NOUN.search(words) or _ENDED.search(words):
                continue
            others = {m.code for m in mentions} - codes
            if len(codes) == 2:
                out[key(*codes)] = NOUN_WEIGHT
            elif codes <= set(rivals) and _WHOSE.match(words) and len(others) == 1:
                out[rivals] = (
                    NOUN_WEIGHT  # with a third actor about it would not be clear whose rival this is
                )
    return out
