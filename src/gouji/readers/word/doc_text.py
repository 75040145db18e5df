"""The text of a .doc file as a person sees it: fields by result, hidden and deleted text left out, marks in cells."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from gouji.document import UnreadableError
from gouji.readers.grid import paired
from gouji.readers.looks import PLAIN, Look
from gouji.readers.marks import END, MARK, around
from gouji.readers.word.doc_pieces import Text, WordFile
from gouji.readers.word.doc_properties import Pages, Paragraph, look_of, paragraph_of
from gouji.readers.word.doc_styles import style_looks

_SPECIAL = re.compile("[\x00-\x08\x0e-\x1f]")
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_FIELD_MARKS = frozenset((_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END))
# A footnote, a comment, a column break, hyphens that break no line or only show at its end. The others are pictures,
# drawn objects, or nothing that Word writes.
_NOTE = MARK["raised"] + END
_CHARACTERS = {"\x02": _NOTE, "\x05": "", "\x0e": "\n", "\x1e": "\u2011", "\x1f": ""}
_CHOICES = re.compile(r"FORM(?:DROPDOWN|CHECKBOX)")


class WordText:
    """The characters of the main text with their looks, and its paragraphs with their properties."""

    def __init__(self, word: WordFile) -> None:
        self._text = Text(word)
        self.text = self._text.text
        self.remarks: dict[str, None] = {}
        self._elsewhere = word.data
        self._symbol_fonts = word.symbol_fonts
        self._styles = style_looks(word.styles, self._symbol_fonts)
        self._paragraphs = Pages(word.document, word.paragraph_pages, paragraphs=True)
        self._known: dict[bytes, Paragraph] = {}
        self._starts: list[int] = []
        self._looks: list[tuple[Look, bool]] = []
        self._note_looks(Pages(word.document, word.character_pages, paragraphs=False))
        self._fields: list[_Field] = []

    def _note_looks(self, pages: Pages) -> None:
        """Keep where the look changes, in the order of the text."""
        known: dict[bytes, tuple[Look, bool]] = {}
        found: list[tuple[int, int, tuple[Look, bool]]] = []
        for rank, data in enumerate(pages.lists[:-1]):
            if data and data not in known:
                look, style, symbol = look_of(data, self._symbol_fonts)
                known[data] = (look.over(self._styles.get(style, PLAIN) if style is not None else PLAIN), symbol)
            look = known.get(data)
            if look is not None and look != (PLAIN, False):
                stretches = self._text.stretches(pages.bounds[rank], pages.bounds[rank + 1])
                found += [(first, last, look) for first, last in stretches]
        for first, last, look in sorted(found, key=lambda one: one[:2]):
            if self._starts and self._starts[-1] == first:
                self._starts.pop()
                self._looks.pop()
            self._starts += [first, last]
            self._looks += [look, (PLAIN, False)]

    def remark(self, text: str) -> None:
        """Note what was odd, once."""
        self.remarks.setdefault(text)

    def paragraph(self, mark: int) -> Paragraph:
        """The properties of the paragraph whose end mark stands at `mark`."""
        data = self._paragraphs.at(self._text.offset(mark))
        if data not in self._known:
            style = int.from_bytes(data[:2], "little")
            self._known[data] = paragraph_of(style, data[2:], self._elsewhere)
        return self._known[data]

    def is_hidden(self, position: int) -> bool:
        """True where a character is hidden, or deleted as a tracked change."""
        rank = bisect_right(self._starts, position) - 1
        return rank >= 0 and bool(self._looks[rank][0].hidden)

    def is_numbered(self, paragraph: Paragraph) -> bool:
        """True where a paragraph has the number of a list."""
        style = self._styles.get(paragraph.style, PLAIN)
        return bool(style.numbered if paragraph.numbered is None else paragraph.numbered)

    def shown(self, start: int, end: int, paragraph: Paragraph, in_cell: bool) -> str:
        """What is shown of the text from `start` to `end`, lines parted by line breaks."""
        style = self._styles.get(paragraph.style, PLAIN)
        numbered = self.is_numbered(paragraph)
        text = self.text[start:end]
        if style == PLAIN and not numbered and not self._fields and self._is_plain(start, end, text):
            # Nearly every cell.
            return _lines(text)
        # A list's number is shown and stands nowhere in the text; a cell inside the instruction of a field is not shown.
        parts = [MARK["list_number"]] if in_cell and numbered else []
        if in_cell and not self._is_shown:
            parts.append(MARK["field_without_result"])
        open_before = len(self._fields)
        for first, last, (look, symbol) in self._stretches(start, end):
            full = look.over(style)
            text = self._characters(self.text[first:last], in_cell)
            if full.hidden:
                if text.strip():
                    self.remark("hidden or deleted text is not read")
            elif symbol:
                parts.append(MARK["obscured"] + END)
            elif text:
                parts.append(around(full.marks, _lines(text)))
        if in_cell and len(self._fields) != open_before:
            parts.append(MARK["field_without_result"])
        return _lines("".join(parts))

    def _is_plain(self, start: int, end: int, text: str) -> bool:
        """True where `text`, from `start` to `end`, has no look of its own and nothing in it but text."""
        rank = bisect_right(self._starts, start)
        has_look = rank > 0 and self._looks[rank - 1] != (PLAIN, False)
        changes = rank < len(self._starts) and self._starts[rank] < end
        return not has_look and not changes and not _SPECIAL.search(text)

    def _stretches(self, start: int, end: int) -> list[tuple[int, int, tuple[Look, bool]]]:
        rank = bisect_right(self._starts, start) - 1
        found: list[tuple[int, int, tuple[Look, bool]]] = []
        while start < end:
            look = self._looks[rank] if rank >= 0 else (PLAIN, False)
            upto = min(end, self._starts[rank + 1]) if rank + 1 < len(self._starts) else end
            if start < upto:
                found.append((start, upto, look))
            start, rank = max(start, upto), rank + 1
        return found

    def _characters(self, text: str, in_cell: bool) -> str:
        """`text` without the instructions of fields; what is no text is marked in cells and left out elsewhere."""
        if not self._fields and not _SPECIAL.search(text):
            return text
        parts: list[str] = []
        for character in text:
            if character in _FIELD_MARKS:
                parts.append(self._field_mark(character, in_cell))
            elif not self._is_shown:
                self._fields[-1].instruction.append(character)
            elif character < " " and character not in "\t\x0b\x0c":
                parts.append(_CHARACTERS.get(character, MARK["picture"]))
            else:
                parts.append(character)
                if not character.isspace():
                    for field in self._fields:
                        field.has_text = True
        return "".join(parts)

    def _field_mark(self, character: str, in_cell: bool) -> str:
        """Go into a field, on to its result, or out of it; what takes the place of the mark in a cell."""
        if character == _FIELD_BEGIN:
            self._fields.append(_Field())
            return ""
        if not self._fields:
            raise UnreadableError("damaged", problem="WordDocument: a field ends that never began")
        field = self._fields[-1]
        if character == _FIELD_RESULT:
            field.in_result = True
            return MARK["form_field"] if in_cell and _CHOICES.search("".join(field.instruction)) else ""
        self._fields.pop()
        # A field that was never computed shows its result when Word opens the file; it is no blank.
        return MARK["field_without_result"] if in_cell and not field.has_text and self._is_shown else ""

    @property
    def _is_shown(self) -> bool:
        """False inside the instruction of a field."""
        return all(field.in_result for field in self._fields)


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, whether its result has begun, and whether that shows anything."""

    instruction: list[str] = field(default_factory=list[str])
    in_result: bool = False
    has_text: bool = False


def _lines(text: str) -> str:
    """`text` with line breaks for line and page breaks, and halves of surrogate pairs joined; one alone is U+FFFD."""
    return paired(text.replace("\x0b", "\n").replace("\x0c", "\n"))
