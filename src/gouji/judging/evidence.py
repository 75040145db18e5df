"""Evidence: the place and words in the file behind each finding."""

from collections.abc import Iterable

import polars as pl

from gouji.frames import FINDINGS
from gouji.reports.frames import BatchFrames
from gouji.rules.checks import Check


def with_evidence(findings: pl.DataFrame, checks: Iterable[Check], frames: BatchFrames) -> pl.DataFrame:
    """`findings` with their column `evidence` filled: `line 57: 3; line 58: 2`, null where nothing is printed.

    What a finding rests on are the claim, sign or fact that its rule names, the title or section that it was put at, and its
    cells, in that order.
    """
    named = {(check.rule.id, check.place): check.entry.evidence for check in checks}
    own = pl.Series([named.get(key) for key in findings.select("rule", "place").iter_rows()], dtype=pl.String)
    sources = pl.concat_list(own.alias("own"), "place", "cells").list.drop_nulls().list.unique(maintain_order=True)
    numbered = findings.drop("evidence").with_columns(sources.alias("source")).with_row_index("finding")
    seen = (
        numbered.select("finding", "report_id", "source")
        .explode("source", empty_as_null=True)
        .join(
            _seen(frames, findings.get_column("report_id").unique()),
            on=["report_id", "source"],
            how="left",
            maintain_order="left_right",
        )
        .group_by("finding")
        .agg(pl.col("seen").drop_nulls().str.join("; ").replace("", None).alias("evidence"))
    )
    joined = numbered.join(seen, on="finding", how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(dtype) for name, dtype in FINDINGS.items())


def _seen(frames: BatchFrames, report_ids: pl.Series) -> pl.DataFrame:
    """What these reports say and where, by source: an address, `section:1`, `title`, `published_on`, a claim or a sign."""
    of_them = pl.col("report_id").is_in(report_ids.implode())
    reports, cells, claims, signs = (
        part.filter(of_them) for part in (frames.reports, frames.cells, frames.claims, frames.signs)
    )
    sections = reports.select("report_id", "sections").explode("sections").drop_nulls("sections").unnest("sections")
    parts = (
        _part(reports, pl.lit("title"), "title_locator", "title"),
        _part(reports, pl.lit("published_on"), "published_source", "published_on"),
        _part(sections, pl.concat_str(pl.lit("section:"), "number"), "locator", "printed"),
        _part(cells, pl.concat_str("table", "row", "column", separator="."), "locator", "text"),
        _part(claims, pl.col("claim"), "locator", "quote"),
        _part(signs, pl.col("sign"), "locator", "quote"),
    )
    return pl.concat(parts)


def _part(frame: pl.DataFrame, source: pl.Expr, locator: str, text: str) -> pl.DataFrame:
    printed = pl.col(text).cast(pl.String).fill_null("").str.strip_chars()
    seen = pl.concat_str(pl.col(locator), printed, separator=": ")
    located = frame.filter(pl.col(locator).is_not_null())
    return located.select("report_id", source.cast(pl.String).alias("source"), seen.alias("seen"))
