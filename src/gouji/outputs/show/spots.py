"""Where in a Document each cell of the reading stood: locators back to passages and cells of grids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gouji.document import Document, Grid, GridCell, Passage

# The worst first: what a spot looks like where several cells were read from it.
STATUSES = ("unreadable", "absent", "placeholder", "blank", "read")
LEFTOVER = "leftover"
HEADING = "heading"


class At(NamedTuple):
    """One passage (`cell` is -1) or one cell of a grid, by their ranks in the Document."""

    block: int
    cell: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A marked place of the document: the addresses of the cells read from it, and the worst of their statuses.

    `name` is its id on the page. Without addresses are a text that has no place in the form (`leftover`) and the heading
    of a section whose table was not found (`heading`).
    """

    name: str
    addresses: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Spots:
    """The marked places of a document, and the names of the spots of each address and each leftover (by its rank).

    `of_table` has, for a table of which no cell was found, the name of its section's heading.
    """

    at: Mapping[At, Spot]
    of_cell: Mapping[str, tuple[str, ...]]
    of_leftover: tuple[tuple[str, ...], ...]
    of_table: Mapping[str, str]


def address_of(row: Mapping[str, Any]) -> str:
    """The address of a row of the frame of cells."""
    return f"{row['table']}.{row['row']}.{row['column']}"


def find_spots(
    document: Document,
    cells: Sequence[Mapping[str, Any]],
    leftovers: Sequence[Mapping[str, Any]],
    headings: Mapping[str, str],
    mask: Callable[[str], str],
) -> Spots:
    """The spots of `cells` and `leftovers` (rows of the frames CELLS and LEFTOVERS, one report's).

    `headings` has, for each table, the locator of its section's heading. `mask` hides personal data, as it was hidden in the rows. Where a locator alone does not tell one cell of a row from
    another, and the printed texts do not either, the whole row is marked: no cell is pointed at by guess.
    """
    index = _index(document)
    named: dict[str, list[Mapping[str, Any]]] = {}
    for row in cells:
        for locator in (row["locator"] or "").split("; "):
            if locator in index:
                named.setdefault(locator, []).append(row)
    found: dict[At, list[Mapping[str, Any]]] = {}
    for locator, rows in named.items():
        for at, row in _settled(document, index[locator], rows, mask):
            found.setdefault(at, []).append(row)
    strays = [index.get(row["locator"] or "", []) for row in leftovers]
    seen = {row["table"] for rows in found.values() for row in rows}
    titles = {table: index[at][0] for table, at in headings.items() if table not in seen and at in index}
    order = sorted({*found, *titles.values(), *(at for stray in strays for at in stray)})
    only = set(titles.values()).difference(at for stray in strays for at in stray)
    at_spot = {
        at: _spot(f"s{number}", found.get(at, []), HEADING if at in only else LEFTOVER)
        for number, at in enumerate(order, 1)
    }
    of_cell: dict[str, list[str]] = {}
    for spot in at_spot.values():
        for address in spot.addresses:
            of_cell.setdefault(address, []).append(spot.name)
    return Spots(
        at_spot,
        {address: tuple(names) for address, names in of_cell.items()},
        tuple(tuple(at_spot[at].name for at in stray) for stray in strays),
        {table: at_spot[at].name for table, at in titles.items()},
    )


def _spot(name: str, rows: Sequence[Mapping[str, Any]], otherwise: str) -> Spot:
    status = min((row["status"] for row in rows), key=STATUSES.index, default=otherwise)
    return Spot(name, tuple(dict.fromkeys(address_of(row) for row in rows)), status)


def _index(document: Document) -> dict[str, list[At]]:
    index: dict[str, list[At]] = {}
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for rank, cell in enumerate(block.cells):
                index.setdefault(cell.locator, []).append(At(number, rank))
        else:
            index.setdefault(block.locator, []).append(At(number, -1))
    return index


def _settled(
    document: Document, places: Sequence[At], rows: Sequence[Mapping[str, Any]], mask: Callable[[str], str]
) -> Iterator[tuple[At, Mapping[str, Any]]]:
    """Each of the rows that name one locator with each place that it may mean."""
    if len(places) == 1:
        only = places[0]
        places = _row_from(document, only) if len(rows) > 1 and only.cell >= 0 else places
    else:
        texts = [mask(_text(document, at)) for at in places]
        printed = [row["text"] for row in rows]
        starts = [at for at in range(len(texts) - len(printed) + 1) if texts[at : at + len(printed)] == printed]
        if len(starts) == 1:
            yield from zip(places[starts[0] :], rows, strict=False)
            return
    yield from ((at, row) for row in rows for at in places)


def _row_from(document: Document, at: At) -> list[At]:
    """The cells of a row from one on: a line that was refused as a whole is named by its first cell."""
    grid = document.blocks[at.block]
    assert isinstance(grid, Grid)
    first = grid.cells[at.cell]
    return [
        At(at.block, rank)
        for rank, cell in enumerate(grid.cells)
        if cell.row == first.row and cell.column >= first.column
    ]


def _text(document: Document, at: At) -> str:
    return item(document, at).text


def item(document: Document, at: At) -> Passage | GridCell:
    """The passage or cell at a place."""
    block = document.blocks[at.block]
    return block.cells[at.cell] if isinstance(block, Grid) else block
