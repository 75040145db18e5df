"""Web page -> Document: paragraphs as passages, tables as grids with their real row and column spans."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from gouji.document import Document, Grid, GridCell, Passage, UnreadableError
from gouji.folding import strip_invisible
from gouji.readers.html_looks import PLAIN, Looks, is_dim, looks_of
from gouji.readers.html_page import HtmlPage, parse_page
from gouji.readers.inner_pages import InnerPages
from gouji.readers.sight import is_symbol_font

_Attributes: TypeAlias = Mapping[str, str | None]

_MAX_GRID_CELLS = 100_000
_MAX_GRID_SIDE = 5_000
# A portal's page frames some dozen others, advertisements among them; a workbook saved as a page a frame a sheet.
_MAX_INNER_PAGES = 50

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_SKIPPED = frozenset(
    ("script", "style", "head", "noscript", "noframes", "template", "iframe", "object", "svg", "select", "-comment")
)
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    )
)  # fmt: skip
# What a figure may not be read through: struck-out, raised and lowered text, text that is shown backwards, numbered or
# folded away, and what shows a figure that is no text.
_MARKED = {
    "s": "~",
    "strike": "~",
    "del": "~",
    "sup": "^",
    "sub": "^",
    "bdo": "~",
    "q": "~",
    "ol": "~",
    "details": "~",
    "dialog": "~",
}
_PICTURES = frozenset(
    (
        "img", "svg", "object", "iframe", "embed", "canvas", "select", "script", "audio", "meter", "noscript", "progress",
        "video",
    )
)  # fmt: skip
_WRAPPERS = frozenset(("p", "span", "font", "b", "strong", "div", "center"))
_NO_PICTURES = frozenset(("select", "script", "noscript"))
_ALTERED = "~"
_PICTURE = "\ufffc"
_TEXT_INPUTS = frozenset(("", "text", "number", "tel"))
_GONE = Looks(gone=True, hidden=True)
_FRAMES = frozenset(("iframe", "frame"))
_UNSEEN_SIDES = frozenset(("0", "0px", "1", "1px"))
_SPAN = re.compile(r"\s*\+?(\d{1,11})(?!\d)")


def read_html(content: bytes, inner: InnerPages | None = None) -> Document:
    """The Document of a web page; what its frames show is read in their place where `inner` has it, else left out.

    What the page declares as its charset is recorded, not believed. Raises UnreadableError for bytes that are no text,
    tags nested beyond 1,000, tables beyond 100,000 cells, more than 50 pages in frames, and a page of nothing but
    frames (`part_missing`) that are not there.
    """
    page = parse_page(content)
    walk = _Walk(inner=inner, may_be_dim=page.may_be_dim)
    if page.root is None:
        raise UnreadableError("empty")
    walk.enter(page.root)
    frame = page.tree.css_first("frame")
    if frame is not None and not walk.blocks:
        raise UnreadableError("part_missing", part=(frame.attributes.get("src") or "")[:80])
    metadata: dict[str, str] = {}
    for one in (page, *walk.inner_pages):
        metadata = one.metadata | metadata
    remarks = tuple(dict.fromkeys(said for one in (page, *walk.inner_pages) for said in one.remarks))
    return Document("html", tuple(walk.blocks), metadata, remarks)


class _Walk:
    """Collects blocks in reading order: text gathers until a block element or a line break ends the passage.

    `in_cell` also notes what makes the text of a cell no figure that could be read: a picture, a raised digit.
    """

    def __init__(self, in_cell: bool = False, inner: InnerPages | None = None, may_be_dim: bool = False) -> None:
        self.blocks: list[Passage | Grid] = []
        self.inner_pages: list[HtmlPage] = []
        self._inner = inner
        self._entered: set[str] = set()
        self._in_cell = in_cell
        self._may_be_dim = may_be_dim
        self._text: list[str] = []
        self._picture = False
        self.pictured = False
        self._passages = 0
        self._grids = 0

    def enter(self, root: LexborNode) -> None:
        """Walk the tree below `root` without recursion, since hostile pages are deep."""
        stack: list[tuple[LexborNode, bool]] = [(root, True)]
        while stack:
            node, opening = stack.pop()
            name = node.tag or ""
            if not opening:
                self._end_passage()
            elif name == "-text":
                self._add(node)
            elif name in _FRAMES and self._enter_frame(node):
                continue
            elif name in _SKIPPED or _is_hidden(node):
                self._note(name, node)
            elif name == "br":
                self._end_passage()
            elif name == "table" and len(node.css("table")) == 1:
                self._end_passage()
                self._grids += 1
                self.blocks.append(_grid(node, self._grids, self._may_be_dim))
            else:
                self._note(name, node)
                if not _is_inline(name, node, self._in_cell):
                    self._end_passage()
                    stack.append((node, False))
                stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))
        self._end_passage()

    def _enter_frame(self, frame: LexborNode) -> bool:
        """Read the page that a frame shows in the frame's place. False where it is not there or nobody can see it."""
        seen = not (_is_hidden(frame) or {frame.attributes.get(side) for side in ("width", "height")} & _UNSEEN_SIDES)
        found = self._inner.find(frame.attributes.get("src") or "") if self._inner and seen else None
        if found is None or found[0].base in self._entered:
            return False
        if len(self._entered) == _MAX_INNER_PAGES:
            raise UnreadableError("too_many_parts", limit=_MAX_INNER_PAGES)
        try:
            page = parse_page(found[1])
        except UnreadableError:
            # An advertisement that is no text costs the report nothing; where it stood is marked like a picture.
            return False
        outer, self._inner = self._inner, found[0]
        self._may_be_dim = self._may_be_dim or page.may_be_dim
        self._entered.add(self._inner.base)
        self.inner_pages.append(page)
        self._end_passage()
        if page.root is not None:
            self.enter(page.root)
        self._inner = outer
        return True

    def _add(self, text: LexborNode) -> None:
        words = _SPACES.sub(" ", text.text_content or "")
        around = text.parent if self._may_be_dim and self._in_cell and not words.isspace() else None
        if around is not None and is_dim(around):
            self._text.append(_ALTERED)
        self._text.append(words)

    def _note(self, name: str, node: LexborNode) -> None:
        if not self._in_cell:
            seen = name in _PICTURES and name not in _NO_PICTURES and not _is_hidden(node)
            self._picture = self._picture or seen
            return
        attributes = node.attributes
        looks = _looks(attributes)
        if looks.hidden:
            return
        if name == "input":
            self._text.append(_PICTURE if looks.altered else _of_input(attributes))
        elif name in _PICTURES or (name == "template" and "shadowrootmode" in attributes):
            self._text.append(_PICTURE)
        elif looks.altered or name in _MARKED:
            self._text.append(_MARKED.get(name, _ALTERED))
        self.pictured = self.pictured or looks.pictured

    def _end_passage(self) -> None:
        text = "".join(self._text).strip(" ")
        self._text.clear()
        # A paragraph of no-break spaces is kept: one cell a paragraph, it may be a blank cell (report 001).
        if not text and self._picture:
            # A section that shows its table as a picture is not empty.
            text = _PICTURE
        self._picture = False
        if text:
            self._passages += 1
            self.blocks.append(Passage(text, f"paragraph {self._passages}"))


