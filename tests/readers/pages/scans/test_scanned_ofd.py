"""An OFD of pictures is read where its pages show the pictures and nothing else."""

import io
import re
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from gouji.document import UnreadableError
from gouji.readers import pictures
from gouji.readers.packages import Package
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Fill, Page, Stroke, Text
from tests.made.reading import read
from tests.made.scan_documents import draw, file_of
from tests.made.scan_reading import SCAN, Read, statuses


def test_an_ofd_of_pictures(page: Page, cells: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture of the page is recognised, where it is all that the page shows; a text that is not seen is not used."""
    lying = Text(60, 400, "99999", mode=3)
    content = ofd([(SCAN, lying)], picture=file_of([draw(page)]))
    document = read(content)
    assert (document.format, document.recognised) == ("ofd", True)
    assert statuses(cells(document), "proactive").count("read") >= 8
    assert not any("99999" in cell.text for grid in document.grids for cell in grid.cells)
    (shown,) = pictures("ofd", content, {1: None})
    assert shown.png is not None
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="ocr_missing"):
        read(content)


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ((SCAN, Stroke(50, 50, 200, 50)), "scanned"),
        ((SCAN, SCAN), "scanned"),
        ((SCAN, Fill(50, 50, 200, 80)), "scanned"),
        ((SCAN, Text(60, 400, "9", angle=30)), "scanned"),
        ((SCAN, Text(60, 400, "99999", mode=3), Text(60, 600, "7")), "ocr_text"),
    ],
)
def test_an_ofd_of_which_a_page_shows_more_than_its_picture(marks: Page, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(ofd([marks], picture=file_of([np.full((1200, 900), 255, np.uint8)])))


@pytest.mark.parametrize(
    "clip",
    ['Alpha="0"', 'ImageMask="2"', 'CTM="420 0 0 297 0 0"', 'CTM="0 297 -210 0 210 0"', 'CTM="-210 0 0 297 210 0"'],
)
def test_an_ofd_whose_picture_is_not_shown_as_it_is(clip: str) -> None:
    picture = f'<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="1" {clip}/>'
    with pytest.raises(UnreadableError, match="scanned"):
        read(ofd([()], picture=file_of([np.full((1200, 900), 255, np.uint8)]), extra=picture))


def told_again(content: bytes, told: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each part as `told` makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, told(name, old.read(name)))
    return out.getvalue()


def test_resources_of_an_ofd_are_read_once_and_only_for_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often pages and documents name their listing; one that is damaged does not matter to a page of text."""
    listed = re.compile(r"<ofd:DocumentRes>.*?</ofd:DocumentRes>")
    picture = file_of([np.full((1200, 900), 255, np.uint8)])

    def repeated(name: str, content: bytes) -> bytes:
        if not name.endswith("Document.xml"):
            return content
        return listed.sub(
            lambda found: found[0] + found[0].replace("DocumentRes.xml", "DOCUMENTRES.xml"), content.decode()
        ).encode()

    parsed: list[str] = []
    xml = Package.xml
    monkeypatch.setattr(Package, "xml", lambda self, name: parsed.append(name.lower()) or xml(self, name))
    with pytest.raises(UnreadableError, match="nothing_recognised"):
        read(told_again(ofd([(SCAN,), (SCAN,)], picture=picture), repeated))
    assert [name for name in parsed if "documentres" in name] == ["/doc_0/documentres.xml"]
    text = ofd([(Text(60, 400, "text"),)], picture=picture)
    broken = told_again(text, lambda name, content: b"<a" if "DocumentRes" in name else content)
    assert [passage.text for passage in read(broken).passages] == ["text"]


def test_an_ofd_that_lists_two_pictures_as_one() -> None:
    media = '<ofd:MultiMedia ID="1"><ofd:MediaFile>other.bin</ofd:MediaFile></ofd:MultiMedia>'
    picture = file_of([np.full((1200, 900), 255, np.uint8)])
    out = io.BytesIO(ofd([(SCAN,)], picture=picture))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("Doc_0/other.bin", picture)
        package.writestr("Doc_0/PageRes.xml", f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016">{media}</ofd:Res>')
    page = "<ofd:PageRes>/Doc_0/PageRes.xml</ofd:PageRes>"
    with pytest.raises(UnreadableError, match="scanned"):
        read(
            told_again(
                out.getvalue(),
                lambda name, content: content.replace(b"<ofd:Content>", page.encode() + b"<ofd:Content>"),
            )
        )


@pytest.mark.parametrize("boundary", ["0 -297 210 594", "-20 0 210 297", "0 0 230 297", "0 10 210 297"])
def test_an_ofd_whose_picture_reaches_over_the_paper(boundary: str) -> None:
    picture = f'<ofd:ImageObject ID="9" Boundary="{boundary}" ResourceID="1"/>'
    with pytest.raises(UnreadableError, match="scanned"):
        read(ofd([()], picture=file_of([np.full((1200, 900), 255, np.uint8)]), extra=picture))
