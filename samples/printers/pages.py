"""Pages in a text copy: a page number between two rows of a table, and its headings once more below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples.printers.parts import Item


@dataclass(frozen=True, slots=True)
class Pages:
    """A page ends after `every` lines of figures. `mark` is its number as printed; `head` repeats the headings below."""

    every: int = 5
    mark: str = "- {} -"
    head: bool = True


def paged(rows: Sequence[Sequence[Item]], pages: Pages | None) -> Iterator[Sequence[Item] | str]:
    """The rows of a table, with the line of the page number (a text) and repeated headings where a page ends."""
    head: list[Sequence[Item]] = []
    on_page, number, in_head = 0, 1, False
    for row in rows:
        figures = any(item.box.cell is not None for item in row)
        if pages is not None and on_page == pages.every:
            if pages.mark:
                yield pages.mark.format(number)
            if pages.head and figures:
                yield from head
            on_page, number = 0, number + 1
        if not figures:
            head = [*head, row] if in_head else [row]
        in_head = not figures
        on_page += figures
        yield row
