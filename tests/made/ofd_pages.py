"""Laid-out pages written as OFD."""

import io
import math
import zipfile
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

from tests.made.page_documents import A_MILLIMETRE, HEIGHT, WIDTH, Mark, Page, Stroke, Text, advance


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
    width, height = WIDTH / A_MILLIMETRE, HEIGHT / A_MILLIMETRE
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
    x0, y0, x1, y1 = (value / A_MILLIMETRE for value in (mark.x0, mark.y0, mark.x1, mark.y1))
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
    size = mark.size / A_MILLIMETRE
    # A distance that is the same several times is written once: g 3 4.2 is three times 4.2.
    delta = " ".join(f"g 1 {advance(character, mark.size) / A_MILLIMETRE:.4f}" for character in mark.text[:-1])
    box = f"{mark.x / A_MILLIMETRE:.4f} {mark.y / A_MILLIMETRE - size:.4f} 100 {size:.4f}"
    angle = math.radians(mark.angle)
    turn = f'CTM="{math.cos(angle):.5f} {-math.sin(angle):.5f} {math.sin(angle):.5f} {math.cos(angle):.5f} 0 0"'
    drawn = 'Fill="false"' if mark.mode == 3 else ""
    color = '<ofd:FillColor Value="255 255 255"/>' if mark.color == 1 else ""
    code = f'<ofd:TextCode X="0" Y="{size:.4f}" DeltaX="{delta}">{escape(mark.text)}</ofd:TextCode>'
    words = f'Boundary="{box}" Font="1" Size="{size:.4f}" {turn if mark.angle else ""} {drawn}'
    return f'<ofd:TextObject ID="2" {words}>{color}{code}</ofd:TextObject>'
