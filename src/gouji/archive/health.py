"""What is wrong with an archive, and of which kind: logs, files, rows of submissions, the right to write."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from gouji.archive.lake import ArchiveError, Lake, opened, scan
from gouji.archive.tables import MARKER, REPORT_TABLES, ROWS, TABLES

Kind = Literal[
    "torn_log", "unreadable", "missing_table", "missing_file", "damaged_file", "lost_rows", "unwritable", "no_links"
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its kind (a sentence in `expectations/texts/archive.yml`), where, and the fault as it was told."""

    kind: Kind
    where: str
    said: str = ""


def problems(lake: Lake) -> list[Problem]:
    """Everything that is wrong with an archive. Its files are looked at where they lie on this machine."""
    found: list[Problem] = []
    for table in TABLES:
        found += _of_table(lake, table)
    if not found:
        found += _lost_rows(lake)
    if lake.folder is not None:
        for table in TABLES:
            found += _of_writing(lake.folder / table / "_delta_log")
    return found


def _of_table(lake: Lake, table: str) -> Iterator[Problem]:
    if not lake.has(table):
        yield Problem("missing_table", lake.uri(table))
        return
    # An empty file at the end of a log is passed over without a word by deltalake 1.6.
    torn = _torn(lake.folder / table / "_delta_log") if lake.folder else None
    if torn:
        yield Problem("torn_log", str(torn))
        return
    try:
        found = opened(lake, table)
    except ArchiveError as error:
        yield Problem("unreadable", lake.uri(table), str(error))
        return
    if lake.folder is None:
        return
    added = pl.DataFrame(found.get_add_actions(flatten=True)).select("path", "size_bytes")
    for name, size in added.iter_rows():
        path = lake.folder / table / name
        if not path.is_file():
            yield Problem("missing_file", str(path))
        elif path.stat().st_size != size:
            yield Problem("damaged_file", str(path), f"{path.stat().st_size} of {size} bytes")


def _torn(log: Path) -> Path | None:
    """The first file of a log that does not end as commits do; None where each does."""
    for path in sorted(log.glob("*.json")):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            whole = bool(lines) and all(isinstance(json.loads(line), dict) for line in lines if line)
        except (OSError, ValueError):
            whole = False
        if not whole:
            return path
    return None


def _lost_rows(lake: Lake) -> Iterator[Problem]:
    """Batches of which a table has not as many rows as were written: a commit was taken away.

    What is being forgotten is not missed.
    """
    marked = scan(lake, MARKER).join(scan(lake, "forgotten"), on="sha256", how="anti").collect()
    for table in REPORT_TABLES:
        there = scan(lake, table).group_by("batch", "report_id").agg(pl.len().cast(pl.Int64).alias("there")).collect()
        joined = marked.join(there, on=["batch", "report_id"], how="left").with_columns(pl.col("there").fill_null(0))
        lost = joined.filter(pl.col("there") != pl.col(ROWS[table]))
        for batch, count in lost.group_by("batch").agg(pl.len()).sort("batch").iter_rows():
            yield Problem("lost_rows", lake.uri(table), f"{count} / {batch}")


def _of_writing(log: Path) -> Iterator[Problem]:
    """Whether a commit could be written: a file, and a hard link to it, which some network shares refuse."""
    if not log.is_dir():
        return
    trial, link = log / f".gouji-{os.getpid()}.trial", log / f".gouji-{os.getpid()}.link"
    try:
        trial.write_bytes(b"")
    except OSError as error:
        yield Problem("unwritable", str(log), error.strerror or str(error))
        return
    try:
        os.link(trial, link)
    except OSError as error:
        yield Problem("no_links", str(log), error.strerror or str(error))
    finally:
        trial.unlink(missing_ok=True)
        link.unlink(missing_ok=True)
