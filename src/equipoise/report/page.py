"""The report as a page: one file, styles within, readable without a script, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path

from equipoise.report.network import RULES, network_svg
from equipoise.report.safe import markdown_text, terminal_text
from equipoise.report.view import view

__all__ = ["assets", "environment", "fragment", "page"]

_TEMPLATES = Path(__file__).parent / "templates"
#: A network wider than this needs the whole width of the page.
_LARGE = 560


@functools.cache
def environment():
    """The jinja2 environment of the templates: HTML escapes by itself, Markdown by the filter ``md``."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=lambda name: not (name or "").endswith(".md.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        # control characters are no HTML: a page copied into a terminal must not carry them
        finalize=_shown,
    )
    made.filters["md"] = markdown_text
    return made


def _shown(value):
    return terminal_text(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@functools.cache
def assets() -> dict:
    """Style sheet and script of the pages, and the hash by which their policy allows this script alone."""
    from markupsafe import Markup

    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8") + RULES
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {"style": Markup(style), "script": Markup(script), "script_hash": f"sha256-{digest}"}


def page(data: dict, index: str = "") -> str:
    """A whole HTML document of a report's dict; `index` is the address of a page that lists it."""
    from markupsafe import Markup

    svg = network_svg(data, standalone=False)
    width = int(svg.partition('" width="')[2].partition('"')[0] or 0)
    large = width > _LARGE
    if large:
        svg = svg.replace('class="eq-network"', 'class="eq-network large"', 1)
    return (
        environment()
        .get_template("page.html.j2")
        .render(**view(data), **assets(), network=Markup(svg), large=large, index=index)
    )


def fragment(data: dict) -> str:
    """What a notebook shows: the finding, the network and the dyads, with styles of their own."""
    from markupsafe import Markup

    return (
        environment()
        .get_template("fragment.html.j2")
        .render(**view(data), network=Markup(network_svg(data, standalone=True, dark=False)))
    )
