"""`equipoise score`: many articles into tables."""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []


@app.command()
def score(
    inputs: list[str] = typer.Argument(
        ...,
        metavar="INPUT...",
        help="Files (.txt .md .html .json .jsonl .csv .tsv .parquet, also .gz and .zst), folders, quoted patterns, "
        "hf:OWNER/NAME; - is standard input.",
    ),
    output: str = typer.Option(..., "-o", "--output", metavar="OUT", help="Folder of the tables."),
    model: str = typer.Option("accurate", help="fast, accurate, or a model folder (with --trust)."),
    trust: bool = typer.Option(False, "--trust", help="Load a model folder from outside the package."),
    workers: int = typer.Option(0, help="Processes; default one a core."),
    engine: str = typer.Option("joblib", help="joblib (this machine) or dask."),
    scheduler: str = typer.Option("", help="Address of a Dask scheduler; default a local cluster."),
    chunk: int = typer.Option(200, help="Inputs in one unit of work and one part of the output."),
    format: str = typer.Option("parquet", help="parquet, jsonl or csv."),
    text_column: str = typer.Option("", help="Column of the text, in collections."),
    title_column: str = typer.Option("", help="Column of the title."),
    date_column: str = typer.Option("", help="Column of the date."),
    id_column: str = typer.Option("", help="Column of the id."),
    split: str = typer.Option("", help="Split of a dataset; default all."),
    actors: str = typer.Option("", help="A TSV file that adds to the actor table."),
    rivals: str = typer.Option("", help="A TSV file of rivals that hold because you say so."),
    seed: int = typer.Option(0, help="Seed of the posterior draws."),
    with_text: bool = typer.Option(False, "--with-text", help="Keep each statement's text beside its pairs."),
    max_characters: int = typer.Option(1_000_000, help="Longer articles are quarantined."),
    seconds: float = typer.Option(
        300.0, help="Time for one article before it is quarantined; 0 for no limit."
    ),
    restart: bool = typer.Option(False, "--restart", help="Throw away what OUT holds and start over."),
    quiet: bool = typer.Option(False, "--quiet", help="Say nothing but errors."),
    log_json: bool = typer.Option(
        False, "--log-json", help="Progress and summary as JSON lines on standard error."
    ),
):
    """Score many articles into tables of pairs, dyads and strategies; bad inputs go to a quarantine.

    Stopped at any moment, the same command goes on where it stopped. Exit 0 when all is scored, 1 when some inputs
    are in quarantine, 2 when nothing could be done.
    """
    from equipoise.batch import score as score_all

    made = score_all(
        list(inputs),
        output,
        model=model,
        trust=trust,
        workers=workers or None,
        engine=engine,
        scheduler=scheduler or None,
        chunk=chunk,
        format=format,
        text=text_column or None,
        title=title_column or None,
        date=date_column or None,
        id=id_column or None,
        split=split or None,
        actors=actors or None,
        rivals=rivals or None,
        seed=seed,
        with_text=with_text,
        max_characters=max_characters,
        seconds=seconds,
        restart=restart,
        progress="json" if log_json else "quiet" if quiet else "auto",
    )
    raise typer.Exit(1 if made.summary["quarantined"] else 0)
