"""`equipoise models`: the registry of versions, and the ways in and out of it."""

from __future__ import annotations

import typer

from equipoise.cli import app

__all__: list[str] = []

models = typer.Typer(
    help="Versions of the stance models: list, show, promote, roll back, verify, install, exchange.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(models, name="models")

_REGISTRY = typer.Option("model-registry", "--registry", help="The registry's folder.")
_MODEL = typer.Option([], "--model", help="fast or accurate; by default each that is there.")


def _chosen(registry, version: str, names: list[str]) -> list[str]:
    return list(names) or registry.models(registry.path(version).name)


@models.command("list")
def list_(registry: str = _REGISTRY):
    """The versions, newest first, with their macro-F1 on the test articles and statements; * is in use."""
    from equipoise.training.registry import Registry

    found = Registry(registry)
    versions = found.versions()
    if not versions:
        typer.echo(
            f"{registry} holds no versions; make one with: equipoise train training/config.toml", err=True
        )
        return
    typer.echo(f"{'version':<30}{'model':<12}{'articles':>9}{'statements':>11}  gate")
    for version in versions:
        told = _metrics(found, version)
        for name in found.models(version):
            mark = "*" if found.current(name) == version else " "
            one = told.get(name, {})
            figures, gate = one.get("figures", {}), one.get("gate")
            cells = [
                f"{figures[k]['macro_f1']:.3f}" if k in figures else "-"
                for k in ("articles/test", "statements/test")
            ]
            said = "-" if not gate else "passed" if gate["passed"] else "refused"
            typer.echo(f"{version:<29}{mark}{name:<12}{cells[0]:>9}{cells[1]:>11}  {said}")


def _metrics(registry, version: str) -> dict:
    import json

    try:
        return json.loads((registry.path(version) / "metrics.json").read_text(encoding="utf-8"))["models"]
    except (OSError, ValueError, KeyError):  # `verify` says so; a list should still list the others
        return {}


@models.command()
def show(
    version: str = typer.Argument(..., help="A version, or fast or accurate for the one in use."),
    registry: str = _REGISTRY,
    as_json: bool = typer.Option(False, "--json", help="Print version.json and the figures as JSON."),
):
    """What a version was made from, how good it is, and what the gate said."""
    import json

    from equipoise.training.registry import Registry

    found = Registry(registry)
    version = _version(found, version)
    told = {**found.read(version), "models": _metrics(found, version)}
    if as_json:
        typer.echo(json.dumps(told, indent=1))
        return
    typer.echo(
        f"{version}  made {told['created']}  data {told['data']['fingerprint'][:12]}  code {told['git'][:20]}"
    )
    for name, counts in told["data"]["counts"].items():
        typer.echo(f"  {name:<18}{counts['statements']:>7} statements{counts['pairs']:>8} pairs")
    for name, one in told["models"].items():
        use = "in use" if found.current(name) == version else "not in use"
        typer.echo(f"\n{name} ({use})  {found.path(version, name)}")
        for title, figures in one["figures"].items():
            per = "  ".join(f"{k} {v['f1']:.3f}" for k, v in figures["per_class"].items())
            typer.echo(f"  {title:<18} macro-F1 {figures['macro_f1']:.3f}  {per}")
        if one["gate"]:
            from equipoise.training.gate import Check, Verdict, render_verdict

            typer.echo(
                render_verdict(
                    Verdict(one["gate"]["passed"], tuple(Check(**c) for c in one["gate"]["checks"]))
                )
            )


def _version(registry, version: str) -> str:
    from equipoise.errors import ModelError
    from equipoise.training.config import MODELS

    if version not in MODELS:
        return registry.path(version).name
    current = registry.current(version)
    if current is None:
        raise ModelError(f"{registry.folder} has promoted no {version} model; the package's own is in use.")
    return current


@models.command()
def promote(
    version: str = typer.Argument(..., help="A version of the registry."),
    registry: str = _REGISTRY,
    model: list[str] = _MODEL,
    force: bool = typer.Option(False, "--force", help="Even where the gate refused it."),
):
    """Put a version into use that passed the gate when it was made."""
    from equipoise.errors import ModelError
    from equipoise.training.registry import Registry

    found = Registry(registry)
    told = _metrics(found, version)
    for name in _chosen(found, version, model):
        gate = told.get(name, {}).get("gate")
        if gate and not gate["passed"] and not force:
            raise ModelError(
                f"{name} of {version} was refused by the gate; see `equipoise models show {version}`. "
                "--force promotes it all the same."
            )
        found.promote(name, version, note="by hand" + (", forced" if force else ""))
        typer.echo(f"{name}: {version} is in use")


@models.command()
def rollback(
    model: str = typer.Argument(..., help="fast or accurate."),
    registry: str = _REGISTRY,
):
    """Put the version into use that was in use before."""
    from equipoise.training.registry import Registry

    version = Registry(registry).rollback(model)
    typer.echo(f"{model}: {version or 'the model of the package'} is in use again")


@models.command()
def verify(
    version: str = typer.Argument("", help="A version; by default all, and the package's own models."),
    registry: str = _REGISTRY,
):
    """Check every file against its hash. Exit 2 at the first that differs."""
    from equipoise.stance.loading import NAMES, shipped
    from equipoise.storage import verify as check
    from equipoise.training.registry import Registry

    found = Registry(registry)
    for name in [version] if version else found.versions():
        found.verify(name)
        typer.echo(f"{name}: every file is as it was written")
    for name in () if version else NAMES:
        if (shipped(name) / "manifest.json").is_file():
            told = check(shipped(name))
            typer.echo(f"package, {name} {told['version']}: every file is as it was written")


@models.command()
def install(
    version: str = typer.Argument(..., help="A version of the registry."),
    registry: str = _REGISTRY,
    model: list[str] = _MODEL,
):
    """Copy a version's models into the package, for the next wheel (in a checkout)."""
    from equipoise.training.registry import Registry
    from equipoise.training.shipping import install as copy

    found = Registry(registry)
    for name in _chosen(found, version, model):
        typer.echo(f"{copy(found, version, name)}: {version}")


@models.command("export")
def export_(
    model: str = typer.Argument(..., help="fast, accurate, or a model folder (with --trust)."),
    output: str = typer.Option(..., "-o", "--output", help="Folder to write."),
    trust: bool = typer.Option(False, "--trust", help="Load a model folder from outside the package."),
):
    """Write a model in the skops form, which holds no code: the way to hand models to others (extra: "
    "exchange)."""
    from equipoise.stance import load_model
    from equipoise.storage import export_skops

    classifier = load_model(model, trust=trust)
    info = classifier.info_
    export_skops(classifier, output, name=info["name"], version=info["version"])
    typer.echo(output)


@models.command("import")
def import_(
    folder: str = typer.Argument(..., help="A folder that `equipoise models export` wrote."),
    output: str = typer.Option(..., "-o", "--output", help="Model folder to write."),
):
    """Turn an exchanged folder into a model folder without running any code out of it (extra: exchange)."""
    from equipoise.storage import import_skops

    told = import_skops(folder, output)
    typer.echo(f"{output}: {told['name']} {told['version']}")
