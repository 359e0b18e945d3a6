"""How figures and strategies are put into words: one place, so that every format says the same."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["BETWEEN", "STRATEGIES", "interval", "joined", "number", "score", "signed", "strategy_name"]

#: code -> (name, what it means, who coined or studied it)
STRATEGIES = {
    "dual_engagement": ("dual engagement", "keeps good ties with both rivals", "Goh 2007/08; Ciorciari 2010"),
    "hedging": (
        "hedging",
        "mixes cooperation and insurance toward one rival while tied to the other",
        "Goh 2005; Kuik 2008; Koga 2018",
    ),
    "mediation": (
        "mediation",
        "acts between the rivals to settle their conflict",
        "Touval & Zartman 1985; Kydd 2003",
    ),
    "non_commitment": ("non-commitment", "refuses outright to take a side", "Rothstein 1968"),
    "alignment": ("alignment", "leans to one rival and away from the other", "Walt 1987; Schweller 1994"),
    "alignment_lean": (
        "alignment",
        "leans to one rival and away from the other",
        "Walt 1987; Schweller 1994",
    ),
    "bandwagoning": (
        "bandwagoning",
        "joins the stronger or the threatening side, or joins for profit",
        "Walt 1987; Schweller 1994",
    ),
    "alignment_shift": ("alignment shift", "moves from one rival to the other over time", "Snyder 1997"),
    "shift": ("alignment shift", "moves from one rival to the other over time", "Snyder 1997"),
    "soft_balancing": (
        "soft balancing",
        "works against one rival by other than military means",
        "Pape 2005; Paul 2005",
    ),
    "hard_balancing": (
        "hard balancing",
        "works against one rival by military means",
        "Waltz 1979; Walt 1987",
    ),
    "wedging": ("wedging", "acts to split the rivals' side apart", "Crawford 2011; Izumikawa 2013"),
}
#: Strategies between two rivals, as against those that take a side.
BETWEEN = frozenset({"dual_engagement", "hedging", "mediation", "non_commitment"})


def strategy_name(code: str) -> str:
    """ "dual_engagement" -> "dual engagement"."""
    return STRATEGIES[code][0] if code in STRATEGIES else code.replace("_", " ")


def number(value: float | None) -> str:
    """.773 -> ".77"; 1 -> "1.00"; None -> "–"."""
    if value is None:
        return "–"
    text = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(text) else "") + (text[1:] if text.startswith("0") else text)


def signed(value: float | None) -> str:
    """.62 -> "+.62", -.31 -> "−.31", 0 -> ".00"."""
    text = number(value)
    return "+" + text if value is not None and value > 0 and float(f"{value:.2f}") else text


def interval(low: float | None, high: float | None, sign: bool = False) -> str:
    """ "(.62, .87)" -> ".62 to .87"."""
    show = signed if sign else number
    return f"{show(low)} to {show(high)}"


def score(row: dict) -> str:
    """ "score .77, 90 % interval .62 to .87" of a strategy row, "" where it has no score."""
    if row.get("balance") is None:
        return ""
    return (
        f"score {number(row['balance'])}, 90 % interval {interval(row['balance_low'], row['balance_high'])}"
    )


def joined(parts: Sequence[str], last: str = "and") -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    parts = list(parts)
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def counted(n: int, one: str, many: str = "") -> str:
    """(1, "statement") -> "1 statement"; (2, "statement") -> "2 statements"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
