"""Identities as equations between changes of cells, and the elimination of one cell from them. Exact integers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Identity


@dataclass(frozen=True, slots=True)
class Equation:
    """The changes of some cells, each times its coefficient, must come to `due`. Broken where `due` is not 0.

    Cells are numbered; `mask` has the bit of each cell that has a coefficient, so that sets of cells are compared fast.
    """

    coefficients: Mapping[int, int]
    mask: int
    due: int


@dataclass(frozen=True, slots=True)
class Pivot:
    """A cell whose change an equation settles, once the changes of the other cells in that equation are known."""

    cell: int
    equation: Equation


def balance(identity: Identity, figures: Mapping[str, int]) -> int:
    """By how much the cells reported exceed those expected: 0 where it holds. Raises KeyError for a lacking cell."""
    return sum(figures[part] for part in identity.reported) - sum(figures[part] for part in identity.expected)


def equation(identity: Identity, figures: Mapping[str, int], numbers: Mapping[str, int]) -> Equation:
    """What the changes of the cells of `identity` must come to, `numbers` being the number of each address."""
    coefficients: dict[int, int] = {}
    for sign, parts in ((1, identity.reported), (-1, identity.expected)):
        for part in parts:
            coefficients[numbers[part]] = coefficients.get(numbers[part], 0) + sign
    kept = {cell: coefficient for cell, coefficient in coefficients.items() if coefficient}
    return Equation(kept, mask_of(kept), -balance(identity, figures))


def mask_of(cells: Iterable[int]) -> int:
    """The set of `cells` as one number."""
    mask = 0
    for cell in cells:
        mask |= 1 << cell
    return mask


def cells_of(mask: int) -> list[int]:
    """The cells of a set in the order of their numbers."""
    cells: list[int] = []
    while mask:
        lowest = mask & -mask
        cells.append(lowest.bit_length() - 1)
        mask ^= lowest
    return cells


def eliminate(equations: Sequence[Equation], pivot: Pivot) -> tuple[Equation, ...]:
    """The equations without `pivot.cell`, whose change is settled by `pivot.equation`, which is one of them."""
    cell, settling, bit = pivot.cell, pivot.equation, 1 << pivot.cell
    return tuple(
        _without(item, settling, cell) if item.mask & bit else item for item in equations if item is not settling
    )


def _without(item: Equation, settling: Equation, cell: int) -> Equation:
    own, factor = settling.coefficients[cell], item.coefficients[cell]
    # A coefficient of 1 or -1, as all printed totals have, needs no scaling.
    scale, factor = (1, factor * own) if own in (1, -1) else (own, factor)
    merged = dict(item.coefficients) if scale == 1 else {other: scale * of for other, of in item.coefficients.items()}
    mask = item.mask | settling.mask
    for other, of in settling.coefficients.items():
        coefficient = merged.get(other, 0) - factor * of
        if coefficient:
            merged[other] = coefficient
        else:
            merged.pop(other, None)
            mask &= ~(1 << other)
    return Equation(merged, mask, scale * item.due - factor * settling.due)
