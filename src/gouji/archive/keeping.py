"""What the archive does not keep: bodies and years that are forgotten, years beyond retention, files that no table needs."""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from deltalake import WriterProperties
from deltalake.exceptions import DeltaError

from gouji.archive.lake import ArchiveError, Lake, append, first_line, opened, scan, sync
from gouji.archive.tables import FORGOTTEN, MARKER, REPORT_TABLES, TABLES

RETENTION_YEARS = 5
# A file that no table lists may be of a batch that is being taken in at this moment.
_BEING_WRITTEN_SECONDS = 3600
# Deleting names each report; a longer condition takes the parser of deltalake minutes.
_REPORTS_A_DELETE = 500
_PACKED = WriterProperties(compression="ZSTD")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many submissions were forgotten, and files that may hold some of them and are too fresh to be removed."""

    submissions: int
    left: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Old:
    """Submissions of `year` and before, and how they are told."""

    year: int
    where: pl.Expr


def forget(lake: Lake, where: pl.Expr, reason: str, today: dt.date) -> Forgotten:
    """Forget the files of the submissions that `where` holds for: of each the hash, the day and the reason are left.

    The marker goes last: broken off, it is called again with the same. Raises ArchiveError where something cannot be removed.
    """
    marked = scan(lake, MARKER).collect()
    # A second file of the same bytes has a row of its own, which knows no body.
    gone = marked.join(marked.filter(where), on="sha256", how="semi")
    if gone.is_empty():
        return Forgotten(0)
    for (sha256,) in gone.select("sha256").unique().sort("sha256").iter_rows():
        row = pl.DataFrame([{"sha256": sha256, "forgotten_on": today, "reason": reason}], schema=FORGOTTEN)
        append(lake, "forgotten", row, f"forgotten-{sha256}")
    sync(lake, "forgotten")
    left_over = marked.join(gone, on="sha256", how="anti")
    bodies = gone.join(left_over, on="body", how="anti").get_column("body").drop_nulls().unique().sort().to_list()
    ids = gone.get_column("report_id").unique().sort().to_list()
    left: list[Path] = []
    for table in TABLES:
        if table in ("roster", "choices"):
            _delete(lake, table, "body", bodies)
        elif table in (*REPORT_TABLES, MARKER):
            _delete(lake, table, "report_id", ids)
        left += _purge(lake, table)
    return Forgotten(gone.height, tuple(left))


def submissions_of(lake: Lake, where: pl.Expr) -> int:
    """How many submissions `where` holds for."""
    return scan(lake, MARKER).filter(where).select(pl.len()).collect().item()


def beyond_retention(lake: Lake, years: int) -> Old | None:
    """What is older than the newest `years` report years of the archive, by which it is told and never by a clock."""
    newest = scan(lake, MARKER).select(pl.col("year").max()).collect().item()
    return None if newest is None else Old(newest - years, pl.col("year") <= newest - years)


def sweep(lake: Lake) -> tuple[Path, ...]:
    """Remove what broken runs left and no table lists; returns what is too fresh to tell."""
    return tuple(path for table in TABLES for path in _unlisted(lake, table))


def compact(lake: Lake) -> dict[str, tuple[int, int]]:
    """Make few large files of many small ones. The number of files before and after, by table; old files stay a week for who reads them."""
    counted: dict[str, tuple[int, int]] = {}
    for table in TABLES:
        found = opened(lake, table)
        before = len(found.file_uris())
        try:
            found.optimize.compact(writer_properties=_PACKED)
            found.vacuum(dry_run=False)
            found.create_checkpoint()
        except DeltaError as error:
            raise ArchiveError(
                f"{lake.uri(table)}: cannot be compacted ({first_line(error)}); nothing is lost"
            ) from error
        sync(lake, table)
        counted[table] = before, len(opened(lake, table).file_uris())
    return counted


def _delete(lake: Lake, table: str, column: str, values: list[str]) -> None:
    for start in range(0, len(values), _REPORTS_A_DELETE):
        # Hashes of our own: no text of a report comes into a condition, nor by it into the log.
        listed = ", ".join(f"'{value}'" for value in values[start : start + _REPORTS_A_DELETE])
        try:
            opened(lake, table).delete(f"{column} IN ({listed})", writer_properties=_PACKED)
        except DeltaError as error:
            raise ArchiveError(
                f"{lake.uri(table)}: cannot be rewritten ({first_line(error)}); the rows are still there, forget again"
            ) from error
    sync(lake, table)


def _purge(lake: Lake, table: str) -> Iterator[Path]:
    """Remove the files of a table that it needs no more, those of broken runs among them; yields those too fresh to tell."""
    opened(lake, table).vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
    yield from _unlisted(lake, table)


def _unlisted(lake: Lake, table: str) -> Iterator[Path]:
    if lake.folder is None:
        return
    found = opened(lake, table)
    # What was removed less than a week ago is still listed: somebody may be reading it.
    kept = {*found.file_uris(), *found.vacuum(retention_hours=0, dry_run=True, enforce_retention_duration=False)}
    needed = {Path(uri).name for uri in kept}
    for path in sorted((lake.folder / table).glob("*.parquet")):
        if path.name in needed:
            continue
        if time.time() - path.stat().st_mtime < _BEING_WRITTEN_SECONDS:
            yield path
        else:
            path.unlink(missing_ok=True)
