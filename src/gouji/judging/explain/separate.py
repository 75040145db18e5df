"""Causes that have nothing to do with each other: two mistakes in one table are two things to read, not one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.judging.explain.equations import Equation, mask_of
from gouji.judging.explain.values import Needs


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken equations that belong together, by their numbers, and every set of cells that mends just these."""

    broken: frozenset[int]
    sets: tuple[Needs, ...]


def causes(equations: Sequence[Equation], sets: Sequence[Needs]) -> tuple[Cause, ...]:
    """The broken equations, taken apart as far as every one of `sets` allows.

    Cells of one set that share no equation, not even through others of the set, mend different equations. Where all
    sets agree on that, taking one part from any of them and another part from any other mends everything too.
    """
    taken = [_apart(equations, found) for found in sets]
    together: list[int] = [1 << number for number, item in enumerate(equations) if item.due]
    for mended in (mended for parts in taken for mended, _ in parts):
        joined = mended
        apart: list[int] = []
        for other in together:
            if other & joined:
                joined |= other
            else:
                apart.append(other)
        together = [*apart, joined]
    if not sets:
        together = [mask_of(number for number, item in enumerate(equations) if item.due)]
    together.sort(key=lambda mask: mask & -mask)
    return tuple(_cause(mask, sets, taken) for mask in together)


def _apart(equations: Sequence[Equation], found: Needs) -> list[tuple[int, int]]:
    """The parts of a set that share no equation: the set of broken equations that each mends, and its set of cells."""
    parts: list[tuple[int, int]] = []
    for cell in found.changes:
        touched, cells = mask_of(number for number, item in enumerate(equations) if item.mask >> cell & 1), 1 << cell
        apart: list[tuple[int, int]] = []
        for other in parts:
            if other[0] & touched:
                touched, cells = touched | other[0], cells | other[1]
            else:
                apart.append(other)
        parts = [*apart, (touched, cells)]
    broken = mask_of(number for number, item in enumerate(equations) if item.due)
    return [(touched & broken, cells) for touched, cells in parts]


def _cause(mask: int, sets: Sequence[Needs], taken: Iterable[Sequence[tuple[int, int]]]) -> Cause:
    parts: dict[frozenset[tuple[int, int]], Needs] = {}
    for found, apart in zip(sets, taken, strict=True):
        cells = 0
        for mended, own in apart:
            cells |= own if mended & mask else 0
        changes = {cell: change for cell, change in found.changes.items() if cells >> cell & 1}
        loose = frozenset(cell for cell in found.loose if cell in changes)
        # A change that is left open is one of many: the cells alone tell such sets apart.
        parts.setdefault(frozenset((c, 0 if c in loose else d) for c, d in changes.items()), Needs(changes, loose))
    numbers = frozenset(number for number in range(mask.bit_length()) if mask >> number & 1)
    return Cause(numbers, tuple(parts.values()))
