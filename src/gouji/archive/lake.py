"""Delta Lake: tables below a folder or an object store's URL, opened, read, and appended to once for each transaction.

Facts of deltalake 1.6 that this rests on: a commit whose transaction's name another has used since the table was opened fails;
nothing is synced to the disk; a statistic of a column stands in the log as plain text.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import polars as pl
from deltalake import CommitProperties, DeltaTable, Schema, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from gouji.archive.tables import TABLES, VERSION

_VERSION_KEY = "gouji.archive"
_COUNTER = "counter"
# Each loses against at least one other writer that got its commit in; so many at once are none of ours.
_TRIES = 50
_PACKED = WriterProperties(compression="ZSTD")


class ArchiveError(Exception):
    """An archive cannot be used as asked: the message says what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Lake:
    """The archive at `root`: a folder, or the URL of one in an object store."""

    root: str

    @property
    def folder(self) -> Path | None:
        """The folder on this machine; None for an object store."""
        return None if "://" in self.root else Path(self.root)

    def uri(self, table: str) -> str:
        """Where a table lies."""
        return f"{self.root.rstrip('/')}/{table}"

    def has(self, table: str) -> bool:
        """Whether the table was made."""
        return DeltaTable.is_deltatable(self.uri(table))


def make(lake: Lake, table: str) -> None:
    """Make a table unless it is there. Two processes may do so at once."""
    if lake.has(table):
        return
    schema = _schema(table)
    hashes = [name for name in ("batch", "body", "report_id") if name in TABLES[table]]
    # Statistics only of what is a hash: the others would stand in the log when the rows are gone.
    settings = {_VERSION_KEY: str(VERSION), "delta.dataSkippingStatsColumns": ",".join(hashes or ["sha256"])}
    try:
        DeltaTable.create(lake.uri(table), schema, mode="ignore", configuration=settings, raise_if_key_not_exists=False)
    except (DeltaError, OSError) as error:
        if not lake.has(table):
            raise ArchiveError(f"{lake.uri(table)}: cannot be made ({first_line(error)}); is it writable?") from error
    sync(lake, table)


def _schema(table: str) -> Schema:
    empty = pl.DataFrame(schema=TABLES[table])
    return Schema.from_arrow(cast("Any", empty.to_arrow().schema))  # pyright: ignore[reportUnknownMemberType]


def opened(lake: Lake, table: str) -> DeltaTable:
    """A table at its newest version. Raises ArchiveError where it cannot be read or is newer than this code."""
    try:
        found = DeltaTable(lake.uri(table))
    except TableNotFoundError as error:
        raise ArchiveError(
            f"{lake.uri(table)}: this table of the archive is missing; bring it back from a copy"
        ) from error
    except (DeltaError, OSError) as error:
        said = first_line(error)
        what = (
            "written by a newer version; update Gouji"
            if "nsupported" in said
            else "`gouji archive check` says what to do"
        )
        raise ArchiveError(f"{lake.uri(table)}: cannot be read ({said}); {what}") from error
    version = found.metadata().configuration.get(_VERSION_KEY, "")
    if not version.isdigit():
        raise ArchiveError(f"{lake.uri(table)}: a Delta table that is not Gouji's; name another place for the archive")
    if int(version) > VERSION:
        raise ArchiveError(
            f"{lake.root}: an archive of version {version}, this Gouji knows {VERSION}; update Gouji, "
            "nothing was read or changed"
        )
    return found


def scan(lake: Lake, table: str) -> pl.LazyFrame:
    """All rows of a table, with the columns that it has in this version; those that older code did not write are null."""
    found = pl.scan_delta(opened(lake, table))
    there = set(found.collect_schema())
    return found.select(
        (pl.col(name) if name in there else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in TABLES[table].items()
    )


def append(lake: Lake, table: str, frame: pl.DataFrame, transaction: str) -> bool:
    """Append `frame` unless `transaction` is there already, then False. Raises ArchiveError where it cannot be written."""
    return _append(lake, table, lambda _: frame, transaction, counted=False) is not None


def append_counted(lake: Lake, table: str, frame_of: Callable[[int], pl.DataFrame], transaction: str) -> int | None:
    """Append `frame_of(number)`, the next number of the table; None where `transaction` is there already.

    No two commits have the same number, whoever writes at once.
    """
    return _append(lake, table, frame_of, transaction, counted=True)


def count(lake: Lake, table: str) -> int:
    """The last number that was given in a table; 0 where none was."""
    return opened(lake, table).transaction_version(_COUNTER) or 0


def _append(
    lake: Lake, table: str, frame_of: Callable[[int], pl.DataFrame], transaction: str, *, counted: bool
) -> int | None:
    for _ in range(_TRIES):
        found = opened(lake, table)
        if found.transaction_version(transaction) is not None:
            return None
        number = (found.transaction_version(_COUNTER) or 0) + 1
        marks = [Transaction(transaction, 1), *([Transaction(_COUNTER, number)] if counted else [])]
        try:
            write_deltalake(
                found,
                frame_of(number),
                mode="append",
                schema_mode="merge",
                writer_properties=_PACKED,
                commit_properties=CommitProperties(app_transactions=marks),
            )
        except CommitFailedError:
            continue
        except (DeltaError, OSError) as error:
            raise ArchiveError(
                f"{lake.uri(table)}: cannot be written ({first_line(error)}); make room or ask for the rights, then run "
                "the same again: what was in the archive is whole, the batch is not in it yet"
            ) from error
        return number
    raise ArchiveError(f"{lake.uri(table)}: {_TRIES} other writers came first; run the same again")


def sync(lake: Lake, table: str) -> None:
    """Have all files of a table, its log and its folders on the disk. An object store does so by itself."""
    if lake.folder is None:
        return
    folder = lake.folder / table
    for path in (*folder.glob("*.parquet"), *(folder / "_delta_log").glob("*.json")):
        _sync(path)
    # Windows has no folders that can be opened; NTFS keeps their entries in its own log.
    for path in (folder / "_delta_log", folder, lake.folder) if os.name != "nt" else ():
        _sync(path)


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    except FileNotFoundError:
        # Housekeeping of another process has just removed it.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def first_line(error: BaseException) -> str:
    """What an error of deltalake says, without the stack of its native code."""
    return str(error).strip().split("\n")[0] or type(error).__name__
