"""The changes that a set of cells needs, where they are settled and where some are left open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from gouji.judging.explain.equations import Pivot


@dataclass(frozen=True, slots=True)
class Needs:
    """A set of cells that mends every equation: the change of each by its number, one of many for those in `loose`."""

    changes: Mapping[int, int]
    loose: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Line:
    """A change that depends on free ones: `constant` plus the sum of each free change times its slope."""

    constant: Fraction
    slopes: Mapping[int, Fraction]


def needs(pivots: Sequence[Pivot], free: Sequence[int], figures: Sequence[int]) -> Needs | None:
    """The changes of the pivots' cells and the `free` ones, in whole numbers and to figures of 0 or more; else None.

    `free` are cells that no equation settles: any change of theirs is made up for by the pivots' cells.
    """
    if free:
        return _with_free(pivots, free, figures)
    changes: dict[int, int] = {}
    for pivot in reversed(pivots):
        coefficients = pivot.equation.coefficients
        rest = pivot.equation.due - sum(coefficients.get(cell, 0) * change for cell, change in changes.items())
        change, remainder = divmod(rest, coefficients[pivot.cell])
        if remainder or not change or figures[pivot.cell] + change < 0:
            return None
        changes[pivot.cell] = change
    return Needs(changes)


def _with_free(pivots: Sequence[Pivot], free: Sequence[int], figures: Sequence[int]) -> Needs | None:
    lines = {cell: _Line(Fraction(0), {cell: Fraction(1)}) for cell in free}
    for pivot in reversed(pivots):
        coefficients = pivot.equation.coefficients
        own = coefficients[pivot.cell]
        constant, slopes = Fraction(pivot.equation.due, own), dict.fromkeys(free, Fraction(0))
        for cell, line in lines.items():
            share = Fraction(coefficients.get(cell, 0), own)
            constant -= share * line.constant
            for name, slope in line.slopes.items():
                slopes[name] -= share * slope
        lines[pivot.cell] = _Line(constant, {name: slope for name, slope in slopes.items() if slope})
    solutions = list(_solutions(lines, figures))
    if not solutions:
        return None
    return Needs(solutions[0], frozenset(cell for cell in lines if len({one[cell] for one in solutions}) > 1))


def _solutions(lines: Mapping[int, _Line], figures: Sequence[int]) -> Iterator[dict[int, int]]:
    """Whole changes that leave every figure at 0 or more: none if there are none, enough to tell what is open if many.

    With one free change the answer is exact. With more, some figure is brought to 0 first: going down along a free
    change, some figure gets there before any is negative, in whole steps where the slopes are 1 and -1 as they are for
    printed totals.
    """
    free = sorted({name for line in lines.values() for name in line.slopes})
    if not free:
        changes = {cell: line.constant for cell, line in lines.items()}
        if all(change.denominator == 1 and figures[cell] + change >= 0 for cell, change in changes.items()):
            yield {cell: int(change) for cell, change in changes.items()}
    elif len(free) == 1:
        yield from _along(lines, free[0], figures)
    else:
        for cell, line in lines.items():
            if free[0] in line.slopes:
                yield from _solutions(_emptied(lines, cell, free[0], figures[cell]), figures)


def _along(lines: Mapping[int, _Line], name: int, figures: Sequence[int]) -> Iterator[dict[int, int]]:
    """The first two solutions along the only free change, since two show that it is open."""
    least: int | None = None
    most: int | None = None
    for cell, line in lines.items():
        slope = line.slopes.get(name, Fraction(0))
        if slope:
            bound = -(line.constant + figures[cell]) / slope
            if slope > 0:
                least = ceil(bound) if least is None else max(least, ceil(bound))
            else:
                most = floor(bound) if most is None else min(most, floor(bound))
    # What is whole repeats with the common denominator.
    span = 2 * lcm(*(part.denominator for line in lines.values() for part in (line.constant, *line.slopes.values())))
    start = least if least is not None else (most or 0) - span + 1
    stop = start + span - 1 if most is None else min(most, start + span - 1)
    for value in range(start, stop + 1):
        fixed = {cell: _Line(line.constant + line.slopes.get(name, 0) * value, {}) for cell, line in lines.items()}
        yield from _solutions(fixed, figures)


def _emptied(lines: Mapping[int, _Line], cell: int, name: int, figure: int) -> dict[int, _Line]:
    """The lines with the figure of `cell` brought to 0 by the free change `name`."""
    own = lines[cell]
    constant = -(own.constant + figure) / own.slopes[name]
    slopes = {other: -slope / own.slopes[name] for other, slope in own.slopes.items() if other != name}
    replaced: dict[int, _Line] = {}
    for number, line in lines.items():
        share = line.slopes.get(name, Fraction(0))
        merged = {other: slope for other, slope in line.slopes.items() if other != name}
        for other, slope in slopes.items():
            merged[other] = merged.get(other, Fraction(0)) + share * slope
        kept = {other: slope for other, slope in merged.items() if slope}
        replaced[number] = _Line(line.constant + share * constant, kept)
    return replaced
