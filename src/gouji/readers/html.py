"""Web page -> Document: paragraphs as passages, tables as grids with their real row and column spans."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from gouji.document import Document, Grid, GridCell, Passage, UnreadableError
from gouji.folding import strip_invisible
from gouji.readers.html_page import HtmlPage, parse_page
from gouji.readers.inner_pages import InnerPages

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
# What a figure may not be read through: struck-out, raised and lowered text, and what shows a figure that is no text.
_MARKED = {"s": "~", "strike": "~", "del": "~", "sup": "^", "sub": "^"}
_PICTURES = frozenset(("img", "svg", "object", "iframe", "embed", "canvas", "select", "script"))
_WRAPPERS = frozenset(("p", "span", "font", "b", "strong", "div", "center"))
_NO_PICTURES = frozenset(("select", "script"))
_PICTURE = "\ufffc"
_TEXT_INPUTS = frozenset(("", "text", "number", "tel"))
_FRAMES = frozenset(("iframe", "frame"))
_UNSEEN_SIDES = frozenset(("0", "0px", "1", "1px"))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?!inline\s*(?:;|!|$)|contents|none)\w", re.IGNORECASE)
_SPAN = re.compile(r"\s*\+?(\d{1,11})(?!\d)")


def read_html(content: bytes, inner: InnerPages | None = None) -> Document:
    """The Document of a web page; what its frames show is read in their place where `inner` has it, else left out.

    What the page declares as its charset is recorded, not believed. Raises UnreadableError for bytes that are no text,
    tags nested beyond 1,000, tables beyond 100,000 cells, more than 50 pages in frames, and a page of nothing but
    frames (`part_missing`) that are not there.
    """
    page = parse_page(content)
    walk = _Walk(inner=inner)
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

    def __init__(self, in_cell: bool = False, inner: InnerPages | None = None) -> None:
        self.blocks: list[Passage | Grid] = []
        self.inner_pages: list[HtmlPage] = []
        self._inner = inner
        self._entered: set[str] = set()
        self._in_cell = in_cell
        self._text: list[str] = []
        self._picture = False
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
                self._text.append(_SPACES.sub(" ", node.text_content or ""))
            elif name in _FRAMES and self._enter_frame(node):
                continue
            elif name in _SKIPPED or _is_hidden(node):
                self._note(name, node)
            elif name == "br":
                self._end_passage()
            elif name == "table" and len(node.css("table")) == 1:
                self._end_passage()
                self._grids += 1
                self.blocks.append(_grid(node, self._grids))
            else:
                self._note(name, node)
                if not _is_inline(name, node):
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
        self._entered.add(self._inner.base)
        self.inner_pages.append(page)
        self._end_passage()
        if page.root is not None:
            self.enter(page.root)
        self._inner = outer
        return True

    def _note(self, name: str, node: LexborNode) -> None:
        if (name not in _PICTURES and name not in _MARKED and name != "input") or _is_hidden(node):
            return
        if not self._in_cell:
            self._picture = self._picture or (name in _PICTURES and name not in _NO_PICTURES)
        elif name == "input":
            kind = (node.attributes.get("type") or "").lower()
            self._text.append((node.attributes.get("value") or "") if kind in _TEXT_INPUTS else "")
        else:
            self._text.append(_MARKED.get(name, _PICTURE))

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


def _is_inline(name: str, node: LexborNode) -> bool:
    """True where an element does not end the line: by its name (`o:p` and `st1:date` are Word's), unless styled so."""
    if name not in _INLINE and ":" not in name:
        return False
    style = node.attributes.get("style")
    return not style or not _BLOCK_STYLE.search(style)


def _is_hidden(node: LexborNode) -> bool:
    return _says_hidden(node.attributes)


def _says_hidden(attributes: _Attributes) -> bool:
    # Most elements have none: looking twice would be the largest part of reading a plain page.
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _hides(style))


@functools.lru_cache(maxsize=1_000)
def _hides(style: str) -> bool:
    # Word gives each cell its style, and has few of them.
    return _HIDDEN_STYLE.search(style) is not None


def _grid(table: LexborNode, number: int) -> Grid:
    """The cells of one table where its spans put them, by the table algorithm of the HTML standard."""
    rows = [row for row in table.css("tr") if not _is_hidden(row)]
    ends = _group_ends(rows)
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        column = 0
        for cell, attributes in _cells_of(node):
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
            locator = f"table {number}, row {row + 1}, column {column + 1}"
            cells.append(GridCell(row, column, _cell_text(cell), locator, down, right))
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
        if tag not in _WRAPPERS or _is_hidden(node):
            return None
        node = node.first_child
    return None


def _cells_of(row: LexborNode) -> Iterator[tuple[LexborNode, _Attributes]]:
    for child in row.iter(include_text=False):
        if child.tag in ("td", "th"):
            attributes = child.attributes
            if not _says_hidden(attributes):
                yield child, attributes


def _span(attributes: _Attributes, name: str) -> int:
    """The span an attribute states, as browsers read it: 1 where it is missing or no number, 0 (to the end) is kept."""
    text = attributes.get(name)
    stated = _SPAN.match(text) if text else None
    return int(stated[1]) if stated else 1


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell as a person sees it: a line for each line break and block, other white space as one space."""
    only = _only_text(cell)
    if only is not None:
        return only if strip_invisible(only) else ""
    walk = _Walk(in_cell=True)
    walk.enter(cell)
    text = "\n".join(block.text for block in walk.blocks if isinstance(block, Passage))
    return text if strip_invisible(text) else ""
