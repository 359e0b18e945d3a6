"""The decision about one actor between two rivals: drift first, then the pattern of signs, then overlays.

Which evidence a strategy needs hangs on what it claims. That X keeps ties with both asks for the whole gate
(effective statements, both stances above -.1, a narrow score). That X contradicts itself (hedging) is shown
by the contradiction, so it asks for a plus and a minus on one dyad and a tie to the other side instead of a
sure sign. That X stands with one against the other asks for two statements a decisive dyad. Where the pattern
leaves two readings open, the author's own words decide. Every test that fails is named, and evidence that fits
no strategy is said to fit none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from equipoise.strategies import gates
from equipoise.strategies.author import AUTHOR_NAMES
from equipoise.strategies.case import Case, Side
from equipoise.strategies.drift import shift
from equipoise.strategies.overlays import overlays
from equipoise.types import Strategy

__all__ = ["SIDING", "judge"]

#: Strategies of one who stands with a rival against the other; their balance score says nothing and is not
#: shown.
SIDING = frozenset({"alignment_lean", "bandwagoning", "soft_balancing", "hard_balancing"})

#: Stances toward the rivals no further apart than this are the same toward each.
SIMILAR = 0.4
#: Weighted statements on the smaller side of a contradiction within a dyad; and where words of hedging tell
#: of it.
CONTRADICTION, TOLD_CONTRADICTION = 0.75, 0.4
#: and their share of the dyad's signed evidence.
CONTRADICTION_SHARE = 0.25
#: Effective statements a dyad where X refuses to take a side.
MIN_REFUSED = 1.0
#: Summed probability of the statements that refuse to take a side; and of those that refuse both rivals alike.
REFUSAL, REFUSED_ALIKE = 0.8, 1.0
#: Where no words name the refusal outright: how often X is spoken of, in shares of the rival named more often.
HEARD = 0.5
#: Weighted statements that a decisive dyad needs: two, one of them attributed or a little doubtful.
DECISIVE = 1.25
#: Stances further apart than this are a lean even where only one of them has a sure sign.
APART = 0.6
#: How much weaker words of hedging may be than those of a refusal to side for a contradiction to decide.
CLOSE_CALL = 0.5
#: Words of balancing against a rival: mean of the cues near it and those in the hostile statements
#: themselves.
AGAINST = 0.6
#: P(stance > .15) of the weaker tie of an engagement; and where words of balancing tell of it.
TIED, TOLD_TIED = 0.7, 0.5


#: What makes siding with somebody bandwagoning (Walt 1987: the threat; Schweller 1994: gain).
_MOTIVE = re.compile(
    r"\b(?:profit|gain|spoils|windfall|paid|payment|deposit|reward\w*|subsid\w+|stronger|strongest|winner|"
    r"winning side|"
    r"fear(?:s|ed)?|afraid|threat(?:s|en\w*)?|bull(?:y|ied)|intimidat\w+)\b",
    re.I,
)


@dataclass(frozen=True)
class Verdict:
    """A strategy with the test it failed ("" for none) and what it rests on."""

    strategy: str
    failed: str
    why: str
    evidence: tuple[int, ...]
    contrary: tuple[int, ...]
    extra: dict


def judge(case: Case) -> Strategy | None:
    """Report, abstain, or None where the article says nothing of the matter."""
    verdict = _first(case)
    if verdict is None:
        return None
    marks, claimed = overlays(case)
    low, middle, high = case.balance
    report = not verdict.failed
    shown = report and verdict.strategy not in (*SIDING, "alignment_shift")
    author = author_label(case)
    return Strategy(
        actor=case.actor,
        rival_a=case.rivalry.a,
        rival_b=case.rivalry.b,
        strategy=verdict.strategy,
        decision="report" if report else "abstain",
        reason=verdict.failed or verdict.why,
        overlays=marks,
        balance=middle if shown else None,
        balance_low=low if shown else None,
        balance_high=high if shown else None,
        evidence=verdict.evidence,
        contrary=verdict.contrary,
        author_label=author,
        disagrees=bool(author) and author != verdict.strategy and author not in marks,
        details={
            "signs": {side.code: side.sign for side in case.sides},
            "p_both": round(case.both_above(-0.1), 3),
            "lean": round(case.lean(), 3),
            "n_effective": {side.code: round(side.dyad.n_effective, 2) for side in case.sides},
            **({"claimed": list(claimed)} if claimed else {}),
            **verdict.extra,
        },
    )


def _first(case: Case) -> Verdict | None:
    """The first pattern that has the evidence it needs; where none has, the first that there is."""
    failed = None
    for pattern in (_shifted, _refused, _contradicted, _engaged, _aligned, _unfit):
        verdict = pattern(case)
        if verdict and not verdict.failed:
            return verdict
        failed = failed or verdict
    return failed


def author_label(case: Case) -> str:
    """The strategy that the author's own words name most often for X, "" where none; of equals the first
    named."""
    votes = Counter(AUTHOR_NAMES.get(strategy, strategy) for strategy, _, _ in case.labels)
    return votes.most_common(1)[0][0] if votes else ""


def _shifted(case: Case) -> Verdict | None:
    found = shift(case)
    # words of keeping to both stand against a drift, unless the author speaks of a shift as well
    steady = any(case.named(s) for s in ("hedging", "non_commitment", "dual_engagement"))
    if found is None or (steady and not case.says("shift")):
        return None
    toward, flips = found
    away = case.b.code if toward == case.a.code else case.a.code
    evidence = tuple(sorted(i for flip in flips for i in (*flip.before, *flip.after)))
    why = (
        f"its stance changed in the course of what is told: toward {case.name(toward)}, away from "
        f"{case.name(away)}"
    )
    contrary = tuple(i for side in case.sides for i in (*side.plus, *side.minus) if i not in evidence)
    return Verdict("alignment_shift", gates.thin(case), why, evidence, contrary, {"toward": toward})


def _refused(case: Case) -> Verdict | None:
    """Explicit refusal to side, with neither dyad hostile and no ties enough for engagement of both.

    A dyad of hostile statements alone is no refusal, and neither is a contradiction that the words call hedging. But
    who turns down the requests of both is hostile to each by the codebook, and sides with neither: where the article is
    about it, its words of refusal are plain and most of its statements toward either are not hostile, stances that are
    the same toward both do not count against it. Who is an enemy of both refuses no side.

    The refusal is the evidence, and it must cover both rivals; the dyads need not hold two statements each,
    but then it counts only where nothing better is found about X (see `equipoise.strategies.decide`)."""
    refusals = max(case.cued("non_commitment"), float(case.named("non_commitment")))
    same = bool(case.a.minus) == bool(case.b.minus) and abs(case.lean()) <= SIMILAR
    calm = all(side.dyad.n_hostile <= side.dyad.n_neutral for side in case.sides)
    alike = same and calm and case.main and refusals >= REFUSED_ALIKE
    hostile = "-" in (case.a.sign, case.b.sign)
    if refusals < REFUSAL or case.member or case.rivalry.origin == "list" or (hostile and not alike):
        return None
    if case.a.sign == case.b.sign == "+" or not (case.share >= HEARD or case.named("non_commitment")):
        return None
    if any(side.hostility >= CONTRADICTION and not side.plus for side in case.sides) and not alike:
        return None
    hedging = max(case.cued("hedging"), float(case.says("hedging")))
    if _torn(case) and hedging > refusals - CLOSE_CALL:
        return None
    if min(side.dyad.n_effective for side in case.sides) < MIN_REFUSED:
        failed = gates.thin(case)
    else:
        failed = ""
    why = "it refuses in so many words to take a side, and its conduct toward " + (
        "both is the same" if hostile else "neither is hostile"
    )
    evidence = tuple(sorted({*_all(case, "plus"), *_telling(case, "non_commitment")}))
    return Verdict("non_commitment", failed, why, evidence, _all(case, "minus"), {})


def _telling(case: Case, strategy: str) -> list[int]:
    """The neutral stances toward the rivals in the statements whose words tell of a strategy."""
    words = {at for named, at, _ in (*case.labels, *case.acts) if named == strategy}
    words |= {cue.statement for cue in case.cues if cue.strategy == strategy and cue.probability >= 0.5}
    return [
        i
        for side in case.sides
        for i in side.dyad.evidence
        if side.stances[i].label == "neutral" and side.stances[i].pair.statement.index in words
    ]


def _contradicted(case: Case) -> Verdict | None:
    torn = _torn(case) if case.main or case.says("hedging") else []
    tied = [side for side in case.sides if side.support >= CONTRADICTION / 2]
    if not torn or len(tied) < 2:
        return None
    why = (
        "it works with both and against "
        + " and ".join(case.name(side.code) for side in torn)
        + " at the same time"
    )
    evidence = tuple(sorted({*_all(case, "plus"), *(i for side in torn for i in side.minus)}))
    contrary = tuple(i for side in case.sides if side not in torn for i in side.minus)
    return Verdict("hedging", gates.thin(case) or gates.untold(case), why, evidence, contrary, {})


def _engaged(case: Case) -> Verdict | None:
    if not (case.a.plus and case.b.plus) or "-" in (case.a.sign, case.b.sign):
        return None
    failed = gates.thin(case) or gates.untold(case) or gates.hostile(case) or gates.wide(case)
    weak, least = (
        min(case.sides, key=lambda s: (s.above(0.15), s.code)),
        TOLD_TIED if gates.words(case) else TIED,
    )
    if not failed and weak.above(0.15) < least:
        failed = (
            f"the tie to {case.name(weak.code)} is too weakly attested: P(stance > .15) is "
            f"{weak.above(0.15):.2f}, "
            f"{least:g} needed"
        )
    why = "it keeps ties with both"
    if abs(case.lean()) > SIMILAR:
        why += f", closer ones with {case.name((case.a if case.lean() > 0 else case.b).code)}"
    return Verdict("dual_engagement", failed, why, _all(case, "plus"), _all(case, "minus"), {})


def _aligned(case: Case) -> Verdict | None:
    for friend, foe in (case.sides, case.sides[::-1]):
        sure = friend.sign == "+" and foe.sign == "-" and min(friend.support, foe.hostility) >= DECISIVE
        if sure or _apart(case, friend, foe):
            evidence = tuple(sorted((*friend.plus, *foe.minus)))
            contrary = tuple(sorted((*friend.minus, *foe.plus)))
            strategy, why, extra = _siding(case, friend, foe)
            extra = {"toward": friend.code, "against": foe.code, "sure": sure, **extra}
            return Verdict(strategy, gates.thin(case), why, evidence, contrary, extra)
    return None


def _apart(case: Case, friend: Side, foe: Side) -> bool:
    """One sign sure, the other on its way, and the two far apart: a lean, of one that the article is about."""
    surplus = friend.support - friend.hostility, foe.hostility - foe.support
    return (
        case.main
        and foe.code not in case.quarrels
        and (friend.sign == "+" or foe.sign == "-")
        and friend.dyad.mean - foe.dyad.mean > APART
        and max(friend.support, foe.hostility) >= DECISIVE
        and min(surplus) >= DECISIVE / 2
    )


def _unfit(case: Case) -> Verdict | None:
    """Evidence enough toward both, of both signs or one, and no strategy that it fits."""
    if gates.thin(case) or not all(side.plus or side.minus for side in case.sides):
        return None
    stances = " and ".join(f"{side.dyad.mean:+.2f} toward {case.name(side.code)}" for side in case.sides)
    failed = (
        f"its stances, {stances}, fit no strategy: neither good ties with both, nor a contradiction within one, nor "
        "sure stances for one and against the other"
    )
    return Verdict("", failed, "", _all(case, "plus"), _all(case, "minus"), {})


def _siding(case: Case, friend: Side, foe: Side) -> tuple[str, str, dict]:
    """How X stands against the one: by arms, by other means, or by taking sides; and whether it joins the
    stronger."""
    with_, against = case.name(friend.code), case.name(foe.code)
    hard, soft = case.against("hard_balancing", foe), case.against("soft_balancing", foe)
    if max(hard, soft) >= AGAINST:
        if hard >= soft:
            return (
                "hard_balancing",
                f"it balances against {against} with arms and alliances, beside {with_}",
                {},
            )
        return "soft_balancing", f"it balances against {against} by means short of arms, beside {with_}", {}
    why = f"it stands with {with_} and against {against}"
    words = " ".join(friend.stances[i].pair.statement.text for i in friend.plus)
    motive = list(dict.fromkeys(m.group().lower() for m in _MOTIVE.finditer(words)))
    extra = {"motive": motive} if motive else {}
    if case.named("alignment"):
        return (
            "bandwagoning",
            f"{why}; the article calls it bandwagoning, with the stronger or for gain",
            extra,
        )
    return "alignment_lean", why, extra


def _torn(case: Case) -> list[Side]:
    """The sides with a plus and a minus; a side that X has a quarrel with only where the words tell of hedging."""
    told = case.named("hedging") or case.cued("hedging") >= gates.TOLD
    least = TOLD_CONTRADICTION if told else CONTRADICTION
    return [
        side for side in case.sides if _contradicts(side, least) and (told or side.code not in case.quarrels)
    ]


def _contradicts(side: Side, least: float) -> bool:
    smaller, total = min(side.support, side.hostility), side.support + side.hostility
    return smaller >= least and smaller >= CONTRADICTION_SHARE * total


def _all(case: Case, what: str) -> tuple[int, ...]:
    return tuple(sorted(i for side in case.sides for i in getattr(side, what)))
