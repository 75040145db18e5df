"""RTF (.rtf, and what is called .doc) -> Document: paragraphs as passages, tables as grids by the edges of their cells.

What is read is what a person sees with every tracked change accepted. Headers, footers and notes are not read.
"""

import codecs
from collections.abc import Iterator

from gouji.document import Document, UnreadableError
from gouji.readers.office.boxes import NOT_TEXT, RAISED
from gouji.readers.office.looks import PLAIN, Look
from gouji.readers.office.rtf_groups import Group, RowWords
from gouji.readers.office.rtf_looks import SYMBOLS as SYMBOL_FONT
from gouji.readers.office.rtf_looks import changed_look, code_page, read_fonts, read_styles
from gouji.readers.office.rtf_story import Counts, Story
from gouji.readers.office.rtf_tokens import Token, damaged, tokens, until_closed
from gouji.readers.office.rtf_words import (
    CHARACTERS,
    CHOICES,
    COMPUTED,
    ENDS,
    LOOKS,
    NOTE_NUMBERS,
    NOTES,
    ROWS,
    SHOWN,
    SILENT,
    STARRED,
    SYMBOLS,
)

_CHARACTER_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_ESCAPED = frozenset("\\{}")


def read_rtf(content: bytes) -> Document:
    """The Document of an RTF file. Raises UnreadableError where it cannot be read exactly, or was cut off."""
    walk = _Walk(content)
    walk.run()
    if not walk.story.blocks:
        raise UnreadableError("empty")
    return Document("rtf", tuple(walk.story.blocks), remarks=tuple(walk.remarks))


