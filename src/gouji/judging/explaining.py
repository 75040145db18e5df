"""Explanations of a judged batch: which figures may be at fault where printed totals of a report do not add up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from gouji.declared import Declared
from gouji.declared.forms import Form
from gouji.declared.language import tables
from gouji.declared.texts import Texts
from gouji.frames import EXPLANATIONS
from gouji.frames.wide import STATES, form_column, state_column
from gouji.judging.explain import MOST_LISTED, Diagnosis, Explanation, describe, diagnose, tell
from gouji.judging.explain.trial import Mended, mended_too, unmended
from gouji.judging.grouping import ExplainedFindings
from gouji.rules.checks import Check

_CLASSES = {"one": "one", "several": "several", "some_certain": "some_certain"}


@dataclass(frozen=True, slots=True)
class Explanations:
    """The frame EXPLANATIONS, what the grouping needs of it by report, and the ones withheld (our bugs)."""

    frame: pl.DataFrame
    by_report: Mapping[str, Sequence[ExplainedFindings]]
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A diagnosis of one table of one report, named by its group."""

    report: Mapping[str, Any]
    form: Form
    diagnosis: Diagnosis
    group: str

    @property
    def listed(self) -> list[tuple[str, Explanation]]:
        """The explanations worth listing with their kind; of too many, only those that undo one slip of one hand."""
        found = self.diagnosis
        kinds = (("smallest", found.explanations), ("blanks_kept", found.blanks_kept), ("slip", found.edits))
        return [(kind, item) for kind, items in kinds for item in items if len(items) <= MOST_LISTED or item.slips]


def explain(wide: pl.DataFrame, findings: pl.DataFrame, checks: Sequence[Check], declared: Declared) -> Explanations:
    """Explain the reports of `findings` in which a printed total is broken; the others cost nothing.

    Every explanation is tried with the ordinary rules on the table as it would then be; one that they do not bear out
    is withheld with its whole diagnosis, and named in `errors`.
    """
    totals = {(check.rule.id, check.place) for check in checks if check.entry.holds is None}
    found = findings.select("report_id", "rule", "place")
    broken = [row[0] for row in found.iter_rows() if (row[1], row[2]) in totals]
    if not broken:
        return Explanations(pl.DataFrame(schema=EXPLANATIONS), {}, {})
    errors: dict[str, str] = {}
    told = list(_diagnosed(wide.filter(pl.col("report_id").is_in(list(dict.fromkeys(broken)))), declared, errors))
    errors |= unmended([_mended(one) for one in told], checks, declared.forms)
    sound = [one for one in told if _named(one) not in errors]
    beside = {key: tuple(rows) for key, rows in _beside(findings, checks).items()}
    by_report: dict[str, list[ExplainedFindings]] = {}
    for one in sound:
        report_id = one.report["report_id"]
        by_report.setdefault(report_id, []).append(_explanation(one, checks, beside.get(report_id, ()), wide.schema))
    rows = [_row(one, declared.texts) for one in sound]
    frame = pl.DataFrame(rows, schema=EXPLANATIONS, orient="row").sort("report_id", "group")
    return Explanations(frame, by_report, errors)


def _named(one: _Told) -> str:
    return f"explanation {one.report['report_id']} {one.group}"


def _diagnosed(wide: pl.DataFrame, declared: Declared, errors: dict[str, str]) -> Iterator[_Told]:
    forms = {form.name: form for form in declared.forms}
    for report in wide.iter_rows(named=True):
        for key in tables(declared.forms):
            form = forms.get(report[form_column(key)] or "")
            if form is None or not form.table(key).identities:
                continue
            try:
                found = diagnose(form.table(key), *_printed(report, form, key))
            except RuntimeError as error:
                errors[f"explanation {report['report_id']} {key}"] = str(error)
                continue
            for number, diagnosis in enumerate(found, 1):
                yield _Told(report, form, diagnosis, f"{key}.{number}")


