"""`equipoise report`: one article, or a folder of them, to a report."""

from __future__ import annotations

import contextlib

import typer

from equipoise.cli import app

__all__: list[str] = []

FORMATS = ("text", "html", "md", "json")
_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json", ".txt": "text"}


@app.command()
def report(
    article: str = typer.Argument(
        ...,
        metavar="ARTICLE",
        help="A text, Markdown or HTML file; - is standard input; or a folder, with -o OUT/.",
    ),
    format: str = typer.Option("", help="text, html, md or json; else by the ending of -o, else text."),
    output: str = typer.Option("-", "-o", "--output", help="Write here; - is standard output."),
    model: str = typer.Option("accurate", help="fast, accurate, or a model folder (with --trust)."),
    trust: bool = typer.Option(False, "--trust", help="Load a model folder from outside the package."),
    date: str = typer.Option("", help="The article's date, YYYY-MM-DD, where its text does not tell it."),
    actors: str = typer.Option("", help="A TSV file that adds to the actor table."),
    rivals: str = typer.Option("", help="A TSV file of rivals that hold because you say so."),
    seed: int = typer.Option(0, help="Seed of the posterior draws."),
    quiet: bool = typer.Option(False, "--quiet", help="No progress bar."),
):
    """Report who stands where in an article, and who balances between rivals.

    Of a folder, -o OUT/ gets an index page, one page an article, and tables.
    """
    from pathlib import Path

    from equipoise.errors import InputError

    form = format or _ENDINGS.get(Path(output).suffix.lower(), "text")
    if form not in FORMATS:
        raise InputError(f"--format is {format!r}; it is one of {', '.join(FORMATS)}.", reason="usage")
    options = {
        "model": model,
        "trust": trust,
        "actors": actors or None,
        "rivals": rivals or None,
        "seed": seed,
    }
    if article != "-" and Path(article).is_dir():
        if output == "-" or format not in ("", "html"):
            raise InputError(
                f"{article} is a folder: its report is a folder of HTML pages. Say where it goes: -o OUT/",
                reason="usage",
            )
        raise typer.Exit(_folder(Path(article), Path(output), options, quiet))
    from equipoise.articles import read_article

    read = read_article(article)  # before the model: a wrong path answers at once
    if date:
        read = _dated(read, date)
    from equipoise.analyzer import Analyzer

    made = Analyzer(**options).analyze(read)
    if form == "text" and output == "-":
        _to_terminal(made)
    else:
        to = {"text": made.to_text, "html": made.to_html, "md": made.to_markdown, "json": made.to_json}[form]
        _write(to(), output)


def _folder(folder, output, options: dict, quiet: bool) -> int:
    """Write a folder's report; the exit code: 0 all was read, 1 something could not be."""
    from equipoise.analyzer import Analyzer
    from equipoise.articles import Quarantined, iter_articles
    from equipoise.errors import InputError
    from equipoise.report.directory import DirectoryReport

    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    analyzer = Analyzer(**options)
    analyzer.classifier  # noqa: B018  load it before the clock starts
    made = DirectoryReport(output, title=folder.resolve().name)
    with _progress(sum(sizes), quiet) as (meter, counted):
        for item in iter_articles(folder, meter=meter):
            if isinstance(item, Quarantined):
                made.quarantine(f"{item.source} {item.place}".strip(), item.reason, item.message)
            else:
                try:
                    made.add(analyzer.analyze(item))
                except Exception as error:  # one article that nobody foresaw must not cost the others
                    made.quarantine(item.source, "error", f"{type(error).__name__}: {error}")
            counted(len(made.rows))
    if not made.rows:
        first = made.quarantined[0]["message"] if made.quarantined else "Give a folder of articles."
        raise InputError(f"{folder} holds no article that can be read. {first}", reason="empty")
    index = made.finish()
    typer.echo(f"{index}: {len(made.rows)} articles, {len(made.quarantined)} could not be read", err=True)
    return 1 if made.quarantined else 0


@contextlib.contextmanager
def _progress(total: int, quiet: bool):
    """(meter of bytes, setter of the count): a bar with time left on standard error, if a terminal."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield None, lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[count]} articles"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=max(1, total), count=0)
        yield (lambda size: bar.advance(task, size)), (lambda count: bar.update(task, count=count))


def _dated(article, date: str):
    """The article with the date that the user gave."""
    import dataclasses

    from equipoise.articles import parse_date
    from equipoise.errors import InputError

    found = parse_date(date)
    if found is None:
        raise InputError(f"--date is {date!r}; give YYYY-MM-DD.", reason="usage")
    return dataclasses.replace(article, date=found)


def _to_terminal(made) -> None:
    """In colours and at the terminal's width where there is one, plain and at 100 columns in a pipe."""
    import sys

    if sys.stdout.isatty():
        from rich.console import Console

        from equipoise.report.terminal import print_report

        print_report(made.to_dict(), Console(highlight=False, emoji=False, markup=False))
    else:
        _write(made.to_text(), "-")


def _write(text: str, output: str) -> None:
    """Write `text` to the file `output`, or to standard output, in UTF-8 whatever the locale says.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    import sys

    text = text if text.endswith("\n") else text + "\n"
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    try:
        with open(output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        from equipoise.errors import InputError

        raise InputError(
            f"{output} cannot be written: {error}. Give another path with -o.", reason="unwritable"
        ) from error
