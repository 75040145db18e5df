"""Web page -> Document: paragraphs as passages, tables as grids with their real row and column spans."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gouji.document import Document, Grid, GridCell, Passage, UnreadableError
from gouji.folding import strip_invisible
from gouji.readers.encoding import decode

# Lexbor takes time that grows with the square of the depth: 20,000 nested tags half a second, 100,000 a minute.
_MAX_DEPTH = 1_000
_MAX_GRID_CELLS = 100_000
_MAX_GRID_SIDE = 5_000

_NESTING_TAG = re.compile(
    r"<(/?)(?:div|table|tbody|tr|td|th|span|font|b|i|u|em|strong|section|article|center|blockquote|ul|ol|dl|a|form|body|html"
    r"|big|small|code|pre|sub|sup|svg|math|object|main|header|footer|nav|aside|fieldset|label|button)(?=[\s/>])",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select", "textarea"))
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q")
    + ("s", "small", "span", "st1:chsdate", "strong", "sub", "sup", "time", "tt", "u", "var", "-text", "img", "input")
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def read_html(content: bytes) -> Document:
    """The Document of a web page. What the page declares as its charset is recorded, not believed.

    Raises UnreadableError for bytes that are no text, tags nested beyond 1,000, and tables beyond 100,000 cells.
    """
    decoded = decode(content)
    text = _XML_DECLARATION.sub("", decoded.text)
    _refuse_depth(text)
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise UnreadableError("empty")
    walk = _Walk()
    walk.enter(tree.body)
    return Document("html", tuple(walk.blocks), _metadata(tree), decoded.remarks)


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _NESTING_TAG.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise UnreadableError("nested_too_deep", limit=_MAX_DEPTH)


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """The named texts of the page (PubDate, ArticleTitle ... of 国办发〔2017〕47号) and its title."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        name, content = node.attributes.get("name"), node.attributes.get("content")
        if name and content:
            found.setdefault(name.lower(), content.strip())
    title = tree.css_first("title")
    if title is not None:
        found.setdefault("title", title.text().strip())
    return found


class _Walk:
    """Collects blocks in reading order: text gathers until a block element or a line break ends the passage."""

    def __init__(self) -> None:
        self.blocks: list[Passage | Grid] = []
        self._text: list[str] = []
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
                continue
            if name == "-text":
                self._text.append(_SPACES.sub(" ", node.text_content or ""))
                continue
            if name in _SKIPPED or _is_hidden(node):
                continue
            if name == "br":
                self._end_passage()
                continue
            if name == "table" and len(node.css("table")) == 1:
                self._end_passage()
                self._grids += 1
                self.blocks.append(_grid(node, self._grids))
                continue
            if name not in _INLINE:
                self._end_passage()
                stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))
        self._end_passage()

    def _end_passage(self) -> None:
        text = "".join(self._text).strip(" ")
        self._text.clear()
        # A paragraph of no-break spaces is kept: one cell a paragraph, it may be a blank cell (report 001).
        if text:
            self._passages += 1
            self.blocks.append(Passage(text, f"paragraph {self._passages}"))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _grid(table: LexborNode, number: int) -> Grid:
    """The cells of one table where its spans put them, by the table algorithm of the HTML standard."""
    rows = [row for row in table.css("tr") if not _is_hidden(row)]
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        column = 0
        for cell in _cells_of(node):
            while (row, column) in taken:
                column += 1
            down = min(_span(cell, "rowspan") or len(rows), len(rows) - row)
            right = _span(cell, "colspan") or 1
            if right > _MAX_GRID_SIDE or len(taken) + down * right > _MAX_GRID_CELLS:
                raise UnreadableError("table_too_large", limit=_MAX_GRID_CELLS)
            taken.update((row + r, column + c) for r in range(down) for c in range(right))
            locator = f"table {number}, row {row + 1}, column {column + 1}"
            cells.append(GridCell(row, column, _cell_text(cell), locator, down, right))
            column += right
    return Grid(tuple(cells), f"table {number}", spans_known=True)


def _cells_of(row: LexborNode) -> Iterator[LexborNode]:
    for child in row.iter(include_text=False):
        if child.tag in ("td", "th") and not _is_hidden(child):
            yield child


def _span(cell: LexborNode, name: str) -> int:
    """The span an attribute states; 1 where it is missing or no number; 0 (to the end of the table) is kept."""
    stated = (cell.attributes.get(name) or "").strip()
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else 1


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell as a person sees it: a line for each line break and block, other white space as one space."""
    walk = _Walk()
    walk.enter(cell)
    text = "\n".join(block.text for block in walk.blocks if isinstance(block, Passage))
    return text if strip_invisible(text) else ""
