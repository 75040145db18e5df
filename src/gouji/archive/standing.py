"""Which submission of a body and year is current, and how a person chooses where several may be."""

import polars as pl

from gouji.archive.lake import ArchiveError, Lake, append_counted, count, scan
from gouji.archive.tables import CHOICES, MARKER

_KEY = ("body", "year")


def rows_of(lake: Lake, table: str, where: pl.Expr | None = None) -> pl.DataFrame:
    """The rows of a table of reports that `where` holds for, of batches that are in the archive: joined to the marker."""
    found = scan(lake, table) if where is None else scan(lake, table).filter(where)
    marked = scan(lake, MARKER).select("batch", "report_id")
    return found.join(marked, on=["batch", "report_id"], how="semi").collect()


def standing(lake: Lake, where: pl.Expr | None = None) -> pl.DataFrame:
    """The submissions that `where` holds for, by body, year and the archive's counter, with the column `standing`.

    `where` may ask for whole bodies and years only. `standing`: `current`, the last taken in that could be audited, or the one
    that a person chose since; `several`, where the newest batch that brought any brought differing ones; `superseded`; `not_audited`.
    """
    found = scan(lake, MARKER) if where is None else scan(lake, MARKER).filter(where)
    submissions = found.collect()
    told = pl.col("body").is_not_null() & pl.col("year").is_not_null()
    # A file is taken in once: to be audited again, or at last, makes it no later than one that came after it.
    taken = scan(lake, MARKER).group_by("sha256").agg(pl.col("number").min().alias("taken")).collect()
    submissions = submissions.join(taken, on="sha256", how="left", maintain_order="left")
    audited = submissions.filter(told & (pl.col("status") == "audited"))
    newest = audited.group_by(_KEY).agg(
        pl.col("taken").max().alias("newest"),
        pl.col("sha256").filter(pl.col("taken") == pl.col("taken").max()).n_unique().alias("candidates"),
    )
    last = (
        scan(lake, "choices")
        .collect()
        .join(audited, on=[*_KEY, "sha256"], how="semi")
        .sort("choice")
        .group_by(_KEY)
        .agg(pl.col("sha256").last().alias("chosen"), pl.col("after").last())
    )
    joined = submissions.join(newest, on=_KEY, how="left").join(last, on=_KEY, how="left")
    chosen = pl.col("after").fill_null(-1) >= pl.col("newest")
    newest_of_file = pl.col("number") == pl.col("number").max().over(*_KEY, "sha256", "status")
    current = (
        pl.when(chosen)
        .then((pl.col("sha256") == pl.col("chosen")) & newest_of_file)
        .otherwise((pl.col("taken") == pl.col("newest")) & (pl.col("candidates") == 1) & newest_of_file)
    )
    several = ~chosen & (pl.col("taken") == pl.col("newest")) & (pl.col("candidates") > 1) & newest_of_file
    word = (
        pl.when(~(told & (pl.col("status") == "audited")))
        .then(pl.lit("not_audited"))
        .when(current)
        .then(pl.lit("current"))
        .when(several)
        .then(pl.lit("several"))
        .otherwise(pl.lit("superseded"))
    )
    kept = joined.with_columns(word.alias("standing")).drop("taken", "newest", "candidates", "chosen", "after")
    return kept.sort("body", "year", "number", "report_id")


def choose(lake: Lake, body: str, year: int, report_id: str) -> str:
    """Make the submission `report_id` (or its beginning) current for a body and year, until a later one is taken in; returns its whole id.

    Raises ArchiveError where it names none or several of the audited ones.
    """
    of_year = standing(lake, (pl.col("body") == body) & (pl.col("year") == year)).filter(
        pl.col("standing") != "not_audited"
    )
    fitting = of_year.filter(pl.col("report_id").str.starts_with(report_id))
    found = fitting.get_column("sha256").unique().to_list()
    if len(found) != 1:
        known = ", ".join(of_year.get_column("report_id").unique(maintain_order=True)) or "none"
        raise ArchiveError(
            f"{report_id}: fits {len(found)} audited submissions of that body for {year}; there are: {known}"
        )
    after = count(lake, MARKER)

    def row(number: int) -> pl.DataFrame:
        return pl.DataFrame(
            [{"choice": number, "body": body, "year": year, "sha256": found[0], "after": after}], schema=CHOICES
        )

    # A choice has no content to be known by: each is one more.
    append_counted(lake, "choices", row, f"choice-{body}-{year}-{count(lake, 'choices') + 1}")
    return fitting.get_column("report_id")[0]


def bodies_called(lake: Lake, name: str, whole: bool) -> dict[str, str]:
    """Hash -> key of the bodies that `name` may mean: a key where it is `whole`, else the part behind the district, else a part of that."""
    known = scan(lake, MARKER).filter(pl.col("body").is_not_null()).select("body", "body_name").unique().collect()
    keys: dict[str, str] = dict(known.sort("body_name").iter_rows())
    if whole:
        return {body: key for body, key in keys.items() if key == name}
    exactly = {body: key for body, key in keys.items() if key.partition("/")[2] == name}
    return exactly or {body: key for body, key in keys.items() if name in key.partition("/")[2]}
