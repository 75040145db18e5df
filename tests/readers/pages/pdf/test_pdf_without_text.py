"""Pages of a PDF that are pictures, or whose fonts do not say their characters; passwords."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from gouji.document import UnreadableError
from samples.report import SampleReport
from tests.made.page_documents import Fill, Page, Text, change
from tests.made.pdf_changes import Check, saved, stream
from tests.made.pdf_pages import pdf
from tests.made.reading import read

SCAN = Fill(0, 0, 595, 842, picture=True)


def test_invisible_text_over_a_picture_is_somebodys_ocr(pages: list[Page], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra for OCR the picture is read (tests/readers/pages/test_scans.py)."""
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    invisible = change(pages, lambda mark: [replace(mark, mode=3)] if isinstance(mark, Text) else [mark])
    # Drawn and covered, text is a layer that nobody sees; drawn invisibly, it is not even that.
    under = [(*page, SCAN) for page in pages]
    for scanned, reason in (([(SCAN, *page) for page in invisible], "ocr_missing"), (under, "text_layer_unusable")):
        with pytest.raises(UnreadableError, match=reason):
            read(pdf(scanned))


def test_pages_that_are_pictures(
    report: SampleReport, pages: list[Page], refused: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In front of the tables they are a cover; between them they may hold a part of one, which OCR would read."""
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    scan: Page = (SCAN,)
    assert refused(read(pdf([scan, *pages])), report) == []
    for broken in ([scan], [pages[0], scan, *pages[1:]]):
        with pytest.raises(UnreadableError, match="ocr_missing"):
            read(pdf(broken))


def test_fonts_without_characters(pages: list[Page], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="no_text_map"):
        read(pdf(pages, mapped=False))


@pytest.mark.parametrize("code", ["d835", "dfce", "d835dfce"])
def test_halves_of_characters_are_not_told(code: str) -> None:
    def halve(file: pikepdf.Pdf) -> None:
        font: Any = file.pages[0].obj.Resources.Font.F0
        words = bytes(font.ToUnicode.read_bytes())
        assert words.count(b"<0032>") == 1
        font.ToUnicode = stream(file, words.replace(b"<0032>", f"<{code}>".encode()))

    marks = (Text(50, 50, "1234"), Text(50, 150, "政府信息公开"))
    assert [one.text for one in read(saved(pdf([marks]), halve)).passages] == ["1\ufffd34", "政府信息公开"]


def encrypted(content: bytes, password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()


def test_passwords(report: SampleReport, pages: list[Page], refused: Check) -> None:
    assert refused(read(encrypted(pdf(pages), "")), report) == []
    with pytest.raises(UnreadableError, match="encrypted"):
        read(encrypted(pdf(pages), "secret"))
