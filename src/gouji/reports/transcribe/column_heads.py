"""Column headings where columns are known and spans are lost: which columns stand under which heading of a block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.reports.transcribe.folded import FoldedRow
from gouji.reports.transcribe.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Head:
    """One column heading, and the columns under it: it reaches from `start` to before `end`."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ColumnHeads:
    """Headings as resolved: for each block that they are the headings of, the heading of each of its columns by rank.

    `strange` has columns with a text that is no heading of the form.
    """

    blocks: dict[int, tuple[Head, ...]]
    strange: frozenset[int]

    @property
    def first(self) -> int | None:
        """The leftmost column of figures, None where no block is there."""
        return min((heads[0].start for heads in self.blocks.values()), default=None)


NO_HEADS = ColumnHeads({}, frozenset())


def column_heads(rows: Iterable[FoldedRow], vocabulary: Vocabulary) -> ColumnHeads:
    """Resolve heading rows that stand under each other.

    Read row by row, what is repeated beside or below itself taken once, they must be exactly the headings of a block.
    """
    heads: list[Head] = []
    over: dict[int, str] = {}
    strange: set[int] = set()
    for row in rows:
        left = ""
        for column, cell in enumerate(row.cells):
            word = vocabulary.official(cell.word)
            if word in vocabulary.column_words:
                if word == left:
                    heads[-1] = Head(word, heads[-1].start, column + 1)
                elif over.get(column) != word:
                    heads.append(Head(word, column, column + 1))
                else:
                    # Printed again below itself: nothing new stands here, and nothing may be joined to it.
                    word = ""
                over[column] = word or over[column]
            elif cell.shown and word not in vocabulary.around:
                strange.add(column)
            left = word
    order = tuple(head.word for head in heads)
    known = [
        *zip(vocabulary.reading_order, vocabulary.reading_ranks, strict=True),
        *((words, tuple(range(len(words)))) for words in vocabulary.reading_order_without),
    ]
    blocks = {
        rank % len(vocabulary.reading_order): found
        for rank, (words, ranks) in enumerate(known)
        if words and words == order and (found := _leaves(ranks, heads, strange))
    }
    return ColumnHeads(blocks, frozenset(strange))


def _leaves(ranks: Sequence[int | None], heads: Sequence[Head], strange: set[int]) -> tuple[Head, ...] | None:
    """The headings right above the figures of a block, None where they do not stand side by side in its order."""
    by_rank = {rank: head for rank, head in zip(ranks, heads, strict=True) if rank is not None}
    found = tuple(by_rank[rank] for rank in range(len(by_rank)))
    apart = all(one.end <= other.start for one, other in pairwise(found))
    own = {column for head in found for column in range(head.start, head.end)}
    return found if apart and not own & strange else None
