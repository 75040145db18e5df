"""The labels of one table, folded and indexed: how a placer asks what a printed text is."""

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.aliases import Aliases, block_words
from gouji.declared.forms import Block, FormCell, Label, Table
from gouji.document.folding import fold
from gouji.reports.transcribe.segmentation import Words

# Numbering in front of a label, once folded: `1属于国家秘密`, `三不予公开`.
_NUMBERING = "0123456789一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total along one line, as ranks of its cells."""

    reported: tuple[int, ...]
    expected: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of figures: its cells in column order, and the folded headings left of it (outermost first).

    `totals` are those that add up cells of this line alone; `is_totalled` is True where they cover every cell of it.
    """

    block: int
    cells: tuple[FormCell, ...]
    path: tuple[str, ...]
    totals: tuple[Total, ...]
    is_totalled: bool


class Vocabulary:
    """The folded labels of a table, with the variants that are declared for them."""

    def __init__(self, table: Table, aliases: Aliases) -> None:
        self.table = table
        official = frozenset(fold(text) for block in table.blocks for text in block_words(block))
        self.official_words = official
        self.unlisted = aliases.unlisted
        self.foreign = aliases.headings.labels
        self._known = {variant: wording for variant, wording in aliases.labels.items() if wording in official}
        self._known |= {word: word for word in official}
        self.lines = tuple(
            _line(index, cells, table) for index, block in enumerate(table.blocks) for cells in block.lines
        )
        self._known |= {short: word for short, word in self._without_numbering().items() if short not in self._known}
        self.column_paths = tuple(_column_paths(block) for block in table.blocks)
        self.column_words = frozenset(word for paths in self.column_paths for path in paths for word in path)
        self.around = frozenset(
            fold(text) for block in table.blocks for text in (*block.corner, block.banner, block.caption) if text
        )
        self.row_words = frozenset(word for line in self.lines for word in line.path)
        self.heading_words = self.column_words | self.around
        self.column_ranks = tuple({path: rank for rank, path in enumerate(paths)} for paths in self.column_paths)
        self.tail_ranks = tuple(_tails(paths) for paths in self.column_paths)
        self.column_groups = tuple(
            frozenset(path[:depth] for path in paths for depth in range(1, len(path))) for paths in self.column_paths
        )
        self.reading_order = tuple(tuple(word for word, _ in _reading(block)) for block in table.blocks)
        # Where the headings of columns all stand in the last row, those over several columns above them.
        self.reading_order_below = tuple(_reading_below(block) for block in table.blocks)
        # Where a heading over several columns is left out, and none of the others is printed twice.
        self.reading_order_without = tuple(words if len(set(words)) == len(words) else () for words in self._leaf_words)
        self.reading_ranks = tuple(tuple(rank for _, rank in _reading(block)) for block in table.blocks)

    def blocks_headed(self, words: tuple[str, ...]) -> list[int]:
        """The blocks whose headings of columns are exactly `words` when they are read row by row."""
        orders = zip(self.reading_order, self.reading_order_below, self.reading_order_without, strict=True)
        return [block for block, known in enumerate(orders) if words and words in known]

    def spread(self, line: Line) -> tuple[int, int]:
        """How many empty cells stand before and behind the figures of a line where merged cells are spread over columns.

        A label reaches to the first column of figures, and the last figure of a narrow block to the end of the table.
        """
        stubs = [
            max(len(one.path) for one in self.lines if one.block == block) for block in range(len(self.table.blocks))
        ]
        widths = [stub + len(paths) for stub, paths in zip(stubs, self.column_paths, strict=True)]
        return stubs[line.block] - len(line.path), max(widths) - widths[line.block]

    def official(self, word: str) -> str:
        """The folded official wording of a folded text, or the text itself where the table does not know it."""
        return self._known.get(word, word)

    @functools.cached_property
    def printed(self) -> Mapping[str, str]:
        """The official wordings as the form prints them, by their folded form."""
        return {fold(text): text for block in self.table.blocks for text in block_words(block)}

    @property
    def known(self) -> Mapping[str, str]:
        """Every folded text that stands for a label -> the folded official wording."""
        return self._known

    @functools.cached_property
    def orders(self) -> tuple[tuple[str, ...], ...]:
        """The official words of the table as they follow each other when it is read, once for each way to read headings."""
        return tuple(
            tuple(self._order(way)) for way in (self.reading_order, self.reading_order_below, self._leaf_words)
        )

    @functools.cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """The labels that a label stands beside or below, which may be printed again for each of its lines."""
        paths = (path for line in self.lines for path in (line.path, *self.column_paths[line.block]))
        above: dict[str, frozenset[str]] = {}
        for path in paths:
            for rank, word in enumerate(path):
                above[word] = above.get(word, frozenset()) | frozenset(path[:rank])
        return above

    @functools.cached_property
    def numberless(self) -> Mapping[str, str]:
        """Labels of rows without the number in front -> whole, where no two of them read alike."""
        labels = {word for line in self.lines for word in line.path}
        bodies = Counter(without_number(label) for label in labels)
        return {body: label for label in labels if (body := without_number(label)) and bodies[body] == 1}

    @property
    def _leaf_words(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(path[-1] for path in paths) for paths in self.column_paths)

    def _order(self, headings: Sequence[tuple[str, ...]]) -> Iterator[str]:
        for index, block in enumerate(self.table.blocks):
            yield from (fold(text) for text in (block.caption, *block.corner, block.banner) if text)
            yield from headings[index]
            yield from dict.fromkeys(word for line in self.lines if line.block == index for word in line.path)

    @functools.cached_property
    def words(self) -> Words:
        """Every folded text that stands for a label of this table, to split torn labels by."""
        return Words(self._known)

    @functools.cached_property
    def is_unlabelled(self) -> bool:
        """True where the table has a line of figures without a label."""
        return any(not line.path for line in self.lines)

    def lines_named(self, label: str) -> list[Line]:
        """The lines whose own label is the canonical `label`."""
        return self._by_label.get(label, [])

    def met(self, words: frozenset[str]) -> set[str]:
        """The official wordings among folded `words`."""
        return {self._known[word] for word in words & self._known.keys()}

    def may_be_in(self, words: frozenset[str]) -> bool:
        """True where folded `words` have a label of one of the lines, or most of the headings of a block."""
        if not self._line_variants.isdisjoint(words):
            return True
        return any(
            2 * len({self.official(word) for word in variants & words}) > len(leaves)
            for leaves, variants in self._leaves
        )

    @functools.cached_property
    def _line_variants(self) -> frozenset[str]:
        return frozenset(variant for variant, word in self._known.items() if word in self._by_label)

    @functools.cached_property
    def _leaves(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """For each block the headings right above its figures, and every variant of them."""
        leaves = [frozenset(path[-1] for path in paths) for paths in self.column_paths]
        return tuple(
            (words, frozenset(variant for variant, word in self._known.items() if word in words)) for words in leaves
        )

    @functools.cached_property
    def _by_label(self) -> dict[str, list[Line]]:
        index: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.path:
                index.setdefault(line.path[-1], []).append(line)
        return index

    def _without_numbering(self) -> dict[str, str]:
        """Row labels without their numbering, where no other word of the table reads the same."""
        labels = {line.path[-1] for line in self.lines if line.path}
        short = Counter(map(without_number, set(self._known.values())))
        return {name: label for label in labels if (name := without_number(label)) and short[name] == 1}


def without_number(label: str) -> str:
    """A folded label without the number in front of it."""
    return label.lstrip(_NUMBERING)


def _line(block: int, cells: tuple[FormCell, ...], table: Table) -> Line:
    rank = {cell.address: rank for rank, cell in enumerate(cells)}
    totals = tuple(
        Total(tuple(rank[address] for address in one.reported), tuple(rank[address] for address in one.expected))
        for one in table.identities
        if rank.keys() >= {*one.reported, *one.expected}
    )
    covered = {rank for total in totals for rank in (*total.reported, *total.expected)}
    path = tuple(fold(text) for text in cells[0].row_labels)
    return Line(block, cells, path, totals, len(covered) == len(cells))


def _column_paths(block: Block) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(text) for text in cell.column_labels) for cell in block.lines[0])


def _tails(paths: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """The headings of each column, whole or without their uppermost, where they are those of no other column."""
    tails = [(path[start:], rank) for rank, path in enumerate(paths) for start in range(len(path))]
    times = Counter(tail for tail, _ in tails)
    return {tail: rank for tail, rank in tails if times[tail] == 1}


def _reading(block: Block) -> Iterator[tuple[str, int | None]]:
    """The column headings as they follow each other when a page is read row by row, each with the rank of its column.

    The rank is None for a heading over several columns.
    """
    ranks = {id(label): rank for rank, label in enumerate(_leaves(block.columns))}
    level = list(block.columns)
    while level:
        yield from ((fold(label.text), ranks.get(id(label))) for label in level)
        level = [child for label in level for child in label.children]


def _reading_below(block: Block) -> tuple[str, ...]:
    """The column headings as in `_reading`, where a heading over one column stands in the last row, whatever is above it."""
    order = tuple(_reading(block))
    groups = [word for word, rank in order if rank is None]
    return (*groups, *(fold(label.text) for label in _leaves(block.columns)))


def _leaves(labels: Iterable[Label]) -> Iterator[Label]:
    for label in labels:
        yield from _leaves(label.children) if label.children else (label,)
