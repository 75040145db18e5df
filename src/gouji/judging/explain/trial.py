"""Explanations tried with the ordinary rules: on the table as it would then be, what they mend holds and nothing breaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.declared.forms import Form
from gouji.declared.language import addresses, tables
from gouji.frames import AMOUNT
from gouji.frames.wide import STATES, form_column, state_column
from gouji.rules.checks import Check
from gouji.rules.measures import broken_rows, measure


@dataclass(frozen=True, slots=True)
class Mended:
    """A table with each blank as 0, the changes of cells that would mend it, one mapping each, and what they mend."""

    name: str
    table: str
    form: str
    figures: Mapping[str, int]
    mendings: Sequence[Mapping[str, int]]
    places: frozenset[str]


def unmended(tried: Sequence[Mended], checks: Iterable[Check], forms: Sequence[Form]) -> dict[str, str]:
    """By name, each of `tried` with a change that the ordinary rules do not bear out, and what they say: our bug.

    Of the rules those are asked that are certain and look at nothing but figures of the table.
    """
    arithmetic = [check for check in checks if _arithmetic(check)]
    rows = [
        {"report_id": f"{number} {rank}", form_column(one.table): one.form, **one.figures, **changes}
        for number, one in enumerate(tried)
        for rank, changes in enumerate([{}, *one.mendings])
    ]
    if not rows:
        return {}
    schema = {"report_id": pl.String()} | {form_column(table): pl.String() for table in tables(forms)}
    schema |= dict.fromkeys(addresses(forms), AMOUNT)
    measures = measure(pl.DataFrame(rows, schema=schema, orient="row"), arithmetic)
    sound = [check for check in arithmetic if check.column not in measures.errors]
    broken = broken_rows(measures.measured, sound)
    totals = {check.column: check.place for check in sound if check.entry.holds is None}
    wrong: dict[str, str] = {}
    row = 0
    for one in tried:
        before = _broken(broken, row)
        for changes in one.mendings:
            row += 1
            after = _broken(broken, row)
            left = (after - before) | {check for check in after if totals.get(check) in one.places}
            if left:
                wrong[one.name] = f"with {dict(changes)} the rules still find {', '.join(sorted(left))}"
        row += 1
    return wrong


def mended_too(report: Mapping[str, object], one: Mended, checks: Sequence[Check], schema: pl.Schema) -> set[str]:
    """The columns of those of `checks`, all broken on a report, that some change of `one` would mend.

    `report` is its row of the wide frame, of that `schema`.
    """
    if not checks or not one.mendings:
        return set()
    rows = [
        {**report, **changes, **dict.fromkeys(map(state_column, changes), STATES["read"])} for changes in one.mendings
    ]
    ids = [{"report_id": str(rank)} for rank in range(len(rows))]
    frame = pl.DataFrame([row | own for row, own in zip(rows, ids, strict=True)], schema=schema, orient="row")
    measures = measure(frame, checks)
    broken = broken_rows(measures.measured, [check for check in checks if check.column not in measures.errors])
    return {
        column
        for column in broken.columns
        # Undecided is no pass: it counts only where the check was made.
        if (~broken.get_column(column) & measures.measured.get_column(column).is_not_null()).any()
    }


def _arithmetic(check: Check) -> bool:
    entry = check.rule.entry
    of_table = all(address.startswith(f"{check.place.split('.')[0]}.") for address in check.assertion.cells)
    certain = entry.rule_class == "validity" and entry.certainty == "definite" and check.entry.when is None
    return certain and check.assertion.numeric and of_table and bool(check.assertion.cells) and not check.needed


def _broken(broken: pl.DataFrame, row: int) -> set[str]:
    return {column for column, found in zip(broken.columns, broken.row(row), strict=True) if found}
