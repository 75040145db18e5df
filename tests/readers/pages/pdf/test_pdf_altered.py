"""A damaged or altered PDF is read right or refused, and fetches nothing."""

import random
import socket
from pathlib import Path

import pikepdf
import pytest

from benchmarks.mutations import altered
from gouji.declared import Declared
from gouji.document import UnreadableError
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.page_documents import Fill, Page, Text
from tests.made.pdf_changes import Check, printed, saved, stream
from tests.made.pdf_pages import pdf
from tests.made.reading import read, transcribe, wrongs


def test_thousands_of_areas_over_thousands_of_texts() -> None:
    texts = [Text(50 + rank / 7, 50 + rank / 13, "1234567890") for rank in range(2_500)]
    marks = [*texts, *(Fill(300 + rank / 9, 300, 400 + rank / 7, 400) for rank in range(2_500))]
    with pytest.raises(UnreadableError, match="too_many_objects"):
        read(pdf([tuple(marks)]))


def test_nothing_outside_of_the_file_is_fetched(
    pages: list[Page], report: SampleReport, refused: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A picture kept in another file, an action that opens an address, another program that is started: none is followed."""
    outside = tmp_path / "picture.raw"
    outside.write_bytes(bytes(100))

    def refer(file: pikepdf.Pdf) -> None:
        words = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": 10, "Height": 10}
        picture = stream(file, b"", **words, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray)
        picture.F = str(outside)
        file.pages[0].Resources.XObject.Outside = picture
        address = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.invalid/")
        file.Root.OpenAction = file.make_indirect(address)
        file.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=["a", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")])
        )

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a connection was opened: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert refused(read(saved(pdf(pages), refer)), report) == []


def test_an_altered_file_is_read_right_or_refused(
    report: SampleReport, pages: list[Page], declared: Declared, transcriber: Transcriber
) -> None:
    """pdfium reads on, and blank cells stand where figures were."""
    for whole in (pdf(pages), pdf(pages, packed=False)):
        opened = 0
        for rank in range(40):
            try:
                document = read(altered(whole, random.Random(rank)))  # noqa: S311 - repeatable, not secret
            except UnreadableError:
                continue
            opened += 1
            transcript = transcribe(document, declared, transcriber)
            assert list(wrongs(report, transcript, printed(report), declared)) == [], rank
        assert 0 < opened < 40


@pytest.mark.parametrize(
    ("written", "damage"),
    [
        (b"> Tj /", b"> Tk /"),
        (b"> Tj /", b">  /"),
        (b" Tm ", b" "),
        (b" Tf <", b" <"),
        (b"/F0 9.0 Tf", b"/F7 9.0 Tf"),
        (b" ET\n", b" \n"),
        (b" l S\n", b" l S\n\0\0\0\0"),
    ],
)
def test_drawing_that_is_not_packed_is_checked_by_its_words(written: bytes, damage: bytes, pages: list[Page]) -> None:
    """No checksum shows the damage, pdfium skips the text, and the figure would be a blank."""
    whole = pdf(pages, packed=False)
    assert read(whole).grids
    # The place of the table of objects does not change: only the words show it.
    assert whole.count(written) > 1
    damaged = whole.replace(written, damage.ljust(len(written)), 1)
    with pytest.raises(UnreadableError, match="damaged"):
        read(damaged)
