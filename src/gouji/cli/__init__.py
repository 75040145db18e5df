"""The command `gouji`: a module for each group of commands.

Only what a command needs is imported, when it runs, and after its arguments were looked at: the engines take seconds.
"""

from importlib.metadata import version
from typing import Annotated

import typer

from gouji.cli import archive, audit, check, office, roster, rules, show
from gouji.cli.manners import explained

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
for group in (audit, check, show, rules, office, roster, archive):
    group.add_to(app)


def main() -> None:
    """Run the command line."""
    with explained():
        app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gouji {version('gouji')}")
        raise typer.Exit


@app.callback()
def about(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    """Check Chinese government disclosure annual reports (政府信息公开工作年度报告)."""


if __name__ == "__main__":
    main()
