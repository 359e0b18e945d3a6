"""The report as a page: one file, styles within, readable without a script, nothing loaded from elsewhere."""

from __future__ import annotations

import functools
from pathlib import Path

from equipoise.report.network import network_svg
from equipoise.report.safe import markdown_text, terminal_text
from equipoise.report.view import view

__all__ = ["environment", "fragment", "page"]


@functools.cache
def environment():
    """The jinja2 environment of the templates: HTML escapes by itself, Markdown by the filter ``md``."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=lambda name: not (name or "").endswith(".md.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: terminal_text(value) if type(value) is str else value,
    )
    made.filters["md"] = markdown_text
    return made


def page(data: dict) -> str:
    """A whole HTML document of a report's dict."""
    from markupsafe import Markup

    return (
        environment()
        .get_template("page.html.j2")
        .render(**view(data), network=Markup(network_svg(data, standalone=False)))
    )


def fragment(data: dict) -> str:
    """What a notebook shows: the finding, the network and the dyads, with styles of their own."""
    from markupsafe import Markup

    return (
        environment()
        .get_template("fragment.html.j2")
        .render(**view(data), network=Markup(network_svg(data, standalone=True)))
    )
