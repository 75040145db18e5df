"""Reports as pages of text and lines, and a small writer of PDF and of OFD for them: every trap can be set by hand."""

import io
import math
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from gouji.declared.forms import Table
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport

# Points; y is counted downwards from the top of the page.
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 50.0
SIZE = 9.0
_PITCH, _PADDING = 12.0, 4.0
_FOOT = HEIGHT - 60
_A_MILLIMETRE = 72 / 25.4
# Of the table of requests the rows that word processors repeat; the others have headings in between.
_HEADING_ROWS = {"proactive": 0, "requests": 3, "disputes": 0}


@dataclass(frozen=True)
class Text:
    """Text from its origin on the baseline; `mode` is PDF's render mode, `color` a grey."""

    x: float
    y: float
    text: str
    size: float = SIZE
    angle: float = 0.0
    mode: int = 0
    color: float = 0.0


@dataclass(frozen=True)
class Stroke:
    """A line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Fill:
    """A filled rectangle; `picture`: an image."""

    x0: float
    y0: float
    x1: float
    y1: float
    color: float = 1.0
    picture: bool = False


Mark = Text | Stroke | Fill
Page = tuple[Mark, ...]


def advance(text: str, size: float = SIZE) -> float:
    """How far a text reaches: Chinese as wide as its size, everything else half of it."""
    return sum(size if character >= "\u2e80" else size / 2 for character in text)


def lay_out(report: SampleReport, *, cut: bool = False, repeat: bool = False, tall: float = 0.0) -> list[Page]:
    """The pages of a report.

    Tables break between rows, or inside of them (`cut`); `repeat`: with their heading rows on each page. `tall` is added
    to the height of each row, so that more pages are needed.
    """
    pages: list[list[Mark]] = [[]]
    y = MARGIN
    for part in parts(report):
        if part.table is not None:
            heading = _HEADING_ROWS[part.table.key] if repeat else 0
            y = _table(pages, y, _placed(report, part.table, tall), cut, heading)
            continue
        for line in _wrapped(part.text, WIDTH - 2 * MARGIN):
            if y + 16 > _FOOT:
                pages.append([])
                y = MARGIN
            pages[-1].append(Text(MARGIN, y + SIZE, line))
            y += 16
    for number, page in enumerate(pages, 1):
        page.append(Text(WIDTH / 2, HEIGHT - 30, f"- {number} -"))
    return [tuple(page) for page in pages]


@dataclass(frozen=True)
class _Cell:
    x0: float
    x1: float
    y0: float
    y1: float
    lines: tuple[Text, ...]


def _placed(report: SampleReport, table: Table, tall: float) -> tuple[list[_Cell], list[float]]:
    """The cells of a table as if paper had no end, and the y of its row lines; both from 0."""
    rows = table_rows(report, table)
    count = max(item.box.column + item.box.column_span for row in rows for item in row)
    width = (WIDTH - 2 * MARGIN) / count
    items = [item for row in rows for item in row if not item.continued]
    wrapped = {id(item): _wrapped("".join(item.lines), item.box.column_span * width - 2 * _PADDING) for item in items}
    heights = [_PITCH + 2 * _PADDING + tall] * len(rows)
    for item in sorted(items, key=lambda item: item.box.row_span):
        own = slice(item.box.row, item.box.row + item.box.row_span)
        missing = _PITCH * len(wrapped[id(item)]) + 2 * _PADDING + tall - sum(heights[own])
        heights[own.stop - 1] += max(missing, 0)
    ys = [sum(heights[:row]) for row in range(len(rows) + 1)]
    return [_cell(item, wrapped[id(item)], width, ys) for item in items], ys


def _cell(item: Item, lines: Sequence[str], width: float, ys: Sequence[float]) -> _Cell:
    box = item.box
    x0, x1 = MARGIN + box.column * width, MARGIN + (box.column + box.column_span) * width
    y0, y1 = ys[box.row], ys[box.row + box.row_span]
    top = (y0 + y1) / 2 - _PITCH * len(lines) / 2
    texts = (
        Text((x0 + x1) / 2 - advance(line) / 2, top + _PITCH * rank + SIZE, line)
        for rank, line in enumerate(lines)
        if line
    )
    return _Cell(x0, x1, y0, y1, tuple(texts))


def _table(pages: list[list[Mark]], y: float, table: tuple[list[_Cell], list[float]], cut: bool, heading: int) -> float:
    """Draw a table from `y` on over as many pages as it takes. Returns where it ends on the last of them."""
    cells, ys = table
    bases = [text.y for cell in cells for text in cell.lines]
    head = [cell for cell in cells if cell.y1 <= ys[heading]]
    start = 0.0
    while True:
        offset = y
        if start and heading:
            pages[-1] += _shifted(head, 0.0, ys[heading], y)
            offset += ys[heading]
        end = min(ys[-1], start + _FOOT - offset)
        if end < ys[-1]:
            end = _break(end, bases) if cut else max((line for line in ys if line <= end), default=start)
        if end > start:
            pages[-1] += _shifted(cells, start, end, offset - start)
        if end >= ys[-1]:
            return offset + end - start + 10
        pages.append([])
        y, start = MARGIN, end


def _break(end: float, bases: Sequence[float]) -> float:
    """The last place before `end` at which no line of text is cut in two."""
    while any(base - SIZE - 1 < end < base + 3 for base in bases):
        end -= 0.5
    return end


def _shifted(cells: Iterable[_Cell], start: float, end: float, down: float) -> Iterator[Mark]:
    """What of the cells lies between two heights, with their borders closed at both."""
    for cell in cells:
        top, bottom = max(cell.y0, start), min(cell.y1, end)
        if top >= bottom:
            continue
        yield Stroke(cell.x0, top + down, cell.x1, top + down)
        yield Stroke(cell.x0, bottom + down, cell.x1, bottom + down)
        yield Stroke(cell.x0, top + down, cell.x0, bottom + down)
        yield Stroke(cell.x1, top + down, cell.x1, bottom + down)
        yield from (replace(text, y=text.y + down) for text in cell.lines if start < text.y <= end)


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and advance(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def add(pages: Sequence[Page], *marks: Mark, page: int = 0) -> list[Page]:
    """The pages with marks drawn over one of them."""
    return [(*one, *marks) if rank == page else one for rank, one in enumerate(pages)]


def change(pages: Sequence[Page], told: Callable[[Mark], Iterable[Mark]]) -> list[Page]:
    """The pages with each mark replaced by what `told` makes of it."""
    return [tuple(new for mark in page for new in told(mark)) for page in pages]


def find(pages: Sequence[Page], text: str) -> tuple[int, Text]:
    """The page and the mark of the one place where a text stands alone."""
    every = [(rank, mark) for rank, page in enumerate(pages) for mark in page]
    found = [(rank, mark) for rank, mark in every if isinstance(mark, Text) and mark.text == text]
    assert len(found) == 1, f"{text!r} stands at {len(found)} places"
    return found[0]


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


def ofd(
    pages: Sequence[Page],
    *,
    namespace: str = "http://www.ofdspec.org/2016",
    locate: Callable[[str], str] = lambda place: place,
    template: bool = False,
    extra: str = "",
    picture: bytes = b"",
) -> bytes:
    """An OFD of the pages.

    `locate` writes the locations of parts; `template`: all lines are in templates of the pages; `extra` is put into each
    page as it is. `picture`: the file that each Fill with a picture shows.
    """
    out = io.BytesIO()
    tag = f'xmlns:ofd="{namespace}"'
    width, height = WIDTH / _A_MILLIMETRE, HEIGHT / _A_MILLIMETRE
    listed = templates = ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        root = f"<ofd:DocRoot>{locate('Doc_0/Document.xml')}</ofd:DocRoot>"
        package.writestr("OFD.xml", f"<ofd:OFD {tag}><ofd:DocBody>{root}</ofd:DocBody></ofd:OFD>")
        for rank, page in enumerate(pages):
            under = [mark for mark in page if template and isinstance(mark, Stroke)]
            over = [mark for mark in page if not (template and isinstance(mark, Stroke))]
            used = f'<ofd:Template TemplateID="{900 + rank}"/>' if template else ""
            place, shape = f"Pages/Page_{rank}/Content.xml", f"Tpls/Tpl_{rank}/Content.xml"
            package.writestr(f"Doc_0/{place}", f"<ofd:Page {tag}>{used}{_layer(over, extra)}</ofd:Page>")
            package.writestr(f"Doc_0/{shape}", f"<ofd:Page {tag}>{_layer(under, '')}</ofd:Page>")
            listed += f'<ofd:Page ID="{rank + 1}" BaseLoc="{locate(place)}"/>'
            templates += f'<ofd:TemplatePage ID="{900 + rank}" BaseLoc="{locate(shape)}"/>'
        area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:PageArea>"
        listing = f"<ofd:DocumentRes>{locate('DocumentRes.xml')}</ofd:DocumentRes>" if picture else ""
        if picture:
            file = f'<ofd:MultiMedia ID="1" Type="Image"><ofd:MediaFile>{locate("image.bin")}</ofd:MediaFile></ofd:MultiMedia>'
            package.writestr("Doc_0/DocumentRes.xml", f'<ofd:Res {tag} BaseLoc="Res">{file}</ofd:Res>')
            package.writestr("Doc_0/Res/image.bin", picture)
        common = f"<ofd:CommonData>{area}{listing}{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {tag}>{common}</ofd:Document>")
    return out.getvalue()


def _layer(marks: Iterable[Mark], extra: str) -> str:
    return f'<ofd:Content><ofd:Layer ID="1">{"".join(map(_object, marks))}{extra}</ofd:Layer></ofd:Content>'


def _object(mark: Mark) -> str:
    if isinstance(mark, Text):
        return _text_object(mark)
    x0, y0, x1, y1 = (value / _A_MILLIMETRE for value in (mark.x0, mark.y0, mark.x1, mark.y1))
    width, height = f"{x1 - x0:.4f}", f"{y1 - y0:.4f}"
    box = f'Boundary="{x0:.4f} {y0:.4f} {width} {height}"'
    if isinstance(mark, Stroke):
        path = f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData>"
        return f'<ofd:PathObject ID="4" {box} LineWidth="0.25">{path}</ofd:PathObject>'
    if mark.picture:
        return f'<ofd:ImageObject ID="3" {box} ResourceID="1"/>'
    path = f"<ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="4" {box} Stroke="false" Fill="true">{path}</ofd:PathObject>'


def _text_object(mark: Text) -> str:
    size = mark.size / _A_MILLIMETRE
    # A distance that is the same several times is written once: g 3 4.2 is three times 4.2.
    delta = " ".join(f"g 1 {advance(character, mark.size) / _A_MILLIMETRE:.4f}" for character in mark.text[:-1])
    box = f"{mark.x / _A_MILLIMETRE:.4f} {mark.y / _A_MILLIMETRE - size:.4f} 100 {size:.4f}"
    angle = math.radians(mark.angle)
    turn = f'CTM="{math.cos(angle):.5f} {-math.sin(angle):.5f} {math.sin(angle):.5f} {math.cos(angle):.5f} 0 0"'
    drawn = 'Fill="false"' if mark.mode == 3 else ""
    color = '<ofd:FillColor Value="255 255 255"/>' if mark.color == 1 else ""
    code = f'<ofd:TextCode X="0" Y="{size:.4f}" DeltaX="{delta}">{escape(mark.text)}</ofd:TextCode>'
    words = f'Boundary="{box}" Font="1" Size="{size:.4f}" {turn if mark.angle else ""} {drawn}'
    return f'<ofd:TextObject ID="2" {words}>{color}{code}</ofd:TextObject>'
