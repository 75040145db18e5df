"""Which lines of figures may stand: counting alone does not tell a line from the head of one and the tail of another."""

from collections.abc import Sequence, Set

from gouji.reports.transcribe.placement import Placement
from gouji.reports.transcribe.vocabulary import Line, Total, Vocabulary

# Lines that are short because of merged cells, in rows that are kept apart.
_MERGED = 2
_LONGEST_FIGURE = 32
_LARGEST_PAGE = 99


def is_confirmed(line: Line, texts: Sequence[str]) -> bool:
    """True where no lost blank and no page number in its stead would leave the line as it is (`texts` by column).

    Either printed totals cover the whole line and hold, or it has nothing but `0`, which no page has for its number.
    """
    if all(text == "0" for text in texts):
        return True
    if not line.is_totalled or not all(_is_plain(text) for text in texts):
        return False
    figures = [int(text) for text in texts]
    return all(_speaks(total, figures) for total in line.totals)


def may_hold_a_page_number(texts: Sequence[str]) -> bool:
    """True where a figure may be the number of a page.

    Where an office left a cell blank and counted it in the total (` 0 0 0 0 0` and 3), page 3 in the place of that blank
    makes the total hold: in a document that lost blanks and got page numbers, such a line is not confirmed by it.
    """
    return any(not _is_plain(text) or 0 < int(text) <= _LARGEST_PAGE for text in texts)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_FIGURE


def _speaks(total: Total, figures: Sequence[int]) -> bool:
    """True where the total holds, and would not hold without its last figure as well.

    2 0 0 0 0 2 4 is a line whose total is 4; or its total is 2, a blank before it was lost, and 4 is a page number.
    """
    parts = [figures[rank] for rank in total.expected]
    return _holds(total, figures) and (not any(parts) or sum(parts[:-1]) != parts[-1])


def may_hide_a_blank(line: Line, texts: Sequence[str]) -> bool:
    """True where the totals do not hold, but would with one figure taken out and a blank put in somewhere.

    Such a line is an office's mistake, or it lost a blank and got a page number; flat text does not tell which.
    """
    if not line.is_totalled or not all(_is_plain(text) for text in texts):
        return False
    figures = [int(text) for text in texts]
    if all(_holds(total, figures) for total in line.totals):
        return False
    for taken in range(len(figures)):
        rest = figures[:taken] + figures[taken + 1 :]
        for put in range(len(figures)):
            if all(_holds(total, [*rest[:put], 0, *rest[put:]]) for total in line.totals):
                return True
    return False


def _holds(total: Total, figures: Sequence[int]) -> bool:
    return sum(figures[rank] for rank in total.reported) == sum(figures[rank] for rank in total.expected)


def refuse_before_missing(
    placement: Placement, vocabulary: Vocabulary, seen: Set[Line], closed: bool = True, totals_only: bool = False
) -> None:
    """Refuse a line behind which the next label was never `seen`, unless its own totals confirm it.

    Where a piece of a file was lost, the head of one line and the tail of a later one make a whole line. `closed` says
    that what follows the last line is there; `totals_only` leaves lines alone that have no total to speak for them.
    Where rows are kept apart, a row that no line explains has the label that was not seen.
    """
    if placement.proven and placement.has_strange:
        return
    for rank, line in enumerate(vocabulary.lines, 1):
        if vocabulary.lines[rank] in seen if rank < len(vocabulary.lines) else closed:
            continue
        printed = [placement.placed.get(cell.address) for cell in line.cells]
        found = [one[0] for one in printed if one]
        if not found or (totals_only and not line.is_totalled):
            continue
        if len(found) < len(line.cells) or not is_confirmed(line, [one.certain_text for one in found]):
            placement.refuse(line.cells, "line_after_missing", found[0].locator)


def refuse_doubtful(placements: Sequence[Placement]) -> None:
    """Keep only confirmed lines where a lost cell and a page number could have made up for each other in any line.

    `placements` are those of one document: what is lost in one table can be lost in all. In rows that are kept apart a
    short line has merged cells; several of them show that blanks were lost there too. Where both were seen, a line with a
    figure that may be a page number is not confirmed by its total either.
    """
    extra = any(one.extra for one in placements)
    lost = any(one.lost > (_MERGED if one.proven else 0) for one in placements)
    for placement in placements if extra or lost else ():
        for cells in (*placement.unconfirmed, *(placement.may_hold_pages if extra and lost else ())):
            placement.refuse(cells, "lost_and_stray", None)
