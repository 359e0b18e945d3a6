"""What X does besides: mediation between the rivals, or a wedge between them."""

from __future__ import annotations

from equipoise.strategies.case import Case

__all__ = ["overlays"]


def overlays(case: Case) -> tuple[str, ...]:
    """The overlays that the article's words attest: "mediation", "wedging"."""
    return tuple(name for name in ("mediation", "wedging") if case.cued(name) >= 0.8 or case.named(name))
