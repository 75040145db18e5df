"""What a county or township might put in one row of the table `proactive`, by what the row's columns count."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

Draw = Callable[[random.Random, int], Sequence[int | Decimal]]


def draw_row(columns: tuple[str, ...], rng: random.Random, scale: int) -> tuple[Decimal, ...]:
    """A figure for each of `columns`, in the cells' units; `scale` at least 1. Raises KeyError for unknown columns."""
    return tuple(Decimal(figure) for figure in _ROWS[columns](rng, scale))


def _documents(rng: random.Random, scale: int) -> Sequence[int]:
    """All that is produced is published (VAL-012, VAL-013), and older documents exist besides (VAL-011, QUA-003)."""
    new = rng.randint(0, 1 + scale // 10)
    return new, new, new + rng.randint(min(new, 1), 2 + scale)


def _documents_in_force(rng: random.Random, scale: int) -> Sequence[int]:
    """What is repealed was in force before, and not all of it is repealed (VAL-014, QUA-004)."""
    issued = rng.randint(0, 1 + scale // 10)
    before = rng.randint(1, 2 + scale)
    repealed = rng.randint(0, min(before - 1, 1 + scale // 20))
    return issued, repealed, before + issued - repealed


def _items(rng: random.Random, scale: int) -> Sequence[int]:
    """Kinds of power and cases decided are counts of different things, so they stay far apart (VAL-030 to VAL-032)."""
    previous, change = _kinds(rng, scale)
    most = max(previous, previous + change)
    if previous + change == 0:
        return previous, change, 0
    if change <= 0 and rng.random() < 0.3:
        return previous, change, 0
    return previous, change, 2 * most + rng.randint(1, 4 * scale)


def _kinds(rng: random.Random, scale: int) -> Sequence[int]:
    """A number of kinds of power or fee and its change, which never leads below 0 (VAL-010)."""
    previous = rng.randint(0, 2 + scale // 2)
    return previous, rng.randint(-min(previous, 3), 3)


def _procurement(rng: random.Random, scale: int) -> Sequence[int | Decimal]:
    """Projects and yuan: both or neither 0 (VAL-015), each project between 5,000 and 5,000,000 yuan (VAL-017)."""
    projects = rng.randint(0, 2 + scale // 5)
    price = rng.choice((20_000, 300_000, 5_000_000))
    return projects, sum((Decimal(rng.randint(500_000, 100 * price)) / 100 for _ in range(projects)), Decimal(0))


def _decisions(rng: random.Random, scale: int) -> Sequence[int]:
    return (rng.randint(0, 4 * scale),)


def _fees(rng: random.Random, scale: int) -> Sequence[Decimal]:
    """万元 below 100, so that yuan are not suspected (VAL-019)."""
    return (Decimal(rng.randint(0, min(99_999, 500 * scale))) / 1000,)


_ROWS: dict[tuple[str, ...], Draw] = {
    ("produced", "published", "public_total"): _documents,
    ("issued", "repealed", "in_force"): _documents_in_force,
    ("previous_items", "change", "decisions"): _items,
    ("previous_items", "change"): _kinds,
    ("projects", "amount"): _procurement,
    ("decisions",): _decisions,
    ("amount",): _fees,
}
