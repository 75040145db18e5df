"""The labels of one table, folded and indexed: how a placer asks what a printed text is."""

import functools
from collections import Counter
from dataclasses import dataclass

from gouji.folding import fold
from gouji.forms import Block, FormCell, Table
from gouji.labels import Aliases, block_words

# Numbering in front of a label, once folded: `1属于国家秘密`, `三不予公开`.
_NUMBERING = "0123456789一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures: its cells in column order, and the folded headings left of it (outermost first)."""

    block: int
    cells: tuple[FormCell, ...]
    path: tuple[str, ...]


class Vocabulary:
    """The folded labels of a table, with the variants that are declared for them."""

    def __init__(self, table: Table, aliases: Aliases) -> None:
        self.table = table
        official = {fold(text) for block in table.blocks for text in block_words(block)}
        self._known = {variant: wording for variant, wording in aliases.labels.items() if wording in official}
        self._known |= {word: word for word in official}
        self.lines = tuple(
            Line(index, cells, tuple(fold(text) for text in cells[0].row_labels))
            for index, block in enumerate(table.blocks)
            for cells in block.lines
        )
        self._known |= {short: word for short, word in self._without_numbering().items() if short not in self._known}
        self.captions = {fold(block.caption): index for index, block in enumerate(table.blocks) if block.caption}
        self.column_paths = tuple(_column_paths(block) for block in table.blocks)
        self.column_words = frozenset(word for paths in self.column_paths for path in paths for word in path)
        self.around = frozenset(
            fold(text) for block in table.blocks for text in (*block.corner, block.banner, block.caption) if text
        )
        self.row_words = frozenset(word for line in self.lines for word in line.path)
        self.reading_order = tuple(_reading_order(block) for block in table.blocks)

    def canonical(self, text: str) -> str:
        """The folded official wording of a printed text, or its own folded form where the table does not know it."""
        folded = fold(text)
        return self._known.get(folded, folded)

    @functools.cached_property
    def words(self) -> dict[str, str]:
        """Every folded text that stands for a label of this table -> the folded official wording."""
        return self._known

    def lines_named(self, label: str) -> list[Line]:
        """The lines whose own label is the canonical `label`."""
        return self._by_label.get(label, [])

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
        short = Counter(label.lstrip(_NUMBERING) for label in set(self._known.values()))
        return {name: label for label in labels if (name := label.lstrip(_NUMBERING)) and short[name] == 1}


def _column_paths(block: Block) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(text) for text in cell.column_labels) for cell in block.lines[0])


def _reading_order(block: Block) -> tuple[str, ...]:
    """The column headings as they follow each other when a page is read row by row."""
    words: list[str] = []
    level = list(block.columns)
    while level:
        words += [fold(label.text) for label in level]
        level = [child for label in level for child in label.children]
    return tuple(words)
