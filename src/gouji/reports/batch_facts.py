"""What the reports of one batch say of each other: the year of the batch, and other versions of one body's report."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from gouji.declared import Declared
from gouji.declared.cell_names import CellNames

Figures = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Report:
    report_id: str
    file: str
    # District and body, then the year; None where either is not known.
    key: str | None
    year: int | None

    @property
    def body(self) -> str | None:
        return self.key.rpartition(" ")[0] if self.key else None

    @property
    def in_district(self) -> bool:
        """Whether the body is known by its district, too: many a township is called 城关镇."""
        return self.key is not None and not self.key.startswith("/")


def with_batch_facts(
    facts: pl.DataFrame, reports: pl.DataFrame, cells: pl.DataFrame, declared: Declared
) -> pl.DataFrame:
    """`facts` of a whole batch with `report.batch_year`, and `report.other_version` with the cells that differ there."""
    audited = reports.filter(pl.col("status") == "audited")
    named = [_Report(*row) for row in audited.select("report_id", "file", "same_report", "year").iter_rows()]
    year = batch_year(named, declared)
    # Of a body that reports for the year of the batch, too, another year's report is no mistake.
    there = {one.body for one in named if one.year == year and one.body}
    years = {one.report_id: year for one in named if one.year == year or one.body not in there}
    versions = dict(_versions(named, cells, declared))
    ids = facts.get_column("report_id").to_list()
    told = [versions.get(report_id, (None, None, None)) for report_id in ids]
    names = ("report.other_version", "report.differing_cells", "report.differing")
    columns = [pl.Series(name, [one[rank] for one in told], dtype=pl.String) for rank, name in enumerate(names)]
    return facts.with_columns(
        pl.Series("report.batch_year", [years.get(report_id) for report_id in ids], dtype=pl.Int64), *columns
    )


def batch_year(named: Sequence[_Report], declared: Declared) -> int | None:
    """The year that the policy gives to the batch, else the one that most of its reports are for; None where no year prevails."""
    if declared.batch_year is not None:
        return declared.batch_year
    counted = Counter(one.year for one in named if one.year is not None)
    if counted.total() < declared.batch.year.reports:
        return None
    year, hits = counted.most_common(1)[0]
    share = declared.batch.year
    return year if hits * share.of >= counted.total() * share.hits else None


def _versions(
    named: Sequence[_Report], cells: pl.DataFrame, declared: Declared
) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """For each report of which the batch has another version: its file, the cells that differ, and these in words."""
    by_key: dict[str, list[_Report]] = {}
    for one in named:
        if one.key is not None:
            by_key.setdefault(one.key, []).append(one)
    several = [group for group in by_key.values() if 1 < len(group) <= declared.batch.most_versions]
    ids = [one.report_id for group in several for one in group]
    figures = _figures(cells.filter(pl.col("report_id").is_in(ids)))
    names = CellNames(tuple(reversed(declared.forms)), declared.texts.places)
    for group in several:
        for one in group:
            own = figures.get(one.report_id, {})
            others = [
                other
                for other in group
                if other is not one and (one.in_district or _alike(own, figures.get(other.report_id, {}), declared))
            ]
            if others:
                # The one that differs most is told; those that agree are no finding.
                other = max(others, key=lambda other: len(_differing(own, figures.get(other.report_id, {}))))
                differing = _differing(own, figures.get(other.report_id, {}))
                told = _told(differing, names, declared)
                yield one.report_id, (other.file, "".join(f" {address} " for address in differing), told)


def _figures(cells: pl.DataFrame) -> dict[str, dict[str, Decimal]]:
    """The figures that were read, by report and address."""
    read = cells.filter((pl.col("status") == "read") & pl.col("value").is_not_null())
    address = pl.concat_str("table", "row", "column", separator=".")
    found: dict[str, dict[str, Decimal]] = {}
    for report_id, place, value in read.select("report_id", address, "value").iter_rows():
        found.setdefault(report_id, {})[place] = value
    return found


def _differing(own: Figures, other: Figures) -> dict[str, tuple[Decimal, Decimal]]:
    """The cells that both print, with another figure each."""
    return {
        address: (own[address], other[address]) for address in own if other.get(address, own[address]) != own[address]
    }


def _alike(own: Figures, other: Figures, declared: Declared) -> bool:
    """Whether so many figures agree that two bodies of one name would not have them by chance."""
    agreeing = sum(value != 0 and other.get(address) == value for address, value in own.items())
    return agreeing >= declared.batch.same_figures and agreeing > len(_differing(own, other))


def _told(differing: Mapping[str, tuple[Decimal, Decimal]], names: CellNames, declared: Declared) -> str:
    cells = {cell.address: cell for form in reversed(names.forms) for cell in form.cells}
    told = [
        declared.reasons.of_file(
            "version_cell", {"cell": names.cell(cells[address]), "own": _plain(own), "other": _plain(other)}
        )
        for address, (own, other) in differing.items()
    ]
    most = declared.batch.told
    text = "；".join(told[:most])
    return declared.reasons.of_file("version_cells", {"cells": text, "count": len(told)}) if len(told) > most else text


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
