"""The first sentence of a report: what was found, and how certain it is."""

from __future__ import annotations

from equipoise.report import words

__all__ = ["find", "headline", "names", "ordered", "statement_count"]


def find(data: dict) -> dict:
    """``{"found": bool, "sentence": str, "more": [str, ...]}`` for a report's dict."""
    decided = ordered(data["strategies"])
    if decided:
        first, *rest = [headline(row, data) for row in decided]
        return {"found": True, "sentence": first, "more": rest}
    return {"found": False, "sentence": _nothing(data), "more": []}


def ordered(rows: list[dict]) -> list[dict]:
    """Decisions as a reader wants them: balancing between first, then by score and evidence."""
    return sorted(rows, key=_weight, reverse=True)


def headline(row: dict, data: dict) -> str:
    """One decision in one sentence: "Russia balances between India and Pakistan: hedging; score .57, ..."."""
    name = names(data)
    x, a, b = name(row["actor"]), name(row["rival_a"]), name(row["rival_b"])
    kinds = [words.strategy_name(row["strategy"]), *map(words.strategy_name, row["overlays"])]
    strategy = row["strategy"]
    if strategy in words.BETWEEN:
        said = f"{x} balances between {a} and {b}"
    elif strategy in ("soft_balancing", "hard_balancing"):
        said = f"{x} balances against {name(against(row, data))}"
    elif strategy == "wedging":
        said = f"{x} works to split {a} and {b}"
    elif strategy in ("alignment_shift", "shift"):
        left = against(row, data)
        said = f"{x} moves from {name(left)} to {name(a_or_b(row, left))}"
    else:
        other = against(row, data)
        said = f"{x} sides with {name(a_or_b(row, other))} over {name(other)}"
    n = statement_count(row, data)
    certainty = [part for part in (words.score(row), words.counted(n, "statement") if n else "") if part]
    return f"{said}: {', '.join(kinds)}" + ("; " + ", ".join(certainty) if certainty else "") + "."


def against(row: dict, data: dict) -> str:
    """The rival that the actor stands further from; what the decision says in its ``details`` goes first."""
    both = (row["rival_a"], row["rival_b"])
    if row["details"].get("against") in both:
        return row["details"]["against"]
    if row["details"].get("toward") in both:
        return a_or_b(row, row["details"]["toward"])
    stance = {d["target"]: d["mean"] for d in data["dyads"] if d["source"] == row["actor"]}
    return min(both, key=lambda code: stance.get(code, 0.0))


def a_or_b(row: dict, other: str) -> str:
    """The rival that is not `other`."""
    return row["rival_b"] if other == row["rival_a"] else row["rival_a"]


def statement_count(row: dict, data: dict) -> int:
    """How many different statements a decision rests on, contrary ones included."""
    return len({data["pairs"][at]["statement"] for at in (*row["evidence"], *row["contrary"])})


def names(data: dict):
    """code -> name, the code itself where the article's actors do not hold it."""
    known = {actor["code"]: actor["name"] for actor in data["actors"]}
    return lambda code: known.get(code, code)


def _weight(row: dict):
    return (row["strategy"] in words.BETWEEN, row["balance"] or 0.0, len(row["evidence"]))


def _nothing(data: dict) -> str:
    actors = len(data["actors"])
    if actors == 0:
        return "No international actor is named in this article, so there is nothing to say about stances."
    if actors == 1:
        only = data["actors"][0]["name"]
        return f"Only one actor is named in this article ({only}), so there is no stance between two."
    if not data["pairs"]:
        return "No statement of this article names two actors together, so there is no stance between two."
    if not data["rivalries"]:
        return (
            "No balancing is found: the article shows no two actors as rivals, and the list of rivalries "
            "names none of them."
        )
    if not data["abstentions"]:
        return "No balancing is found: no third actor takes a stance toward both sides of a rivalry."
    return (
        "No balancing is found: "
        + words.counted(len(data["abstentions"]), "candidate was", "candidates were")
        + " weighed and none passed every test."
    )
