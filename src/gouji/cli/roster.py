"""`gouji roster init` and `gouji roster check`: the list of who is to report."""

from pathlib import Path
from typing import Annotated

import typer

from gouji.cli.manners import BROKEN_OFF, Expectations, declarations, refuse, refuse_any, wrong_options
from gouji.cli.offices import OfficeFile, find_office, office_file, wrong_office

ROSTER_FILE = Path("roster.csv")

roster_app = typer.Typer(no_args_is_help=True, help="The roster: who is to report.")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(roster_app, name="roster")


@roster_app.command()
def init(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SOURCE...]", help="Reports; the inbox of the office by default.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The roster to write; the office's, or roster.csv, by default.")
    ] = None,
    office: OfficeFile = None,
    expectations: Expectations = None,
) -> None:
    """Write a roster from the reports at hand, with district and level; addresses and offices are for you to fill in.

    Exit code 0: written; 1: written, and some files name no body, or a body stands in two districts; 2: bad arguments, no
    report there, or a roster with bodies that would be lost.
    """
    refuse_any((*wrong_office(office), *wrong_options(expectations)))
    if not sources and office_file(office) is None:
        refuse(
            "no SOURCE, and no office.yml in this folder: name reports, or make an office's folder (gouji init FOLDER)"
        )
    refuse_any(f"{source}: no such file or folder" for source in sources or () if not source.exists())
    if out is not None and (out.is_dir() or out.suffix.lower() != ".csv"):
        refuse(f"{out}: --out names a .csv file")
    own = find_office(office, expectations)
    target = out or (own.roster if own else None) or ROSTER_FILE
    if target.suffix.lower() != ".csv":
        refuse(f"{target}: a roster is written as .csv; name one with --out")
    declared = declarations(expectations)
    from gouji.audit.office_folder import write_roster
    from gouji.audit.roster_draft import draft_roster
    from gouji.audit.rosters import look_at_roster

    # What cannot be read may hold bodies too.
    if (
        target.exists()
        and (before := look_at_roster(target, declared))
        and (before.lines or any(problem.stops for problem in before.problems))
    ):
        refuse(f"{target} has bodies already and is kept; name another file with --out")
    draft = draft_roster(sources or [own.inbox] if own else sources or [], declared)
    if not draft.lines:
        refuse("no report that names its body is there; nothing written")
    write_roster(target, draft.lines, declared)
    words = declared.texts.office.roster
    typer.echo(words.written.format(file=target, count=len(draft.lines)))
    for organisation, districts in draft.several.items():
        typer.echo(words.twice.format(organisation=organisation, districts="、".join(districts)))
    if draft.unnamed:
        typer.echo(words.left_out.format(count=len(draft.unnamed)))
        typer.echo("\n".join(draft.unnamed))
    raise typer.Exit(BROKEN_OFF if draft.unnamed or draft.several else 0)


@roster_app.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The roster; that of the office by default.", show_default=False),
    ] = None,
    office: OfficeFile = None,
    expectations: Expectations = None,
) -> None:
    """Say row by row what is wrong with a roster.

    Exit code 0: nothing that must be mended; 1: something must, a run would refuse it; 2: bad arguments.
    """
    refuse_any((*wrong_office(office), *wrong_options(expectations)))
    if file is not None and not file.is_file():
        refuse(f"{file}: no such file")
    if file is None and office_file(office) is None:
        refuse("no FILE, and no office.yml in this folder: name a roster")
    own = find_office(office, expectations) if file is None else None
    path = file or (own.roster if own else None)
    if path is None:
        refuse('the office\'s file names no roster (roster: ""); name one')
    declared = declarations(expectations)
    from gouji.audit.rosters import look_at_roster, told_of

    read = look_at_roster(path, declared)
    words = declared.texts.office.roster
    wrong = sum(problem.stops for problem in read.problems)
    for problem in read.problems:
        said = words.must if problem.stops else words.note
        typer.echo(said.format(problem=told_of(path, problem, declared)))
    districts = len({line.district for line in read.lines if line.district})
    addresses = len({line.email for line in read.lines if line.email})
    if read.problems:
        typer.echo(words.found.format(file=path, bodies=len(read.lines), wrong=wrong, notes=len(read.problems) - wrong))
    else:
        typer.echo(words.fine.format(file=path, bodies=len(read.lines), districts=districts, addresses=addresses))
    raise typer.Exit(BROKEN_OFF if wrong else 0)
