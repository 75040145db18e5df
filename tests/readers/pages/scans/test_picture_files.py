"""Pictures of every format, their limits, and Gouji without its extra for scans."""

import socket
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gouji.declared import Declared
from gouji.document import UnreadableError
from gouji.intake import take_in
from gouji.readers.pages.scans import recognise, recogniser
from gouji.readers.pages.scans.pictures import pictures_of
from gouji.reports.chunks import FILE_SECONDS, SCAN_SECONDS, seconds_for
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Page
from tests.made.pdf_pages import pdf
from tests.made.reading import read
from tests.made.scan_documents import draw, file_of, shape
from tests.made.scan_reading import SCAN, Read, statuses


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "JPEG"])
def test_pictures_of_every_format_are_told_by_their_bytes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = file_of([np.full((40, 60, 3), 200, np.uint8)], kind)
    (picture,) = pictures_of(content, 60)
    assert picture.shape == (40, 60, 3)
    assert abs(picture.astype(int) - 200).max() <= 2
    with pytest.raises(UnreadableError, match="scan_too_coarse"):
        read(content)


def test_what_is_transparent_is_paper() -> None:
    (picture,) = pictures_of(file_of([np.zeros((20, 20, 4), np.uint8)]), 60)
    assert picture.min() == 255


def test_limits() -> None:
    """What a picture claims to be is checked before it is unpacked."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(packed)
    with pytest.raises(UnreadableError, match="picture_too_large"):
        read(bomb)
    with pytest.raises(UnreadableError, match="too_many_pages"):
        read(file_of([np.zeros((8, 8), np.uint8)] * 61, "TIFF"))
    whole = file_of([np.random.default_rng(1).integers(0, 255, (900, 900), np.uint8)], "JPEG")
    with pytest.raises(UnreadableError, match="damaged"):
        read(whole[: len(whole) // 2])
    with pytest.raises(UnreadableError, match="picture_too_large"):
        read(file_of([np.full((9000, 700), 255, np.uint8)]))
    with pytest.raises(UnreadableError, match="nothing_recognised"):
        read(file_of([np.full((1200, 900), 255, np.uint8)]))


def test_without_the_extra(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are refused with what to install, files with text are read as ever."""
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    picture = draw(page, 100)
    for content in (file_of([picture]), file_of([picture], "PDF")):
        with pytest.raises(UnreadableError, match="ocr_missing"):
            read(content)
    assert read(pdf([page])).grids


def test_the_reason_says_what_to_install(declared: Declared) -> None:
    assert "pip install gouji[ocr]" in declared.reasons.of_file("ocr_missing", {})


def test_what_may_be_a_scan_has_more_time(page: Page, tmp_path: Path) -> None:
    files = {"scan.ofd": ofd([(SCAN,)]), "scan.pdf": pdf([page]), "note.txt": b"no scan", "small.zip": b"PK"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    taken = {one.file.path.name: seconds_for(one) for one in take_in([tmp_path]).taken}
    assert taken["scan.ofd"] == taken["scan.pdf"] == SCAN_SECONDS
    assert taken["note.txt"] == FILE_SECONDS


@pytest.mark.parametrize("turned", [0, 90])
def test_a_font_that_does_not_say_its_characters(turned: int, page: Page, cells: Read, monkeypatch: Any) -> None:
    """What is seen is recognised where the file has the shapes of all its characters."""
    content = pdf([page], mapped=False, shape=shape, turned=turned)
    document = read(content)
    assert (document.format, document.recognised) == ("pdf", True)
    assert statuses(cells(document), "proactive").count("read") >= 8
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="no_text_map"):
        read(content)


def test_reading_a_scan_opens_no_connection(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    recogniser._model.cache_clear()
    recognised = recognise(1, draw(page, 120))
    assert any("许可" in glyph.text for glyph in recognised.glyphs)