def _of_input(attributes: _Attributes) -> str:
    """What a form field shows, or a mark where that is no text."""
    kind = (attributes.get("type") or "").lower()
    if kind in _TEXT_INPUTS:
        return attributes.get("value") or (_PICTURE if attributes.get("placeholder") else "")
    return "" if kind == "hidden" else _PICTURE


def _is_inline(name: str, node: LexborNode, in_cell: bool) -> bool:
    """True where an element does not end the line: by its name (`o:p` and `st1:date` are Word's), unless styled so."""
    if name not in _INLINE and ":" not in name:
        return False
    style = node.attributes.get("style")
    if not style:
        return True
    looks = looks_of(style)
    return not (looks.breaks or (in_cell and looks.parted))


def _is_hidden(node: LexborNode) -> bool:
    return _looks(node.attributes).hidden


def _looks(attributes: _Attributes) -> Looks:
    # Most elements have none: looking twice would be the largest part of reading a plain page.
    if not attributes:
        return PLAIN
    if "hidden" in attributes:
        return _GONE
    style = attributes.get("style")
    looks = looks_of(style) if style else PLAIN
    if "dir" not in attributes and "face" not in attributes:
        return looks
    turned = (attributes.get("dir") or "").lower() == "rtl" or is_symbol_font(attributes.get("face") or "")
    return replace(looks, altered=True) if turned else looks


