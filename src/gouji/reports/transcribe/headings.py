"""The column headings above a line of figures: which grid columns belong to which column of the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.reports.transcribe.folded import FoldedCell, FoldedRow
from gouji.reports.transcribe.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings as resolved.

    `ranks`: for each block whose headings are there, rank of its column -> the grid columns under that heading.
    `broken`: blocks whose headings cannot be told apart.
    `first`: the leftmost grid column that holds figures, None where no block is there.
    `covered`: grid columns that any heading row reaches. `named` and `unnamed`: those from `first` on that have a
    heading of their own, and that have none.
    """

    ranks: dict[int, dict[int, tuple[int, ...]]]
    broken: frozenset[int]
    first: int | None
    covered: frozenset[int]
    named: frozenset[int]
    unnamed: frozenset[int]


class Headings:
    """Gathers heading rows and resolves them when the first line of figures asks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._heads: dict[int, list[FoldedCell]] = {}
        self._columns: Columns | None = None

    def add(self, row: FoldedRow) -> None:
        """Take one more heading row, below those before it."""
        self._columns = None
        for column, cell in row.by_column.items():
            known = self._heads.setdefault(column, [])
            # A heading over several rows is met in each of them.
            if cell.word and not (known and known[-1] is cell):
                known.append(cell)

    @property
    def begun(self) -> bool:
        """True where a heading row of the table has been read."""
        return bool(self._heads)

    @property
    def columns(self) -> Columns:
        """The headings as far as they are known."""
        if self._columns is None:
            self._columns = self._resolved()
        return self._columns

    def _resolved(self) -> Columns:
        tops = [self._top(column) for column in sorted(self._heads)]
        blocks = range(len(self._vocabulary.column_paths))
        ranks = {block: found for block in blocks if (found := self._ranks(block, tops))}
        first = min((under[0] for found in ranks.values() for under in found.values()), default=None)
        beyond = [top for top in tops if top.column >= (first or 0)]
        named = frozenset(top.column for top in beyond if top.path or top.others)
        unnamed = frozenset(top.column for top in beyond) - named
        broken = frozenset(block for block in ranks if self._is_ambiguous(block, tops))
        return Columns(ranks, broken, first, frozenset(self._heads), named, unnamed)

    def _top(self, column: int) -> "_Top":
        path: dict[str, FoldedCell] = {}
        others = False
        for cell in self._heads[column]:
            word = self._vocabulary.official(cell.word)
            if word in self._vocabulary.column_words:
                path[word] = cell
            elif word not in self._vocabulary.around:
                others = True
        return _Top(column, tuple(path), next(reversed(path.values()), None), others)

    def _ranks(self, block: int, tops: "Sequence[_Top]") -> dict[int, tuple[int, ...]]:
        found = _under(tops, self._vocabulary.column_ranks[block])
        if len(found) < self._width(block):
            found = self._with_lost_groups(block, tops) or found
        # 总计 heads a column of two tables: a block is only there where most of its headings are.
        return found if 2 * len(found) > self._width(block) else {}

    def _with_lost_groups(self, block: int, tops: "Sequence[_Top]") -> dict[int, tuple[int, ...]]:
        """The columns of a block of which some lack the heading of their group; empty where they may be others.

        Report 洪泽 2024: the cell above the first three columns of 未经复议直接起诉 is blank, 行政诉讼 begins at the fourth.
        Every column must be there, in the order of the form, under headings that no other column has, and nothing else
        stand over it.
        """
        known = self._vocabulary.column_ranks[block]
        sure = [top for top in tops if top.path in known or not top.others]
        found = _under(sure, self._vocabulary.tail_ranks[block])
        columns = [column for rank in range(self._width(block)) for column in found.get(rank, ())]
        return found if len(found) == self._width(block) and columns == sorted(columns) else {}

    def _width(self, block: int) -> int:
        return len(self._vocabulary.column_paths[block])

    def _is_ambiguous(self, block: int, tops: "Iterable[_Top]") -> bool:
        """True where two headings read alike, or a group of headings reaches over a column that has none of its own."""
        ranks, groups = self._vocabulary.tail_ranks[block], self._vocabulary.column_groups[block]
        heads: dict[int, FoldedCell | None] = {}
        for top in tops:
            rank = ranks.get(top.path)
            if rank is not None and heads.setdefault(rank, top.head) is not top.head:
                return True
            if top.path in groups and not top.others:
                return True
        return False


def _under(tops: "Iterable[_Top]", known: Mapping[tuple[str, ...], int]) -> dict[int, tuple[int, ...]]:
    """The grid columns that stand under the headings of each rank of `known`."""
    found: dict[int, tuple[int, ...]] = {}
    for top in tops:
        rank = known.get(top.path)
        if rank is not None:
            found[rank] = (*found.get(rank, ()), top.column)
    return found


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands over one grid column: its headings, the lowest of them, and whether there are words besides."""

    column: int
    path: tuple[str, ...]
    head: FoldedCell | None
    others: bool
