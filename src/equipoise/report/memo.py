"""The report as Markdown: a memo to paste, every quote escaped."""

from __future__ import annotations

from equipoise.report.page import environment
from equipoise.report.view import view

__all__ = ["memo"]


def memo(data: dict) -> str:
    """Markdown of a report's dict."""
    text = environment().get_template("memo.md.j2").render(**view(data))
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip() + "\n"
