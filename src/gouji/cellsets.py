"""Counting in sets of cells: how many are blank, printed, zero. What we could not read never counts as any of these."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from gouji.frames import AMOUNT
from gouji.wide import NOTATIONS, STATES, notation_column, state_column


def _in_state(*names: str) -> Callable[[str], pl.Expr]:
    codes = [STATES[name] for name in names]
    return lambda address: pl.col(state_column(address)).is_in(codes)


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
    return _in_state("wordy")(address) | _written("unit")(address)


# What can be counted in a set of cells: true of a cell that counts.
SET_FUNCTIONS: dict[str, Callable[[str], pl.Expr]] = {
    "printed": _in_state("read"),
    "blanks": _in_state("blank"),
    "placeholders": _in_state("placeholder"),
    "absent": _in_state("absent"),
    "illegible": _in_state("wordy"),
    "wordy": _is_wordy,
    "units": _written("unit"),
    "unusual": _written("full_width", "separators"),
    "zeros": _is_zero,
    "nonzero": _is_nonzero,
    "no_counts": _is_no_count,
    "cells": lambda address: pl.col(state_column(address)).is_not_null(),
    "total": lambda address: pl.col(address).is_not_null(),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in a set of cells (`total`: their sum)."""

    function: str
    addresses: tuple[str, ...]

    @property
    def column(self) -> str:
        """The column that holds the count: many checks count the same, so each count is made once."""
        return f"{self.function}({', '.join(self.addresses)})"

    def measure(self) -> pl.Expr:
        """The count. Null where none was seen and a cell of the set could not be read; a sum is null for any gap."""
        if self.function == "total":
            total = pl.lit(0, AMOUNT)
            for address in self.addresses:
                total = total + pl.col(address)
            return total
        count = pl.sum_horizontal(
            self.holds(address).fill_null(value=False).cast(pl.Int64) for address in self.addresses
        )
        unread = pl.any_horizontal(
            (pl.col(state_column(address)) == STATES["unreadable"]).fill_null(value=False) for address in self.addresses
        )
        return pl.when(count > 0).then(count).when(~unread).then(count)

    def holds(self, address: str) -> pl.Expr:
        """True where the cell at `address` counts."""
        return SET_FUNCTIONS[self.function](address)
