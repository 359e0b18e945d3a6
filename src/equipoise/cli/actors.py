"""`equipoise actors`: which actors a text names, and why."""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []

_ARTICLES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})


@app.command()
def actors(
    text: str = typer.Argument(
        ..., metavar="TEXT", help="A text, a file, a folder (with --unknown), or - for standard input."
    ),
    overlay: list[str] = typer.Option(
        [], "--overlay", help="A TSV file that adds to the actor table; repeatable."
    ),
    date: str = typer.Option("", help="When the text was written, YYYY-MM-DD."),
    model: str = typer.Option(
        "fast",
        "--model",
        help="A model whose encoder, where it has learned to, decides references that the rules leave open.",
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
    unknown: int = typer.Option(
        0, "--unknown", min=0, metavar="N", help="List the N most frequent names that matched no actor."
    ),
):
    """Show the actors that a text names or refers to: place, code, why each matched."""
    from equipoise.actors import ActorTable, Matcher

    matcher = Matcher(ActorTable.load(overlay=overlay or None))
    if unknown:
        from equipoise.actors.unknown import unknown_names

        columns = ("name", "count", "articles", "example")
        names = unknown_names(matcher, _articles(text))[:unknown]
        return _show([dict(zip(columns, name)) for name in names], columns, as_json)
    from equipoise.actors import resolve_references
    from equipoise.statements import split

    article = _dated(_article(text), date)
    named = matcher.find(article.text, article.date)
    judge = None
    if model != "fast":
        from equipoise.stance import load_model

        judge = load_model(model).judge
    found = [*named, *resolve_references(article.text, split(article), named, matcher.table, judge)]
    rows = [
        {
            "start": m.start,
            "end": m.end,
            "code": m.code,
            "actor": matcher.table.name(m.code),
            "text": m.text,
            "kind": m.kind,
            "resolved_by_context": m.resolved_by_context,
            "why": m.why,
        }
        for m in sorted(found, key=lambda m: (m.start, m.end, m.code))
    ]
    return _show(rows, ("start", "end", "code", "actor", "text", "kind", "why"), as_json)


def _article(text: str):
    """The article at a path or on standard input, else one of these very words."""
    from equipoise.articles import read_article
    from equipoise.types import Article

    return read_article(text) if text == "-" or _is_path(text) else Article("text", text)


def _is_path(text: str) -> bool:
    """True for what exists, and for what only a path looks like: it is then reported as missing."""
    import os
    import re

    if len(text) > 1000 or "\n" in text:
        return False
    return os.path.exists(text) or bool(
        re.fullmatch(r"[^\s]*\.(?:txt|text|md|markdown|x?html?|jsonl?)", text)
    )


def _articles(text: str):
    """The articles of a folder or of one collection, or the one article."""
    from pathlib import Path

    from equipoise.articles import read_article
    from equipoise.errors import InputError

    path = Path(text) if _is_path(text) else None
    if path is None or not (path.is_dir() or path.suffix.lower() in (".jsonl", ".csv", ".parquet")):
        yield _article(text)
        return
    if path.is_file():
        from equipoise.articles import iter_articles

        yield from iter_articles(path)
        return
    for file in sorted(p for p in path.rglob("*") if p.suffix.lower() in _ARTICLES and p.is_file()):
        try:
            yield read_article(file)
        except InputError as error:
            typer.echo(f"equipoise: {error}", err=True)


def _dated(article, date: str):
    import dataclasses

    if not date:
        return article
    from equipoise.articles import parse_date
    from equipoise.errors import InputError

    found = parse_date(date)
    if found is None:
        raise InputError(f"--date is {date!r}; give YYYY-MM-DD.", reason="usage")
    return dataclasses.replace(article, date=found)


def _show(rows: list[dict], columns: tuple[str, ...], as_json: bool) -> None:
    import json
    import sys

    if as_json:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from equipoise.report.safe import terminal_text

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(
            column, justify="right" if column in ("start", "end", "count", "articles") else "left"
        )
    for row in rows:
        table.add_row(*(Text(" ".join(terminal_text(str(row[column])).split())) for column in columns))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)
