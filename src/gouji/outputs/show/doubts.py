"""What is to be settled first: cells that could not be read, and texts without a place in the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.outputs.show.form_side import Reader, ShownReading
from gouji.outputs.show.spots import Spots, address_of
from gouji.words.locators import locator_words

# More cells than this that could not be read for one reason are listed by lines.
_MOST_JUMPS = 8
_LONGEST_STRAY = 200


@dataclass(frozen=True, slots=True)
class Jump:
    """A step through the doubts: some cells in words, and what is printed there if it is one cell."""

    label: str
    printed: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells of one table that could not be read for one reason: how many, and the steps through them."""

    table: str
    reason: str
    count: int
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """A text of a table that found no place in the form."""

    table: str
    text: str
    reason: str
    where: str
    spots: tuple[str, ...]


def doubts_of(
    rows: Sequence[Mapping[str, Any]], shown: Mapping[str, ShownReading], reader: Reader
) -> tuple[Doubt, ...]:
    """The cells that could not be read, those of one table and one reason together."""
    causes: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["status"] == "unreadable":
            causes.setdefault((row["table"], row["reason"] or ""), []).append(row)
    doubts: list[Doubt] = []
    for (table, reason), own in causes.items():
        whole = len(own) == sum(row["table"] == table for row in rows)
        doubts.append(Doubt(reader.places.table(table), reason, len(own), tuple(_jumps(own, whole, shown, reader))))
    return tuple(doubts)


def _jumps(
    rows: Sequence[Mapping[str, Any]], whole: bool, shown: Mapping[str, ShownReading], reader: Reader
) -> Iterator[Jump]:
    """A step for each cell; where they are many, one for each line, and one for a whole table."""
    addresses = tuple(address_of(row) for row in rows)
    if whole:
        yield Jump(reader.places.names.texts.whole_table, "", addresses)
    elif len(rows) > _MOST_JUMPS:
        for line in dict.fromkeys(row["row"] for row in rows):
            own = [row for row in rows if row["row"] == line]
            named = tuple(address_of(row) for row in own)
            yield Jump(reader.places.name_cells(named, own[0]["form"]), "", named)
    else:
        for address in addresses:
            yield Jump(shown[address].label, shown[address].printed, (address,))


def strays_of(rows: Sequence[Mapping[str, Any]], spots: Spots, reader: Reader) -> tuple[Stray, ...]:
    """The texts without a place (rows of the frame LEFTOVERS)."""
    return tuple(
        Stray(
            table=reader.places.table(row["table"]) if row["table"] else "",
            text=" ".join((row["text"] or "").split())[:_LONGEST_STRAY],
            reason=row["reason"] or "",
            where=locator_words(row["locator"], reader.names),
            spots=names,
        )
        for row, names in zip(rows, spots.of_leftover, strict=True)
    )
