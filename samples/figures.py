"""Figures for the cells of a form: a set that adds up and is plausible, and a set in which every cell differs."""

import random
from collections.abc import Collection
from decimal import Decimal

from gouji.declared.forms import Form, FormCell, Identity, Table
from samples.proactive import draw_row

# How many requests a cell of `requests` is drawn from, as a share of the scale. What is not listed is rare.
_COLUMN_SHARE = {"natural_person": 1.0, "business": 0.3}
_ROW_SHARE = {"granted": 1.0, "granted_in_part": 0.3, "unavailable_not_held": 0.5, "rejected_petition": 0.3}
_RARE = 0.08

# No county or township may make 规章, so a plausible body has none (VAL-020).
_NEVER = frozenset({"proactive.rules"})


def valid_figures(
    form: Form, rng: random.Random, scale: int = 50, kept_zero: Collection[str] = ()
) -> dict[str, Decimal]:
    """A figure for each cell of `form` by address, in the cell's own unit, such as a county or township might report.

    Every identity of the form holds, and every sanity rule about figures that an honest report satisfies. `scale` is
    about the number of requests granted to natural persons; 0 makes every figure 0. `kept_zero` names further rows
    (`table.row`) that shall be all 0.
    """
    held = _NEVER | frozenset(kept_zero)
    figures: dict[str, Decimal] = {}
    for table in form.tables:
        if scale == 0:
            figures |= {cell.address: Decimal(0) for cell in table.cells}
        elif not table.identities:
            figures |= _register(table, rng, scale, held)
        else:
            figures |= _tally(table, rng, scale, held)
    if scale and "disputes" in (table.key for table in form.tables):
        _restrain_disputes(form, figures)
    return {cell.address: figures[cell.address] for cell in form.cells}


def distinct_figures(form: Form, rng: random.Random) -> dict[str, Decimal]:
    """A different five-digit figure for each cell of `form`, so that a misplaced cell always shows; no identity holds.

    The cells that count a change get both signs, the amounts get decimals; no two figures agree even without sign.
    """
    while True:
        drawn = rng.sample(range(10_000, 100_000), len(form.cells))
        figures: dict[str, Decimal] = {}
        sign = 1
        for cell, number in zip(form.cells, drawn, strict=True):
            figure = Decimal(number)
            if cell.kind == "change":
                figure, sign = sign * figure, -sign
            elif cell.kind == "amount":
                figure += Decimal(rng.randint(1, 9)) / 10 + Decimal(rng.randint(1, 9)) / 100
            figures[cell.address] = figure
        if not any(holds(identity, figures) for table in form.tables for identity in table.identities):
            return figures


def holds(identity: Identity, figures: dict[str, Decimal]) -> bool:
    """True where `identity` adds up in `figures`."""
    return sum(figures[part] for part in identity.reported) == sum(figures[part] for part in identity.expected)


def _tally(table: Table, rng: random.Random, scale: int, held: Collection[str]) -> dict[str, Decimal]:
    """Figures of a table with printed totals: the parts are drawn, the totals computed, and a balance is shared out."""
    totals = {item.reported[0]: item.expected for item in table.identities if len(item.reported) == 1}
    balances = [
        item
        for item in table.identities
        if len(item.reported) > 1 and not any(part in totals for part in item.expected)
    ]
    shared = {part for balance in balances for part in balance.expected}
    figures = {
        cell.address: Decimal(0) if f"{cell.table}.{cell.row}" in held else _draw(cell, rng, scale)
        for cell in table.cells
        if cell.address not in totals and cell.address not in shared
    }

    def value(address: str) -> Decimal:
        return figures[address] if address in figures else sum((value(part) for part in totals[address]), Decimal(0))

    for balance in balances:
        # Most of what is concluded came in this year: the first part gets what the other, small parts leave.
        left = sum((value(part) for part in balance.reported), Decimal(0))
        for part in balance.expected[1:]:
            figures[part] = Decimal(rng.randint(0, int(left) // 5))
            left -= figures[part]
        figures[balance.expected[0]] = left
    return figures | {total: value(total) for total in totals}


def _draw(cell: FormCell, rng: random.Random, scale: int) -> Decimal:
    """One part of a total: low more often than high, and mostly 0 where less than one is to be expected."""
    if (cell.row, cell.column) == ("granted", "natural_person"):
        return Decimal(rng.randint(scale // 2, scale))
    if cell.table == "requests":
        limit = scale * _COLUMN_SHARE.get(cell.column, _RARE) * _ROW_SHARE.get(cell.row, _RARE)
    else:
        limit = scale * _RARE
    if limit < 1:
        return Decimal(int(rng.random() < limit / 2))
    return Decimal(int(rng.random() ** 2 * (limit + 1)))


def _restrain_disputes(form: Form, figures: dict[str, Decimal]) -> None:
    """No dispute without a request (VAL-035), no suit after reconsideration without a concluded one (VAL-034)."""
    groups = {identity.reported[0]: identity.expected for identity in form.table("disputes").identities}
    concluded = sum(figures[f"disputes.reconsideration.{column}"] for column in ("upheld", "corrected", "other"))
    for total, parts in groups.items():
        suits = ".litigation_after_reconsideration." in total
        if figures["requests.received.total"] == 0 or (suits and figures[total] > concluded):
            figures |= dict.fromkeys((total, *parts), Decimal(0))


def _register(table: Table, rng: random.Random, scale: int, held: Collection[str]) -> dict[str, Decimal]:
    """Figures of a table without totals: each row by what its columns count."""
    figures: dict[str, Decimal] = {}
    for block in table.blocks:
        for line in block.lines:
            drawn = draw_row(tuple(cell.column for cell in line), rng, scale)
            if f"{table.key}.{line[0].row}" in held:
                drawn = (Decimal(0),) * len(line)
            figures |= {cell.address: figure for cell, figure in zip(line, drawn, strict=True)}
    return figures
