"""The wide frame that rules are judged on: one row a report, its facts and claims, and every cell of every form.

For each address there are three columns: the value (`table.row.column`), its state and its notation. A cell that the
table's form does not have is null in all three.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import polars as pl

from gouji.forms import Form
from gouji.frames import AMOUNT

FactKind = Literal["number", "text", "bool", "date"]

# What a rule may ask of a report, beside its cells, sections and claims.
REPORT_FACTS: dict[str, FactKind] = {
    "organisation": "text",
    "level": "text",
    "is_department": "bool",
    "makes_rules": "bool",
    "year": "number",
    "title": "text",
    "title_year": "number",
    "opening_year": "number",
    "period_year": "number",
    "period_stated": "bool",
    "period_first": "date",
    "period_last": "date",
    "published_on": "date",
    "form": "text",
    "form_due": "text",
    "tables_off_form": "number",
    "sections_in_order": "bool",
}
SECTION_FACTS: dict[str, FactKind] = {
    "found": "bool",
    "printed": "text",
    "official": "text",
    "as_official": "bool",
    "characters": "number",
    "has_table": "bool",
}

_POLARS: dict[FactKind, pl.DataType] = {
    "number": pl.Int64(),
    "text": pl.String(),
    "bool": pl.Boolean(),
    "date": pl.Date(),
}

# `wordy`: the text is there for certain and is no figure (若干); the other unreadable cells are our trouble.
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


def addresses(forms: Iterable[Form]) -> tuple[str, ...]:
    """Every address of every form, each once, in print order."""
    return tuple(dict.fromkeys(cell.address for form in forms for cell in form.cells))


def section_numbers(forms: Iterable[Form]) -> tuple[int, ...]:
    """The numbers of the sections of all forms."""
    return tuple(sorted({section.number for form in forms for section in form.sections}))


def tables(forms: Iterable[Form]) -> tuple[str, ...]:
    """The keys of the tables of all forms, in print order."""
    return tuple(dict.fromkeys(table.key for form in forms for table in form.tables))


def fact_columns(forms: Sequence[Form], claims: Iterable[str]) -> dict[str, FactKind]:
    """Every fact column of the wide frame with its kind: `report.year`, `section.1.found`, `claim.suits`."""
    columns = {f"report.{name}": kind for name, kind in REPORT_FACTS.items()}
    for number in section_numbers(forms):
        columns |= {f"section.{number}.{name}": kind for name, kind in SECTION_FACTS.items()}
    return columns | {f"claim.{name}": "number" for name in claims}


def facts_schema(forms: Sequence[Form], claims: Iterable[str]) -> pl.Schema:
    """The schema of the frame of facts: `report_id`, the form of each table, and every fact column."""
    schema: dict[str, pl.DataType] = {"report_id": pl.String()}
    schema |= {form_column(table): pl.String() for table in tables(forms)}
    schema |= {name: _POLARS[kind] for name, kind in fact_columns(forms, claims).items()}
    return pl.Schema(schema)


def widen(facts: pl.DataFrame, cells: pl.DataFrame, forms: Sequence[Form]) -> pl.DataFrame:
    """The wide frame: `facts` (one row a report) with the long frame `cells` spread beside it.

    Every address of every form has its columns, whether the batch has such a cell or not.
    """
    state = pl.col("status").replace_strict(STATES, return_dtype=pl.UInt8)
    wordy = (pl.col("status") == "unreadable") & (pl.col("reason_code") == "not_a_figure")
    prepared = cells.select(
        "report_id",
        pl.concat_str("table", "row", "column", separator=".").alias("address"),
        pl.col("value"),
        pl.when(wordy).then(pl.lit(STATES["wordy"], pl.UInt8)).otherwise(state).alias("state"),
        _notation_bits().alias("notation"),
    )
    wide = prepared.pivot(on="address", index="report_id", values=["value", "state", "notation"])
    renamed = {
        column: _wide_name(column) for column in wide.columns if column != "report_id"
    }
    wide = wide.rename(renamed)
    missing = [
        pl.lit(None, dtype).alias(name)
        for address in addresses(forms)
        for name, dtype in (
            (address, AMOUNT),
            (state_column(address), pl.UInt8()),
            (notation_column(address), pl.UInt16()),
        )
        if name not in wide.columns
    ]
    return facts.join(wide.with_columns(missing), on="report_id", how="left", maintain_order="left")


def _wide_name(column: str) -> str:
    kind, _, address = column.partition("_")
    return {"value": address, "state": state_column(address), "notation": notation_column(address)}[kind]


def _notation_bits() -> pl.Expr:
    words = pl.col("notation").fill_null("").str.split(",")
    bits = [
        pl.when(words.list.contains(word)).then(pl.lit(bit, pl.UInt16)).otherwise(pl.lit(0, pl.UInt16))
        for word, bit in NOTATIONS.items()
    ]
    return pl.sum_horizontal(bits).cast(pl.UInt16)