def _printed(report: Mapping[str, Any], form: Form, key: str) -> tuple[dict[str, int | None], set[str]]:
    """What each cell of a table prints (None: blank), and the cells whose figure is not known or not whole."""
    values: dict[str, int | None] = {}
    unknown: set[str] = set()
    for cell in form.table(key).cells:
        value, state = report[cell.address], report[state_column(cell.address)]
        if state == STATES["blank"]:
            values[cell.address] = None
        elif isinstance(value, Decimal) and value == value.to_integral_value():
            values[cell.address] = int(value)
        else:
            unknown.add(cell.address)
    return values, unknown


def _mended(one: _Told) -> Mended:
    table = one.form.table(one.diagnosis.table)
    values, unknown = _printed(one.report, one.form, table.key)
    blank_as_zero = {address: value or 0 for address, value in values.items() if address not in unknown}
    closed = [item for _, item in one.listed if all(change.needed is not None for change in item.changes)]
    mendings = [{change.address: change.needed or 0 for change in item.changes} for item in closed]
    places = frozenset(identity.place for identity in one.diagnosis.broken)
    return Mended(_named(one), table.key, one.form.name, blank_as_zero, mendings, places)


def _beside(findings: pl.DataFrame, checks: Sequence[Check]) -> dict[str, list[tuple[Check, frozenset[str]]]]:
    """By report, the check of each finding that is not about a printed total, and the cells that it names."""
    others: dict[tuple[str, str], list[Check]] = {}
    for check in checks:
        if check.identity is None:
            others.setdefault((check.rule.id, check.place), []).append(check)
    by_report: dict[str, list[tuple[Check, frozenset[str]]]] = {}
    for report_id, rule, place, cells in findings.select("report_id", "rule", "place", "cells").iter_rows():
        for check in others.get((rule, place), ()):
            by_report.setdefault(report_id, []).append((check, frozenset(cells)))
    return by_report


def _explanation(
    one: _Told, checks: Sequence[Check], beside: Sequence[tuple[Check, frozenset[str]]], schema: pl.Schema
) -> ExplainedFindings:
    """The rules on the printed totals it explains, broken or blank on one side, and what it would mend beside them."""
    keys = {(identity.name, identity.place) for identity in one.diagnosis.broken}
    of_totals = ((check.rule.id, check.place) for check in checks if _total(check) in keys)
    suspects = frozenset(_suspects(one))
    near = [check for check, cells in beside if cells & suspects]
    mended = mended_too(one.report, _mended(one), near, schema)
    mends = frozenset((check.rule.id, check.place) for check in near if check.column in mended)
    return ExplainedFindings(one.group, frozenset(of_totals), mends)


def _total(check: Check) -> tuple[str, str] | None:
    return (check.identity.name, check.place) if check.identity else None


def _class(diagnosis: Diagnosis) -> str:
    return _CLASSES.get(diagnosis.classification, "open" if diagnosis.explanations else "gave_up")


def _suspects(one: _Told) -> list[str]:
    """The cells that may be at fault, in print order; none where that could not be narrowed."""
    if _class(one.diagnosis) in ("open", "gave_up"):
        return []
    changed = {address for _, item in one.listed for address in item.addresses}
    return [cell.address for cell in one.form.table(one.diagnosis.table).cells if cell.address in changed]


def _row(one: _Told, texts: Texts) -> dict[str, Any]:
    found = one.diagnosis
    return {
        "report_id": one.report["report_id"],
        "district": one.report["district"],
        "group": one.group,
        "table": found.table,
        "form": one.form.name,
        "class": _class(found),
        "broken": [identity.place for identity in found.broken],
        "count": len(found.explanations),
        "cells": _suspects(one),
        "certain": list(found.certain),
        "sets": [
            {
                "kind": kind,
                "text": tell(item, found.table, one.form, texts),
                "changes": [
                    {"address": change.address, "printed": change.printed, "needed": change.needed}
                    for change in item.changes
                ],
            }
            for kind, item in one.listed
        ],
        "summary": "\n".join(describe(found, one.form, texts, listed=False)),
        "text": "\n".join(describe(found, one.form, texts)),
    }
