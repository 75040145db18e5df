"""The audit of an inbox folder: what is new in it, then the letters that are due, one audit at a time."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.archive.batches import audited_before
from gouji.audit.inbox_lock import TakenError, locked
from gouji.audit.run import Call, Outcome, batch_name, call_here
from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.followup.due import due_batches, write_due
from gouji.followup.letters import Letters
from gouji.intake import take_in
from gouji.intake.arriving import SECONDS_BETWEEN, look_at, still_arriving
from gouji.outputs.folder import source_around
from gouji.outputs.write import add_faults

# `audit(sources, folder, name, skip, arriving)`, by which the batch of what is new is audited.
AuditNew = Callable[[Sequence[Path], Path, str, frozenset[str], frozenset[Path]], Outcome]


class LettersDueError(Exception):
    """Some letters could not be written: the message names them. They stay due for the next run."""


@dataclass(frozen=True, slots=True)
class InboxOutcome:
    """What became of an inbox: the batch of what was new (None: nothing was), letters by batch, and why nothing was done."""

    name: str | None
    letters: dict[str, Letters]
    taken: str | None = None


def audit_inbox(
    inbox: Path,
    out: Path,
    audit_new: AuditNew,
    outbox: Path,
    roster: Roster | None,
    declared: Declared,
    call: Call = call_here,
    wait: Callable[[float], None] = time.sleep,
) -> InboxOutcome:
    """Audit what is new in the folder `inbox` into a batch below `out`, then write every letter that is due to `outbox`.

    New is what no earlier batch below `out` has audited, known by content; what is still being copied is left to the next
    run. Without a `roster` no letter is due. While another process audits it, nothing is done. Raises LettersDueError where
    letters were lost, once all else is done, and ValueError where `out` lies in `inbox`.
    """
    inbox.mkdir(parents=True, exist_ok=True)
    if source_around(out, [inbox]) is not None:
        raise ValueError(
            f"out={out} lies in inbox={inbox}: workbooks would be taken for reports; name a folder outside it"
        )
    try:
        with locked(out):
            name = _audit_what_is_new(inbox, out, audit_new, wait)
            letters, problems = _write_letters(out, outbox, roster, declared, call)
    except TakenError as error:
        return InboxOutcome(None, {}, str(error))
    if problems:
        raise LettersDueError(f"letters stay due, the next run tries again: {'; '.join(problems)}")
    return InboxOutcome(name, letters)


def _audit_what_is_new(inbox: Path, out: Path, audit_new: AuditNew, wait: Callable[[float], None]) -> str | None:
    known = audited_before(out)
    first = look_at([inbox])
    if not take_in([inbox], known).taken:
        return None
    wait(SECONDS_BETWEEN)
    arriving = still_arriving(first, look_at([inbox]))
    if not take_in([inbox], known, arriving=arriving).taken:
        return None
    name = batch_name([inbox], dt.datetime.now().astimezone())
    audit_new([inbox], out / name, name, known, arriving)
    return name


def _write_letters(
    out: Path, outbox: Path, roster: Roster | None, declared: Declared, call: Call
) -> tuple[dict[str, Letters], list[str]]:
    """The letters that were written, by batch, and those that were not, each in a line."""
    letters: dict[str, Letters] = {}
    problems: list[str] = []
    for due in due_batches(out) if roster else ():
        try:
            written = call("letters", write_due, due, roster, declared, outbox)
        except (OSError, ValueError) as error:
            problems.append(f"{due.batch}: {error}")
            continue
        letters[due.batch] = written
        problems += [f"{due.batch}: {one.line}" for one in written.faults]
        if written.faults:
            add_faults(due.folder, written.faults)
    return letters, problems
