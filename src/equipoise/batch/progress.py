"""How far a batch is: a bar where there is a terminal, a line now and then where there is none, or JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Meter", "Progress", "measure", "said"]

#: Seconds between two lines where there is no bar.
EVERY = 10.0
#: Files looked at to know how much there is; beyond, time left stays unknown.
MAX_MEASURED = 200_000


class Meter:
    """Counts the bytes that a reader has taken in."""

    def __init__(self):
        self.taken = 0

    def __call__(self, n: int) -> None:
        self.taken += n

    def mark(self) -> int:
        """Bytes so far."""
        return self.taken


def measure(inputs: Iterable) -> int | None:
    """Bytes of files and folders together; None where they cannot be known (standard input, a dataset, too many)."""
    total = seen = 0
    for one in map(str, inputs):
        if os.path.isfile(one):
            total += os.path.getsize(one)
        elif os.path.isdir(one):
            for folder, _, names in os.walk(one, followlinks=False):
                seen += len(names)
                if seen > MAX_MEASURED:
                    return None
                for name in names:
                    try:
                        total += os.lstat(os.path.join(folder, name)).st_size
                    except OSError:
                        continue
        else:
            from glob import iglob

            paths = list(iglob(one, recursive=True)) if "*" in one or "?" in one or "[" in one else []
            if not paths:
                return None
            total += sum(os.path.getsize(p) for p in paths if os.path.isfile(p))
    return total or None


def said(event: dict) -> str:
    """One line for a person."""
    text = f"{event['inputs']:,} inputs, {event['rate']:.1f} a second"
    if event["quarantined"]:
        text += f", {event['quarantined']:,} quarantined ({event['share_quarantined']:.1%})"
    if event.get("seconds_left") is not None:
        text += f", {_clock(event['seconds_left'])} left"
    return text


def _clock(seconds: float) -> str:
    minutes, s = divmod(round(seconds), 60)
    hours, m = divmod(minutes, 60)
    return f"{hours}:{m:02d}:{s:02d}"


class Progress:
    """Shows how a run goes, on standard error; call it with (Totals, bytes up to the last finished chunk).

    Parameters
    ----------
    total : int, optional
        Bytes there are to read.
    mode : "auto", "quiet" or "json"
    """

    def __init__(self, total: int | None = None, mode: str = "auto", stream=None, clock=time.monotonic):
        self.total = total
        self.mode = mode
        self.stream = stream or sys.stderr
        self._clock = clock
        self._start = self._last = clock()
        self._bar = self._task = None
        if mode == "auto" and self.stream.isatty():
            self._open_bar()

    def __call__(self, totals, mark: int) -> None:
        event = self.event(totals, mark)
        if self._bar is not None:
            self._bar.update(self._task, completed=event["share_read"] or 0, description=said(event))
        elif self.mode != "quiet" and self._clock() - self._last >= EVERY:
            self._last = self._clock()
            self._write(event if self.mode == "json" else said(event))

    def event(self, totals, mark: int) -> dict:
        """What a line says: inputs done, rate, quarantined and their share, share of the input read, seconds left.

        Rate and time left leave out what an earlier run had finished.
        """
        seconds = max(self._clock() - self._start, 1e-9)
        fresh = totals.done - totals.resumed
        read = min(mark / self.total, 1.0) if self.total else None
        left = None
        if read and fresh and totals.done:
            # bytes stand for work; those of finished chunks took no time
            work = read * fresh / totals.done
            left = seconds / work * (1 - read) if work else None
        return {
            "event": "progress",
            "seconds": round(seconds, 3),
            "inputs": totals.done,
            **totals.counts,
            "rate": round(fresh / seconds, 3),
            "share_quarantined": totals.counts["quarantined"] / max(totals.done, 1),
            "share_read": read,
            "seconds_left": left,
        }

    def begin(self, facts: dict) -> None:
        """Say what is about to be done (JSON only)."""
        if self.mode == "json":
            self._write({"event": "start", **facts})

    def end(self, totals, folder: Path) -> None:
        """The summary."""
        self.close()
        seconds = max(self._clock() - self._start, 1e-9)
        if self.mode == "json":
            rate = (totals.done - totals.resumed) / seconds
            self._write(
                {"event": "end", "seconds": round(seconds, 3), "rate": round(rate, 3), **totals.to_dict()}
            )
        elif self.mode != "quiet":
            for line in summary_lines(totals, folder, seconds):
                self._write(line)

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _write(self, what: dict | str) -> None:
        line = json.dumps(what) if isinstance(what, dict) else what
        print(line, file=self.stream, flush=True)

    def _open_bar(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = [TextColumn("{task.description}", markup=False)]
        if self.total:
            columns += [BarColumn(), TaskProgressColumn()]
        self._bar = Bar(*columns, console=Console(file=self.stream), transient=True)
        self._task = self._bar.add_task("starting", total=1.0 if self.total else None)
        self._bar.start()


def summary_lines(totals, folder: Path, seconds: float) -> list[str]:
    """What a run has done, for a person."""
    n = totals.counts
    reasons = totals.to_dict()["reasons"]
    why = ", ".join(f"{reason} {count:,}" for reason, count in list(reasons.items())[:8])
    lines = [
        f"{folder}: {n['articles']:,} articles scored, {n['quarantined']:,} quarantined"
        + (f" ({why})" if why else ""),
        f"  {n['statements']:,} statements, {n['pairs']:,} pairs, {n['dyads']:,} dyads, {n['strategies']:,} strategies "
        f"reported, {n['abstentions']:,} abstained from",
    ]
    fresh = totals.done - totals.resumed
    before = f"; {totals.resumed:,} were finished before" if totals.resumed else ""
    lines.append(f"  {fresh:,} inputs in {_clock(seconds)}, {fresh / seconds:.1f} a second{before}")
    return lines
