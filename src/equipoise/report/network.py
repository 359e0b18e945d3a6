"""The signed network as inline SVG."""

from __future__ import annotations

__all__ = ["network_svg"]


def network_svg(data: dict, standalone: bool = True) -> str:
    """SVG of a report's dict, "" where no stance is known."""
    return ""
