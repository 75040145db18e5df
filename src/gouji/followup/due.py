"""Letters that are due: each batch has a mark of its own, so that audited files whose letters were not written get them.

The mark is the file `letters.json` in the folder of a batch: the workbook of each district, the letters that were
written, and whether that was all. A batch whose mark is there counts only once its `run.json` is there too: without it
its files are audited anew, in another batch.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.followup.letters import Letters, write_letters

MARK = "letters.json"


@dataclass(frozen=True, slots=True)
class Due:
    """A batch of which some letters may not be written yet: its folder, name, and workbooks by district.

    `written` are the letters that are: district and address.
    """

    folder: Path
    batch: str
    workbooks: Mapping[str, Path]
    written: frozenset[tuple[str, str]]


def mark_due(folder: Path, batch: str, workbooks: Mapping[str, Path]) -> None:
    """Say that the letters of a batch are due. Raises OSError where that cannot be written."""
    _write(folder, {"batch": batch, "workbooks": {name: path.name for name, path in workbooks.items()}})


def due_batches(out: Path) -> Iterator[Due]:
    """The batches below the folder `out` whose letters are due, by name.

    Raises ValueError where a mark is damaged: forgetting it would lose letters, or write them twice.
    """
    for path in sorted(out.glob(f"*/{MARK}")):
        if not (path.parent / "run.json").is_file():
            continue
        try:
            mark = json.loads(path.read_text(encoding="utf-8"))
            if mark["done"]:
                continue
            workbooks = {district: path.parent / name for district, name in mark["workbooks"].items()}
            written = frozenset((one["district"], one["address"]) for one in mark["written"])
            yield Due(path.parent, mark["batch"], workbooks, written)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: not a mark of letters; mend it or move the batch away") from error


def write_due(due: Due, roster: Roster, declared: Declared, outbox: Path) -> Letters:
    """Write the letters of a batch that are due into the folder `outbox`/<folder of the batch>, and mark them as written.

    Each letter is marked by itself: what was written stays written, whatever becomes of the next. Raises DeclarationError
    where the words of letters are wrong, OSError where the mark cannot be written; then they stay due.
    """
    written = [{"district": district, "address": address} for district, address in sorted(due.written)]
    mark: dict[str, Any] = {
        "batch": due.batch,
        "workbooks": {district: path.name for district, path in due.workbooks.items()},
        "written": written,
    }

    def note(district: str, address: str) -> None:
        written.append({"district": district, "address": address})
        _write(due.folder, mark)

    letters = write_letters(
        due.batch,
        pl.read_parquet(due.folder / "reports.parquet"),
        pl.read_parquet(due.folder / "findings.parquet"),
        due.workbooks,
        roster,
        declared.folding,
        declared.texts.letter,
        outbox / due.folder.name,
        due.written,
        note,
    )
    faults = [one.row for one in letters.faults]
    _write(due.folder, mark | {"refused": dict(letters.refused), "faults": faults, "done": not faults})
    return letters


def _write(folder: Path, mark: Mapping[str, Any]) -> None:
    nothing: dict[str, Any] = {"done": False, "written": [], "refused": {}, "faults": []}
    whole = nothing | dict(mark)
    unfinished = folder / f"{MARK}.part"
    unfinished.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(folder / MARK)
