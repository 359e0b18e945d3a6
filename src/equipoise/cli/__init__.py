"""The `equipoise` command. Each subcommand is a module of this folder; heavy imports wait inside the commands."""

from __future__ import annotations

import os
import sys

__all__ = ["app", "main"]

import typer

app = typer.Typer(
    name="equipoise",
    help="Who stands where, and where a state balances between rivals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and stop.")):
    if version:
        from equipoise._version import __version__

        typer.echo(__version__)
        raise typer.Exit


def _register() -> None:
    """Import the subcommands: each module of this folder adds itself to `app`."""
    from importlib import import_module
    from pkgutil import iter_modules

    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def main() -> None:
    """Run the command; exit 0 done, 1 done with some inputs quarantined, 2 usage or unreadable input."""
    from equipoise.errors import EquipoiseError

    _register()
    try:
        app(standalone_mode=True)
    except EquipoiseError as error:
        from equipoise.report.safe import terminal_text  # a message may quote a file's name or text

        typer.echo(f"equipoise: {terminal_text(str(error))}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe has left: no traceback, no second complaint at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        typer.echo("equipoise: interrupted", err=True)
        sys.exit(130)
