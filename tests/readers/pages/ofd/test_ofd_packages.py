"""An OFD that is damaged, locked, too large, without text, or points outside of itself."""

import io
import random
import socket
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.mutations import altered
from gouji.document import UnreadableError
from samples.report import SampleReport
from tests.made.ofd_changes import Check, packed_again, read_ofd, text_object, texts_of
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Fill, Page, Text, change
from tests.made.reading import read

SCAN = Fill(0, 0, 595, 842, picture=True)


def test_pages_that_are_pictures(pages: list[Page]) -> None:
    invisible = change(pages, lambda mark: [replace(mark, mode=3)] if isinstance(mark, Text) else [mark])
    with pytest.raises(UnreadableError, match="ocr_text"):
        read_ofd(ofd([(SCAN, *page) for page in invisible]))
    for scanned in ([(SCAN,)], [pages[0], (SCAN,), *pages[1:]]):
        with pytest.raises(UnreadableError, match="scanned"):
            read_ofd(ofd(scanned))


def test_fonts_without_characters(pages: list[Page]) -> None:
    """Fonts of glyphs only: each character is written as one of the private use area."""
    private = change(
        pages,
        lambda mark: [
            replace(mark, text="".join(chr(0xE000 + ord(one) % 0x1000) for one in mark.text))
            if isinstance(mark, Text)
            else mark
        ],
    )
    with pytest.raises(UnreadableError, match="no_text_map"):
        read_ofd(ofd(private))


def test_passwords(pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="encrypted"):
        read_ofd(packed_again(ofd(pages), lambda _, text: text, **{"Encryptions.xml": "<a/>"}))


@pytest.mark.parametrize("part", ["Doc_0/Document.xml", "Doc_0/Pages/Page_1/Content.xml"])
def test_parts_that_are_not_there(part: str, pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="part_missing"):
        read_ofd(packed_again(ofd(pages), lambda name, text: None if name == part else text))


def test_limits(pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="too_many_pages"):
        read_ofd(ofd([(Text(50, 50, "1"),)] * 301))
    with pytest.raises(UnreadableError, match="too_many_objects"):
        texts_of(text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 99999 1 g 99999 1">12</ofd:TextCode>'))
    with pytest.raises(UnreadableError, match="damaged"):
        texts_of(text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 999999999 1">12</ofd:TextCode>'))
    deep = "<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300
    with pytest.raises(UnreadableError, match="nested_too_deep"):
        texts_of(deep)
    with pytest.raises(UnreadableError, match="part_too_large"):
        read_ofd(packed_again(ofd(pages), lambda name, text: text + " " * 20_000_000 if "Page_1" in name else text))


def test_thousands_of_areas_over_thousands_of_texts() -> None:
    texts = [Text(50 + rank / 7, 50 + rank / 13, "1234567890") for rank in range(1_500)]
    marks = [*texts, *(Fill(300 + rank / 9, 300, 400 + rank / 7, 400) for rank in range(1_500))]
    with pytest.raises(UnreadableError, match="too_many_objects"):
        read_ofd(ofd([tuple(marks)]))


def test_nothing_outside_of_the_package_is_read(
    pages: list[Page], report: SampleReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refused: Check
) -> None:
    """Entities are refused; locations outside of the package are parts that are not there."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a connection was opened: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = "Doc_0/Pages/Page_0/Content.xml"
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UnreadableError, match="damaged"):
        read_ofd(packed_again(ofd(pages), lambda name, text: entity + text if name == page else text))
    for outside in (str(secret), "../" * 9 + str(secret).lstrip("/"), "http://example.invalid/Content.xml"):
        moved = ofd(pages, locate=lambda place, outside=outside: outside if "Page_1/" in place else place)
        with pytest.raises(UnreadableError, match="part_missing"):
            read_ofd(moved)
    picture = '<ofd:ImageObject ID="3" Boundary="10 285 5 5" ResourceID="1" Href="http://example.invalid/a.png"/>'
    assert refused(read_ofd(ofd(pages, extra=picture)), report) == []


def test_an_altered_file_is_read_right_or_refused(report: SampleReport, pages: list[Page], refused: Check) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd(pages))) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("Doc_0/Res/unused.png", bytes(100_000))
    read_whole = 0
    for rank in range(60):
        try:
            document = read(altered(stored.getvalue(), random.Random(rank)))  # noqa: S311 - repeatable, not secret
        except UnreadableError:
            continue
        read_whole += 1
        assert refused(document, report) == [], rank
    assert 0 < read_whole < 60
