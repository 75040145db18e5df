"""How readers note a doubt while a text is still being put together, and how it leaves the text for good.

A text comes in pieces and is stripped, joined and split on its way into a cell. A doubt travels with it as a mark, one of
the characters that Unicode keeps for no text, and `lifted` takes every mark out of the Document and sets down beside the
text what was doubted and where. No mark leaves the readers.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.document import CAUSES, Cause, Document, Doubt, Grid, GridCell, Passage
from gouji.document.doubts import untold
from gouji.document.folding import UNSEEN, shows

# Noncharacters, U+FDD0 to U+FDEF: of 32, the last one ends what is doubted.
_FIRST, _LAST = 0xFDD0, 0xFDEF
MARK: dict[Cause, str] = {cause: chr(_FIRST + rank) for rank, cause in enumerate(CAUSES)}
END = chr(_LAST)
_CAUSES: dict[str, Cause] = {mark: cause for cause, mark in MARK.items()}
# These are of the text behind the mark, up to END or to the end of all; the others of the place where the mark stands.
_REACHING: frozenset[Cause] = frozenset(
    (
        "struck", "raised", "obscured", "turned", "hidden", "under_merge", "merge_unclear", "zeros_hidden", "number_format",
        "conditional_format", "value_unclear", "overprinted", "torn_cell",
    )
)  # fmt: skip
_MARKS = re.compile(f"[{chr(_FIRST)}-{END}]")
_MAY_DOUBT = re.compile(
    f"[{chr(_FIRST)}-{END}\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\u2460-\u24ff\u2776-\u2793\u00b2\u00b3\u00b9\u2070-\u209c]"
)


_SHOWN = re.compile(f"[^{UNSEEN}{chr(_FIRST)}-{END}]")


def around(marks: str, text: str) -> str:
    """`text`, doubted as a whole, line by line, for the causes of `marks`; the text itself where there are none."""
    return "\n".join([f"{marks}{line}{END}" for line in text.split("\n")]) if marks else text


def without_marks(text: str) -> str:
    """`text` without any mark."""
    return _MARKS.sub("", text)


def shows_unmarked(text: str) -> bool:
    """True where `text` has a character that is seen and no mark."""
    return _SHOWN.search(text) is not None


def lifted(document: Document) -> Document:
    """The Document with every mark of its texts made a doubt beside the text."""
    if not any(map(_MAY_DOUBT.search, _texts(document))):
        return document
    blocks: list[Passage | Grid] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = tuple(map(_cell, block.cells))
            blocks.append(block if cells == block.cells else replace(block, cells=cells))
        else:
            blocks.append(_passage(block))
    return replace(document, blocks=tuple(blocks))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield "\n".join([cell.text for cell in block.cells]) if isinstance(block, Grid) else block.text


def _passage(passage: Passage) -> Passage:
    text, doubts = told_apart(passage.text)
    stripped = text.strip(" \t") if doubts and text != passage.text else text
    gone = len(text) - len(text.lstrip(" \t")) if stripped != text else 0
    if gone:
        doubts = tuple(Doubt(cause, max(start - gone, 0), max(end - gone, 0)) for cause, start, end in doubts)
    return passage._replace(text=stripped, doubts=doubts) if doubts else passage


def _cell(cell: GridCell) -> GridCell:
    text, doubts = told_apart(cell.text)
    if not doubts:
        return cell
    if text != cell.text:
        # Lines that held nothing but a mark.
        text = "\n".join([line.strip(" \t") for line in text.split("\n") if shows(line)])
        doubts = tuple(Doubt(cause, min(start, len(text)), min(end, len(text))) for cause, start, end in doubts)
    return cell._replace(text=text, doubts=doubts)


def told_apart(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """The text without its marks, and what they doubt of it."""
    if not _MAY_DOUBT.search(text):
        return text, ()
    parts: list[str] = []
    doubts: list[Doubt] = []
    reaching: list[tuple[Cause, int]] = []
    at = length = 0
    for match in _MARKS.finditer(text):
        parts.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        cause = _CAUSES.get(match[0])
        if cause is None:
            # What a mark would end and none began was a character of the file.
            if not reaching:
                doubts.append(Doubt("unknown_character", length, length))
            doubts += [Doubt(begun, start, length) for begun, start in reaching]
            reaching = []
        elif cause in _REACHING:
            reaching.append((cause, length))
        else:
            doubts.append(Doubt(_CAUSES[match[0]], length, length))
    parts.append(text[at:])
    bare = "".join(parts)
    doubts += [Doubt(begun, start, len(bare)) for begun, start in reaching]
    return bare, tuple(sorted(dict.fromkeys((*doubts, *untold(bare))), key=lambda doubt: doubt[1:]))
