"""Counting in sets of cells: how many are blank, printed, zero. What we could not read never counts as any of these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.wide import NOTATIONS, STATES, form_column, notation_column, state_column


@dataclass(frozen=True, slots=True)
class SetFunction:
    """`counts`: true of a cell, given by its address, that counts. `open_in`: the states in which it cannot be told.

    A null of `counts` says no: the cell is none of the report's form, or its state is in `open_in`.
    """

    counts: Callable[[str], pl.Expr]
    open_in: tuple[str, ...]


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


def _is_wordy(address: str) -> pl.Expr:
    return _in_state("wordy")(address) | _written("unit")(address).fill_null(value=False)


# What is printed in a cell is certain unless we could not read it; what its figure is, only where one was read.
_PRINT = ("unreadable",)
_FIGURE = ("unreadable", "blank", "placeholder", "absent", "wordy")

SET_FUNCTIONS: dict[str, SetFunction] = {
    "printed": SetFunction(_in_state("read"), _PRINT),
    "printed_zeros": SetFunction(_is_zero, _PRINT),
    "printed_nonzero": SetFunction(_is_nonzero, _PRINT),
    "blanks": SetFunction(_in_state("blank"), _PRINT),
    "placeholders": SetFunction(_in_state("placeholder"), _PRINT),
    "absent": SetFunction(_in_state("absent"), _PRINT),
    "illegible": SetFunction(_in_state("wordy"), _PRINT),
    "wordy": SetFunction(_is_wordy, _PRINT),
    "nonzero": SetFunction(_is_nonzero, _FIGURE),
    "no_counts": SetFunction(_is_no_count, _FIGURE),
    "units": SetFunction(_written("unit"), _FIGURE),
    "unusual": SetFunction(_written("full_width", "separators"), _FIGURE),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in a set of cells, to be compared with zero: it is the least number that is certain."""

    function: str
    addresses: tuple[str, ...]

    @property
    def column(self) -> str:
        """The column that holds the count: many checks count the same, so each count is made once."""
        return f"{self.function}({', '.join(self.addresses)})"

    def measure(self) -> pl.Expr:
        """The count. Null where none was seen and a cell of the set, or the table of one, could not be read."""
        function = SET_FUNCTIONS[self.function]
        count = pl.sum_horizontal(self.holds(address).cast(pl.Int64) for address in self.addresses)
        codes = [STATES[state] for state in function.open_in]
        unread = [pl.col(state_column(address)) == code for address in self.addresses for code in codes]
        tables = dict.fromkeys(address.split(".")[0] for address in self.addresses)
        unknown = [pl.col(form_column(table)).is_null() for table in tables]
        # Written so that the count stands in it once: Polars would work it out again wherever it is named.
        return pl.coalesce(count.replace(0, None), pl.when(~_any(unread + unknown)).then(0))

    def holds(self, address: str) -> pl.Expr:
        """True where the cell at `address` counts."""
        return SET_FUNCTIONS[self.function].counts(address)


def _any(conditions: Sequence[pl.Expr]) -> pl.Expr:
    """True where one is true; a null is no sign of anything. Never null."""
    return pl.any_horizontal(condition.fill_null(value=False) for condition in conditions)
