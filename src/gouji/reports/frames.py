"""The frames of a batch: reports, cells, leftovers, claims, signs, and the facts that rules are judged on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from gouji.bodies.districts import one_name
from gouji.declared import Declared
from gouji.frames import CELLS, CLAIMS, LEFTOVERS, REPORTS, SIGNS
from gouji.frames.faults import Fault
from gouji.frames.wide import facts_schema
from gouji.reports.batch_facts import with_batch_facts
from gouji.reports.rows import ReportRows, Row


@dataclass(frozen=True, slots=True)
class BatchFrames:
    """The frames of one batch or of a chunk of it; contracts in `gouji.frames` and `gouji.frames.wide.facts_schema`.

    `faults` are those of files over which our code stumbled; each has its row in `reports`, as unreadable.
    """

    reports: pl.DataFrame
    cells: pl.DataFrame
    leftovers: pl.DataFrame
    claims: pl.DataFrame
    signs: pl.DataFrame
    facts: pl.DataFrame
    faults: tuple[Fault, ...] = ()


def to_frames(reports: Sequence[ReportRows], declared: Declared) -> BatchFrames:
    """The frames of `reports`, in their order. Raises KeyError for a row with a column that its frame does not have."""
    facts = facts_schema(declared.forms, declared.claims.keys, declared.sign_keys)
    return BatchFrames(
        reports=_frame((row for one in reports for row in one.reports), REPORTS),
        cells=_frame((row for one in reports for row in one.cells), CELLS),
        leftovers=_frame((row for one in reports for row in one.leftovers), LEFTOVERS),
        claims=_frame((row for one in reports for row in one.claims), CLAIMS),
        signs=_frame((row for one in reports for row in one.signs), SIGNS),
        facts=_frame((row for one in reports for row in one.facts), facts),
        faults=tuple(one.fault for one in reports if one.fault),
    )


def together(chunks: Sequence[BatchFrames], declared: Declared) -> BatchFrames:
    """The frames of a whole batch from those of its chunks.

    A district under two names gets one, two reports of one body for one year are flagged, and the facts tell what the reports say of
    each other.
    """
    if not chunks:
        return to_frames([], declared)
    whole = joined(chunks)
    reports = _flag_same_body(_in_one_district(whole.reports, declared), declared)
    return replace(whole, reports=reports, facts=with_batch_facts(whole.facts, reports, whole.cells, declared))


def joined(parts: Sequence[BatchFrames]) -> BatchFrames:
    """The frames of some parts of a chunk, at least one, below each other."""
    names = ("reports", "cells", "leftovers", "claims", "signs", "facts")
    frames = (pl.concat([getattr(part, name) for part in parts]) for name in names)
    return BatchFrames(*frames, faults=tuple(fault for part in parts for fault in part.faults))


def _frame(rows: Iterable[Row], schema: pl.Schema) -> pl.DataFrame:
    listed = list(rows)
    # polars leaves out what the schema does not name, without a word.
    strange = set[str]().union(*listed) - schema.keys()
    if strange:
        raise KeyError(
            f"columns that the frame does not have: {', '.join(sorted(strange))}; declare them in its schema"
        )
    return pl.DataFrame(listed, schema=schema, orient="row")


def _in_one_district(reports: pl.DataFrame, declared: Declared) -> pl.DataFrame:
    """`reports` with one name for each district, in the keys of the bodies, too."""
    named = reports.select("district", "district_source").unique(maintain_order=True).iter_rows()
    names = one_name(named, declared.bodies)
    if not names:
        return reports
    district, key = pl.col("district"), pl.col("same_report")
    inside = key.str.strip_prefix(pl.concat_str(district, pl.lit("/")))
    return reports.with_columns(
        district.replace(names),
        pl.when(key.is_not_null())
        .then(pl.concat_str(district.replace(names), pl.lit("/"), inside))
        .alias("same_report"),
    )


def _flag_same_body(reports: pl.DataFrame, declared: Declared) -> pl.DataFrame:
    """Name the other report in `reason` where two audited files are of one body for one year."""
    twice = (
        reports.filter(pl.col("same_report").is_not_null() & (pl.len().over("same_report") > 1))
        .group_by("same_report")
        .agg(pl.col("file"))
    )
    others = {row["same_report"]: row["file"] for row in twice.iter_rows(named=True)}
    reasons = [
        "；".join(
            filter(
                None,
                (
                    reason,
                    declared.reasons.of_file(
                        "same_body_and_year", {"file": "、".join(sorted(set(others[key]) - {file}))}
                    ),
                ),
            )
        )
        if key in others
        else reason
        for file, key, reason in reports.select("file", "same_report", "reason").iter_rows()
    ]
    return reports.with_columns(pl.Series("reason", reasons, dtype=pl.String))
