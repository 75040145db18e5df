"""`gouji history` and `gouji archive`: what an archive has of a body, and the keeping of the archive itself."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.manners import Expectations, load, refuse, refuse_any, wrong_options

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.archive.lake import Lake
    from gouji.declared import Declared

Place = Annotated[
    str, typer.Option("--archive", metavar="DIR", help="The archive: a folder, or the URL of one in an object store.")
]
Body = Annotated[str, typer.Argument(metavar="BODY", help="The name of a body, or DISTRICT/NAME.")]
Year = Annotated[int, typer.Argument(metavar="YEAR", help="The year that the report is of.")]
DEFAULT = "archive"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(history)
    group = typer.Typer(no_args_is_help=True, help="Keep an archive: check, choose, forget, compact.")
    for command in (check, current, forget, compact):
        group.command()(command)
    app.add_typer(group, name="archive")


def history(body: Body, archive: Place = DEFAULT, expectations: Expectations = None) -> None:
    """Show the submissions of a body by year, and what changed between two, cell by cell."""
    declared = _declared(expectations)
    with refusing():
        lake = _opened(archive)
        found = _bodies(lake, body, declared)
        from gouji.cli.archive_printing import print_history

        print_history(lake, found, body, declared)
    raise typer.Exit(0 if len(found) == 1 else 1)


def check(archive: Place = DEFAULT, expectations: Expectations = None) -> None:
    """Look for torn logs, missing files and what cannot be written, and say what to do; exit code 1 where something is wrong."""
    declared = _declared(expectations)
    with refusing():
        from gouji.archive.health import problems
        from gouji.archive.lake import Lake

        lake = Lake(archive)
        found = problems(lake) if lake.folder is None or lake.folder.is_dir() else refuse(f"{archive}: no such folder")
    words = declared.texts.archive
    for one in found:
        typer.echo(words.problems.of(one.kind, one.where, one.said))
    if not found:
        typer.echo(words.healthy)
    raise typer.Exit(1 if found else 0)


def current(
    body: Body,
    year: Year,
    report: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of the submission to choose, or its beginning.")
    ] = None,
    archive: Place = DEFAULT,
    expectations: Expectations = None,
) -> None:
    """Choose which of several submissions of a body for one year counts; without an ID, show them."""
    declared = _declared(expectations)
    with refusing():
        lake = _opened(archive)
        found = _bodies(lake, body, declared)
        from gouji.cli.archive_printing import print_history

        if report is None or len(found) != 1:
            print_history(lake, found, body, declared, year)
            raise typer.Exit(0 if len(found) == 1 else 1)
        from gouji.archive.standing import choose

        chosen = choose(lake, next(iter(found)), year, report)
    typer.echo(declared.texts.archive.chosen.format(report_id=chosen, year=year))


def forget(
    what: Annotated[str, typer.Argument(metavar="BODY|YEAR", help="A body (all its years), or a year (all bodies).")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the hash and the day.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, only say how much it would be.")] = False,
    archive: Place = DEFAULT,
    expectations: Expectations = None,
) -> None:
    """Remove submissions for good: of each only hash, date and reason are left."""
    declared = _declared(expectations)
    words = declared.texts.archive
    with refusing():
        lake = _opened(archive)
        import polars as pl

        if what.isdecimal():
            where = pl.col("year") == int(what)
        else:
            found = _bodies(lake, what, declared)
            if len(found) != 1:
                from gouji.cli.archive_printing import print_bodies

                print_bodies(found, what, words)
                raise typer.Exit(1)
            where = pl.col("body") == next(iter(found))
        from gouji.archive.keeping import forget as remove
        from gouji.archive.keeping import submissions_of

        number = submissions_of(lake, where)
        if not number or not yes:
            typer.echo(words.would_forget.format(count=number) if number else words.nothing_to_forget)
            raise typer.Exit(0 if number else 1)
        import datetime as dt

        gone = remove(lake, where, reason, dt.datetime.now().astimezone().date())
    typer.echo(words.forgotten.format(count=gone.submissions))
    _print_left(gone.left, declared)


def compact(
    keep_years: Annotated[
        int | None, typer.Option("--keep-years", min=1, metavar="N", help="Report years to keep; five by default.")
    ] = None,
    archive: Place = DEFAULT,
    expectations: Expectations = None,
) -> None:
    """Forget the years beyond retention, make few files of many, and remove what no table needs."""
    declared = _declared(expectations)
    words = declared.texts.archive
    with refusing():
        lake = _opened(archive)
        import datetime as dt

        from gouji.archive.keeping import RETENTION_YEARS, beyond_retention, forget, sweep
        from gouji.archive.keeping import compact as make_few

        years = keep_years or RETENTION_YEARS
        old = beyond_retention(lake, years)
        if old is not None:
            reason = words.retention_reason.format(years=years)
            gone = forget(lake, old.where, reason, dt.datetime.now().astimezone().date())
            if gone.submissions:
                typer.echo(words.retention.format(year=old.year, count=gone.submissions, years=years))
        counted = make_few(lake)
        left = sweep(lake)
    for table, (before, after) in counted.items():
        if before != after:
            typer.echo(words.compacted.format(table=table, before=before, after=after))
    _print_left(left, declared)


@contextmanager
def refusing() -> Generator[None]:
    """End with 2 and the sentence of whatever the archive refuses."""
    from gouji.archive.lake import ArchiveError

    try:
        yield
    except ArchiveError as error:
        refuse(str(error))


def _declared(expectations: "Expectations") -> "Declared":
    refuse_any(wrong_options(expectations))
    sound, _ = load(expectations, None, None)
    return sound.declared


def _opened(place: str) -> "Lake":
    from gouji.archive.opening import open_archive

    return open_archive(place)


def _bodies(lake: "Lake", name: str, declared: "Declared") -> dict[str, str]:
    from gouji.archive.standing import bodies_called
    from gouji.bodies.names import same_body

    district, _, own = name.rpartition("/")
    same = same_body(own, declared.bodies)
    return bodies_called(lake, f"{district}/{same}" if district else same, district != "")


def _print_left(left: "tuple[Path, ...]", declared: "Declared") -> None:
    if left:
        typer.echo(declared.texts.archive.fresh_files)
    for path in left:
        typer.echo(f"  {path}")
