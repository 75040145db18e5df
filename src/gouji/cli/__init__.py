"""The command `gouji`. Only what a command needs is imported, when it runs: the engines take seconds to import."""

import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from gouji.audit.run import Outcome
    from gouji.bodies.roster import Roster
    from gouji.rules.gate import Sound

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Policy = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="An office's own severities and states of rules (expectations/README.md)."),
]
Expectations = Annotated[
    Path | None, typer.Option("--expectations", metavar="DIR", help="Declarations to use in place of the shipped ones.")
]


def main() -> None:
    """Run the command line."""
    app()


@app.callback()
def about() -> None:
    """Check Chinese government disclosure annual reports (政府信息公开工作年度报告)."""


@app.command()
def audit(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Files, folders or archives of reports.")],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write; reports_out/<batch> by default.")
    ] = None,
    batch: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the batch.")] = None,
    roster: Annotated[Path | None, typer.Option(metavar="CSV", help="Who reports, and to which district.")] = None,
    policy: Policy = None,
    expectations: Expectations = None,
) -> None:
    """Read, judge and write one audit workbook per district.

    Exit code 0: all audited; 1: something could not be audited, or a check errored; 2: bad arguments, or nothing to audit.
    """
    from gouji.audit.run import batch_name
    from gouji.cli.printing import print_outcome

    sound, listed = _load(expectations, policy, roster)
    name = batch or batch_name(sources, dt.datetime.now().astimezone())
    folder = _out_folder(out, Path("reports_out") / name, sources)
    if folder.exists() and not folder.is_dir():
        _refuse(f"{folder} is a file; --out names a folder")
    outcome = (
        _audit_as_flow(sources, folder, name, roster, policy, expectations)
        if _api_configured()
        else _audit_here(sources, folder, name, sound, listed)
    )
    print_outcome(outcome, folder)
    raise typer.Exit(outcome.exit_code)


def _out_folder(out: Path | None, default: Path, sources: list[Path]) -> Path:
    """Where to write: never into a SOURCE, where workbooks would be read as reports and lie among what was handed in."""
    from gouji.intake.names import printable_path
    from gouji.outputs.folder import beside_sources, source_around

    if out is not None:
        if (source := source_around(out, sources)) is not None:
            _refuse(
                f"--out {printable_path(out)} lies in the SOURCE {printable_path(source)}; name a folder outside it"
            )
        return out
    folder = beside_sources(default, sources)
    if (source := source_around(folder, sources)) is not None:
        _refuse(f"every folder lies in the SOURCE {printable_path(source)}; name a smaller SOURCE")
    if folder != default:
        typer.echo(f"gouji: {default} lies in a SOURCE; writing to {printable_path(folder)}", err=True)
    return folder


def _audit_here(sources: list[Path], folder: Path, name: str, sound: "Sound", roster: "Roster") -> "Outcome":
    from gouji.audit.run import audit as run
    from gouji.cli.printing import progress_bar

    with progress_bar() as progress:
        return run(sources, folder, name, sound, roster, progress)


def _audit_as_flow(
    sources: list[Path], folder: Path, name: str, roster: Path | None, policy: Path | None, expectations: Path | None
) -> "Outcome":
    from gouji.cli.flow_loader import load_flow

    return load_flow("audit_batch")(sources, folder, name, roster=roster, policy=policy, expectations=expectations)


def _api_configured() -> bool:
    """True where Prefect has a server to talk to, by the environment or by its active profile."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    if not profiles.is_file():
        return False
    settings = tomllib.loads(profiles.read_text(encoding="utf-8"))
    active = os.environ.get("PREFECT_PROFILE") or settings.get("active")
    return bool(settings.get("profiles", {}).get(active, {}).get("PREFECT_API_URL"))


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report.")],
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", help="Draw it beside the file's pages or text, as a web page."),
    ] = None,
    expectations: Expectations = None,
) -> None:
    """Show what is read from one file, cell by cell."""
    from gouji.cli.printing import draw_report, print_report
    from gouji.outputs.show import NotOneFileError

    if not file.is_file():
        _refuse(f"{file}: no such file")
    if html is not None and (html.is_dir() or not html.absolute().parent.is_dir()):
        _refuse(f"{html}: --html names a file to be written, in a folder that is there")
    if html is not None and html.exists() and html.samefile(file):
        _refuse(f"{html}: --html would write over the report itself")
    sound, _ = _load(expectations, None, None)
    declared = sound.declared
    try:
        raise typer.Exit(print_report(file, declared) if html is None else draw_report(file, html, declared))
    except NotOneFileError as error:
        _refuse(str(error))


@app.command()
def rules(
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage", help="Count rules and examples, and try every example; exit code 1 where one is wrong."
        ),
    ] = False,
    handbook: Annotated[bool, typer.Option("--handbook", help="Print the handbook for auditors, in Chinese.")] = False,
    policy: Policy = None,
    expectations: Expectations = None,
) -> None:
    """List the rules that are declared, count them, or print their handbook."""
    sound, _ = _load(expectations, policy, None)
    declared = sound.declared
    if coverage and handbook:
        _refuse("--coverage and --handbook are two pages; ask for one")
    if not coverage and not handbook:
        from gouji.cli.rules_printing import print_rules

        print_rules(declared)
        return
    if handbook:
        from gouji.outputs.handbook import handbook as print_handbook

        typer.echo(print_handbook(declared, sound.checks), nl=False)
    else:
        from gouji.cli.rules_printing import print_coverage
        from gouji.rules.gate import problems

        wrong = problems(declared, sound.checks)
        print_coverage(declared, wrong)
        raise typer.Exit(1 if wrong else 0)


def _load(expectations: Path | None, policy: Path | None, roster: Path | None) -> "tuple[Sound, Roster]":
    from gouji.bodies.roster import NO_ROSTER, RosterError, load_roster
    from gouji.declared.strict_yaml import DeclarationError
    from gouji.rules.gate import load_sound

    try:
        sound = load_sound(expectations, policy)
        declared = sound.declared
        return sound, load_roster(roster, declared.roster_columns, declared.bodies) if roster else NO_ROSTER
    except (DeclarationError, RosterError) as error:
        _refuse(str(error))


def _refuse(problem: str) -> NoReturn:
    typer.echo(f"gouji: {problem}", err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
