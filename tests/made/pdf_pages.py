"""Laid-out pages written as PDF, with fonts that say their characters or do not."""

import math
import zlib
from collections.abc import Callable, Sequence

from tests.made.page_documents import HEIGHT, WIDTH, Mark, Page, Stroke, Text

_TURNS = {
    0: ("1 0 0 1 0 0", f"[0 0 {WIDTH} {HEIGHT}]"),
    90: (f"0 1 -1 0 {HEIGHT} 0", f"[0 0 {HEIGHT} {WIDTH}]"),
    180: (f"-1 0 0 -1 {WIDTH} {HEIGHT}", f"[0 0 {WIDTH} {HEIGHT}]"),
    270: (f"0 -1 1 0 0 {WIDTH}", f"[0 0 {HEIGHT} {WIDTH}]"),
}
_DOT = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def pdf(
    pages: Sequence[Page],
    *,
    turned: int = 0,
    declared: bool = False,
    thin: bool = False,
    form: bool = False,
    mapped: bool = True,
    packed: bool = True,
    cid: bool = False,
    shape: Callable[[str], bytes] | None = None,
) -> bytes:
    """A PDF of the pages.

    `turned`: drawn along another side of the paper, `declared` with the /Rotate that sets it upright again. `thin`: lines
    as filled rectangles. `form`: everything inside a form XObject with a matrix. `mapped`: fonts have a map to Unicode. `packed`: what
    pages draw is compressed. `cid`: the text is in a font of a Chinese collection that is not in the file. `shape`: what draws a
    character, on a body of 1000 from 200 below the baseline; without it each is a box.
    """
    file = _File()
    used = sorted({character for page in pages for mark in page if isinstance(mark, Text) for character in mark.text})
    if cid:
        codes = {character: (0, character.encode("utf-16-be").hex()) for character in used}
        fonts = [file.cid_font()]
    else:
        codes = {character: (rank // 250, f"{rank % 250 + 1:02x}") for rank, character in enumerate(used)}
        fonts = [file.font(used[start : start + 250], mapped, shape) for start in range(0, len(used), 250)]
    listed = " ".join(f"/F{rank} {font} 0 R" for rank, font in enumerate(fonts))
    resources = f"<< /Font << {listed} >> /XObject << /I {file.stream(bytes([0x40]), _DOT)} 0 R >> >>"
    turn, box = _TURNS[turned]
    tree = file.add("")
    kids: list[int] = []
    for page in pages:
        drawn = "\n".join(_drawn(mark, codes, thin) for mark in page)
        own = resources
        if form:
            words = f"/Type /XObject /Subtype /Form /BBox [0 0 2000 2000] /Matrix [2 0 0 2 0 0] /Resources {resources}"
            own = f"<< /XObject << /X {file.stream(drawn.encode(), words)} 0 R >> >>"
            drawn = ".5 0 0 .5 0 0 cm /X Do"
        stream = file.stream(f"{turn} cm\n{drawn}".encode(), "", packed)
        rotate = f"/Rotate {turned}" if declared else ""
        words = f"/Parent {tree} 0 R /MediaBox {box} /Contents {stream} 0 R /Resources {own} {rotate}"
        kids.append(file.add(f"<< /Type /Page {words} >>"))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.set(tree, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>")
    return file.closed(file.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


def _drawn(mark: Mark, codes: dict[str, tuple[int, str]], thin: bool) -> str:
    if isinstance(mark, Text):
        cos, sin = math.cos(math.radians(mark.angle)), math.sin(math.radians(mark.angle))
        shown = (f"/F{font} {mark.size} Tf <{code}> Tj" for font, code in (codes[one] for one in mark.text))
        place = f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {mark.x:.2f} {HEIGHT - mark.y:.2f}"
        return f"BT {mark.color} g {mark.mode} Tr {place} Tm {' '.join(shown)} ET"
    y0, y1 = HEIGHT - mark.y0, HEIGHT - mark.y1
    width, height = mark.x1 - mark.x0, y0 - y1
    if isinstance(mark, Stroke):
        if thin:
            return f"{mark.x0 - 0.25:.2f} {y1 - 0.25:.2f} {width + 0.5:.2f} {height + 0.5:.2f} re f"
        return f".5 w {mark.x0:.2f} {y0:.2f} m {mark.x1:.2f} {y1:.2f} l S"
    if mark.picture:
        return f"q {width:.2f} 0 0 {height:.2f} {mark.x0:.2f} {y1:.2f} cm /I Do Q"
    return f"q {mark.color} g {mark.x0:.2f} {y1:.2f} {width:.2f} {height:.2f} re f Q"


class _File:
    """Objects of a PDF, numbered as they come, and the table of where they are."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def set(self, number: int, text: str) -> None:
        """Give an object its text."""
        self._objects[number - 1] = text.encode()

    def add(self, text: str) -> int:
        """Add an object. Returns its number."""
        self._objects.append(text.encode())
        return len(self._objects)

    def stream(self, content: bytes, words: str, packed: bool = True) -> int:
        """Add a stream, `words` in its dictionary. Returns its number."""
        body = zlib.compress(content) if packed else content
        packing = "/Filter /FlateDecode" if packed else ""
        head = f"<< {words} {packing} /Length {len(body)} >>\nstream\n".encode()
        self._objects.append(head + body + b"\nendstream")
        return len(self._objects)

    def font(self, characters: Sequence[str], mapped: bool, shape: Callable[[str], bytes] | None) -> int:
        """A Type 3 font, so that none has to be shipped with the tests: each character is a box, or as `shape` draws it."""
        procs: list[str] = []
        widths: list[str] = []
        for rank, character in enumerate(characters, 1):
            wide = 1000 if character >= "\u2e80" else 500
            box = b"" if character.isspace() else f"60 -100 {wide - 120} 800 re f".encode()
            drawn = f"{wide} 0 0 -200 {wide} 800 d1 ".encode() + (shape(character) if shape else box)
            procs.append(f"/g{rank} {self.stream(drawn, '')} 0 R")
            widths.append(str(wide))
        names = " ".join(f"/g{rank}" for rank in range(1, len(characters) + 1))
        to_unicode = f"/ToUnicode {self.stream(_map(characters), '')} 0 R" if mapped else ""
        return self.add(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [.001 0 0 .001 0 0] /Resources << >>"
            f" /FirstChar 1 /LastChar {len(characters)} /Widths [{' '.join(widths)}] /CharProcs << {' '.join(procs)} >>"
            f" /Encoding << /Type /Encoding /Differences [1 {names}] >> {to_unicode} >>"
        )

    def cid_font(self) -> int:
        """The font that Chinese programs name without putting it into the file: its codes are those of UCS-2."""
        info = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        descriptor = self.add(
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
            " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        )
        inner = self.add(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
            f" /CIDSystemInfo {info} /FontDescriptor {descriptor} 0 R >>"
        )
        return self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            f" /DescendantFonts [{inner} 0 R] >>"
        )

    def closed(self, root: int) -> bytes:
        """The whole file, `root` its catalogue."""
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places: list[int] = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def _map(characters: Sequence[str]) -> bytes:
    lines = [f"<{rank:02x}> <{character.encode('utf-16-be').hex()}>" for rank, character in enumerate(characters, 1)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()
