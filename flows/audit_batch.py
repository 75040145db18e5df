"""The audit of a batch as a Prefect flow, each stage a task; and the scheduled audit of an inbox folder.

The order of the stages is that of `gouji.audit.run`. Tasks take chunks of reports, not single ones: a task costs
milliseconds of its own and its record must stay readable in the UI. Reading is cached by content, so a run that was broken
off goes on where it stood.
"""

import datetime as dt
import hashlib
import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

# A cold temporary server needs longer than Prefect's 20 seconds on a small machine.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
# No telemetry: offices' machines have no business with anyone outside.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import TaskRunContext
from prefect.utilities.annotations import quote

from gouji.audit import inbox as inboxes
from gouji.audit.code_hash import code_hash
from gouji.audit.expected import asked_of
from gouji.audit.rosters import open_roster
from gouji.audit.run import Call, Outcome, audit
from gouji.audit.summary import findings_by_district, summary_markdown
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import load_declared
from gouji.declared.office import open_office
from gouji.reports.chunks import frame_chunk
from gouji.rules.gate import load_sound


def _read_key(_: TaskRunContext, parameters: Mapping[str, Any]) -> str:
    chunk, *_ = parameters["args"]
    seen = [f"{one.sha256} {one.file.name} {one.first} {one.reason}" for one in chunk]
    return "read-" + hashlib.sha256("\n".join((*parameters["key"], *seen)).encode()).hexdigest()


@task(cache_key_fn=_read_key, persist_result=True, result_serializer="compressed/pickle", task_run_name="read {number}")
def read(args: Sequence[Any], key: tuple[str, ...], number: int) -> Any:
    """Read and transcribe a chunk of files into frames; `key` names all that the result depends on but the files."""
    return frame_chunk(*args)


# What a stage is given are frames and worker processes, of which no key can be made.
@task(cache_policy=NO_CACHE)
def run_stage(function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """One stage of an audit."""
    return function(*args)


def as_tasks(key: tuple[str, ...]) -> Call:
    """Runs each stage as a task of that name; chunks that were read under the same `key` are not read again."""
    numbers = itertools.count(1)

    def call(stage: str, function: Callable[..., Any], *args: Any) -> Any:
        if function is frame_chunk:
            return read(quote(args), key, next(numbers))
        return run_stage.with_options(name=stage, task_run_name=stage)(quote(function), quote(args))

    return call


@flow(name="audit-batch", flow_run_name="audit {name}", validate_parameters=False)
def audit_batch(
    sources: list[Path],
    out: Path,
    name: str,
    roster: Path | None = None,
    policy: Path | None = None,
    expectations: Path | None = None,
    skip: frozenset[str] = frozenset(),
    arriving: frozenset[Path] = frozenset(),
    letters: bool = False,
    office: Path | None = None,
    day: dt.date | None = None,
    years: Sequence[int] = (),
    archive: str | None = None,
    again: bool = False,
) -> Outcome:
    """Audit the files of `sources` into the folder `out`, those apart whose SHA-256 is in `skip`, and those `arriving`.

    With a roster it is told who is due on `day` (today), by the deadlines of the `office`'s file, for `years` or those of the batch.
    """
    logger = get_run_logger()
    sound = load_sound(expectations, policy)
    declared = sound.declared
    bodies = open_roster(roster, declared) if roster else NO_ROSTER
    key = (code_hash(), declared.hashes["all"], hashlib.sha256(roster.read_bytes()).hexdigest() if roster else "")
    own = open_office(office, expectations).entry if office else None
    asked = asked_of(own, day or _today(), years, declared) if roster else None
    outcome = audit(
        sources, out, name, sound, bodies, _unseen, as_tasks(key), skip, arriving, letters, asked, archive, again
    )
    if outcome.audited is None and outcome.intake.known:
        logger.info("%d files, all in the archive", outcome.intake.known)
        return outcome
    if outcome.audited is None:
        logger.warning("nothing there to audit in %s", ", ".join(map(str, sources)))
        return outcome
    for one in outcome.faults:
        logger.error("lost: %s", one.line)
    create_markdown_artifact(summary_markdown(outcome, out), key="audit-summary", description=name)
    create_table_artifact(findings_by_district(outcome.audited), key="findings-by-district", description=name)
    return outcome


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _unseen(stage: str, done: int, total: int) -> None:
    """The UI shows the tasks."""


@flow(name="audit-inbox")
def audit_inbox(
    inbox: str | None = None,
    out: str | None = None,
    outbox: str | None = None,
    roster: str | None = None,
    policy: str | None = None,
    expectations: str | None = None,
    office: str | None = None,
) -> str:
    """Audit what is new in the folder `inbox`, and put each district's workbook into `outbox` for its office.

    `office` is an office's file (gouji init): its inbox, results, outbox, roster and policy are taken, unless they are given here.

    New is what no earlier batch in `out` has audited, known by content: a corrected report is new, a moved one is not.
    What is still being copied is left to the next run. Raises ValueError where `out` lies in `inbox`.
    """
    logger = get_run_logger()
    listed, own_policy, declarations, file = (
        Path(given) if given else None for given in (roster, policy, expectations, office)
    )
    own = open_office(file, declarations) if file else None
    folder_in = Path(inbox) if inbox else own.inbox if own else Path("inbox")
    folder_out = Path(out) if out else own.results if own else Path("reports_out/inbox")
    folder_letters = Path(outbox) if outbox else own.outbox if own else Path("outbox")
    listed, own_policy = listed or (own and own.roster), own_policy or (own and own.policy_file)
    declared = load_declared(declarations, own_policy)

    def audit_new(
        sources: Sequence[Path], folder: Path, name: str, skip: frozenset[str], arriving: frozenset[Path]
    ) -> Outcome:
        with_letters = listed is not None
        return audit_batch(
            list(sources), folder, name, listed, own_policy, declarations, skip, arriving, with_letters, file
        )

    offices = open_roster(listed, declared) if listed else None
    done = inboxes.audit_inbox(
        folder_in, folder_out, audit_new, folder_letters, offices, declared, as_tasks((code_hash(),))
    )
    for batch, letters in done.letters.items():
        logger.info("%d letters of %s in %s", len(letters.written), batch, folder_letters)
        for address, problem in letters.refused.items():
            logger.warning("no letter to %s: %s", address, problem)
    if done.name is None:
        logger.info("nothing new in %s%s", folder_in, f": {done.taken}" if done.taken else "")
        return "nothing new"
    return done.name
