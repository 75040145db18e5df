"""Web page -> Document: paragraphs as passages, tables as grids with their real row and column spans."""

from selectolax.lexbor import LexborNode

from gouji.document import Document, UnreadableError
from gouji.document.folding import shows, single_spaces
from gouji.readers.marks import MARK, around, shows_unmarked, without_marks
from gouji.readers.story import Story
from gouji.readers.web.inner_pages import InnerPages
from gouji.readers.web.list_numbers import ListNumbers
from gouji.readers.web.looks import Looks, is_dim, looks_at
from gouji.readers.web.page import HtmlPage, parse_page
from gouji.readers.web.tables import read_table
from gouji.readers.web.words import (
    CHOSEN,
    DOUBTED,
    FRAMES,
    IN_PROSE,
    NO_PICTURES,
    PICTURES,
    SKIPPED,
    UNSEEN_SIDES,
    Attributes,
    is_hidden,
    is_inline,
    shown_by_input,
)

# A portal's page frames some dozen others, advertisements among them; a workbook saved as a page a frame a sheet.
_MAX_INNER_PAGES = 50


def read_html(content: bytes, inner: InnerPages | None = None) -> Document:
    """The Document of a web page; what its frames show is read in their place where `inner` has it, else left out.

    What the page declares as its charset is recorded, not believed. Raises UnreadableError for bytes that are no text,
    tags nested beyond 1,000, tables beyond 100,000 cells, more than 50 pages in frames, and a page of nothing but
    frames (`part_missing`) that are not there.
    """
    page = parse_page(content)
    walk = _Walk(inner=inner, may_be_dim=page.may_be_dim)
    walk.list_numbers = ListNumbers(is_told=page.lists_are_told)
    walk.keeps_lines = page.keeps_lines
    if page.root is None:
        raise UnreadableError("empty")
    walk.enter(page.root)
    frame = page.tree.css_first("frame")
    if frame is not None and not walk.story.blocks:
        raise UnreadableError("part_missing", part=(frame.attributes.get("src") or "")[:80])
    metadata: dict[str, str] = {}
    for one in (page, *walk.inner_pages):
        metadata = one.metadata | metadata
    remarks = tuple(dict.fromkeys(said for one in (page, *walk.inner_pages) for said in one.remarks))
    # Where sheets put text before elements, it may stand beside the number.
    numbers_told = not page.draws_numbers and not walk.inner_pages
    return walk.story.document("html", metadata, remarks, is_drawn=page.draws_numbers, numbers_told=numbers_told)


# What may write or draw where it stands.
_WRITING = frozenset(("script", "object", "embed", "applet", "iframe", "canvas", "svg"))


