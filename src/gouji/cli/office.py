"""`gouji init`: an office's folder."""

from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.manners import Expectations, refuse, refuse_any, wrong_options
from gouji.cli.offices import OFFICE_FILE


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make; what lies in it is kept.")],
    expectations: Expectations = None,
) -> None:
    """Make an office's folder: office.yml, roster.csv, inbox, outbox, archive, results.

    Exit code 0: made; 2: bad arguments, or there is an office.yml already.
    """
    refuse_any(wrong_options(expectations))
    if folder.exists() and not folder.is_dir():
        refuse(f"{folder} is a file; FOLDER names a folder")
    if (folder / OFFICE_FILE).exists():
        refuse(f"{folder / OFFICE_FILE} is there already and is kept; name another folder, or edit that file")
    from gouji.audit.office_folder import make_office_folder
    from gouji.cli.manners import declarations

    declared = declarations(expectations)
    make_office_folder(folder, declared)
    words = declared.texts.office.init
    for line in (words.made.format(folder=folder), words.files, words.next):
        typer.echo(line)
