"""The text of an RTF paragraph as a person sees it: bytes decoded, hidden text left out, what is no text marked."""

import codecs
from collections.abc import Callable

from gouji.readers.looks import PLAIN, Look
from gouji.readers.marks import MARK, around
from gouji.readers.word.rtf_groups import Group
from gouji.readers.word.rtf_looks import SYMBOLS as SYMBOL_FONT
from gouji.readers.word.rtf_story import RtfStory
from gouji.readers.word.rtf_tokens import Token, damaged


class RtfText:
    """Takes the text of a file into its story. `group` has the properties that text has now; fonts and styles are the file's.

    `fallback` is how many characters stand in for the last \\u and are to be passed over, `fields` has for each field that
    is open whether it shows anything.
    """

    def __init__(self, story: RtfStory, remark: Callable[[str], None]) -> None:
        self.story = story
        self.group = Group()
        self.page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[tuple[str, int], Look] = {}
        self.default_font = 0
        self.fallback = 0
        self.fields: list[bool] = []
        self._bytes = bytearray()
        self._is_raw = False
        self._remark = remark

    def take(self, token: Token) -> None:
        """Keep bytes of text, a character of several bytes may come in pieces; those that stand in for \\u are passed over."""
        self._is_raw = token.kind == "text"
        data = token.data
        if self.fallback:
            passed = min(self.fallback, len(data))
            self.fallback -= passed
            data = data[passed:]
        self._bytes += data

    def flush(self) -> None:
        """The bytes so far are text."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            page = self._font_page()
            if self._is_raw and _ends_halfway(data, page):
                # The other half is a brace or backslash, or is lost: where groups end is not certain then.
                raise damaged("half a character in front of a brace or backslash")
            self.show(data.decode("ascii" if data.isascii() or page == SYMBOL_FONT else page, "replace"))

    def _font_page(self) -> str:
        """The code page of the font that text is in, `SYMBOL_FONT` where its letters show something else."""
        font = self.group.font if self.group.font is not None else self.default_font
        return self.fonts.get(font, self.page)

    def show(self, text: str) -> None:
        """Add text to the paragraph, as it looks."""
        group = self.group
        if group.is_drawing or not text:
            return
        if group.is_hidden:
            if text.strip():
                self._remark("hidden or deleted text is not read")
            return
        if text.strip() and (self._font_page() == SYMBOL_FONT or "\uf000" <= text <= "\uf0ff"):
            self.mark(MARK["obscured"])
            return
        style = self.style_look()
        # Word writes with every text what its style says; where it does not, programs differ in whether it is shown.
        is_doubtful = bool(style.hidden) and group.look.hidden is None
        marks = group.look.over(style).marks + (MARK["hidden"] if is_doubtful else "")
        self.story.pieces.append((False, around(marks, text)))
        if self.fields and not text.isspace():
            self.fields = [True] * len(self.fields)

    def style_look(self) -> Look:
        """What the styles of the paragraph and of its characters say."""
        if not self.styles:
            return PLAIN
        below = self.styles.get(("s", self.group.paragraph.style), PLAIN)
        return self.styles.get(("cs", self.group.style), PLAIN).over(below)

    def show_mark(self, mark: str) -> None:
        """Put a mark, also outside of tables, unless it would be hidden itself."""
        if not self.group.is_hidden and not self.group.is_drawing:
            self.story.pieces.append((False, mark))

    def mark(self, mark: str) -> None:
        """Put a mark, that only cells keep, unless it would be hidden itself."""
        if mark and not self.group.is_hidden and not self.group.is_drawing:
            self.story.pieces.append((True, mark))


def _ends_halfway(data: bytes, page: str) -> bool:
    """True where the last byte is the first of a character of several."""
    if data.isascii() or page == SYMBOL_FONT:
        return False
    decoder = codecs.getincrementaldecoder(page)("replace")
    decoder.decode(data)
    return bool(decoder.getstate()[0])
