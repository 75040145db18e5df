"""`gouji audit`: from reports to workbooks, at once or as a flow."""

import datetime as dt
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji.cli.manners import BROKEN_OFF, Expectations, Policy, Quiet, load, refuse, refuse_any, wrong_options
from gouji.cli.offices import Asking, OfficeFile, find_office, office_file, wrong_office

if TYPE_CHECKING:
    from gouji.audit.run import Outcome
    from gouji.cli.clock import Clock


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(audit)


def audit(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SOURCE...]",
            help="Files, folders or archives of reports; without any, what is new in the inbox of the office.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; reports_out/<batch> by default.")
    ] = None,
    batch: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the batch.")] = None,
    roster: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who reports, and to which district (.csv or .xlsx).")
    ] = None,
    policy: Policy = None,
    office: OfficeFile = None,
    day: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day the batch came; today by default."),
    ] = None,
    years: Annotated[
        list[int] | None,
        typer.Option("--year", metavar="YYYY", help="A report year that is due; those of the batch by default."),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="An archive to take the batch into: a folder, or an object store's URL."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Judge anew what the archive has; it is added, nothing is replaced.")
    ] = False,
    expectations: Expectations = None,
    quiet: Quiet = False,
) -> None:
    """Read, judge and write one audit workbook per district.

    Exit code 0: all audited; 1: something could not be audited, errored or was lost; 2: bad arguments, or nothing to audit.
    """
    path = office_file(office, policy)
    if not sources and path is None:
        refuse(
            "no SOURCE, and no office.yml in this folder: name reports, or make an office's folder (gouji init FOLDER)"
        )
    given = sources or []
    refuse_any(
        (
            *wrong_office(office),
            *wrong_options(expectations, policy, roster),
            *(_wrong_paths(given, out or Path("reports_out")) if given else ()),
        )
    )
    if not given and (out or batch):
        refuse("--out and --batch go with a SOURCE; the inbox is audited into the folder 'results' of office.yml")
    if out is not None:
        _refuse_inside(out, given)
    if again and archive is None:
        refuse("--again judges anew what an archive has; name it with --archive")
    if archive is not None:
        _refuse_archive(archive, given)
    own = find_office(office, expectations, policy)
    roster, policy = roster or (own and own.roster), policy or (own and own.policy_file)
    came = day.date() if day else dt.datetime.now().astimezone().date()
    asking = Asking(own, came, tuple(years or ()))
    from gouji.cli.clock import clock

    if not given and own is not None:
        from gouji.cli.office_inbox import audit_office

        with clock(quiet=quiet) as ticking:
            code = audit_office(own, roster, policy, expectations, asking, ticking, quiet=quiet)
        raise typer.Exit(code)
    with clock(quiet=quiet) as ticking, _kept():
        outcome, folder = _audited(
            given, out, batch, roster, policy, expectations, ticking, asking, archive, again=again
        )
    from gouji.cli.audit_printing import print_archived, print_outcome

    print_outcome(outcome, folder, quiet=quiet)
    if archive is not None and not quiet:
        print_archived(outcome, expectations)
    raise typer.Exit(outcome.exit_code)


def _audited(
    sources: list[Path],
    out: Path | None,
    batch: str | None,
    roster: Path | None,
    policy: Path | None,
    expectations: Path | None,
    ticking: "Clock",
    asking: Asking | None = None,
    archive: str | None = None,
    again: bool = False,
) -> "tuple[Outcome, Path]":
    from gouji.intake.names import printable_path

    ticking.say(f"auditing {', '.join(map(printable_path, sources))}")
    sound, listed = load(expectations, policy, roster)
    from gouji.audit.run import audit as run
    from gouji.audit.run import batch_name
    from gouji.cli.server import answers, api_url

    name = batch or batch_name(sources, dt.datetime.now().astimezone())
    folder = out or _default_folder(name, sources, ticking)
    url = api_url()
    if url and answers(url):
        from gouji.cli.flow_loader import load_flow

        ticking.stop()
        flow = load_flow("audit_batch")
        words = asking.as_words if asking else {}
        try:
            return flow(
                sources,
                folder,
                name,
                roster=roster,
                policy=policy,
                expectations=expectations,
                archive=archive,
                again=again,
                **words,
            ), folder
        except Exception:
            if answers(url):
                raise
            ticking.start()
    if url:
        ticking.warn(f"the Prefect server at {url} does not answer: audited at once, the run is not recorded there")
    asked = asking.of(sound.declared) if asking and roster else None
    return run(sources, folder, name, sound, listed, ticking.tell, asked=asked, archive=archive, again=again), folder


@contextmanager
def _kept() -> Generator[None]:
    """End with 1 where the archive did not take the batch in: workbooks and frames are written, the same run again does it."""
    try:
        yield
    except Exception as error:
        from gouji.archive.lake import ArchiveError

        if not isinstance(error, ArchiveError):
            raise
        typer.echo(f"gouji: {error}", err=True)
        raise typer.Exit(BROKEN_OFF) from None


def _refuse_archive(archive: str, sources: Sequence[Path]) -> None:
    """Refuse an archive that cannot be used before anything is read."""
    from gouji.archive.opening import open_or_make
    from gouji.cli.archive import refusing

    if "://" not in archive:
        _refuse_inside(Path(archive), sources, "--archive")
    with refusing():
        open_or_make(archive)


def _refuse_inside(out: Path, sources: Sequence[Path], option: str = "--out") -> None:
    """Never write into a SOURCE, where workbooks would be read as reports and lie among what was handed in."""
    from gouji.intake.names import printable_path
    from gouji.outputs.folder import source_around

    if (source := source_around(out, sources)) is not None:
        refuse(f"{option} {printable_path(out)} lies in the SOURCE {printable_path(source)}; name a folder outside it")


def _default_folder(name: str, sources: Sequence[Path], ticking: "Clock") -> Path:
    """`reports_out`/`name`, or where that lies in a SOURCE a folder beside it, which is said."""
    from gouji.intake.names import printable_path
    from gouji.outputs.folder import beside_sources, source_around

    default = Path("reports_out") / name
    folder = beside_sources(default, sources)
    if (source := source_around(folder, sources)) is not None:
        refuse(f"every folder lies in the SOURCE {printable_path(source)}; name a smaller SOURCE")
    if folder != default:
        ticking.warn(f"{default} lies in a SOURCE; writing to {printable_path(folder)}")
    return folder


def _wrong_paths(sources: Sequence[Path], out: Path) -> Generator[str]:
    """What is wrong with SOURCEs and the folder to write to, as far as it shows before anything is read."""
    if not any(source.exists() for source in sources):
        yield from (f"{source}: no such file or folder" for source in sources)
    there = next(path for path in (out, *out.absolute().parents) if path.exists())
    if not there.is_dir():
        yield f"{there} is a file; --out names a folder"
    elif not os.access(there, os.W_OK | os.X_OK):
        yield f"{there}: no right to write there; choose another folder with --out"
