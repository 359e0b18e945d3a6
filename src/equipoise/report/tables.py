"""Frames -> CSV files that a spreadsheet may open."""

from __future__ import annotations

from pathlib import Path

from equipoise.report.safe import csv_cell

__all__ = ["safe_frame", "write_csv"]


def safe_frame(frame):
    """A copy of a pandas frame for a spreadsheet: lists become text, text that would run as a formula gets an
    apostrophe before it, column names too."""
    made = frame.copy()
    for column in made.columns:
        if made[column].dtype.kind not in "iufb":
            made[column] = made[column].map(_cell)
    return made.rename(columns=lambda name: csv_cell(str(name)))


def write_csv(frame, path) -> Path:
    """Write `frame` as CSV in UTF-8 with a byte order mark (Excel needs it), every text cell made safe."""
    path = Path(path)
    safe_frame(frame).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def _cell(value):
    if isinstance(value, list | tuple):
        return csv_cell("; ".join(map(str, value)))
    return csv_cell(value)
