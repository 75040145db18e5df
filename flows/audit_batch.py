"""The audit of a batch as a Prefect flow: read, judge, write; and the scheduled audit of an inbox folder.

Tasks take chunks of reports, not single ones: a task costs milliseconds of its own and its record must stay readable in
the UI. Reading is cached by content, so a run that was broken off goes on where it stood.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# A cold temporary server needs longer than Prefect's 20 seconds on a small machine.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
# No telemetry: offices' machines have no business with anyone outside.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import TaskRunContext
from prefect.utilities.annotations import quote

from gouji.archive.batches import audited_before
from gouji.audit.code_hash import code_hash
from gouji.audit.run import TRAIL, Outcome, Stopwatch, batch_name, split
from gouji.audit.summary import findings_by_district, summary_markdown
from gouji.bodies.roster import NO_ROSTER, Roster, load_roster
from gouji.declared import Declared, load_declared
from gouji.followup.letters import write_letters
from gouji.intake import Taken, take_in
from gouji.judging import batch as stages
from gouji.judging.batch import Audited
from gouji.outputs.write import Written, write_batch, write_run
from gouji.reports.frames import BatchFrames
from gouji.rules.gate import Sound, load_sound
from gouji.workers import Workers


def _read_key(_: TaskRunContext, parameters: Mapping[str, Any]) -> str:
    seen = [f"{one.sha256} {one.file.name} {one.first} {one.reason}" for one in parameters["chunk"]]
    return "read-" + hashlib.sha256("\n".join((*parameters["key"], *seen)).encode()).hexdigest()


@task(cache_key_fn=_read_key, persist_result=True, result_serializer="compressed/pickle", task_run_name="read {number}")
def read(
    chunk: list[Taken], declared: Declared, roster: Roster, workers: Workers, key: tuple[str, ...], number: int
) -> BatchFrames:
    """Read and transcribe a chunk of files into frames; `key` names all that the result depends on but the files."""
    return stages.frame_chunk(chunk, declared, roster, workers)


@task
def judge(frames: BatchFrames, sound: Sound, trail: Path) -> Audited:
    """Judge the whole batch at once."""
    return stages.judge_batch(frames, sound.checks, sound.declared, trail)


@task
def write(name: str, taken: list[Taken], audited: Audited, declared: Declared, out: Path, workers: Workers) -> Written:
    """Write frames, pages and workbooks."""
    return write_batch(name, taken, audited, declared, out, workers)


@flow(name="audit-batch", flow_run_name="audit {name}", validate_parameters=False)
def audit_batch(
    sources: list[Path],
    out: Path,
    name: str,
    roster: Path | None = None,
    policy: Path | None = None,
    expectations: Path | None = None,
    skip: frozenset[str] = frozenset(),
) -> Outcome:
    """Audit the files of `sources` into the folder `out`, those apart whose SHA-256 is in `skip`."""
    logger = get_run_logger()
    sound = load_sound(expectations, policy)
    declared = sound.declared
    bodies = load_roster(roster, declared.roster_columns, declared.bodies) if roster else NO_ROSTER
    key = (code_hash(), declared.hashes["all"], hashlib.sha256(roster.read_bytes()).hexdigest() if roster else "")
    watch = Stopwatch()
    frames: list[BatchFrames] = []
    with Workers() as workers:
        with watch.stage("intake"):
            intake = take_in(sources, skip, workers)
        for number, chunk in enumerate(split(intake.taken), 1):
            with watch.stage("read"):
                frames.append(read(quote(list(chunk)), quote(declared), quote(bodies), quote(workers), key, number))
        if not intake.taken:
            logger.warning("nothing there to audit in %s", ", ".join(map(str, sources)))
            write_run(name, intake, None, None, declared, watch.seconds, out)
            return Outcome(name, intake, None, None)

        with watch.stage("judge"):
            audited = judge(quote(stages.together(frames, declared)), quote(sound), out / TRAIL)
        with watch.stage("write"):
            written = write(name, quote(list(intake.taken)), quote(audited), quote(declared), out, quote(workers))
    write_run(name, intake, audited, written, declared, watch.seconds, out)
    outcome = Outcome(name, intake, audited, written)
    create_markdown_artifact(summary_markdown(outcome, out), key="audit-summary", description=name)
    create_table_artifact(findings_by_district(audited), key="findings-by-district", description=name)
    return outcome


@flow(name="audit-inbox")
def audit_inbox(
    inbox: str = "inbox",
    out: str = "reports_out/inbox",
    outbox: str = "outbox",
    roster: str | None = None,
    policy: str | None = None,
    expectations: str | None = None,
) -> str:
    """Audit what is new in the folder `inbox`, and put each district's workbook into `outbox` for its office.

    New is what no earlier batch in `out` has audited, known by content: a corrected report is new, a moved one is not.
    """
    logger = get_run_logger()
    Path(inbox).mkdir(parents=True, exist_ok=True)
    known = audited_before(Path(out))
    if not take_in([Path(inbox)], known).taken:
        logger.info("nothing new in %s", inbox)
        return "nothing new"
    name = batch_name([Path(inbox)], dt.datetime.now().astimezone())
    listed = Path(roster) if roster else None
    declarations = Path(expectations) if expectations else None
    own_policy = Path(policy) if policy else None
    outcome = audit_batch([Path(inbox)], Path(out) / name, name, listed, own_policy, declarations, known)
    if outcome.audited is None or outcome.written is None or listed is None:
        return name
    declared = load_declared(declarations, own_policy)
    letters = write_letters(
        name,
        outcome.audited.frames.reports,
        outcome.audited.judgement.findings,
        outcome.written.workbooks,
        load_roster(listed, declared.roster_columns, declared.bodies),
        declared.folding,
        declared.texts.letter,
        Path(outbox) / name,
    )
    logger.info("%d letters in %s", len(letters.written), outbox)
    for address, problem in letters.refused.items():
        logger.warning("no letter to %s: %s", address, problem)
    return name
