"""Take a judged batch into the archive: its rows in commits of bounded size, the marker last, each batch once."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version

import polars as pl

from gouji.archive.lake import Lake, append, append_counted, scan, sync
from gouji.archive.tables import BATCHES, MARKER, REPORT_TABLES, ROSTER, ROWS, SUBMISSIONS, body_hash
from gouji.bodies.names import same_body
from gouji.bodies.roster import Roster
from gouji.declared.bodies import BodiesEntry

# More at once take memory: 2,000 reports are 400,000 cells.
REPORTS_A_COMMIT = 2_000

# A file of such a status was understood and is not read again; any other is, once code or declarations have changed.
_DONE = ("audited", "duplicate")


@dataclass(frozen=True, slots=True)
class Batch:
    """A judged batch: the frames of a run by name, the roster as it stood, and what the reading depends on, as a hash."""

    name: str
    frames: Mapping[str, pl.DataFrame]
    roster: Roster
    judged_by: str

    @property
    def digest(self) -> str:
        """The identity of the batch: its files and by what they were judged, not its name."""
        files = self.frames["reports"].select("sha256", "file").sort("sha256", "file").iter_rows()
        told = "\0".join((self.judged_by, *("\x1f".join(map(str, row)) for row in files)))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Archived:
    """What became of a batch: its number in the archive, None where the very same one was there already."""

    digest: str
    number: int | None
    submissions: int


def already_in(lake: Lake, judged_by: str) -> frozenset[str]:
    """The SHA-256 of each file that need not be read again: taken in before, or forgotten on purpose."""
    done = pl.col("status").is_in(_DONE) | (pl.col("judged_by") == judged_by)
    taken = scan(lake, MARKER).filter(done).select("sha256").collect()
    forgotten = scan(lake, "forgotten").select("sha256").collect()
    return frozenset(pl.concat([taken, forgotten]).get_column("sha256"))


def take(lake: Lake, batch: Batch, bodies: BodiesEntry) -> Archived:
    """Take a batch in. Broken off at any instant and called again with the same, it goes on; readers see it whole or not.

    Raises ArchiveError where something cannot be written.
    """
    digest, named = batch.digest, _named(batch.frames["reports"], bodies)
    for start in range(0, named.height, REPORTS_A_COMMIT):
        some = named.slice(start, REPORTS_A_COMMIT).select("report_id", "body").with_row_index("rank")
        for table, schema in REPORT_TABLES.items():
            rows = batch.frames[table].join(some, on="report_id", how="inner", maintain_order="left").sort("rank")
            whole = rows.with_columns(pl.lit(digest).alias("batch")).select(schema.keys())
            if whole.height:
                append(lake, table, whole, f"batch-{digest}-{start}")
    roster = _take_roster(lake, batch.roster, bodies)
    row = {"batch": digest, "roster": roster, "judged_by": batch.judged_by, "gouji": version("gouji")}
    append(lake, "batches", pl.DataFrame([row], schema=BATCHES), f"batch-{digest}")
    for table in (*REPORT_TABLES, "roster", "batches"):
        sync(lake, table)
    marked = _submissions(named, batch, digest)
    number = append_counted(
        lake, MARKER, lambda number: marked.with_columns(number=pl.lit(number, pl.Int64)), f"batch-{digest}"
    )
    sync(lake, MARKER)
    return Archived(digest, number, marked.height)


def body_name(organisation: str, district: str | None, bodies: BodiesEntry) -> str:
    """The key of a body: its district, and what its names have in common."""
    return f"{district or ''}/{same_body(organisation, bodies)}"


def _named(reports: pl.DataFrame, bodies: BodiesEntry) -> pl.DataFrame:
    """The reports in the order of their bodies, with `body_name` and `body`; null where no body is known."""
    names = [
        body_name(organisation, district, bodies) if organisation else None
        for organisation, district in reports.select("organisation", "district").iter_rows()
    ]
    hashes = [body_hash(name) if name else None for name in names]
    keyed = reports.with_columns(
        pl.Series("body_name", names, dtype=pl.String), pl.Series("body", hashes, dtype=pl.String)
    )
    return keyed.sort("body", "year", "report_id")


def _submissions(named: pl.DataFrame, batch: Batch, digest: str) -> pl.DataFrame:
    told = named.with_columns(
        pl.lit(0, pl.Int64).alias("number"),
        pl.lit(digest).alias("batch"),
        pl.lit(batch.name).alias("batch_name"),
        pl.lit(batch.judged_by).alias("judged_by"),
    )
    for table, column in ROWS.items():
        counted = batch.frames[table].group_by("report_id").agg(pl.len().cast(pl.Int64).alias(column))
        told = told.join(counted, on="report_id", how="left", maintain_order="left")
    return told.with_columns(pl.col(list(ROWS.values())).fill_null(0)).select(SUBMISSIONS.keys())


def _take_roster(lake: Lake, roster: Roster, bodies: BodiesEntry) -> str | None:
    """The hash of the roster, whose lines are kept once however many batches go by it; None for no roster."""
    if not roster.lines:
        return None
    rows = [asdict(line) for line in roster.lines.values()]
    told = hashlib.sha256(repr(rows).encode()).hexdigest()[:32]
    frame = pl.DataFrame(
        [
            row | {"roster": told, "body": body_hash(body_name(row["organisation"], row["district"], bodies))}
            for row in rows
        ],
        schema=ROSTER,
    )
    append(lake, "roster", frame, f"roster-{told}")
    return told
