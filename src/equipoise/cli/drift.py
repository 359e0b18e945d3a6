"""`equipoise drift`: has the prose changed since?"""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []


@app.command()
def drift(
    reference: str = typer.Argument(
        ..., help="Folder that `equipoise score` wrote, of the time of training."
    ),
    new: str = typer.Argument(..., help="Folder that `equipoise score` wrote lately, with the same model."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
    exit_code: bool = typer.Option(
        False, "--exit-code", help="Exit 1 when retraining is due, for scheduled jobs."
    ),
    seed: int = typer.Option(0, help="Seed of the random splits."),
):
    """Compare actors, words, labels and confidence of two scored corpora; say when retraining is due.

    Score with --with-text to compare the words of the statements, else those of the mentions are.
    """
    import json

    from equipoise.batch.output import read_manifest
    from equipoise.drift import compare, read_pairs, render_drift

    models = [(read_manifest(folder).get("model") or {}).get("hash") for folder in (reference, new)]
    notes = []
    if None not in models and models[0] != models[1]:
        notes.append(
            "the corpora were scored by different models: labels and confidence may differ for that alone"
        )
    found = compare(read_pairs(reference), read_pairs(new), seed=seed, notes=notes)
    typer.echo(json.dumps(found.to_dict(), indent=1) if as_json else render_drift(found))
    raise typer.Exit(1 if exit_code and found.due else 0)
