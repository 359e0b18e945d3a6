"""`equipoise train`: the retraining job."""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []

_MODEL = typer.Option([], "--model", help="Only this model: fast or accurate; may be repeated.")


@app.command()
def train(
    config: str = typer.Argument(..., metavar="CONFIG.toml", help="See training/config.toml."),
    promote: bool = typer.Option(False, "--promote", help="Put models into use that pass the gate."),
    model: list[str] = _MODEL,
    quiet: bool = typer.Option(False, "--quiet", help="Only the last line."),
):
    """Check the labels, train, evaluate, write a version; with --promote pass it through the gate.

    Prints the version's folder. Exit 0 done, 1 done but a model was refused by the gate, 2 nothing was made.
    """
    import dataclasses

    from equipoise.errors import InputError
    from equipoise.training.config import MODELS, read_config

    settings = read_config(config)
    unknown = sorted(set(model) - set(MODELS))
    if unknown:
        raise InputError(f"--model is {unknown[0]!r}; it is one of {', '.join(MODELS)}.", reason="usage")
    if model:
        settings = dataclasses.replace(settings, models=tuple(m for m in MODELS if m in model))
    from equipoise.training.job import train as run

    def log(line: str) -> None:
        if not quiet:
            typer.echo(line, err=True)

    made = run(settings, promote=promote, log=log)
    typer.echo(str(made.folder))
    for name, reason in made.refused.items():
        typer.echo(f"equipoise: {name} was not promoted: {reason}", err=True)
    raise typer.Exit(1 if made.refused else 0)
