"""`equipoise labels`: the labelled collection in, out, checked, and what to label next."""

from __future__ import annotations

from pathlib import Path

import typer

from equipoise.cli import app

__all__: list[str] = []

labels = typer.Typer(
    help="Labelled statements: check, import, export, suggest what to label, agreement of two readers.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(labels, name="labels")

_FILES = typer.Argument(
    None,
    help="JSONL files of labelled statements, or a collection's folder; by default the whole collection.",
)
_CORPUS = typer.Argument(..., help="Articles: files, folders, collections; as `equipoise score` reads.")
_OUT = typer.Option("-", "-o", "--output", help="Write here; - is standard output.")


@labels.command()
def check(
    files: list[str] = _FILES,
    folder: str = typer.Option(
        "", help="The collection's folder; by default labels/ here or of the checkout."
    ),
    errors: int = typer.Option(
        0, "--errors", help="Also list this many pairs that are likeliest mislabelled."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON lines instead of a table."),
):
    """Find what breaks the codebook's form, duplicates, near twins, leaks between splits and likely label
    errors.

    Exit 0 nothing broken, 1 some statements break a rule (warnings alone do not count).
    """
    import json

    from equipoise.labels import find_labels, load_statements, pair_frame, read_statements
    from equipoise.labels.rules import check_rows, near_twins
    from equipoise.report.safe import terminal_text

    rows = [
        row
        for path in files or [find_labels(folder or None)]
        for row in (load_statements(folder=path) if Path(path).is_dir() else read_statements(path))
    ]
    problems = check_rows(rows)
    broken = any(p.error for p in problems)
    found = [
        {"id": p.id, "kind": "error" if p.error else "warning", "rule": p.rule, "message": p.message}
        for p in problems
    ]
    if not broken:
        found += [
            {
                "id": b,
                "kind": "warning",
                "rule": "twin",
                "message": f"{share:.0%} of its 5-grams are those of {a}",
            }
            for a, b, share in near_twins(rows)
        ]
        if errors:
            from equipoise.labels.checking import likely_errors

            for row in likely_errors(pair_frame(rows)).head(errors).to_dict("records"):
                said = "{source}->{target} is {label} ({p_label:.2f}); a model that has not seen it says "
                said = (said + "{suggested} ({p_suggested:.2f}): {text:.120}").format(**row)
                found.append({"id": row["id"], "kind": "doubt", "rule": "label", "message": said})
    for row in found:
        line = (
            json.dumps(row)
            if as_json
            else f"{row['kind']:<8} {row['rule']:<10} {row['id']}: {row['message']}"
        )
        typer.echo(line if as_json else terminal_text(line))
    counts = {kind: sum(row["kind"] == kind for row in found) for kind in ("error", "warning", "doubt")}
    said = ", ".join(f"{count} {kind}s" for kind, count in counts.items() if count or kind == "error")
    typer.echo(f"{len(rows)} statements: {said}", err=True)
    raise typer.Exit(1 if broken else 0)


@labels.command("import")
def import_(
    file: str = typer.Argument(..., help="What a tool exported; - is standard input."),
    output: str = _OUT,
    form: str = typer.Option(
        "", "--from", help="label-studio, doccano, argilla or csv; by default seen from the file."
    ),
    split: str = typer.Option("train", help="For statements that bring none: train, dev or test."),
    question: str = typer.Option("label", help="Argilla: the question that was answered."),
    agreement: str = typer.Option(
        "", "--agreement", help="Write pairs that two annotators read here (JSONL)."
    ),
):
    """Labels from Label Studio, doccano, Argilla or CSV -> statements in the collection's form.

    Exit 0 all taken, 1 some left out (each is named), 2 none could be read.
    """
    from equipoise.errors import InputError
    from equipoise.labels.exchange import import_labels
    from equipoise.labels.reading import SPLITS
    from equipoise.report.safe import terminal_text

    if split not in SPLITS:
        raise InputError(f"--split is {split!r}; it is one of {', '.join(SPLITS)}.", reason="usage")
    made = import_labels(file, form, split, question)
    for problem in made.problems:
        typer.echo(terminal_text(f"left out {problem.id}: {problem.message}"), err=True)
    if made.problems and not made.statements:
        raise InputError(f"{file}: none of its statements could be taken.")
    _write(made.statements, output)
    if agreement:
        _write(made.second, agreement)
    typer.echo(f"{len(made.statements)} statements, {len({p.id for p in made.problems})} left out", err=True)
    raise typer.Exit(1 if made.problems else 0)


@labels.command()
def export(
    file: str = typer.Argument(
        ..., help="JSONL of statements, labelled or from `suggest`; - is standard input."
    ),
    output: str = _OUT,
    model: str = typer.Option(
        "accurate", help="Whose predictions are the pre-annotations; none leaves them out."
    ),
    trust: bool = typer.Option(False, "--trust", help="Load a model folder from outside the package."),
    interface: bool = typer.Option(
        False, "--interface", help="Print Label Studio's labelling interface and stop."
    ),
):
    """Statements -> Label Studio tasks with our predictions as pre-annotations."""
    import json

    if interface:
        from equipoise.labels.label_studio import INTERFACE

        typer.echo(INTERFACE, nl=False)
        return
    from equipoise.labels import read_statements
    from equipoise.labels.exchange import export_tasks

    rows = list(read_statements(file))
    classifier = None
    if model != "none":
        from equipoise.stance import load_model

        classifier = load_model(model, trust=trust)
    tasks = export_tasks(rows, classifier)
    _write_text(json.dumps(tasks, indent=1, ensure_ascii=True) + "\n", output)
    typer.echo(f"{len(tasks)} tasks", err=True)


@labels.command()
def suggest(
    corpus: list[str] = _CORPUS,
    n: int = typer.Option(200, "-n", help="How many statements."),
    output: str = _OUT,
    model: str = typer.Option("accurate", help="The model whose doubt counts."),
    second: str = typer.Option("fast", help="The model whose difference counts; none for one model alone."),
    limit: int = typer.Option(20_000, help="Statements to look at, drawn at random from larger corpora."),
    folder: str = typer.Option(
        "", help="The labelled collection; by default labels/ here or of the checkout."
    ),
    seed: int = typer.Option(0, help="Seed of the drawing and the clusters."),
):
    """The statements of a corpus that are worth labelling, for `export`.

    Chosen by uncertainty, by the difference of two models, by rare actors, and one of each cluster of like
    texts; statements that are labelled already are passed over. Exit 0 done, 1 some inputs could not be read.
    """
    from equipoise.labels.candidates import suggest as pick

    found, quarantined = pick(
        corpus, n, model, None if second == "none" else second, limit, folder or None, seed
    )
    for item in quarantined:
        typer.echo(f"not read: {item.source} {item.place}: {item.message}", err=True)
    _write(found, output)
    typer.echo(f"{len(found)} statements", err=True)
    raise typer.Exit(1 if quarantined else 0)


@labels.command()
def simulate(
    folder: str = typer.Option(
        "", help="The collection's folder; by default labels/ here or of the checkout."
    ),
    start: int = typer.Option(200, help="Random statements to begin with."),
    step: int = typer.Option(200, help="Statements added a round."),
    rounds: int = typer.Option(6, help="Rounds."),
    seeds: int = typer.Option(3, help="Repetitions."),
):
    """How many labels `suggest` saves against random choice: replayed on train, scored on dev."""
    from equipoise.labels import find_labels
    from equipoise.labels.simulation import labels_saved
    from equipoise.labels.simulation import simulate as replay
    from equipoise.training.data import load_rows

    rows = load_rows(find_labels(folder or None))
    runs = replay(rows.train, rows.dev, start=start, step=step, rounds=rounds, seeds=seeds)
    mean = runs.groupby(["statements", "how"])["macro_f1"].mean().unstack()
    typer.echo(f"dev macro-F1 of the fast features, mean of {seeds} runs\n{mean.round(4).to_string()}\n")
    typer.echo(f"labels to reach the same macro-F1\n{labels_saved(runs).round(3).to_string(index=False)}")


@labels.command()
def agreement(
    file: str = typer.Argument(
        ..., help="JSONL of id, source, target, first, second, adjudicated; - is standard input."
    ),
    folder: str = typer.Option(
        "", help="The collection, for the patterns; by default labels/ here or of the checkout."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON instead of a table."),
):
    """How far two readers agree: raw, Cohen's kappa, Krippendorff's nominal alpha, by label and pattern."""
    import json

    from equipoise.errors import InputError
    from equipoise.labels import load_statements, read_statements
    from equipoise.labels.agreement import agreement as measure
    from equipoise.labels.agreement import render_agreement

    rows = list(read_statements(file))
    if not rows:
        raise InputError(f"{file} holds no second reading.")
    patterns: dict = {}
    if not all("patterns" in row for row in rows):
        try:
            patterns = {str(r["id"]): r.get("patterns", []) for r in load_statements(folder=folder or None)}
        except InputError:
            if folder:
                raise
    figures = measure(rows, patterns)
    typer.echo(json.dumps(figures, indent=1) if as_json else render_agreement(figures, file))


def _write(rows: list[dict], output: str) -> None:
    import json

    _write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), output)


def _write_text(text: str, output: str) -> None:
    from equipoise.cli.report import _write as write

    if text:
        write(text, output)
