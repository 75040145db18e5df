"""The text of an OpenDocument paragraph as a person sees it."""

import re
from collections.abc import Callable
from dataclasses import replace

from gouji.document import Cause
from gouji.document.folding import single_spaces
from gouji.readers.looks import PLAIN, Look
from gouji.readers.marks import END, MARK, around, without_marks
from gouji.readers.odf_words import local, text_attribute, words
from gouji.readers.packages import Element

_ONE_AND_MORE = re.compile(" {2,}")
# Stands for a space that is shown beside others until the paragraph is complete.
_KEPT = "\ue000"
_MOST_SPACES = 1_000
# What is kept at a place in the text and not shown there, or shown elsewhere.
_SILENT = words("""
    annotation annotation-end bookmark bookmark-start bookmark-end change change-start change-end reference-mark
    reference-mark-start reference-mark-end soft-page-break tracked-changes toc-mark toc-mark-start
    toc-mark-end user-index-mark alphabetical-index-mark variable-decls sequence-decls user-field-decls forms
    event-listeners title desc
    """)
_TRANSPARENT = frozenset(("span", "a", "ruby", "ruby-base", "meta", "bookmark-ref", "reference-ref", "sequence-ref"))
# LibreOffice leaves deleted text in its place where changes are shown.
_CHANGES: dict[str, Callable[[set[str], str], None]] = {"change-start": set[str].add, "change-end": set[str].discard}
_HIDDEN = frozenset(("hidden-text", "hidden-paragraph"))
_DRAWN = words("""
    frame custom-shape rect line ellipse circle polygon polyline path connector control g image object object-ole
    measure caption regular-polygon page-thumbnail scene
    """)


class LineReader:
    """Reads paragraphs; `remarks` has what was odd, each once."""

    def __init__(self, looks: dict[str, Look], deletions: frozenset[str] = frozenset()) -> None:
        """`deletions` are the ids of tracked changes that delete: what stands between their marks is not read."""
        self._deletions = deletions
        self._open: set[str] = set()
        self.remarks: dict[str, None] = {}
        self._looks = looks
        self._defaults = looks.get("", PLAIN)
        # Whether there is a colour behind the text of the cell that is being read.
        self.is_backed = False
        self._pieces: list[str] = []
        self._boxes: list[Element] = []
        self._in_cell = False

    def remark(self, text: str) -> None:
        """Note what was odd."""
        self.remarks.setdefault(text)

    def is_shown(self, section: Element) -> bool:
        """False for a section that is hidden."""
        if text_attribute(section, "display") not in ("none", "condition"):
            return True
        self.remark("a hidden section is not read")
        return False

    def lines(self, paragraph: Element, in_cell: bool) -> tuple[list[str], list[Element]]:
        """The lines of a paragraph, and the text boxes that hang on it."""
        self._pieces, self._boxes, self._in_cell = [], [], in_cell
        deleted_before = bool(self._open)
        look = self._looks.get(text_attribute(paragraph, "style-name") or "", PLAIN)
        self._content(paragraph, look.over(self._defaults))
        if deleted_before or self._open:
            # A deletion over several paragraphs; a lost end mark would blank all that follows.
            self._mark_cell("change_unclear")
        text = "".join(self._pieces)
        # White space at the start and end, and before more of it, is not shown.
        return [_ONE_AND_MORE.sub(" ", line).replace(_KEPT, " ") for line in text.split("\n")], self._boxes

    def boxes_of(self, drawing: Element) -> list[Element]:
        """The text boxes in a drawing."""
        boxes = [node for node in drawing.iter() if local(node) == "text-box"]
        return [box for box in boxes if not any(above in boxes for above in box.iterancestors())]

    def _content(self, node: Element, look: Look) -> None:
        self._text(node.text, look)
        for child in node:
            name = local(child)
            if name in _TRANSPARENT:
                own = self._looks.get(text_attribute(child, "style-name") or "", PLAIN)
                self._content(child, own.over(look))
            elif name in _CHANGES and (change := text_attribute(child, "change-id")) in self._deletions:
                _CHANGES[name](self._open, change)
            elif not self._open:
                self._inline(name, child, look)
            self._text(child.tail, look)

    def _inline(self, name: str, child: Element, look: Look) -> None:
        if name == "s":
            stated = text_attribute(child, "c") or "1"
            count = min(int(stated), _MOST_SPACES) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1
            # Kept apart from the white space of the XML until the paragraph is complete.
            self._pieces.append(_KEPT * count)
        elif name == "tab":
            self._pieces.append("\t")
        elif name == "line-break":
            self._pieces.append("\n")
        elif name in ("note", "ruby-text"):
            self._pieces.append(MARK["raised"] + END)
        elif name in _HIDDEN:
            self.remark("hidden text is not read")
        elif name in _DRAWN:
            boxes = self.boxes_of(child)
            self._boxes += boxes
            self._mark("text_box" if boxes else "form_field" if name == "control" else "picture")
        elif name not in _SILENT:
            self._field(child, look)

    def _field(self, field: Element, look: Look) -> None:
        """A field shows its last result, which is its text; one without text would be computed at opening."""
        start = len(self._pieces)
        self._content(field, look)
        if not without_marks("".join(self._pieces[start:])).strip():
            if self._in_cell:
                self.remark("a field in a table cell has no result")
            self._mark_cell("field_without_result")

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if self._open:
            self.remark("tracked changes are read as accepted")
            return
        if look.hidden:
            if text.strip():
                self.remark("hidden text is not read")
            return
        marks = ""
        if look != PLAIN and text.strip():
            marks = (replace(look, pale=False) if look.pale and self.is_backed else look).marks
        # White space of the XML is one space (ODF 1.3 part 3, 6.1.2); what is shown as more has elements of its own.
        self._pieces.append(around(marks, single_spaces(text)))

    def _mark(self, cause: Cause) -> None:
        self._pieces.append(MARK[cause])

    def _mark_cell(self, cause: Cause) -> None:
        if self._in_cell:
            self._mark(cause)
