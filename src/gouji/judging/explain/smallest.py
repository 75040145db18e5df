"""The exact search for every smallest set of cells whose change makes all equations hold.

Why it misses none. Some cells are chosen, each settled by an equation and eliminated from the others. If one of those
is still broken, then no change of the chosen cells alone can mend it, and every larger set that does has a further cell
of that very equation: so the search branches over the cells of one broken equation. If none is broken and yet the
changes are not allowed (a figure below 0, half a case), every larger set that does better has a further cell of an
equation that settled one of the chosen. A cell that was tried first is barred from the branches of the next, so no set
comes twice. Sizes are searched from the smallest up, and the first that has a set is the last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.judging.explain.equations import Equation, Pivot, cells_of, eliminate, mask_of
from gouji.judging.explain.values import Needs, needs

# Sets of so many cells are searched whatever it costs; larger ones while the budget lasts.
ALWAYS = 3
# Beyond this no list of cells is an explanation.
_LARGEST = 6
# The price of an elimination is some ten microseconds.
BUDGET = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """Every smallest set, in the order of the search; every set of up to `examined` cells was examined."""

    sets: tuple[Needs, ...]
    examined: int


class _BudgetSpent(Exception):  # noqa: N818 - it is how the search stops, not an error
    """The search of one size was given up."""


@dataclass(slots=True)
class _Search:
    figures: Sequence[int]
    budget: int | None
    sets: list[Needs] = field(default_factory=list[Needs])
    spent: int = 0


@dataclass(frozen=True, slots=True)
class _Node:
    """Chosen cells and what the equations say without them. `free` are chosen cells that no equation settles."""

    equations: tuple[Equation, ...]
    pivots: tuple[Pivot, ...] = ()
    free: tuple[int, ...] = ()


def smallest_sets(
    equations: Sequence[Equation],
    figures: Sequence[int],
    barred: int = 0,
    budget: int = BUDGET,
    largest: int = _LARGEST,
) -> Found:
    """The smallest sets of cells that make all `equations` hold, with their changes.

    `figures` has the figure of each cell by its number, `barred` is the set of cells that must keep theirs. `budget` is
    how many eliminations may be spent on sets of more than ALWAYS cells. At least one equation is broken.
    """
    root = _Node(tuple(equations))
    fewest = _fewest([item for item in equations if item.due], barred)
    left = budget
    for size in range(fewest, largest + 1):
        search = _Search(figures, None if size <= ALWAYS else left)
        try:
            _extend(search, root, size, barred)
        except _BudgetSpent:
            return Found((), size - 1)
        if search.sets:
            return Found(tuple(search.sets), size)
        left -= search.spent if size > ALWAYS else 0
    return Found((), max(largest, fewest - 1))


def _fewest(broken: Sequence[Equation], barred: int) -> int:
    """A number of cells that no solution goes below: broken equations that share no cell need one each."""
    masks = sorted((item.mask & ~barred for item in broken), key=int.bit_count)
    # Short equations are the lines of a table, long ones its columns: either kind can be the greater number.
    return max(_apart(masks), _apart(reversed(masks)))


def _apart(masks: Iterable[int]) -> int:
    taken = number = 0
    for mask in masks:
        if not mask & taken:
            taken |= mask
            number += 1
    return number


def _extend(search: _Search, node: _Node, left: int, barred: int) -> None:
    """Collect every set that has the chosen cells of `node`, `left` more, and none that is barred."""
    broken = [item for item in node.equations if item.due]
    if not broken:
        _lift(search, node, left, barred)
    elif left == 1:
        _complete(search, node, broken, barred)
    elif left and _fewest(broken, barred) <= left:
        chosen = min(broken, key=lambda item: (item.mask & ~barred).bit_count())
        for cell in cells_of(chosen.mask & ~barred):
            _extend(search, _settled(search, node, Pivot(cell, chosen)), left - 1, barred)
            barred |= 1 << cell


def _settled(search: _Search, node: _Node, pivot: Pivot) -> _Node:
    search.spent += 1
    if search.budget is not None and search.spent > search.budget:
        raise _BudgetSpent
    return _Node(eliminate(node.equations, pivot), (*node.pivots, pivot), node.free)


def _complete(search: _Search, node: _Node, broken: Sequence[Equation], barred: int) -> None:
    """Collect the sets that one more cell completes: it lies in every broken equation and in no other."""
    mask = ~barred
    for item in node.equations:
        mask &= item.mask if item.due else ~item.mask
    first = broken[0]
    for cell in cells_of(mask):
        own = first.coefficients[cell]
        if all(first.due * item.coefficients[cell] == item.due * own for item in broken):
            _collect(search, (*node.pivots, Pivot(cell, first)), node.free)


def _lift(search: _Search, node: _Node, left: int, barred: int) -> None:
    """Collect the solution; with cells left, it was not allowed at its own size: let further cells make it so."""
    if not left:
        _collect(search, node.pivots, node.free)
        return
    chosen = mask_of((*(pivot.cell for pivot in node.pivots), *node.free))
    settling = 0
    for pivot in node.pivots:
        settling |= pivot.equation.mask
    for cell in cells_of(settling & ~chosen & ~barred):
        holding = next((item for item in node.equations if item.mask >> cell & 1), None)
        if holding is None:
            _extend(search, _Node(node.equations, node.pivots, (*node.free, cell)), left - 1, barred)
        elif left > 1:
            # The last cell must be free: one that is settled, with nothing broken, would not change.
            _extend(search, _settled(search, node, Pivot(cell, holding)), left - 1, barred)
        barred |= 1 << cell


def _collect(search: _Search, pivots: Sequence[Pivot], free: Sequence[int]) -> None:
    found = needs(pivots, free, search.figures)
    if found is not None:
        search.sets.append(found)
