"""`gouji show`: what is read from one file."""

from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.manners import Expectations, load, refuse, refuse_any, wrong_options
from gouji.cli.offices import OfficeFile, find_office, wrong_office


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(show)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report.")],
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", help="Draw it beside the file's pages or text, as a web page."),
    ] = None,
    office: OfficeFile = None,
    expectations: Expectations = None,
) -> None:
    """Show what is read from one file, cell by cell."""
    if not file.is_file():
        refuse(f"{file}: no such file")
    if html is not None and (html.is_dir() or not html.absolute().parent.is_dir()):
        refuse(f"{html}: --html names a file to be written, in a folder that is there")
    if html is not None and html.exists() and html.samefile(file):
        refuse(f"{html}: --html would write over the report itself")
    refuse_any((*wrong_office(office), *wrong_options(expectations)))
    from gouji.cli.report_printing import draw_report, print_report
    from gouji.outputs.show import NotOneFileError

    own = find_office(office, expectations)
    sound, roster = load(expectations, None, own and own.roster)
    declared = sound.declared
    try:
        raise typer.Exit(print_report(file, declared, roster) if html is None else draw_report(file, html, declared))
    except NotOneFileError as error:
        refuse(str(error))