class _Walk:
    """Goes through the elements of a page and tells the story of them: text gathers until a block element or a line break ends the passage.

    `in_cell` collects `lines` instead, and notes all that makes the text of a cell no figure that could be read; outside of
    cells what is struck out, raised or shown backwards.
    """

    def __init__(self, in_cell: bool = False, inner: InnerPages | None = None, may_be_dim: bool = False) -> None:
        self.story = Story()
        self.lines: list[str] = []
        self.inner_pages: list[HtmlPage] = []
        self.keeps_lines = False
        self.list_numbers = ListNumbers(is_told=False)
        self._listed = False
        self._number: str | None = None
        self._inner = inner
        self._entered: set[str] = set()
        self._in_cell = in_cell
        self._may_be_dim = may_be_dim
        self._text: list[str] = []
        # The marks of the elements around the text, outside of cells.
        self._around: list[str] = []
        self.pictured = False

    def enter(self, root: LexborNode) -> None:
        """Walk the tree below `root` without recursion, since hostile pages are deep."""
        node: LexborNode | None = root
        # The elements that the walk is inside of, whether each ends a line, and how many marks are around them.
        opened: list[tuple[LexborNode, bool, int]] = []
        while node is not None:
            marks = len(self._around)
            inner = self._open(node)
            if inner is not None:
                child, ends_line = inner
                opened.append((node, ends_line, marks))
                node = child
                continue
            following = node.next if opened else None
            while following is None and opened:
                node, ends_line, marks = opened.pop()
                del self._around[marks:]
                if ends_line:
                    self._end_passage()
                following = node.next if opened else None
            node = following
        self._end_passage()

    def _open(self, node: LexborNode) -> tuple[LexborNode, bool] | None:
        """Take in what a node shows by itself; its first child, and whether it ends a line, where the walk goes on in it."""
        name = node.tag or ""
        if name == "-text":
            self._add(node)
            return None
        if name in FRAMES and self._enter_frame(node):
            return None
        attributes = node.attributes
        looks = looks_at(attributes)
        if not looks.hidden:
            self._note(name, attributes, looks)
        if not self._in_cell:
            self._beside(name, node, is_hidden=looks.hidden)
        if looks.hidden or name in SKIPPED:
            return None
        if name == "br":
            self._end_passage()
            return None
        if name == "table" and len(node.css("table")) == 1:
            self._end_passage()
            locator = self.story.next_table()
            self.story.table(read_table(node, locator, self._cell_text, look_closer=self._may_be_dim))
            return None
        ends_line = not is_inline(name, attributes, self._in_cell)
        if ends_line:
            self._end_passage()
        child = node.first_child
        if child is None:
            return None
        cause = None if self._in_cell else looks.altered or DOUBTED.get(name)
        if cause in IN_PROSE:
            self._around.append(MARK[cause])
        return child, ends_line

    def _beside(self, name: str, node: LexborNode, *, is_hidden: bool) -> None:
        """Note what is shown beside the text: the number of a list's item, what a script may write."""
        if name == "li":
            # Of an item that begins with a list of its own, two numbers stand before one text.
            number = self.list_numbers.next(node, is_hidden=is_hidden)
            is_first = not self._listed and not any(piece.strip() for piece in self._text)
            self._number = number if is_first else None
            self._listed = True
        elif name in _WRITING:
            self.story.note_unread(is_behind_text=any(map(shows_unmarked, self._text)))

    def _enter_frame(self, frame: LexborNode) -> bool:
        """Read the page that a frame shows in the frame's place. False where it is not there or nobody can see it."""
        seen = not (
            is_hidden(frame.attributes) or {frame.attributes.get(side) for side in ("width", "height")} & UNSEEN_SIDES
        )
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
        shown = text.text_content or ""
        marks = "".join(self._around) if self._around else ""
        parent = text.parent if self._may_be_dim and not single_spaces(shown).isspace() else None
        if parent is not None and is_dim(parent):
            marks += MARK["obscured"]
        if not self.keeps_lines or self._in_cell:
            self._text.append(around(marks, single_spaces(shown)))
            return
        for line in map(single_spaces, shown.split("\n")):
            self._text.append(around(marks, line) if line else "")
            self._end_passage()

    def _note(self, name: str, attributes: Attributes, looks: Looks) -> None:
        if not self._in_cell:
            if name in PICTURES and name not in NO_PICTURES:
                # A section that shows its table as a picture is not empty.
                self._text.append(MARK["picture"])
            elif name == "script" and not attributes:
                # What stands in the text may be what shows there.
                self._text.append(MARK["unknown_element"])
            return
        if name == "input":
            self._text.append(MARK[looks.altered] if looks.altered else shown_by_input(attributes))
        elif name in PICTURES or (name == "template" and "shadowrootmode" in attributes):
            self._text.append(MARK["form_field"] if name in CHOSEN else MARK["picture"])
        elif (cause := DOUBTED.get(name) or looks.altered) is not None:
            self._text.append(MARK[cause])
        self.pictured = self.pictured or looks.pictured

    def _end_passage(self) -> None:
        if not self._text:
            return
        text = "".join(self._text).strip(" ")
        self._text.clear()
        if text and self._in_cell:
            self.lines.append(text)
        elif text:
            is_pictured = MARK["picture"] in text and bool(without_marks(text).strip())
            self.story.passage(
                text, is_drawn=self._listed or is_pictured, number=self._number if self._listed else None
            )
            self._listed, self._number = False, None

    def _cell_text(self, cell: LexborNode, looks: Looks) -> str:
        """The text of a cell as a person sees it: a line for each line break and block, other white space as one space.

        An empty cell before a picture may show a figure all the same.
        """
        if looks.hidden:
            return MARK["hidden"]
        walk = _Walk(in_cell=True, may_be_dim=self._may_be_dim)
        walk.enter(cell)
        text = "\n".join(walk.lines)
        return text if shows(text) else MARK["picture"] if walk.pictured or looks.pictured else ""
