"""The wide frame that rules are judged on: one row a report, its facts and claims, and every cell of every form.

For each address there are three columns: the value (`table.row.column`), its state and its notation. A cell that the
table's form does not have is null in all three.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from gouji.declared.forms import Form
from gouji.declared.language import FactKind, addresses, fact_columns, tables
from gouji.frames import AMOUNT

_POLARS: dict[FactKind, pl.DataType] = {
    "number": pl.Int64(),
    "text": pl.String(),
    "bool": pl.Boolean(),
    "date": pl.Date(),
}

# `wordy`: the text is there for certain and is no figure (若干). The other unreadable cells are our trouble, doubted ones too.
STATES = {"read": 0, "blank": 1, "placeholder": 2, "unreadable": 3, "absent": 4, "wordy": 5}
NOTATIONS = {"spaces": 1, "full_width": 2, "separators": 4, "unit": 8, "sign": 16, "sign_word": 32, "decimal": 64}


def state_column(address: str) -> str:
    """The column that holds the state of a cell, one of STATES."""
    return f"{address}:state"


def notation_column(address: str) -> str:
    """The column that holds how a figure was written, a sum of NOTATIONS."""
    return f"{address}:notation"


def form_column(table: str) -> str:
    """The column that holds the form on which a table was recognised."""
    return f"{table}:form"


def facts_schema(forms: Sequence[Form], claims: Iterable[str], signs: Iterable[str]) -> pl.Schema:
    """The schema of the frame of facts: `report_id`, the form of each table, and every fact column."""
    schema: dict[str, pl.DataType] = {"report_id": pl.String()}
    schema |= {form_column(table): pl.String() for table in tables(forms)}
    columns = fact_columns(forms, claims, signs)
    # A claim is compared with cells, so it is as exact as they are.
    schema |= {name: AMOUNT if name.startswith("claim.") else _POLARS[kind] for name, kind in columns.items()}
    return pl.Schema(schema)


def widen(facts: pl.DataFrame, cells: pl.DataFrame, forms: Sequence[Form]) -> pl.DataFrame:
    """The wide frame: `facts` (one row a report) with the long frame `cells` spread beside it.

    Every address of every form has its columns, whether the batch has such a cell or not. Raises polars' exceptions
    for a cell that no form has, or that a report has twice, or whose report has no facts: all three are ours.
    """
    every, reports = addresses(forms), facts.height
    # One slot for each cell of each report, address after address, so that a slice of slots is a column: ten times as
    # fast as a pivot, which for 10,000 reports took longer than all the judging.
    slots = pl.select(slot=pl.int_range(reports * len(every))).join(
        _slotted(cells, facts.get_column("report_id"), every),
        on="slot",
        how="left",
        maintain_order="left",
        validate="1:1",
    )
    columns: list[pl.Series] = []
    for rank, address in enumerate(every):
        column = slots.slice(rank * reports, reports)
        columns += [
            column.get_column("value").alias(address),
            column.get_column("state").alias(state_column(address)),
            column.get_column("notation").alias(notation_column(address)),
        ]
    return facts.with_columns(columns)


def _slotted(cells: pl.DataFrame, report_ids: pl.Series, every: Sequence[str]) -> pl.DataFrame:
    """The slot of each cell with its value, state and notation."""
    address = pl.concat_str("table", "row", "column", separator=".").cast(pl.Enum(every)).to_physical().cast(pl.Int64)
    ranks = pl.int_range(report_ids.len(), eager=True)
    # Without a single report nothing is replaced and the type stays that of the ids: hence the last cast.
    report = cells.get_column("report_id").replace_strict(report_ids, ranks, return_dtype=pl.Int64).cast(pl.Int64)
    wordy = (pl.col("status") == "unreadable") & (pl.col("reason_code") == "not_a_figure")
    state = pl.col("status").replace_strict(STATES, return_dtype=pl.UInt8)
    # A handful of ways of writing, whatever the batch.
    notations = {text: notation_bits(text.split(",") if text else ()) for text in cells.get_column("notation").unique()}
    return cells.select(
        (address * report_ids.len() + report).alias("slot"),
        pl.col("value"),
        pl.when(wordy).then(pl.lit(STATES["wordy"], pl.UInt8)).otherwise(state).cast(pl.UInt8).alias("state"),
        pl.col("notation").replace_strict(notations, default=None, return_dtype=pl.UInt16).cast(pl.UInt16),
    )


def notation_bits(notation: Iterable[str]) -> int:
    """The sum of NOTATIONS that stands for how a figure was written."""
    return sum(NOTATIONS[word] for word in notation)
