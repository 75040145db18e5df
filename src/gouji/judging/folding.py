"""Findings as people are shown them: what is told once for a report or a district is one row. No finding is dropped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.declared.folding import Folding
from gouji.declared.severity import SEVERITIES, TIERS

# The tiers of remarks; the others are told unit by unit, or always as a list.
_REMARKED = ("second", "appendix")
_LISTED = "list"


@dataclass(frozen=True, slots=True)
class _Found:
    report_id: str
    district: str
    rule: str
    place: str
    check: str | None
    tier: str
    severity: str
    group: str | None
    lead: bool

    @property
    def name(self) -> str:
        """The check by its name, or the rule."""
        return self.check or self.rule

    @property
    def cause(self) -> str:
        """The group within its report."""
        return self.group or f"{self.rule} {self.place}"

    @property
    def order(self) -> tuple[str, str, str]:
        """What no order of rows changes."""
        return self.rule, self.place, self.report_id

    @property
    def is_remark(self) -> bool:
        return self.severity != "error" and self.tier in _REMARKED

    @property
    def weight(self) -> tuple[int, int]:
        return TIERS.index(self.tier), SEVERITIES.index(self.severity)


def folded(findings: pl.DataFrame, reports: pl.DataFrame, folding: Folding) -> pl.DataFrame:
    """`findings` with `row`, `wide` and `leads`; `reports` are all of the batch.

    `row` names the row that a finding is shown in, within its report, or within its district where `wide` is true. One
    finding of each row `leads`. Rows of a district are those of tier `list`, of rules that are `listed`,
    and remarks that nearly all its reports get. Of what is
    left, remarks on the prose of a report are one row, and so are findings of one check along a row or column of a table.
    """
    found = [_Found(*values) for values in findings.select(list(_Found.__dataclass_fields__)).iter_rows()]
    common = _common(found, reports, folding)
    wide = [
        one.tier == _LISTED or (one.is_remark and one.rule in folding.listed) or (one.district, one.name) in common
        for one in found
    ]
    rows = [one.name if is_wide else one.cause for one, is_wide in zip(found, wide, strict=True)]
    by_report: dict[str, dict[str, list[int]]] = {}
    for number, one in enumerate(found):
        if not wide[number]:
            by_report.setdefault(one.report_id, {}).setdefault(one.cause, []).append(number)
    for causes in by_report.values():
        merged = [*_prose(causes, found, folding)]
        taken = {cause for cause, _ in merged}
        merged += _lines({cause: numbers for cause, numbers in causes.items() if cause not in taken}, found)
        for cause, row in merged:
            for number in causes[cause]:
                rows[number] = row
    leading = _leading(found, rows, wide)
    return findings.with_columns(
        pl.Series("row", rows, dtype=pl.String),
        pl.Series("wide", wide, dtype=pl.Boolean),
        pl.Series("leads", [number in leading for number in range(len(found))], dtype=pl.Boolean),
    )


def rows_of(shown: pl.DataFrame) -> pl.DataFrame:
    """One row for each that is shown: `district`, its best `tier`, and the worst `severity` in that tier. `shown` is of `folded`."""
    tier, severity = pl.col("tier").cast(pl.Enum(TIERS)), pl.col("severity").cast(pl.Enum(SEVERITIES))
    within = pl.when(~pl.col("wide")).then("report_id").alias("within")
    return shown.group_by("district", within, "row", maintain_order=True).agg(
        tier.min().cast(pl.String), severity.filter(tier == tier.min()).min().cast(pl.String)
    )


def _common(found: Iterable[_Found], reports: pl.DataFrame, folding: Folding) -> set[tuple[str, str]]:
    """The districts and the checks whose remarks nearly all reports there get."""
    audited = reports.filter(pl.col("status") == "audited").get_column("district").to_list()
    of_district = Counter(audited)
    hit = {(one.district, one.name, one.report_id) for one in found if one.is_remark}
    counted = Counter((district, name) for district, name, _ in hit)
    return {key for key, count in counted.items() if folding.district.common(count, of_district[key[0]])}


def _prose(causes: dict[str, list[int]], found: Sequence[_Found], folding: Folding) -> Iterator[tuple[str, str]]:
    """Each cause that is only a remark on prose, with the row of them all."""
    remarks = sorted(
        cause
        for cause, numbers in causes.items()
        if all(found[number].is_remark and found[number].rule in folding.prose for number in numbers)
    )
    return ((cause, remarks[0]) for cause in remarks)


def _lines(causes: dict[str, list[int]], found: Sequence[_Found]) -> Iterator[tuple[str, str]]:
    """Each cause of one check that shares a row or column of a table with others, with the row of them all."""
    by_check: dict[str, dict[str, str]] = {}
    for cause, numbers in causes.items():
        names = {found[number].name for number in numbers}
        lead = next((found[number] for number in numbers if found[number].lead), found[numbers[0]])
        # What an explanation holds together has a name of its own, and its own row.
        if len(names) == 1 and cause == f"{lead.rule} {lead.place}":
            by_check.setdefault(lead.name, {})[cause] = lead.place
    for places in by_check.values():
        left = dict(sorted(places.items()))
        while True:
            lines: dict[tuple[int, str], list[str]] = {}
            for cause, place in left.items():
                for line in _lines_through(place):
                    lines.setdefault(line, []).append(cause)
            longest = max((lines[line] for line in sorted(lines)), key=len, default=list[str]())
            if len(longest) < 2:
                break
            for cause in longest:
                del left[cause]
                yield cause, longest[0]


def _lines_through(place: str) -> Iterator[tuple[int, str]]:
    """The row and the column of a table that a cell stands in; a place that is a whole row or column is no cell."""
    parts = place.split(".")
    if len(parts) == 3 and "*" not in parts:
        table, row, column = parts
        yield 0, f"{table}.{row}"
        yield 1, f"{table}.{column}"


def _leading(found: Sequence[_Found], rows: Sequence[str], wide: Sequence[bool]) -> set[int]:
    """The finding of each row that is read first: the one that leads its group, the gravest where there are several."""
    members: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(found):
        members.setdefault((one.district if wide[number] else one.report_id, rows[number]), []).append(number)
    return {
        min(numbers, key=lambda number: (not found[number].lead, found[number].weight, found[number].order))
        for numbers in members.values()
    }
