"""The report for a terminal, by rich; whatever the article holds is shown and never obeyed."""

from __future__ import annotations

import io

from equipoise.report.safe import terminal_text
from equipoise.report.view import view

__all__ = ["print_report", "text"]

_STYLES = {
    "supportive": "bold blue",
    "hostile": "bold red",
    "neutral": "dim",
    "+": "bold blue",
    "-": "bold red",
}


def text(data: dict, width: int = 100, color: bool = False) -> str:
    """The report as lines of at most `width` columns; `color` adds ANSI colours."""
    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )
    print_report(data, console)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def print_report(data: dict, console) -> None:
    """Print a report's dict on a rich console."""
    from rich.padding import Padding
    from rich.rule import Rule

    seen = view(data)
    console.print(_line(seen["title"], "bold"))
    console.print(_line(seen["meta"], "dim"))
    console.print()
    console.print(_line(seen["finding"]["sentence"], "bold green" if seen["finding"]["found"] else "bold"))
    for sentence in seen["finding"]["more"]:
        console.print(_line(sentence))
    for found in seen["findings"]:
        kinds = [found["strategy_name"], *found["overlay_names"]]
        console.print()
        console.print(
            Rule(
                _line(f"{found['x']} between {found['a']} and {found['b']}: {', '.join(kinds)}", "bold"),
                align="left",
            )
        )
        if found["meaning"]:
            console.print(
                _line(
                    f"{found['strategy_name'].capitalize()}: {found['meaning']} ({found['scholars']}).", "dim"
                )
            )
        if found["reason"]:
            console.print(_line(found["reason"]))
        if found["author_name"]:
            differs = ", which differs from ours" if found["disagrees"] else ""
            console.print(_line(f"The author's own word: {found['author_name']}{differs}."))
        console.print(_dyad_table(found["dyads"] + found["back"]))
        for heading, quoted in (("Evidence", "evidence_quotes"), ("Contrary evidence", "contrary_quotes")):
            console.print(_line(heading, "bold"))
            for quote in found[quoted][:6]:
                console.print(Padding(_quote(quote), (0, 0, 0, 2)))
            if len(found[quoted]) > 6:
                console.print(
                    _line(f"  and {len(found[quoted]) - 6} more (--format md or html quotes all)", "dim")
                )
            if not found[quoted]:
                console.print(_line("  none in this article", "dim"))
    if seen["abstentions"]:
        console.print()
        console.print(Rule(_line("Weighed and not reported", "bold"), align="left"))
        for row in seen["abstentions"][:8]:
            console.print(_line(f"• {row['headline']}: {row['reason']}"))
        if len(seen["abstentions"]) > 8:
            console.print(
                _line(f"  and {len(seen['abstentions']) - 8} more (--format md or html lists all)", "dim")
            )
    if seen["rivalries"]:
        console.print()
        console.print(Rule(_line("Rivalries", "bold"), align="left"))
        for row in seen["rivalries"]:
            console.print(
                _line(
                    f"• {row['a_name']} and {row['b_name']}, from {row['from']}"
                    + (f" ({row['note']})" if row["note"] else "")
                )
            )
    shown, heading = seen["signed"], "Dyads with a clear stance"
    if not shown:
        shown = sorted(seen["unsigned"], key=lambda d: -abs(d["mean"]))[:8]
        heading = "Dyads, none with a clear stance"
    if shown:
        console.print()
        console.print(Rule(_line(heading, "bold"), align="left"))
        console.print(_dyad_table(shown[:20]))
    model = seen["model"]
    console.print()
    told = f"Equipoise {model['equipoise']}, model {model.get('name', 'unnamed')} {model.get('version', '')}"
    console.print(_line(told.rstrip() + ".", "dim"))


def _line(value: str, style: str = ""):
    from rich.text import Text

    return Text(terminal_text(value), style=style)


def _dyad_table(dyads: list[dict]):
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, justify in (
        ("who", "left"),
        ("toward", "left"),
        ("stance", "left"),
        ("mean", "right"),
        ("90 % interval", "left"),
        ("−1    0    +1", "left"),
        ("n eff.", "right"),
        ("−/0/+", "right"),
    ):
        table.add_column(heading, justify=justify, no_wrap=heading not in ("who", "toward"))
    for d in dyads:
        table.add_row(
            _line(d["source_name"]),
            _line(d["target_name"]),
            Text(f"{d['shown']} {d['stance']}", style=_STYLES.get(d["sign"], "dim")),
            d["mean_text"],
            d["interval_text"],
            _bar(d),
            f"{d['n_effective']:.1f}",
            f"{d['n_hostile']}/{d['n_neutral']}/{d['n_supportive']}",
        )
    return table


def _bar(dyad: dict) -> str:
    """The interval on the scale -1 to 1 in 13 columns: "   ├──●─┤    "."""
    cells = [" "] * 13
    cells[6] = "·"

    def place(percent: float) -> int:
        return min(12, max(0, round(percent / 100 * 12)))

    for at in range(place(dyad["left"]), place(dyad["left"] + dyad["width"]) + 1):
        cells[at] = "─"
    cells[place(dyad["middle"])] = "●"
    return "".join(cells)


def _quote(quote: dict):
    from rich.text import Text

    out = Text()
    for pair in quote["pairs"]:
        out.append(
            terminal_text(f"{pair['shown']} {pair['source_name']} → {pair['target_name']} "),
            _STYLES[pair["label"]],
        )
        out.append(f"{pair['p_text']}  ", "dim")
    context = ", an actor resolved from context" if quote["resolved"] else ""
    out.append(
        f"{quote['voice_text']}{context}; sentence {quote['number']}, paragraph {quote['paragraph']}\n", "dim"
    )
    out.append("“" + terminal_text(" ".join(quote["text"].split())) + "”\n", "italic")
    return out
