"""Plots for notebooks and papers, by matplotlib (extra "plots").

The frames are those of `Report` and `equipoise.corpus`. Each function takes an `ax`
or makes one, returns it, and tells signs by shape as well as by colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from equipoise.errors import InputError, require
from equipoise.report.words import signed

__all__ = ["COLOURS", "plot_balance", "plot_dyads", "plot_heat_map", "plot_stances"]

#: Blue and vermilion after Okabe & Ito (2008), and a grey.
COLOURS = {"+": "#0a5ea8", "-": "#b03a06", "0": "#6b7280", "?": "#b8bcc4"}
_MARKERS = {"+": "^", "-": "v", "0": "o", "?": "x"}
_LINES = ("-", "--", "-.", ":")
_SERIES = ("#0a5ea8", "#b03a06", "#00755c", "#8a5d00", "#7b3f98")


def plot_dyads(dyads, ax=None, names: Mapping[str, str] | None = None, top: int = 20):
    """Dyads with their 5-95 % intervals, one a line, the best attested first.

    Parameters
    ----------
    dyads : DataFrame
        source, target, mean, low, high, n_effective and, where known, sign.
    ax : matplotlib Axes, optional
    names : mapping of code -> name, optional
    top : int, default 20
        At most this many lines.

    Returns
    -------
    matplotlib.axes.Axes
    """
    frame = _needs(dyads, "source", "target", "mean", "low", "high", "n_effective")
    frame = frame[frame["n_effective"] > 0].nlargest(top, "n_effective").iloc[::-1]
    ax = _axes(ax, height=0.8 + 0.32 * max(2, len(frame)))
    label = _namer(names)
    signs = frame["sign"] if "sign" in frame else _signs(frame)
    for y, (row, sign) in enumerate(zip(frame.itertuples(), signs, strict=True)):
        ax.plot(
            [row.low, row.high], [y, y], color=COLOURS[sign], linewidth=3, alpha=0.35, solid_capstyle="butt"
        )
        ax.plot(row.mean, y, _MARKERS[sign], color=COLOURS[sign], markersize=7)
    ax.set_yticks(range(len(frame)), [f"{label(r.source)} → {label(r.target)}" for r in frame.itertuples()])
    ax.axvline(0, color="#6b7280", linewidth=0.8)
    ax.set_xlim(-1, 1)
    ax.set_xlabel("stance: −1 hostile, +1 supportive (mean, 90 % interval)")
    return _clean(ax)


def plot_stances(dyads, source: str, targets: Sequence[str], freq: str = "Y", ax=None, names=None):
    """The stance of one actor toward others over time, pooled by period, with 5-95 % intervals.

    Parameters
    ----------
    dyads : DataFrame
        Dyad rows of many articles with ``date`` (see `equipoise.corpus.pooled`).
    source : str
        Code of the actor.
    targets : sequence of str
        Codes of the others, two rivals most often.
    freq : str, default "Y"
        "M", "Q" or "Y".

    Returns
    -------
    matplotlib.axes.Axes
    """
    from equipoise.corpus import pooled

    frame = _needs(dyads, "source", "target", "date")
    ax = _axes(ax, height=3.6)
    label = _namer(names)
    for k, target in enumerate(targets):
        rows = frame[(frame["source"] == source) & (frame["target"] == target)]
        by_period = pooled(rows, freq)
        if by_period.empty:
            continue
        first, last = (by_period["period"].dt.to_timestamp(how=end) for end in ("start", "end"))
        when = first + (last - first) / 2
        colour, marker = _SERIES[k % len(_SERIES)], "os^Dv"[k % 5]
        centre = by_period["mean"]
        ax.errorbar(
            when,
            centre,
            yerr=[centre - by_period["low"], by_period["high"] - centre],
            color=colour,
            marker=marker,
            linestyle=_LINES[k % len(_LINES)],
            linewidth=1.6,
            elinewidth=1,
            capsize=3,
            label=f"toward {label(target)}",
        )
    ax.axhline(0, color="#6b7280", linewidth=0.8)
    ax.set_ylim(-1, 1)
    ax.set_ylabel("stance (mean, 90 % interval)")
    ax.set_title(f"{label(source)}", loc="left")
    if ax.get_legend_handles_labels()[0]:
        ax.legend(frameon=False)
    return _clean(ax)


def plot_balance(strategies, ax=None, names=None):
    """Balance scores of the findings of many articles over time, a mark an actor with its rivals.

    Parameters
    ----------
    strategies : DataFrame
        Strategy rows of many articles with ``date``; abstentions and rows without a score are left out.

    Returns
    -------
    matplotlib.axes.Axes
    """
    import pandas as pd

    frame = _needs(
        strategies, "actor", "rival_a", "rival_b", "balance", "balance_low", "balance_high", "date"
    )
    frame = frame[frame["balance"].notna() & frame["date"].notna()]
    frame = frame.assign(date=pd.to_datetime(frame["date"])).sort_values("date")
    series = frame.groupby(["actor", "rival_a", "rival_b"], sort=True)
    ax = _axes(
        ax, height=max(4, 0.4 + 0.2 * len(series))
    )  # a legend higher than the figure leaves the axes no room
    label = _namer(names)
    for k, ((actor, a, b), rows) in enumerate(series):
        centre = rows["balance"].astype(float)
        error = [centre - rows["balance_low"].astype(float), rows["balance_high"].astype(float) - centre]
        ax.errorbar(
            rows["date"],
            centre,
            yerr=error,
            linestyle="none" if len(rows) == 1 else _LINES[k % 4],
            capsize=3,
            marker="os^DvP*X<>hp"[k % 12],
            color=_SERIES[k % len(_SERIES)],
            elinewidth=1,
            linewidth=1,
            label=f"{label(actor)} ({label(a)}, {label(b)})",
        )
    ax.set_ylim(0, 1)
    ax.set_ylabel("balance score (median, 90 % interval)")
    if len(frame):
        ax.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1.01, 0.5))
    return _clean(ax)


def plot_heat_map(dyads, actors: Sequence[str] | None = None, ax=None, names=None, top: int = 12):
    """The pooled stance of actors toward each other; the figure stands in every cell.

    Parameters
    ----------
    dyads : DataFrame
        Dyad rows of one article or of many.
    actors : sequence of str, optional
        Codes in the order wanted; else the `top` best attested.

    Returns
    -------
    matplotlib.axes.Axes
    """
    import numpy as np

    from equipoise.corpus import pooled

    frame = pooled(_needs(dyads, "source", "target", "n_effective"), None)
    if actors is None:
        worth = (
            frame.groupby("source")["n_effective"]
            .sum()
            .add(frame.groupby("target")["n_effective"].sum(), fill_value=0)
        )
        actors = list(worth.sort_values(ascending=False, kind="stable").index[:top])
    at = {code: k for k, code in enumerate(actors)}
    grid = np.full((len(actors), len(actors)), np.nan)
    for row in frame.itertuples():
        if row.source in at and row.target in at:
            grid[at[row.source], at[row.target]] = row.mean
    ax = _axes(ax, height=1.6 + 0.5 * len(actors), width=2.4 + 0.6 * len(actors))
    from matplotlib.colors import LinearSegmentedColormap

    scale = LinearSegmentedColormap.from_list("equipoise", ["#d98a63", "#ffffff", "#7fb2dd"])
    ax.imshow(grid, vmin=-1, vmax=1, cmap=scale)
    for (y, x), value in np.ndenumerate(grid):
        if np.isfinite(value):
            ax.text(
                x,
                y,
                signed(value),
                ha="center",
                va="center",
                fontsize=8,
            )
    label = _namer(names)
    ax.set_xticks(range(len(actors)), [label(code) for code in actors], rotation=40, ha="right")
    ax.set_yticks(range(len(actors)), [label(code) for code in actors])
    ax.set_xlabel("toward")
    ax.set_ylabel("stance of")
    return _clean(ax)


def _axes(ax, height: float, width: float = 7.0):
    plt = require("matplotlib.pyplot", "plots")
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def _clean(ax):
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _needs(frame, *columns: str):
    missing = [column for column in columns if column not in frame]
    if missing:
        raise InputError(
            f"the frame has the columns {', '.join(map(str, frame.columns))} and lacks {', '.join(missing)}. "
            "Give rows of Report.dyads or Report.strategies; over many articles add a date to each."
        )
    return frame


def _signs(frame) -> list[str]:
    return ["+" if m > 0.15 else "-" if m < -0.15 else "0" for m in frame["mean"]]


def _namer(names: Mapping[str, str] | None):
    return lambda code: (names or {}).get(code, code)
