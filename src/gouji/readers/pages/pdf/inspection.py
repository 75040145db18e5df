"""What pdfium does not tell of a file: whether it is damaged, which fonts map to no text, what is hidden.

pdfium repairs silently: an altered stream ends early, a lost object is skipped, and a figure becomes a blank cell.
"""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from gouji.document import UnreadableError
from gouji.readers.pages.pdf.fonts import says_characters
from gouji.readers.pages.pdf.operators import fault
from gouji.readers.pages.pdf.packing import refuse_altered, unpacked

# What it would say on the error stream of each damaged file is in the reason or the remarks of that file.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

# A county's report has 10 pages, a province's 40; at 300 something else was sent.
MAX_PAGES = 300
# Forms within forms: Word and Chromium nest one or two.
_MOST_NESTED = 8
_MOST_STREAMS = 20_000
# What makes a picture one that does not hide all that is below it; pdfium tells of none of these.
_SHEER = ("/SMask", "/Mask", "/ImageMask", "/SMaskInData")
# The decoded drawing of one page has some 50 KB; a bomb deflates a thousandfold.
_MOST_BYTES = 200_000_000
# How pikepdf names a file that is in memory.
_STREAM = re.compile(r"(?:stream )?<_io\.BytesIO[^>]*>[:,]?\s*")


@dataclass(frozen=True, slots=True)
class Inspection:
    """`problems` were repaired in reading; `unmapped` has the names of fonts without characters ('' where unnamed).

    `layers` is True where layers are switched off, `spoken` where text has a wording of its own for reading aloud,
    `vertical` where a font writes downwards, `sealed` where every font has its program with it and checksums for that: then
    text of which pdfium gives no characters shows nothing. `drawn` is True where there are fonts without a map to
    Unicode and each has the shapes of its glyphs with it, and checksums for them: what is seen of its text is what was written. `sheer` has width
    and height, in pixels, of the pictures through which may be seen what is below them.
    """

    pages: int
    title: str
    problems: tuple[str, ...]
    unmapped: frozenset[str]
    layers: bool
    spoken: bool
    vertical: bool
    sealed: bool
    drawn: bool
    sheer: frozenset[tuple[int, int]]


def inspect(content: bytes) -> Inspection:
    """Look a file over before pdfium reads it.

    Raises UnreadableError for one with a password, with damaged text, or with too many pages.
    """
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise UnreadableError("too_many_pages", found=len(pdf.pages), limit=MAX_PAGES)
            if pdf.Root.Pages.get("/Count") != len(pdf.pages):
                # Both libraries leave out what is no page; a table would go on on another page as if none were missing.
                raise UnreadableError("damaged", problem="pages missing")
            if not pdf.is_encrypted:
                refuse_altered(content)
            return _inspected(pdf)
    except pikepdf.PasswordError as error:
        raise UnreadableError("encrypted") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError("damaged", problem=_words(error)) from error


def _inspected(pdf: pikepdf.Pdf) -> Inspection:
    look = _Look()
    for page in pdf.pages:
        look.page(page.obj)
    properties: Any = pdf.Root.get("/OCProperties")
    layers = False
    if properties is not None:
        shown: Any = properties.get("/D", pikepdf.Dictionary())
        layers = len(shown.get("/OFF", [])) > 0 or str(shown.get("/BaseState", "/ON")) != "/ON"
    title = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
    untyped: Any = pdf
    warnings: list[Any] = untyped.get_warnings()
    problems = tuple(map(_words, warnings))
    return Inspection(
        pages=len(pdf.pages),
        title=title.strip("\0 "),
        problems=problems,
        unmapped=frozenset(look.unmapped),
        layers=layers,
        spoken=look.spoken,
        vertical=look.vertical,
        sealed=look.sealed,
        drawn=bool(look.shapes) and all(look.shapes),
        sheer=frozenset(look.sheer),
    )


def _words(problem: object) -> str:
    """What a library says of a problem, without the address of the stream in memory: the same file, the same words."""
    return " ".join(_STREAM.sub("", str(problem)).split())[:80]


