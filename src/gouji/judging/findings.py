"""Broken rows -> findings: the words of a rule filled with what the report says, and a fingerprint without values."""

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from gouji.declared.rules import PLACEHOLDER
from gouji.rules.cellsets import Recomputed
from gouji.rules.checks import Check

# One finding as a row of the contract FINDINGS.
Finding = dict[str, Any]


def findings_of(check: Check, wide: pl.DataFrame, broken: pl.Series, measured: pl.DataFrame) -> Iterator[Finding]:
    """The finding of `check` on each report where `broken` is true. The three have one row a report, in one order."""
    told = (
        _with_counts(check, wide, broken)
        .select(
            "report_id",
            "district",
            pl.col("report.organisation").alias("organisation"),
            pl.col("report.year").alias("year"),
            check.assertion.reported.expr.alias("reported"),
            check.assertion.expected.expr.alias("expected"),
            _concerned(check).alias("concerned"),
            *(term.expr.alias(f"word {name}") for name, term in check.words.items()),
        )
        .with_columns(measured.get_column(check.column).filter(broken).alias("difference"))
    )
    for row in told.iter_rows(named=True):
        yield _finding(check, row)


def shown(value: object) -> str:
    """A value as a finding prints it: figures without superfluous zeros, nothing for null."""
    match value:
        case None:
            return ""
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case _:
            return str(value)


def fingerprint(organisation: str | None, year: int | None, rule: str, place: str) -> str:
    """The identity of a finding without its values, so that it outlives a correction."""
    return hashlib.sha256("\x1f".join((organisation or "", str(year or ""), rule, place)).encode()).hexdigest()[:16]


def _with_counts(check: Check, wide: pl.DataFrame, broken: pl.Series) -> pl.DataFrame:
    """The broken rows of `wide` with every count that the check or its texts refer to."""
    terms = (check.assertion.reported, check.assertion.expected, *check.words.values())
    counted = dict.fromkeys(count for term in terms for count in term.counted)
    return wide.filter(broken).with_columns(count.measure().alias(count.column) for count in counted)


def _concerned(check: Check) -> pl.Expr:
    """The addresses that were counted in a report: the blank ones of a row, the ones that are not zero."""
    counts: dict[str, pl.Expr] = {}
    for counted in check.assertion.counted:
        if isinstance(counted, Recomputed):
            continue
        for address in counted.addresses:
            holds = counted.holds(address).fill_null(value=False)
            counts[address] = counts[address] | holds if address in counts else holds
    if not counts:
        return pl.lit([], pl.List(pl.String))
    return pl.concat_list(pl.when(true).then(pl.lit(address)) for address, true in counts.items()).list.drop_nulls()


def _finding(check: Check, row: Mapping[str, Any]) -> Finding:
    words = {name.removeprefix("word "): shown(value) for name, value in row.items() if name.startswith("word ")}
    words["difference"] = shown(row["difference"]) if check.assertion.numeric else ""
    words["reported"], words["expected"] = shown(row["reported"]), shown(row["expected"])
    entry = check.entry
    if entry.reported is not None:
        words["reported"] = _filled(entry.reported, words)
    if entry.expected is not None:
        words["expected"] = _filled(entry.expected, words)
    return {
        "report_id": row["report_id"],
        "district": row["district"],
        "rule": check.rule.id,
        "place": check.place,
        "check": f"{check.rule.id}/{entry.name}" if entry.name else None,
        "severity": check.weight.severity,
        "tier": check.weight.tier,
        "reported": words["reported"] or None,
        "expected": words["expected"] or None,
        # Where the rule says in words what is reported, a bare number beside them would say nothing.
        "difference": (words["difference"] or None) if entry.reported is None else None,
        "cells": list(dict.fromkeys((*check.assertion.cells, *row["concerned"]))),
        "message": _filled(entry.message, words),
        "evidence": None,
        "fingerprint": fingerprint(row["organisation"], row["year"], check.rule.id, check.place),
        # Told of the findings of a report together (gouji.judging.grouping).
        "group": None,
        "lead": None,
    }


def _filled(template: str, words: Mapping[str, str]) -> str:
    # In one pass: a text from a report may hold braces of its own.
    return PLACEHOLDER.sub(lambda match: words[match[1]], template)
