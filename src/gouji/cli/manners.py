"""What all commands have in common: their options, how they refuse, and how they say what a person can mend."""

import errno
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from gouji.bodies.roster import Roster
    from gouji.declared import Declared
    from gouji.rules.gate import Sound

Policy = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="An office's own severities and states of rules (expectations/README.md)."),
]
Expectations = Annotated[
    Path | None, typer.Option("--expectations", metavar="DIR", help="Declarations to use in place of the shipped ones.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")]

BAD_ARGUMENTS, BROKEN_OFF = 2, 1
_WHAT_TO_DO = {
    errno.ENOSPC: "the disk is full: make room, or choose another folder with --out, and start again",
    errno.EDQUOT: "the quota of the disk is used up: make room, or choose another folder with --out, and start again",
    errno.EROFS: "the disk can only be read: choose another folder with --out",
    errno.EACCES: "the rights are missing: ask for them, or choose another place",
    errno.EPERM: "the rights are missing: ask for them, or choose another place",
}


def refuse(*problems: str) -> NoReturn:
    """Say what is wrong with the arguments, a line each, and end with 2."""
    for problem in problems:
        typer.echo(f"gouji: {problem}", err=True)
    raise typer.Exit(BAD_ARGUMENTS)


def refuse_any(problems: Iterable[str]) -> None:
    """Refuse where there is a problem."""
    found = list(problems)
    if found:
        refuse(*found)


def wrong_options(expectations: Path | None, policy: Path | None = None, roster: Path | None = None) -> Generator[str]:
    """What is wrong with these paths at first sight; what is in the files is looked at later."""
    if expectations is not None and not expectations.is_dir():
        yield f"{expectations}: not a folder of declarations; expected one laid out like expectations/"
    for path, what in ((policy, "policy"), (roster, "roster")):
        if path is None:
            continue
        try:
            path.open("rb").close()
        except OSError as error:
            yield f"{path}: the {what} cannot be opened: {error.strerror}"


def load(expectations: Path | None, policy: Path | None, roster: Path | None) -> "tuple[Sound, Roster]":
    """The declarations with their compiled checks, and the roster; ends with 2 where something in them is wrong."""
    from gouji.audit.rosters import open_roster
    from gouji.bodies.roster import NO_ROSTER, RosterError
    from gouji.declared.strict_yaml import DeclarationError
    from gouji.rules.gate import load_sound

    try:
        sound = load_sound(expectations, policy)
        return sound, open_roster(roster, sound.declared) if roster else NO_ROSTER
    except (DeclarationError, RosterError) as error:
        refuse(str(error))


def declarations(expectations: Path | None) -> "Declared":
    """The declarations without their checks; ends with 2 where something in them is wrong."""
    from gouji.declared import load_declared
    from gouji.declared.strict_yaml import DeclarationError

    try:
        return load_declared(expectations)
    except DeclarationError as error:
        refuse(str(error))


@contextmanager
def explained() -> Generator[None]:
    """Say in a line, and end with 1, where a disk or missing rights stopped the work: no traceback helps with these."""
    try:
        yield
    except OSError as error:
        if error.errno not in _WHAT_TO_DO:
            raise
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"gouji: {where}{_WHAT_TO_DO[error.errno]} ({error.strerror})", err=True)
        raise SystemExit(BROKEN_OFF) from None