class _Look:
    """Goes through what each page draws with: its streams, its fonts, the forms it uses."""

    def __init__(self) -> None:
        self.unmapped: set[str] = set()
        self.spoken = False
        self.vertical = False
        self.sealed = True
        # For each font without a map: whether its glyphs are there.
        self.shapes: list[bool] = []
        self.sheer: set[tuple[int, int]] = set()
        self._seen: set[tuple[int, int]] = set()
        self._bytes = 0

    def page(self, page: Any) -> None:
        """Look at one page. Raises UnreadableError where a stream that it is drawn by does not decode."""
        contents: Any = page.get("/Contents")
        if contents is None and page.get("/Resources"):
            raise UnreadableError("damaged", problem="page without content")
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if stream is not None:
                self._drawing(stream, page.get("/Resources"))
        self._resources(page.get("/Resources"), _MOST_NESTED)

    def _drawing(self, stream: Any, resources: Any) -> None:
        text = self._decoded(stream)
        self.spoken = self.spoken or b"/ActualText" in text
        if (
            "/FlateDecode" not in str(stream.get("/Filter"))
            and (found := fault(stream, text, _fonts(resources))) is not None
        ):
            raise UnreadableError("damaged", problem=found)

    def _decoded(self, stream: Any) -> bytes:
        content = unpacked(stream, _MOST_BYTES)
        self._bytes += len(content)
        if self._bytes > _MOST_BYTES or len(self._seen) > _MOST_STREAMS:
            raise UnreadableError("part_too_large", part="page", limit=_MOST_BYTES // 1_000_000)
        return content

    def _is_new(self, found: Any) -> bool:
        key = found.objgen
        if key == (0, 0):
            return True
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _resources(self, resources: Any, left: int) -> None:
        if resources is None or not self._is_new(resources):
            return
        self.spoken = self.spoken or any("/ActualText" in one for one in _values(resources.get("/Properties")))
        for font in _values(resources.get("/Font")):
            if self._is_new(font):
                self._font(font)
        for drawn in _values(resources.get("/XObject")):
            if any(name in drawn for name in _SHEER):
                self.sheer.add((int(drawn.get("/Width", 0)), int(drawn.get("/Height", 0))))
            if drawn.get("/Subtype") == "/Form" and self._is_new(drawn):
                if not left:
                    raise UnreadableError("nested_too_deep", limit=_MOST_NESTED)
                self._drawing(drawn, drawn.get("/Resources", resources))
                self._resources(drawn.get("/Resources"), left - 1)

    def _font(self, font: Any) -> None:
        self.vertical = self.vertical or str(font.get("/Encoding", "")).endswith("-V")
        mapping = font.get("/ToUnicode")
        mapped = isinstance(mapping, pikepdf.Stream)
        named = mapped or says_characters(font)
        if isinstance(mapping, pikepdf.Stream):
            self._decoded(mapping)
        elif not named:
            self.unmapped.add(str(font.get("/BaseFont", "")).lstrip("/"))
        programs = list(_programs(font))
        for program in programs:
            if self._is_new(program):
                self._decoded(program)
        sealed = bool(programs) and all(program.get("/Filter") is not None for program in programs)
        self.sealed = self.sealed and sealed
        if not mapped and font.get("/Subtype") == "/Type3":
            self.shapes.append(self._is_drawn(font))
        elif not mapped and not named:
            self.shapes.append(sealed)

    def _is_drawn(self, font: Any) -> bool:
        """True for a font of Type 3 whose drawings are all packed; their checksums are looked at."""
        drawings = list(_values(font.get("/CharProcs")))
        for drawing in drawings:
            if self._is_new(drawing):
                self._decoded(drawing)
        return bool(drawings) and all(drawing.get("/Filter") is not None for drawing in drawings)


def _values(found: Any) -> Iterator[Any]:
    if isinstance(found, pikepdf.Dictionary):
        named: Any = found
        # They come as a set: in its order another stream would be named as damaged at each start of Python.
        values: list[Any] = [named[key] for key in sorted(named.keys())]
        yield from (value for value in values if isinstance(value, pikepdf.Dictionary | pikepdf.Stream))


def _fonts(resources: Any) -> Any:
    return {} if resources is None else resources.get("/Font", {})


def _programs(font: Any) -> Iterator[Any]:
    """The streams that the glyphs of a font are drawn by; none for Type 3, whose glyphs are hundreds of small drawings."""
    inner: Any = font.get("/DescendantFonts")
    descriptor: Any = (inner[0] if inner is not None else font).get("/FontDescriptor")
    if descriptor is not None:
        files: list[Any] = [descriptor.get(name) for name in ("/FontFile", "/FontFile2", "/FontFile3")]
        yield from (file for file in files if file is not None)
