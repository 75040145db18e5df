"""`gouji check`: a unit looks at its own report before it files it; one page in plain words, nothing is kept."""

from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.manners import Expectations, Policy, load, refuse, refuse_any, wrong_options
from gouji.cli.offices import OfficeFile, find_office, wrong_office


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(check)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report, in any format that is read.")],
    policy: Policy = None,
    office: OfficeFile = None,
    expectations: Expectations = None,
) -> None:
    """Check one report and print a page in plain Chinese: what was read, what is wrong and where. Nothing is kept.

    Exit code 0: it was checked, with findings or without; 1: it could not be checked, or not all of it could be read; 2:
    bad arguments.
    """
    if not file.is_file():
        refuse(f"{file}: no such file")
    refuse_any((*wrong_office(office), *wrong_options(expectations, policy)))
    own = find_office(office, expectations, policy)
    sound, _ = load(expectations, policy or (own.policy_file if own else None), None)
    from gouji.cli.check_page import check_file

    pages, whole = check_file(file, sound)
    typer.echo("\n\n".join(pages))
    raise typer.Exit(0 if whole else 1)
