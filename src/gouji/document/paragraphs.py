"""Paragraphs put together again where a text was broken into lines, as the text of a PDF is."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from gouji.document import Document, Doubt, Grid, Passage
from gouji.document.doubts import moved
from gouji.document.folding import strip_invisible

_FINISHED = tuple("。！？；：!?;:")
_INDENTED = re.compile(r"[\s\u3000\u00a0]{2}")
_NUMBERED = re.compile(r"\s*[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.．）)]")
# A title and the line of its date have none of these.
_PROSE = re.compile(r"[，。,；]")
# A line of running text is at least as long, and its neighbours below are hardly longer.
_SHORTEST_LINE = 20
_RAGGED = 2


def paragraphs(blocks: Sequence[Passage | Grid]) -> Iterator[Passage]:
    """The passages in order; those that are lines of one paragraph as one passage, with the place of its first line.

    A line goes on in the next one if it is long, ends without a stop, and the next one is not indented, numbered or
    clearly longer, and one of them has a comma or a stop. Passages that are whole paragraphs end with a stop and stay as they are.
    """
    lines: list[Passage] = []
    for block in blocks:
        if lines and not (isinstance(block, Passage) and _goes_on(lines[-1].text, block.text)):
            yield _joined(lines)
            lines = []
        if isinstance(block, Passage):
            lines.append(block)
    if lines:
        yield _joined(lines)


def with_paragraphs(document: Document, headings: Collection[int]) -> Document:
    """`document` with each paragraph in the passage of its first line, and its further lines emptied.

    Every block keeps its rank. Those at the ranks of `headings` stay by themselves.
    """
    blocks = list(document.blocks)
    first = 0
    for rank in range(1, len(blocks)):
        begun, line, following = blocks[first], document.blocks[rank - 1], document.blocks[rank]
        if (
            isinstance(line, Passage)
            and len(line.text) >= _SHORTEST_LINE
            and isinstance(following, Passage)
            and isinstance(begun, Passage)
            and rank - 1 not in headings
            and rank not in headings
            and _goes_on(line.text, following.text)
        ):
            blocks[first] = _joined((begun, following))
            blocks[rank] = Passage("", following.locator)
        else:
            first = rank
    return replace(document, blocks=tuple(blocks))


def all_paragraphs(document: Document) -> list[Passage]:
    """The paragraphs of a whole document."""
    return list(paragraphs(document.blocks))


def _goes_on(line: str, following: str) -> bool:
    if len(line) < _SHORTEST_LINE or line.rstrip().endswith(_FINISHED):
        return False
    length = len(strip_invisible(line))
    return (
        length >= _SHORTEST_LINE
        and len(strip_invisible(following)) <= length + _RAGGED
        and not _INDENTED.match(following)
        and not _NUMBERED.match(following)
        and _PROSE.search(line + following) is not None
    )


def _joined(lines: Sequence[Passage]) -> Passage:
    if len(lines) == 1:
        return lines[0]
    texts: list[str] = []
    doubts: list[Doubt] = []
    length = 0
    for line in lines:
        text = line.text.strip()
        if line.doubts:
            doubts += moved(line.doubts, length - line.text.find(text))
        texts.append(text)
        length += len(text)
    return Passage("".join(texts), lines[0].locator, doubts=tuple(doubts))