def _grid(table: LexborNode, number: int, may_be_dim: bool) -> Grid:
    """The cells of one table where its spans put them, by the table algorithm of the HTML standard."""
    hidden_groups = {group.mem_id for group in table.css("tbody, thead, tfoot") if _is_hidden(group)}
    rows = [
        row
        for row in table.css("tr")
        if not _is_hidden(row) and (row.parent is None or row.parent.mem_id not in hidden_groups)
    ]
    altered = _looks(table.attributes).altered
    ends = _group_ends(rows)
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        column = 0
        row_altered = altered or _looks(node.attributes).altered
        for cell, attributes, looks in _cells_of(node):
            while (row, column) in taken:
                column += 1
            down = min(_span(attributes, "rowspan") or len(rows), ends[row] - row)
            right = _span(attributes, "colspan") or 1
            if right > _MAX_GRID_SIDE or len(taken) + down * right > _MAX_GRID_CELLS:
                raise UnreadableError("table_too_large", limit=_MAX_GRID_CELLS)
            if down == right == 1:
                taken.add((row, column))
            else:
                taken.update((row + r, column + c) for r in range(down) for c in range(right))
            text = _cell_text(cell, looks, may_be_dim)
            if row_altered or looks.altered:
                text = _ALTERED + text
            locator = f"table {number}, row {row + 1}, column {column + 1}"
            cells.append(GridCell(row, column, text, locator, down, right))
            column += right
    return Grid(tuple(cells), f"table {number}", spans_known=True)


def _group_ends(rows: list[LexborNode]) -> list[int]:
    """For each row the rank behind the last row of its <thead>, <tbody> or <tfoot>: no cell reaches out of its group."""
    ends: list[int] = []
    end, below = len(rows), None
    for rank in range(len(rows) - 1, -1, -1):
        group = rows[rank].parent
        identity = group.mem_id if group is not None else None
        if identity != below:
            end, below = rank + 1, identity
        ends.append(end)
    return ends[::-1]


def _only_text(cell: LexborNode) -> str | None:
    """The text of a cell that has one text and nothing around it but plain wrappers; None where there is more to it."""
    node = cell.first_child
    while node is not None:
        tag, behind = node.tag, node.next
        # Word ends each paragraph with an empty <o:p>.
        if behind is not None and (behind.tag != "o:p" or behind.first_child is not None or behind.next is not None):
            return None
        if tag == "-text":
            return _SPACES.sub(" ", node.text_content or "").strip(" ")
        if tag not in _WRAPPERS or not _looks(node.attributes).is_plain:
            return None
        node = node.first_child
    return None


def _cells_of(row: LexborNode) -> Iterator[tuple[LexborNode, _Attributes, Looks]]:
    for child in row.iter(include_text=False):
        if child.tag in ("td", "th"):
            attributes = child.attributes
            looks = _looks(attributes)
            if not looks.gone:
                yield child, attributes, looks


def _span(attributes: _Attributes, name: str) -> int:
    """The span an attribute states, as browsers read it: 1 where it is missing or no number, 0 (to the end) is kept."""
    text = attributes.get(name)
    stated = _SPAN.match(text) if text else None
    return int(stated[1]) if stated else 1


def _cell_text(cell: LexborNode, looks: Looks, may_be_dim: bool) -> str:
    """The text of a cell as a person sees it: a line for each line break and block, other white space as one space.

    An empty cell before a picture may show a figure all the same.
    """
    if looks.hidden:
        return _ALTERED
    only = None if may_be_dim or looks.pictured else _only_text(cell)
    if only is not None:
        return only if strip_invisible(only) else ""
    walk = _Walk(in_cell=True, may_be_dim=may_be_dim)
    walk.enter(cell)
    text = "\n".join(block.text for block in walk.blocks if isinstance(block, Passage))
    return text if strip_invisible(text) else _PICTURE if walk.pictured or looks.pictured else ""