class _Walk:
    """Follows the groups and control words of a file."""

    def __init__(self, content: bytes) -> None:
        self.remarks: dict[str, None] = {}
        self._counts = Counts()
        self.story = Story(self._counts, self._remark)
        # The texts around the text box that is being read.
        self._outer: list[Story] = []
        self._content = content
        self._tokens = tokens(content)
        self._at = 0
        self._group = Group()
        self._groups: list[Group] = []
        self._rows = (RowWords(), RowWords())
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._styles: dict[tuple[str, int], Look] = {}
        self._default_font = 0
        self._bytes = bytearray()
        self._is_raw = False
        self._starred = False
        # How many characters stand in for the last \u and are to be passed over.
        self._fallback = 0
        # For each field that is open whether it shows anything.
        self._fields: list[bool] = []

    def run(self) -> None:
        """Take in the whole file."""
        for token in self._tokens:
            if token.kind in ("text", "byte") or (token.kind == "symbol" and token.name in _ESCAPED):
                self._is_raw = token.kind == "text"
                self._take(token.data)
                continue
            self._flush()
            self._at = token.end
            if token.kind == "word":
                self._word(token)
                self._starred = False
            elif token.kind == "symbol":
                self._symbol(token.name)
            elif token.kind == "open":
                self._fallback = 0
                self._groups.append(self._group)
                self._group = self._group.inner()
            else:
                self._close()
        self.story.end()

    def _remark(self, text: str) -> None:
        self.remarks.setdefault(text)

    def _take(self, data: bytes) -> None:
        """Keep bytes of text, a character of several bytes may come in pieces; those that stand in for \\u are passed over."""
        if self._fallback:
            passed = min(self._fallback, len(data))
            self._fallback -= passed
            data = data[passed:]
        self._bytes += data

    def _flush(self) -> None:
        """The bytes so far are text."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            page = self._font_page()
            if self._is_raw and _ends_halfway(data, page):
                # The other half is a brace or backslash, or is lost: where groups end is not certain then.
                raise damaged("half a character in front of a brace or backslash")
            self._show(data.decode("ascii" if data.isascii() or page == SYMBOL_FONT else page, "replace"))

    def _font_page(self) -> str:
        """The code page of the font that text is in, `SYMBOL_FONT` where its letters show something else."""
        font = self._group.font if self._group.font is not None else self._default_font
        return self._fonts.get(font, self._page)

    def _show(self, text: str) -> None:
        """Add text to the paragraph, as it looks."""
        group = self._group
        if group.is_drawing or not text:
            return
        if group.is_hidden:
            if text.strip():
                self._remark("hidden or deleted text is not read")
            return
        if text.strip() and (self._font_page() == SYMBOL_FONT or "\uf000" <= text <= "\uf0ff"):
            self._mark(NOT_TEXT)
            return
        style = self._style_look()
        # Word writes with every text what its style says; where it does not, programs differ in whether it is shown.
        is_doubtful = bool(style.hidden) and group.look.hidden is None
        if marks := group.look.over(style).marks + (NOT_TEXT if is_doubtful else ""):
            self._mark(marks)
        self.story.pieces.append((False, text))
        if self._fields and not text.isspace():
            self._fields = [True] * len(self._fields)

    def _style_look(self) -> Look:
        if not self._styles:
            return PLAIN
        below = self._styles.get(("s", self._group.paragraph.style), PLAIN)
        return self._styles.get(("cs", self._group.style), PLAIN).over(below)

    def _mark(self, mark: str) -> None:
        """Put a mark, that only cells keep, unless it would be hidden itself."""
        if mark and not self._group.is_hidden and not self._group.is_drawing:
            self.story.pieces.append((True, mark))

    def _symbol(self, name: str) -> None:
        if self._fallback and name in SYMBOLS:
            self._fallback -= 1
            return
        self._fallback = 0
        self._starred = name == "*"
        if name in SYMBOLS:
            self._show(SYMBOLS[name])
        elif name in "\r\n":
            self._end("par")
        elif name == "\t":
            self._show("\t")
        elif name != "*":
            # A formula's, an index's, or none that is known: what is shown in its place is not certain.
            self._mark(NOT_TEXT)

    def _word(self, token: Token) -> None:
        name, number = token.name, token.number
        if self._fallback:
            if name in CHARACTERS:
                self._fallback -= 1
                return
            self._fallback = 0
        if self._starred and name not in STARRED:
            self._skip()
        elif name == "u":
            self._fallback = self._group.fallback
            # WordPad keeps a character that is none in cells that a merge covers.
            self._show("" if number in (-1, 0xFFFF) else chr((number or 0) & 0xFFFF))
        elif name in CHARACTERS:
            self._show(CHARACTERS[name])
        elif name in ENDS:
            self._end(name)
        elif name in LOOKS:
            self._group.look = changed_look(self._group.look, name, number)
        elif name in ROWS:
            self._rows[self._group.is_nested_row].take(name, number)
        elif name in COMPUTED:
            self._mark(NOT_TEXT)
        elif name in NOTE_NUMBERS:
            self._mark(RAISED)
        elif not self._group.take(name, number):
            self._destination(name, number)

    def _destination(self, name: str, number: int | None) -> None:
        """Go into a group or pass over it, or take in what the head of the file says."""
        if name in SILENT:
            self._skip()
        elif name in SHOWN:
            self._mark(NOT_TEXT)
            self._skip()
        elif name in NOTES:
            self._mark(RAISED)
            self._skip()
        elif name == "fldinst":
            instruction = self._skip()
            if any(choice in instruction for choice in CHOICES):
                # The choice made in a form field is shown, and is no text.
                self._mark(NOT_TEXT)
        elif name == "field":
            self._group.ends = "field"
            self._fields.append(False)
        elif name in ("shp", "shpinst"):
            self._mark(NOT_TEXT)
            self._group.is_drawing = True
        elif name == "shptxt":
            self._outer.append(self.story)
            self.story = Story(self._counts, self._remark)
            self._group = Group(font=self._group.font, fallback=self._group.fallback, ends="box")
        elif name == "nesttableprops":
            self._group.is_nested_row = True
        elif name == "fonttbl":
            self._fonts = read_fonts(self._rest())
        elif name == "stylesheet":
            self._styles = read_styles(self._rest())
        elif name in _CHARACTER_SETS:
            self._page = _CHARACTER_SETS[name]
        elif name == "ansicpg" and number:
            self._page = code_page(number)
        elif name == "deff":
            self._default_font = number or 0

    def _rest(self) -> Iterator[Token]:
        """The rest of the group that is open, which is closed with it."""
        rest = list(until_closed(self._tokens))
        self._close()
        return iter(rest)

    def _skip(self) -> bytes:
        """Pass over the rest of the group; its bytes."""
        start = end = self._at
        for token in until_closed(self._tokens):
            end = token.end
        self._close()
        return self._content[start:end]

    def _close(self) -> None:
        closed, self._group = self._group, self._groups.pop()
        self._fallback = 0
        if closed.ends == "field" and not self._fields.pop():
            # A field that was never computed shows its result when Word opens the file; it is no blank.
            self._mark(NOT_TEXT)
        elif closed.ends == "box":
            box, self.story = self.story, self._outer.pop()
            box.end()
            self.story.boxes += box.blocks

    def _end(self, name: str) -> None:
        """A paragraph, cell or row ends."""
        group, paragraph = self._group, self._group.paragraph
        if group.is_drawing:
            return
        numbered = self._style_look().numbered if paragraph.numbered is None else paragraph.numbered
        if numbered and name not in ("row", "nestrow"):
            # A list's number is shown and stands nowhere in the text: a blank cell may show `1.`.
            self._mark(NOT_TEXT)
        is_shown = not group.is_hidden
        if name in ("par", "sect"):
            self.story.end_line(paragraph.depth)
        elif name == "cell":
            self.story.end_cell(min(paragraph.depth, 1), is_shown)
        elif name == "nestcell":
            self.story.end_cell(paragraph.depth, is_shown)
        elif name == "row":
            self._end_row(1, self._rows[0], is_shown)
        elif paragraph.depth > 1:
            self._end_row(paragraph.depth, self._rows[1], is_shown)
        else:
            raise damaged("a row of a table in a table stands in none")

    def _end_row(self, depth: int, words: RowWords, is_shown: bool) -> None:
        self.story.end_row(depth, words.definition(), words.doubtful, is_shown)


def _ends_halfway(data: bytes, page: str) -> bool:
    """True where the last byte is the first of a character of several."""
    if data.isascii() or page == SYMBOL_FONT:
        return False
    decoder = codecs.getincrementaldecoder(page)("replace")
    decoder.decode(data)
    return bool(decoder.getstate()[0])
