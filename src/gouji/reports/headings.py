"""The lines of a document that may head a section: their number, how it is written, and their words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from gouji.declared.aliases import Headings
from gouji.document import Document, Grid, GridCell, Passage
from gouji.document.folding import collapse, fold, strip_invisible
from gouji.document.numerals import read_chinese_number

# 一、 | （一） | 1、 | 第一部分: how a number is written tells headings of sections from those inside them.
Style = Literal["han", "bracketed", "digit", "part"]

# Marks of Markdown around a line whose white space is single spaces.
_BEFORE, _AFTER = "#*>_~ ", "#*_~ "
_NUMBERS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("part", re.compile(r"第\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*(?:部分|章|节)[\s、.．,:]*")),
    ("bracketed", re.compile(r"[(\[]\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*[)\]][\s、.．,:]*")),
    ("han", re.compile(r"([一二三四五六七八九十]{1,2})(?:\s*[、.．,:)]\s*|\s+)")),
    ("digit", re.compile(r"(\d{1,2})\s*(?:[、.．,:)](?!\d)\s*|\s+)")),
)
# (单位：件) behind a heading.
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_BEHIND = re.compile(r"[:。;—]|\s{1,}")
# A character typed twice: 行政诉诉讼.
_TWICE = re.compile(r"(.)\1")
_HAN_NUMBERS = "一二三四五六七八九十"
_BEGINNINGS = frozenset(_HAN_NUMBERS + "0123456789第([")
_CELL_BEGINNINGS = _BEGINNINGS | frozenset("（［０１２３４５６７８９#*")
# Figures at the end of a line of a table.
_FIGURES = re.compile(r"\d+$")
LONGEST_HEADING = 60
# The first line of a heading that is broken over two has at least as many characters.
_SHORTEST_PART = 2
_LONGEST_WORDS = 40
_SENTENCE = re.compile(r"[。;!?]")
_SHORTEST_LABEL = 4
_MOST_IN_ROW = 3


class Line(NamedTuple):
    """A line that may head a section: a passage, or a cell of a grid that stands alone in its row but for a remark.

    `rank` is that of its block; `row` and `column` its cell's (passages: 0, -1). `style` and `number` are None where it
    has no number. `words` are folded; `known` is the official wording that they are another form of, None where there is
    none. `behind`: how many characters of content follow the heading in its line.
    """

    rank: int
    row: int
    column: int
    style: Style | None
    number: int | None
    words: str
    known: str | None
    behind: int
    printed: str
    locator: str


def heading_lines(document: Document, headings: Headings, official: Collection[str]) -> list[Line]:
    """Every line that may head a section, in reading order. `official`: the folded official wordings."""
    found: list[Line] = []
    for rank, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for cell in _heading_cells(block):
                may_be = len(cell.text) <= LONGEST_HEADING and (
                    cell.text.lstrip()[:1] in _CELL_BEGINNINGS or fold(cell.text) in official
                )
                line = _line(cell.text, headings, official) if may_be else None
                if line is not None and (line.known is not None or line.number is not None):
                    found.append(line._replace(rank=rank, row=cell.row, column=cell.column, locator=cell.locator))
        elif not block.text.isascii():
            # What the program draws in front of it is read as it is shown.
            shown = document.numbers.get(rank, "") + block.text
            line = _line(shown, headings, official)
            if line is not None and line.known is None and rank + 1 < len(document.blocks):
                line = _over_two(shown, document.blocks[rank + 1], headings, official) or line
            if line is not None:
                found.append(line._replace(rank=rank, locator=block.locator))
    return found


def _over_two(text: str, following: Passage | Grid, headings: Headings, official: Collection[str]) -> Line | None:
    """The heading that a passage and the short one behind it are together, None where they are none."""
    if not isinstance(following, Passage) or len(following.text) > LONGEST_HEADING:
        return None
    if not begins_heading(text, headings, official):
        return None
    line = _line(text + following.text, headings, official)
    return line if line is not None and line.known is not None and not line.behind else None


def main_style(lines: Iterable[Line], numbers: dict[str, int]) -> Style | None:
    """How the sections are numbered: as most lines are that have a known wording and the number that belongs to it.

    Where none has, as the lines are that count one, two, three.
    """
    lines = list(lines)
    fitting: Counter[Style] = Counter(
        line.style for line in lines if line.known and line.number == numbers[line.known] and line.style
    )
    if fitting:
        return fitting.most_common(1)[0][0]
    if any(line.known for line in lines):
        return None
    for style, _ in _NUMBERS:
        counted = {line.number for line in lines if line.style == style}
        if {1, 2, 3, 4} <= counted:
            return style
    return None


def _heading_cells(grid: Grid) -> Iterator[GridCell]:
    """Cells that stand in a row with hardly anything else, or over a column of text of their own."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if not cell.text.isascii() and len(cell.text) > 1:
            rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        if len(cells) <= _MOST_IN_ROW:
            yield from cells


