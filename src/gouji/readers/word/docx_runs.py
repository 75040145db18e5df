"""The text of a Word paragraph as a person sees it: fields by result, tracked changes accepted, hidden runs left out."""

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from gouji.document import Cause
from gouji.readers.looks import PLAIN, Look
from gouji.readers.marks import END, MARK, around, without_marks
from gouji.readers.packages import Element
from gouji.readers.word.docx_styles import Styles, has_looks, is_numbered, look_of, telling
from gouji.readers.word.docx_words import DELETED, PICTURES, SILENT, TRANSPARENT, attribute, is_understood, kind_of

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_DIRECTIONS = frozenset(("bdo", "dir"))


class ParagraphReader:
    """Reads paragraphs one after another; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, story: Element, content: bytes) -> None:
        """`story` is the tree that the paragraphs are in, `content` its bytes."""
        self.remarks: dict[str, None] = {}
        self._styles = styles
        # Most documents have no sign of it in their bytes.
        self._telling = telling(story, styles) if styles.looks or has_looks(content) else set[Element]()
        # The look of the table that is being read, and whether there is a colour behind the text of the cell.
        self.table_look = PLAIN
        self.is_backed = False
        # For each field that is open: whether its result has begun, and how much text was there when it did.
        self._fields: list[tuple[bool, int]] = []
        self._pieces: list[str] = []
        self._boxes: list[Element] = []
        self._in_cell = False
        self._look = PLAIN

    def remark(self, text: str) -> None:
        """Note what was odd, once."""
        self.remarks.setdefault(text)

    def lines(self, paragraph: Element, in_cell: bool) -> tuple[list[str], list[Element]]:
        """The lines of a paragraph, and the contents of the text boxes that hang on it.

        Marks stand where something is doubted; what only makes a figure doubtful is marked where the paragraph is `in_cell`.
        """
        self._pieces, self._boxes, self._in_cell = [], [], in_cell
        self._fields = [(shown, 0) for shown, _ in self._fields]
        self._look = self._paragraph_look(paragraph)
        if self._look.numbered:
            # A list's number is shown and stands nowhere in the text: a blank cell may show `1.`.
            self._mark_cell("list_number")
        open_before = len(self._fields)
        if not self._shown:
            # Inside the instruction of a field: nothing of it is shown, and a lost end mark would blank all that follows.
            self._mark_cell("field_without_result")
        self._content(paragraph)
        if len(self._fields) != open_before:
            self._mark_cell("field_without_result")
        return "".join(self._pieces).split("\n"), self._boxes

    @property
    def is_numbered(self) -> bool:
        """True where the paragraph read last has the number of a list."""
        return bool(self._look.numbered)

    def table_style(self, style: str | None) -> Look:
        """The look that a table style gives to the texts of its table."""
        return self._styles.look(style)

    def _paragraph_look(self, paragraph: Element) -> Look:
        below = self._styles.plain_paragraph.over(self.table_look)
        properties = next(iter(paragraph), paragraph)
        if properties not in self._telling or kind_of(properties) != "pPr":
            return below
        look = PLAIN
        for one in properties:
            kind = kind_of(one)
            if kind == "numPr":
                look = Look(numbered=is_numbered(one)).over(look)
            elif kind == "pStyle" and self._styles.looks:
                look = look.over(self._styles.look(attribute(one, "val")))
        return look.over(below)

    def _content(self, parent: Iterable[Element]) -> None:
        for child in parent:
            kind = kind_of(child)
            if kind == "r":
                self._run(child)
            elif kind in SILENT:
                continue
            elif kind == "fldSimple":
                self._simple_field(child)
            elif kind == "Choice" and not is_understood(child):
                self._mark("unknown_element")
            elif kind in TRANSPARENT:
                if kind in ("ins", "moveTo"):
                    self.remark("tracked changes are read as accepted")
                self._content(child)
            elif kind in DELETED:
                if kind != "Fallback":
                    self.remark("tracked changes are read as accepted")
            else:
                self._other(kind, child)

    def _run(self, run: Element) -> None:
        look = self._run_look(run)
        if look.hidden:
            if any(kind_of(one) in ("t", "tab", "sym") for one in run):
                self.remark("hidden text is not read")
            return
        marks = (replace(look, pale=False) if look.pale and self.is_backed else look).marks if look is not PLAIN else ""
        for node in run:
            kind = kind_of(node)
            if kind == "t":
                if node.text and (not self._fields or self._shown):
                    self._pieces.append(around(marks, node.text))
            elif kind in SILENT:
                continue
            elif kind in _CHARACTERS:
                self._pieces.append(_CHARACTERS[kind] if self._shown else "")
            elif kind == "fldChar":
                self._field_character(node)
            elif kind in _NOTES:
                self._pieces.append(MARK["raised"] + END)
            elif kind in TRANSPARENT:
                self._content_of_run(node)
            elif kind not in DELETED:
                self._other(kind, node)

    def _content_of_run(self, node: Element) -> None:
        """What is wrapped inside a run: a choice between drawings, or a word with its reading (ruby)."""
        for child in node:
            kind = kind_of(child)
            if kind in TRANSPARENT:
                self._content_of_run(child)
            elif kind == "r":
                self._run(child)
            elif kind not in SILENT and kind not in DELETED:
                self._other(kind, child)

    def _run_look(self, run: Element) -> Look:
        first = next(iter(run), run)
        if first not in self._telling or kind_of(first) != "rPr":
            return self._look
        style = next((attribute(one, "val") for one in first if kind_of(one) == "rStyle"), None)
        return look_of(first).over(self._styles.look(style)).over(self._look)

    @property
    def _shown(self) -> bool:
        """False inside the instruction of a field."""
        return not self._fields or all(shown for shown, _ in self._fields)

    def _field_character(self, node: Element) -> None:
        kind = attribute(node, "fldCharType")
        if kind == "begin":
            self._fields.append((False, len(self._pieces)))
            if any(kind_of(one) in ("ddList", "checkBox") for one in node.iter()):
                # The choice made in a form field is shown, and is no text.
                self._mark("form_field")
        elif kind == "separate" and self._fields:
            self._fields[-1] = (True, len(self._pieces))
        elif kind == "end" and self._fields:
            _, start = self._fields.pop()
            if self._shown and not without_marks("".join(self._pieces[start:])).strip():
                self._without_result()

    def _simple_field(self, field: Element) -> None:
        start = len(self._pieces)
        self._content(field)
        if not without_marks("".join(self._pieces[start:])).strip():
            self._without_result()

    def _without_result(self) -> None:
        """A field that was never computed shows its result when Word opens the file; it is no blank."""
        if self._in_cell:
            self.remark("a field in a table cell has no result")
        self._mark_cell("field_without_result")

    def _other(self, kind: str, node: Element) -> None:
        """A picture or drawing, with the text boxes in it; or an element not known, which may hide text from us."""
        boxes = [
            box
            for box in node.iter()
            if kind_of(box) == "txbxContent" and not any(kind_of(above) in DELETED for above in box.iterancestors())
        ]
        outer = [box for box in boxes if not any(above in boxes for above in box.iterancestors())]
        self._boxes += outer
        if kind in _DIRECTIONS:
            self._mark("turned")
        elif kind in PICTURES:
            self._mark("text_box" if outer else "picture")
        elif any(kind_of(one) == "t" for one in node.iter()) and not outer:
            self.remark(f"an unknown element is not read: {etree.QName(node).localname}")
            self._mark("unknown_element")

    def _mark(self, cause: Cause) -> None:
        self._pieces.append(MARK[cause])

    def _mark_cell(self, cause: Cause) -> None:
        if self._in_cell:
            self._mark(cause)
