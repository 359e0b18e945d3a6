"""`equipoise evaluate`: a model against labelled statements."""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []


@app.command()
def evaluate(
    labels: str = typer.Argument(
        ..., help="JSONL of labelled statements (CODEBOOK.md); - is standard input."
    ),
    model: str = typer.Option("accurate", help="fast, accurate, or a model folder (with --trust)."),
    trust: bool = typer.Option(False, "--trust", help="Load a model folder from outside the package."),
    split: str = typer.Option("", help="Only statements of this split (train, dev, test)."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
):
    """Score labelled statements and print macro-F1, figures per class and per pattern, and calibration."""
    from equipoise.labels import pair_frame, read_statements
    from equipoise.stance import load_model
    from equipoise.stance.evaluation import evaluate as measure
    from equipoise.stance.evaluation import render_text

    frame = pair_frame(row for row in read_statements(labels) if not split or row.get("split") == split)
    if frame.empty:
        from equipoise.errors import InputError

        raise InputError(
            f"{labels} holds no labelled pairs"
            + (f" of split {split!r}" if split else "")
            + "; nothing to evaluate."
        )
    classifier = load_model(model, trust=trust)
    result = measure(classifier, frame)
    result = {"labels": labels, "split": split or "all", **result}
    if as_json:
        import json

        typer.echo(json.dumps(result, indent=1))
    else:
        typer.echo(render_text(result))
