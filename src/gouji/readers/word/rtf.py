"""RTF (.rtf, and what is called .doc) -> Document: paragraphs as passages, tables as grids by the edges of their cells.

What is read is what a person sees with every tracked change accepted. Headers, footers and notes are not read.
"""

from collections.abc import Iterator

from gouji.document import Document, UnreadableError
from gouji.readers.marks import END, MARK
from gouji.readers.story import Counts, Story
from gouji.readers.word.rtf_groups import Group, RowWords
from gouji.readers.word.rtf_looks import Colour, changed_look, code_page, read_colours, read_fonts, read_styles
from gouji.readers.word.rtf_numbers import number_text
from gouji.readers.word.rtf_story import RtfStory
from gouji.readers.word.rtf_text import RtfText
from gouji.readers.word.rtf_tokens import Token, damaged, tokens, until_closed
from gouji.readers.word.rtf_words import (
    CHARACTERS,
    CHOICES,
    COMPUTED,
    ENDS,
    LOOKS,
    NOTE_NUMBERS,
    NOTES,
    NUMBERS,
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
    document = walk.story.document("rtf", remarks=walk.remarks)
    if not document.blocks:
        raise UnreadableError("empty")
    return document


class _Walk:
    """Follows the groups and control words of a file."""

    def __init__(self, content: bytes) -> None:
        self.remarks: dict[str, None] = {}
        self._counts = Counts()
        self._text = RtfText(RtfStory(self._counts, self._remark), self._remark)
        # The stories around the text box that is being read.
        self._outer: list[RtfStory] = []
        self._content = content
        self._tokens = tokens(content)
        self._at = 0
        self._groups: list[Group] = []
        self._rows = (RowWords(), RowWords())
        self._starred = False
        self._colours: tuple[Colour, ...] = ()

    @property
    def story(self) -> Story:
        """What has been read."""
        return self._text.story.story

    def run(self) -> None:
        """Take in the whole file."""
        for token in self._tokens:
            if token.kind in ("text", "byte") or (token.kind == "symbol" and token.name in _ESCAPED):
                self._text.take(token)
                self._starred = False
                continue
            self._text.flush()
            self._at = token.end
            if token.kind == "word":
                self._word(token)
                self._starred = False
            elif token.kind == "symbol":
                self._symbol(token.name)
            elif token.kind == "open":
                self._starred = False
                self._text.fallback = 0
                self._groups.append(self._text.group)
                self._text.group = self._text.group.inner()
            else:
                self._starred = False
                self._close()
        self._text.story.end()

    def _remark(self, text: str) -> None:
        self.remarks.setdefault(text)

    def _symbol(self, name: str) -> None:
        if self._text.fallback and name in SYMBOLS:
            self._text.fallback -= 1
            return
        self._text.fallback = 0
        self._starred = name == "*"
        if name in SYMBOLS:
            self._text.show(SYMBOLS[name])
        elif name in "\r\n":
            self._end("par")
        elif name == "\t":
            self._text.show("\t")
        elif name != "*":
            # A formula's, an index's, or none that is known: what is shown in its place is not certain.
            self._text.mark(MARK["unknown_element"])

    def _word(self, token: Token) -> None:
        name, number = token.name, token.number
        if self._text.fallback:
            if name in CHARACTERS:
                self._text.fallback -= 1
                return
            self._text.fallback = 0
        if self._starred and name not in STARRED:
            self._skip()
        elif name == "u":
            self._text.fallback = self._text.group.fallback
            # WordPad keeps a character that is none in cells that a merge covers.
            self._text.show("" if number in (-1, 0xFFFF) else chr((number or 0) & 0xFFFF))
        elif name in CHARACTERS:
            self._text.show(CHARACTERS[name])
        elif name in ENDS:
            self._end(name)
        elif name in LOOKS:
            self._text.group.look = changed_look(self._text.group.look, name, number, self._colours)
        elif name in ROWS:
            self._rows[self._text.group.is_nested_row].take(name, number)
        elif name in COMPUTED:
            self._text.mark(MARK["field_without_result"])
        elif name in NOTE_NUMBERS:
            self._text.show_mark(MARK["raised"] + END)
        elif not self._text.group.take(name, number):
            self._destination(name, number)

    def _destination(self, name: str, number: int | None) -> None:
        """Go into a group or pass over it, or take in what the head of the file says."""
        if name in SILENT:
            self._skip()
        elif name in SHOWN:
            self._shown_as_no_text(name)
        elif name in NOTES:
            self._text.show_mark(MARK["raised"] + END)
            self._skip()
        elif name == "fldinst":
            instruction = self._skip()
            if any(choice in instruction for choice in CHOICES):
                # The choice made in a form field is shown, and is no text.
                self._text.mark(MARK["form_field"])
        elif name == "field":
            self._text.group.ends = "field"
            self._text.fields.append(False)
        elif name in ("shp", "shpinst"):
            self._text.show_mark(MARK["picture"])
            self._text.group.is_drawing = True
        elif name == "shptxt":
            self._outer.append(self._text.story)
            self._text.story = RtfStory(self._counts, self._remark)
            self._text.group = Group(font=self._text.group.font, fallback=self._text.group.fallback, ends="box")
        elif name == "nesttableprops":
            self._text.group.is_nested_row = True
        elif name == "fonttbl":
            self._text.fonts = read_fonts(self._rest())
        elif name == "stylesheet":
            self._text.styles = read_styles(self._rest(), self._colours)
        elif name == "colortbl":
            self._colours = read_colours(self._rest())
        elif name in _CHARACTER_SETS:
            self._text.page = _CHARACTER_SETS[name]
        elif name == "ansicpg" and number:
            self._text.page = code_page(number)
        elif name == "deff":
            self._text.default_font = number or 0

    def _shown_as_no_text(self, name: str) -> None:
        """Pass over a picture, an equation or the number of a list's paragraph."""
        if name in NUMBERS:
            self._text.mark(MARK["list_number"])
            fallback, is_shown = self._text.group.fallback, not self._text.group.is_hidden
            group = self._skip()
            if name == "listtext":
                self._text.story.number = number_text(group, fallback) if is_shown else None
            return
        self._text.show_mark(MARK["unknown_element"] if name == "upr" else MARK["picture"])
        self._skip()

    def _rest(self) -> Iterator[Token]:
        """The rest of the group that is open, which is closed with it."""
        self._expect_group()
        rest = list(until_closed(self._tokens))
        self._close()
        return iter(rest)

    def _skip(self) -> bytes:
        """Pass over the rest of the group; its bytes."""
        self._expect_group()
        start = end = self._at
        for token in until_closed(self._tokens):
            end = token.end
        self._close()
        return self._content[start:end]

    def _expect_group(self) -> None:
        """Raise UnreadableError where what is to be passed over would be the rest of the document."""
        if len(self._groups) < 2:
            raise damaged("a destination outside of a group")

    def _close(self) -> None:
        closed, self._text.group = self._text.group, self._groups.pop()
        self._text.fallback = 0
        if closed.ends == "field" and not self._text.fields.pop():
            # A field that was never computed shows its result when Word opens the file; it is no blank.
            self._text.mark(MARK["field_without_result"])
        elif closed.ends == "box":
            box, self._text.story = self._text.story, self._outer.pop()
            box.end()
            self._text.story.boxes.append(box.story)

    def _end(self, name: str) -> None:
        """A paragraph, cell or row ends."""
        group, paragraph = self._text.group, self._text.group.paragraph
        if group.is_drawing:
            return
        numbered = self._text.style_look().numbered if paragraph.numbered is None else paragraph.numbered
        if numbered and name not in ("row", "nestrow"):
            # A list's number is shown and stands nowhere in the text: a blank cell may show `1.`.
            self._text.mark(MARK["list_number"])
        is_shown = not group.is_hidden
        if name in ("par", "sect"):
            self._text.story.end_line(paragraph.depth)
        elif name == "cell":
            self._text.story.end_cell(min(paragraph.depth, 1), is_shown)
        elif name == "nestcell":
            self._text.story.end_cell(paragraph.depth, is_shown)
        elif name == "row":
            self._text.story.end_row(1, self._rows[0], is_shown)
        elif paragraph.depth > 1:
            self._text.story.end_row(paragraph.depth, self._rows[1], is_shown)
        else:
            raise damaged("a row of a table in a table stands in none")
