"""`gouji audit` in an office's folder: what is new in its inbox, then the letters that are due."""

from collections.abc import Sequence
from pathlib import Path

import typer

from gouji.audit.inbox import LettersDueError, audit_inbox
from gouji.audit.run import Outcome, call_here
from gouji.audit.run import audit as run
from gouji.cli.audit_printing import print_outcome
from gouji.cli.clock import Clock
from gouji.cli.manners import BROKEN_OFF, load, refuse
from gouji.cli.offices import Asking
from gouji.declared.office import Office
from gouji.intake.names import printable_path


def audit_office(
    office: Office,
    roster: Path | None,
    policy: Path | None,
    expectations: Path | None,
    asking: Asking,
    ticking: Clock,
    *,
    quiet: bool,
) -> int:
    """Audit what is new in the office's inbox into its results, and write letters. Returns the exit code.

    `office.archive` belongs to the stage that keeps an archive: it is handed to `run` here once that takes it.
    """
    ticking.say(f"auditing what is new in {printable_path(office.inbox)}")
    sound, listed = load(expectations, policy, roster)
    asked = asking.of(sound.declared) if roster else None
    outcomes: list[tuple[Outcome, Path]] = []

    def audit_new(
        sources: Sequence[Path], folder: Path, name: str, skip: frozenset[str], arriving: frozenset[Path]
    ) -> Outcome:
        letters = roster is not None
        outcome = run(
            sources, folder, name, sound, listed, ticking.tell, call_here, skip, arriving, letters, asked=asked
        )
        outcomes.append((outcome, folder))
        return outcome

    try:
        offices = listed if roster is not None else None
        done = audit_inbox(office.inbox, office.results, audit_new, office.outbox, offices, sound.declared)
    except LettersDueError as error:
        ticking.stop()
        _print(outcomes, quiet=quiet)
        typer.echo(f"gouji: {error}", err=True)
        return BROKEN_OFF
    except ValueError as error:
        refuse(f"{office.path}: {error}")
    ticking.stop()
    _print(outcomes, quiet=quiet)
    for batch, letters in done.letters.items():
        if letters.written and not quiet:
            typer.echo(f"letters: {len(letters.written)} of {batch} in {printable_path(office.outbox)}")
        for address, problem in letters.refused.items():
            typer.echo(f"gouji: no letter to {address}: {problem}", err=True)
    if done.taken is not None:
        typer.echo(f"gouji: {done.taken}", err=True)
        return BROKEN_OFF
    if not outcomes:
        typer.echo(sound.declared.texts.office.nothing_new.format(inbox=printable_path(office.inbox)))
    return max((outcome.exit_code for outcome, _ in outcomes), default=0)


def _print(outcomes: Sequence[tuple[Outcome, Path]], *, quiet: bool) -> None:
    for outcome, folder in outcomes:
        print_outcome(outcome, folder, quiet=quiet)
