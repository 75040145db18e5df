"""Gather what each district's workbook says from the frames of a batch, and put it in order."""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import polars as pl

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.frames import TABLES
from gouji.judging.folding import folded
from gouji.outputs.workbook.district import (
    DUPLICATE,
    SHEET_TIERS,
    STATUSES,
    STRANGER,
    District,
    DueLine,
    Figure,
    Group,
    Listing,
    Remark,
    ReportFile,
)
from gouji.outputs.workbook.gather_groups import gather_groups, gather_remarks, group_keys, tier_of
from gouji.outputs.workbook.given import Batch
from gouji.words.places import Places


def districts_of(batch: Batch, places: Places, texts: WorkbookTexts) -> Iterator[tuple[str, Callable[[], District]]]:
    """The names of the districts of a batch in order, each with what puts it together.

    One in which no file is a report has nothing to say, and is left out. Putting one together raises KeyError for a
    finding of a report that its district does not have.
    """
    # A duplicate has the id of the file whose bytes it repeats, but neither its cells nor its findings.
    owners = batch.reports.filter(pl.col("status") != DUPLICATE).select("report_id", "district")
    reports, findings = _by_district(batch.reports), _by_district(folded(batch.findings, batch.reports, batch.folding))
    explanations, undecided = _by_district(batch.explanations), _by_district(batch.undecided)
    cells, leftovers = (
        _by_district(frame.join(owners, on="report_id", maintain_order="left"))
        for frame in (batch.cells, batch.leftovers)
    )
    due = _by_district(batch.due) if batch.due is not None else dict[str, pl.DataFrame]()
    strangers = set(batch.reports.filter(pl.col("status") == STRANGER).get_column("sha256"))

    def put_together(name: str) -> District:
        found = _rows(findings, name)
        files = _files(_rows(reports, name), _rows(cells, name), found, texts)
        by_id = {file.report_id: file for file in files if file.status != DUPLICATE}
        groups = gather_groups(found, _rows(explanations, name), by_id, places)
        remarks = gather_remarks(found, by_id, places)
        return District(
            name=name,
            batch=batch.name,
            files=files,
            listings=tuple(_listing(tier, remarks, groups) for tier in SHEET_TIERS),
            leftovers=tuple(_rows(leftovers, name)),
            undecided=tuple(_rows(undecided, name)),
            due=tuple(_due_line(row, batch.level_words) for row in _rows(due, name)),
        )

    for name in sorted(reports):
        if not set(reports[name].get_column("sha256")) <= strangers:
            yield name, functools.partial(put_together, name)


def _by_district(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(key[0]): part for key, part in frame.partition_by("district", as_dict=True).items()}


def _rows(parts: Mapping[str, pl.DataFrame], district: str) -> list[dict[str, Any]]:
    return parts[district].to_dicts() if district in parts else []


def _due_line(row: dict[str, Any], level_words: Mapping[str, str]) -> DueLine:
    same = ("organisation", "year", "state", "deadline", "published_on")
    return DueLine(
        **{key: row[key] for key in same},
        level=level_words.get(row["level"] or "", ""),
        office=row["supervising_office"] or "",
        report_ids=tuple(row["report_ids"]),
        remark=row["remark"] or "",
    )


def _files(
    reports: list[dict[str, Any]], cells: list[dict[str, Any]], findings: list[dict[str, Any]], texts: WorkbookTexts
) -> tuple[ReportFile, ...]:
    figures: dict[str, dict[str, Figure]] = {}
    for row in cells:
        figure = _figure(row)
        figures.setdefault(row["report_id"], {})[figure.address] = figure
    tiers: dict[str, Counter[str]] = {}
    for (report_id, _), rows in group_keys(findings).items():
        tiers.setdefault(report_id, Counter())[tier_of(rows)] += 1
    return tuple(sorted((_file(row, figures, tiers, texts) for row in reports), key=_worst_first))


def _listing(tier: str, remarks: Sequence[Remark], groups: Sequence[Group]) -> Listing:
    own = tuple(remark for remark in remarks if remark.tier == tier)
    return Listing(tier, own, _numbered((group for group in groups if group.tier == tier), 1 + len(own)))


def _numbered(groups: Iterable[Group], line: int) -> tuple[Group, ...]:
    """The groups with the number of each, and the line of a list at which it begins, the first one at `line`."""
    numbered: list[Group] = []
    for number, group in enumerate(groups, 1):
        numbered.append(replace(group, number=number, line=line))
        line += 1 + group.beneath
    return tuple(numbered)


def _figure(row: dict[str, Any]) -> Figure:
    address = f"{row['table']}.{row['row']}.{row['column']}"
    kept = {key: row[key] for key in ("form", "table", "text", "value", "status", "reason_code", "reason", "locator")}
    return Figure(address=address, **kept)


def _file(
    row: dict[str, Any],
    figures: Mapping[str, Mapping[str, Figure]],
    tiers: Mapping[str, Counter[str]],
    texts: WorkbookTexts,
) -> ReportFile:
    owned = row["report_id"] if row["status"] != DUPLICATE else ""
    same = ("report_id", "file", "organisation_source", "year", "year_source", "form", "title", "title_locator")
    dated = ("published_on", "published_source", "status", "reason")
    sections = sorted(row["sections"] or [], key=lambda section: section["number"])
    return ReportFile(
        **{key: row[key] for key in (*same, *dated)},
        name=row["organisation"] or texts.unnamed.format(file=PurePosixPath(row["file"]).name),
        forms={table: row[f"{table}_form"] for table in TABLES},
        sections=tuple((section["printed"], section["characters"]) for section in sections),
        figures=figures.get(owned, {}),
        counts=tiers.get(owned, Counter()),
    )


def _worst_first(file: ReportFile) -> tuple[Any, ...]:
    harm = [-file.counts.get(tier, 0) for tier in SHEET_TIERS]
    rank = STATUSES.index(file.status)
    return (rank, *harm, -file.unread, file.name, file.year or 0, file.form or "", file.file, file.report_id)
