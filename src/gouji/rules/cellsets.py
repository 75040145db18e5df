"""Counting and adding up in sets of cells: what we could not read is never counted as blank, printed or zero."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from gouji.frames.wide import NOTATIONS, STATES, form_column, notation_column, state_column


@dataclass(frozen=True, slots=True)
class SetFunction:
    """`counts`: true of a cell, given by its address, that counts; null says no.

    `needs`: what must be known of a cell to say that it does not count. What is printed there is known unless we could
    not read it; its figure is known only where one was read, not where the cell is blank.
    """

    counts: Callable[[str], pl.Expr]
    needs: Literal["print", "figure"]

    def open(self, address: str) -> pl.Expr:
        """True where it cannot be told whether the cell counts; null where it is no cell of the report's form."""
        state = pl.col(state_column(address))
        return state == STATES["unreadable"] if self.needs == "print" else state != STATES["read"]


def _in_state(name: str) -> Callable[[str], pl.Expr]:
    return lambda address: pl.col(state_column(address)) == STATES[name]


def _written(*names: str) -> Callable[[str], pl.Expr]:
    mask = sum(NOTATIONS[name] for name in names)
    return lambda address: (pl.col(notation_column(address)) & mask) > 0


def _is_zero(address: str) -> pl.Expr:
    return pl.col(address) == 0


def _is_nonzero(address: str) -> pl.Expr:
    return pl.col(address) != 0


def _is_no_count(address: str) -> pl.Expr:
    return (pl.col(address) < 0) | (pl.col(address) != pl.col(address).floor())


def _differs(address: str) -> pl.Expr:
    # The addresses of `report.differing_cells` have a space on each side.
    return pl.col("report.differing_cells").str.contains(f" {address} ", literal=True)


SET_FUNCTIONS: dict[str, SetFunction] = {
    "printed": SetFunction(_in_state("read"), "print"),
    "printed_zeros": SetFunction(_is_zero, "print"),
    "printed_nonzero": SetFunction(_is_nonzero, "print"),
    "blanks": SetFunction(_in_state("blank"), "print"),
    "placeholders": SetFunction(_in_state("placeholder"), "print"),
    "absent": SetFunction(_in_state("absent"), "print"),
    "illegible": SetFunction(_in_state("wordy"), "figure"),
    "wordy": SetFunction(_in_state("wordy"), "print"),
    "nonzero": SetFunction(_is_nonzero, "figure"),
    "no_counts": SetFunction(_is_no_count, "figure"),
    "units": SetFunction(_written("unit"), "figure"),
    "unusual": SetFunction(_written("full_width", "separators"), "figure"),
    "differing": SetFunction(_differs, "print"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in a set of cells. It is the least number that is certain, so it may only be compared with zero."""

    function: str
    addresses: tuple[str, ...]

    @property
    def column(self) -> str:
        """The column that holds the count: many checks count the same, so each count is made once."""
        return f"{self.function}({', '.join(self.addresses)})"

    def measure(self) -> pl.Expr:
        """The count. Null where none was seen and a cell of the set, or the table of one, could not be told."""
        return _count(self.function, self.addresses)

    def holds(self, address: str) -> pl.Expr:
        """True where the cell at `address` counts."""
        return SET_FUNCTIONS[self.function].counts(address)


@functools.cache
def _count(name: str, addresses: tuple[str, ...]) -> pl.Expr:
    """The expression of `Counted.measure`, kept: hundreds of checks need it, and it names every cell several times."""
    function = SET_FUNCTIONS[name]
    count = pl.sum_horizontal(map(function.counts, addresses)).cast(pl.Int64)
    lost = [pl.col(form_column(table)).is_null() for table in _tables(addresses)]
    untold = [*map(function.open, addresses), *lost]
    # Written so that the count stands in it once: Polars would work it out again wherever it is named.
    return pl.coalesce(count.replace(0, None), pl.when(~pl.any_horizontal(untold).fill_null(value=False)).then(0))


@dataclass(frozen=True, slots=True)
class Summed:
    """The sum of the figures in a set of cells, those of them that the report's form has."""

    addresses: tuple[str, ...]

    @property
    def column(self) -> str:
        """The column that holds the sum."""
        return f"sum({', '.join(self.addresses)})"

    def measure(self) -> pl.Expr:
        """The sum. Null where a cell of the form has no figure, and where the table of one was not found."""
        known = [pl.col(form_column(table)).is_not_null() for table in _tables(self.addresses)]
        total = pl.lit(0, pl.Int64)
        for address in self.addresses:
            total = total + pl.when(self.holds(address)).then(pl.col(address)).otherwise(0)
        return pl.when(pl.all_horizontal(known)).then(total)

    def holds(self, address: str) -> pl.Expr:
        """True where the report's form has the cell at `address`."""
        return pl.col(state_column(address)).is_not_null()


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many printed totals of a table are certain not to add up when blanks and placeholders are zeros (VAL-024).

    `totals` has, for each printed total, the form it is on and the addresses of its two sides.
    """

    table: str
    totals: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def column(self) -> str:
        """The column that holds the number."""
        return f"recomputed({self.table})"

    def measure(self) -> pl.Expr:
        """The number, never null: a total that needs a cell we could not read is not counted."""
        form = pl.col(form_column(self.table))
        return pl.sum_horizontal(
            ((form == name) & (_as_zero(reported) != _as_zero(expected))).fill_null(value=False).cast(pl.Int64)
            for name, reported, expected in self.totals
        )


# What a formula looks at beside single cells: a column of its own, worked out once for all checks that need it.
Prepared = Counted | Summed | Recomputed


def _tables(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(address.split(".")[0] for address in addresses))


def _as_zero(addresses: Iterable[str]) -> pl.Expr:
    total = pl.lit(0, pl.Int64)
    for address in addresses:
        empty = _in_state("blank")(address) | _in_state("placeholder")(address)
        total = total + pl.when(empty).then(0).otherwise(pl.col(address))
    return total