def _line(text: str, headings: Headings, official: Collection[str]) -> Line | None:
    shown = collapse(text)
    bare = _bare(shown)
    style, number, rest = _numbered(bare)
    known, words, behind = _worded(rest, headings, official)
    if known is None and style is None and bare[:1] in _HAN_NUMBERS:
        # 一总体情况, where the mark behind the number was lost.
        known, words, behind = _worded(bare[1:], headings, official)
        style, number = ("han", _HAN_NUMBERS.index(bare[0]) + 1) if known else (None, None)
    if known is None:
        if number is None and _is_prose(bare):
            return None
        words, behind = _head(rest)
        if not words or len(words) > _LONGEST_WORDS:
            return None
    return Line(0, 0, -1, style, number, words, known, behind, shown[: 2 * LONGEST_HEADING], "")


def _bare(shown: str) -> str:
    return unicodedata.normalize("NFKC", shown).lstrip(_BEFORE).rstrip(_AFTER)


def _numbered(bare: str) -> tuple[Style | None, int | None, str]:
    if bare[:1] in _BEGINNINGS:
        for style, pattern in _NUMBERS:
            match = pattern.match(bare)
            if match is not None:
                number = int(match[1]) if match[1].isdigit() else read_chinese_number(match[1])
                return style, number, bare[match.end() :]
    return None, None, bare


def _worded(rest: str, headings: Headings, official: Collection[str]) -> tuple[str | None, str, int]:
    """The official wording that a text is, the words it has, and the characters of content behind them."""
    if len(rest) <= LONGEST_HEADING:
        words = fold(rest)
        known = _official(words, headings, official)
        if known is None and rest.endswith((")", "]")):
            words = fold(_REMARK.sub("", rest))
            known = _official(words, headings, official)
        if known is not None:
            return known, words, 0
        for nothing in headings.nothing:
            if words.endswith(nothing) and (known := _official(words.removesuffix(nothing), headings, official)):
                return known, words.removesuffix(nothing), len(nothing)
    for match in _BEHIND.finditer(rest[: 2 * LONGEST_HEADING]):
        words = fold(rest[: match.start()])
        known = _official(words, headings, official)
        if known is not None:
            return known, words, len(strip_invisible(rest[match.end() :]))
    return None, "", 0


def _official(words: str, headings: Headings, official: Collection[str]) -> str | None:
    if words in official:
        return words
    if words in headings.variants:
        return headings.variants[words]
    once = _TWICE.sub(r"\1", words)
    return once if once in official else headings.variants.get(once)


def _head(rest: str) -> tuple[str, int]:
    """The words of a heading that is not known, and the characters behind them: up to a colon or the end of a sentence."""
    match = re.search(r"[:。]", rest)
    head, behind = (rest, "") if match is None else (rest[: match.start()], rest[match.end() :])
    return fold(_REMARK.sub("", head)), len(strip_invisible(behind))


def _is_prose(bare: str) -> bool:
    return len(bare) > _LONGEST_WORDS or _SENTENCE.search(bare) is not None


def is_label(line: Line, headings: Headings) -> bool:
    """True for the label of a line of a table, which is numbered like a heading, whole or torn, with its figures."""
    words = _FIGURES.sub("", fold(line.printed))
    if words in headings.labels or line.words in headings.labels:
        return True
    return len(words) >= _SHORTEST_LABEL and any(
        label.startswith(words) or (len(label) >= _SHORTEST_LABEL and words.startswith(label))
        for label in headings.labels
        if label[:2] == words[:2]
    )


def begins_heading(text: str, headings: Headings, official: Collection[str]) -> bool:
    """True for the first part of a heading that was broken over two lines."""
    if len(text) > _LONGEST_WORDS or "。" in text:
        return False
    _, _, rest = _numbered(_bare(collapse(text)))
    words = fold(rest)
    return len(words) >= _SHORTEST_PART and any(
        one.startswith(words) and one != words for one in (*official, *headings.variants)
    )
