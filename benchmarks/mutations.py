"""What becomes of damaged files: `python -m benchmarks.mutations FILE... --copies 300 --seed 1`."""

import argparse
import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from benchmarks.tally import transcribe
from gouji.declared import Declared, load_declared
from gouji.document import UnreadableError
from gouji.intake.archives.opening import is_archive, members
from gouji.readers import Labels, read
from gouji.reports.transcribe import Transcriber

# What a copy of a damaged file came to. `changed`: a cell is said to hold, or to lack, what the whole file does not say.
OUTCOMES = ("refused", "same", "partly refused", "changed", "crashed", "hung")
# The reader's own limits keep far below; the process is ended beyond them.
_MOST_SECONDS = 20.0
_MOST_MEMORY = 4_000_000_000
# The status of a cell of which a reader makes no claim.
_UNSAID = "unreadable"

Cells: TypeAlias = Mapping[str, tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Read:
    """One copy read: its seed, outcome, the reason of a refusal or the changed cells, and how long it took."""

    seed: int
    outcome: str
    words: str
    seconds: float


def altered(content: bytes, rng: random.Random) -> bytes:
    """The file with bits turned over, bytes lost, added, moved or zeroed, or its end cut off."""
    out = bytearray(content)
    at = rng.randrange(len(out))
    match rng.randrange(6):
        case 0:
            for _ in range(rng.randint(1, 5)):
                out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
        case 1:
            del out[at : at + rng.randint(1, 300)]
        case 2:
            out[at:at] = rng.randbytes(rng.randint(1, 300))
        case 3:
            # The first bytes stay, so that it is still taken for a file of its format.
            del out[max(at, len(out) // 10) :]
        case 4:
            out[at : at + 100] = bytes(len(out[at : at + 100]))
        case _:
            length = rng.randint(1, 2_000)
            taken = out[at : at + length]
            del out[at : at + length]
            to = rng.randrange(len(out) + 1)
            out[to:to] = taken
    return bytes(out)


def cells_of(content: bytes, declared: Declared, transcriber: Transcriber) -> Cells:
    """Status and value of every cell of a file, of the one document in it where it is an archive.

    Raises UnreadableError.
    """
    transcript = transcribe(read(_unpacked(content), labels=Labels(declared.labels)), declared, transcriber)
    return {
        one.cell.address: (one.reading.status, one.reading.value) for table in transcript.tables for one in table.cells
    }


def _unpacked(content: bytes) -> bytes:
    if not is_archive(content):
        return content
    inside = list(members(content))
    if refused := [member.reason for member in inside if member.reason]:
        raise UnreadableError(refused[0])
    if len(inside) != 1:
        raise UnreadableError("not_a_report")
    return inside[0].content


def compare(whole: Cells, copy: Cells) -> tuple[str, str]:
    """The outcome of a copy that was read, and the cells that changed."""
    changed = [
        f"{address}: {_said(whole.get(address))} became {_said(cell)}"
        for address, cell in copy.items()
        if cell[0] != _UNSAID and cell != whole.get(address)
    ]
    if changed:
        return "changed", "; ".join(changed)
    return ("same" if copy == whole else "partly refused"), ""


def _said(cell: tuple[str, Decimal | None] | None) -> str:
    return "nothing" if cell is None else cell[0] if cell[1] is None else str(cell[1])


def mutate(content: bytes, copies: int, seed: int) -> Iterator[Read]:
    """Read `copies` altered copies of a file, in a process of their own that is replaced where it crashes or hangs.

    Raises UnreadableError where the file itself cannot be read.
    """
    declared = load_declared()
    whole = cells_of(content, declared, Transcriber(declared.forms, declared.aliases, declared.spellings))
    seeds = iter(range(seed, seed + copies))
    todo = next(seeds, None)
    context = multiprocessing.get_context("spawn")
    while todo is not None:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, content, whole), daemon=True)
        process.start()
        theirs.close()
        # The child says when it is ready: its imports are none of a file's time.
        ours.recv()
        while todo is not None:
            ours.send(todo)
            one = _answer(ours, todo)
            yield one
            todo = next(seeds, None)
            if one.outcome in ("crashed", "hung") and not one.words:
                break
        process.kill()
        process.join()


def _answer(ours: Connection, seed: int) -> Read:
    if not ours.poll(_MOST_SECONDS):
        return Read(seed, "hung", "", _MOST_SECONDS)
    try:
        return ours.recv()
    except EOFError:
        return Read(seed, "crashed", "", 0.0)


def _work(theirs: Connection, content: bytes, whole: Cells) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    theirs.send(None)
    while True:
        seed: int = theirs.recv()
        started = time.perf_counter()
        try:
            copy = altered(content, random.Random(seed))  # noqa: S311 - repeatable, not secret
            outcome, words = compare(whole, cells_of(copy, declared, transcriber))
        except UnreadableError as error:
            outcome, words = "refused", error.reason
        except Exception as error:  # noqa: BLE001 - any other error is what is looked for
            outcome, words = "crashed", repr(error)[:200]
        theirs.send(Read(seed, outcome, words, time.perf_counter() - started))


def table(found: Mapping[str, Sequence[Read]]) -> str:
    """One line for each file, then the reasons of refusals, then each copy that changed, crashed or hung."""
    head = f"{'file':24}{'copies':>8}" + "".join(f"{outcome:>16}" for outcome in OUTCOMES) + f"{'slowest s':>12}"
    lines = [head]
    for name, reads in found.items():
        counted = Counter(one.outcome for one in reads)
        slowest = max((one.seconds for one in reads), default=0.0)
        figures = "".join(f"{counted[outcome]:>16}" for outcome in OUTCOMES)
        lines.append(f"{name:24}{len(reads):>8}{figures}{slowest:>12.2f}")
    for name, reads in found.items():
        reasons = Counter(one.words for one in reads if one.outcome == "refused")
        lines += ["", f"{name}: refused as {', '.join(f'{word} {count}' for word, count in reasons.most_common())}"]
        lines += [
            f"  {one.outcome}, seed {one.seed}: {one.words[:300]}"
            for one in reads
            if one.outcome in ("changed", "crashed", "hung")
        ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read altered copies of the files named and print what came of them."""
    parser = argparse.ArgumentParser(prog="benchmarks.mutations", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="whole files of any format that Gouji reads")
    parser.add_argument("--copies", type=int, default=300, help="altered copies of each file")
    parser.add_argument("--seed", type=int, default=1, help="the same seed alters in the same way")
    given = parser.parse_args(arguments)
    print(table({path.name: list(mutate(path.read_bytes(), given.copies, given.seed)) for path in given.files}))


if __name__ == "__main__":
    main()
