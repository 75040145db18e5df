"""A table as it was printed, ready to be searched: its figures, and which identities can be used."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Identity, Table
from gouji.judging.explain.equations import balance


@dataclass(frozen=True, slots=True)
class Tally:
    """A table with what it prints in each cell (None: blank), and the same with each blank as 0.

    `identities` are those whose cells are all known, `left_out` the others; both dictionaries lack the unknown cells.
    """

    table: Table
    printed: Mapping[str, int | None]
    figures: Mapping[str, int]
    identities: tuple[Identity, ...]
    left_out: tuple[Identity, ...]

    @property
    def lines(self) -> list[list[tuple[str, ...]]]:
        """The addresses of each block, line by line as printed."""
        return [[tuple(cell.address for cell in line) for line in block.lines] for block in self.table.blocks]


def tally(table: Table, values: Mapping[str, int | None], unknown: Collection[str]) -> Tally:
    """The table with its `values`. Raises KeyError where a cell has neither a value nor is `unknown`."""
    printed = {cell.address: values[cell.address] for cell in table.cells if cell.address not in unknown}
    usable, left_out = list[Identity](), list[Identity]()
    for item in table.identities:
        (usable if all(part in printed for part in parts(item)) else left_out).append(item)
    figures = {address: value or 0 for address, value in printed.items()}
    return Tally(table, printed, figures, tuple(usable), tuple(left_out))


def parts(identity: Identity) -> tuple[str, ...]:
    """The addresses of all cells that an identity binds."""
    return (*identity.reported, *identity.expected)


def broken(identities: Iterable[Identity], figures: Mapping[str, int]) -> tuple[Identity, ...]:
    """The identities that do not hold of `figures`."""
    return tuple(item for item in identities if balance(item, figures))


def check_mended(sheet: Tally, needed: Mapping[str, int], mended: Collection[Identity]) -> None:
    """Run the identities themselves on the table with the figures `needed`.

    Raises RuntimeError where one of `mended` does not hold, another one breaks, or a figure is below 0: our bug.
    """
    after = broken(sheet.identities, {**sheet.figures, **needed})
    wrong = [item.place for item in after if item in mended or not balance(item, sheet.figures)]
    negative = [address for address, figure in needed.items() if figure < 0]
    if wrong or negative:
        raise RuntimeError(f"explanation {needed} leaves {wrong} broken and {negative} below 0; report this as a bug")


def connected(identities: Sequence[Identity]) -> list[tuple[Identity, ...]]:
    """The identities in groups that share no cell, so that what is wrong in one has nothing to do with another."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, item in enumerate(identities):
        bound, members = set(parts(item)), [number]
        apart: list[tuple[set[str], list[int]]] = []
        for other in groups:
            if bound.isdisjoint(other[0]):
                apart.append(other)
            else:
                bound |= other[0]
                members += other[1]
        groups = [*apart, (bound, members)]
    return [tuple(identities[number] for number in sorted(members)) for _, members in groups]
