"""Findings of one cause are one group, with one of them leading; no finding is dropped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.declared.causes import Causes, Within
from gouji.declared.severity import SEVERITIES, TIERS, Severity, Tier
from gouji.frames import FINDINGS


def groups_of(findings: pl.DataFrame) -> pl.DataFrame:
    """One row a group, or finding without one: `report_id`, `district`, its best `tier`, and the worst `severity` in that tier."""
    alone = pl.concat_str("rule", "place", separator=" ")
    key = pl.coalesce("group", alone).alias("group")
    severity = pl.col("severity").cast(pl.Enum(SEVERITIES))
    tier = pl.col("tier").cast(pl.Enum(TIERS))
    grouped_by = findings.group_by("report_id", key, maintain_order=True)
    return grouped_by.agg(
        pl.col("district").first(),
        tier.min().cast(pl.String),
        severity.filter(tier == tier.min()).min().cast(pl.String),
    )


@dataclass(frozen=True, slots=True)
class ExplainedFindings:
    """What the grouping needs of an explanation: the findings (rule, place) it explains, and those it mends beside."""

    group: str
    covers: frozenset[tuple[str, str]]
    mends: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Finding:
    rule: str
    place: str
    # Tier first, severity second: what is to be read first stands lowest.
    weight: tuple[int, int]
    cells: frozenset[str]

    def near(self, within: Within) -> frozenset[str]:
        """The cells, rows or tables that the finding is about; of a report, all findings are in one."""
        if within == "report":
            return frozenset(("report",))
        parts = {"table": 1, "row": 2, "cell": 3}[within]
        named = {".".join(address.split(".")[:parts]) for address in self.cells}
        own = self.place.split(".")[:parts]
        return frozenset(named | ({".".join(own)} if "." in self.place and "*" not in own else set()))


def grouped(
    findings: pl.DataFrame,
    explanations: Mapping[str, Sequence[ExplainedFindings]],
    causes: Causes,
    print_order: Mapping[str, int],
) -> pl.DataFrame:
    """`findings` with `group` and `lead` filled; their order and number stay as they are.

    `explanations` are by report, `print_order` ranks the addresses of all forms. A finding that is alone in a report
    has no group, unless an explanation speaks of it, and leads itself.
    """
    groups: list[str | None] = [None] * findings.height
    leads = [True] * findings.height
    by_report: dict[str, list[tuple[int, _Finding]]] = {}
    for number, row in enumerate(
        findings.select("report_id", "rule", "place", "tier", "severity", "cells").iter_rows()
    ):
        by_report.setdefault(row[0], []).append((number, _finding(*row[1:])))
    for report_id, numbered in by_report.items():
        found = [finding for _, finding in numbered]
        told = _groups(found, _telling(explanations.get(report_id, ()), found), causes, print_order)
        for (number, _), (group, lead) in zip(numbered, told, strict=True):
            groups[number], leads[number] = group, lead
    filled = findings.with_columns(
        pl.Series("group", groups, dtype=pl.String), pl.Series("lead", leads, dtype=pl.Boolean)
    )
    return filled.select(FINDINGS.names())


def _finding(rule: str, place: str, tier: Tier, severity: Severity, cells: Sequence[str]) -> _Finding:
    return _Finding(rule, place, (TIERS.index(tier), SEVERITIES.index(severity)), frozenset(cells))


def _telling(explanations: Sequence[ExplainedFindings], findings: Sequence[_Finding]) -> list[ExplainedFindings]:
    """The explanations of totals that are certainly broken.

    Where each total that one speaks of needs a blank, the rules leave it undecided: what else the explanation would mend
    is then put down to nothing that was found.
    """
    keys = {(finding.rule, finding.place) for finding in findings}
    return [explanation for explanation in explanations if explanation.covers & keys]


def _groups(
    findings: Sequence[_Finding],
    explanations: Sequence[ExplainedFindings],
    causes: Causes,
    print_order: Mapping[str, int],
) -> Iterator[tuple[str | None, bool]]:
    """The group of each finding of one report, and whether it leads."""
    ranks = {number: _rank(finding, print_order) for number, finding in enumerate(findings)}
    ordered = sorted(ranks, key=lambda number: (ranks[number], findings[number].rule, findings[number].place))
    parents = {number: _parent(number, findings, ordered, explanations, causes) for number in ordered}
    roots = {number: _root(number, parents) for number in ordered}
    members: dict[int | str, list[int]] = {}
    for number in ordered:
        members.setdefault(roots[number], []).append(number)
    leading = {root: _leading(root, found, findings, explanations) for root, found in members.items()}
    for number, finding in enumerate(findings):
        root = roots[number]
        lead = findings[leading[root]]
        alone = len(members[root]) == 1 and not isinstance(root, str)
        name = root if isinstance(root, str) else f"{lead.rule} {lead.place}"
        yield (None if alone else name), finding is lead


def _rank(finding: _Finding, print_order: Mapping[str, int]) -> int:
    """Where the finding stands in print; what is about the whole report comes first."""
    return min((print_order[address] for address in finding.cells if address in print_order), default=-1)


def _parent(
    number: int,
    findings: Sequence[_Finding],
    ordered: Sequence[int],
    explanations: Sequence[ExplainedFindings],
    causes: Causes,
) -> int | str | None:
    """The finding, by its number, or the explanation, by its group, that a finding follows from."""
    finding = findings[number]
    for explanation in explanations:
        if (finding.rule, finding.place) in explanation.covers:
            return explanation.group
    for explanation in explanations:
        if (finding.rule, finding.place) in explanation.mends:
            return explanation.group
    for rule, within in causes.follows.get(finding.rule, ()):
        for other in ordered:
            if findings[other].rule == rule and findings[other].near(within) & finding.near(within):
                return other
    within = causes.repeats.get(finding.rule)
    if within is not None:
        first = next(
            one
            for one in ordered
            if (findings[one].rule == finding.rule and findings[one].near(within) & finding.near(within))
            or one == number
        )
        return first if first != number else None
    return None


def _root(number: int, parents: Mapping[int, int | str | None]) -> int | str:
    current: int | str = number
    while not isinstance(current, str):
        parent = parents[current]
        if parent is None:
            return current
        current = parent
    return current


def _leading(
    root: int | str, members: Sequence[int], findings: Sequence[_Finding], explanations: Sequence[ExplainedFindings]
) -> int:
    """The finding to read first: the one all others follow from, or the worst that the explanation covers."""
    if not isinstance(root, str):
        return root
    covers = next(explanation.covers for explanation in explanations if explanation.group == root)
    covered = [number for number in members if (findings[number].rule, findings[number].place) in covers]
    return min(covered, key=lambda number: findings[number].weight)
