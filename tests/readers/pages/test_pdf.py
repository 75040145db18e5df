"""PDF with text: every figure in its cell, or a reason. The pages are drawn by tests/made/page_documents.py."""

import io
import random
import re
import shutil
import socket
import subprocess
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from benchmarks.mutations import altered
from gouji.declared import Declared
from gouji.document import Document, UnreadableError
from gouji.readers.pages.pdf.packing import unpacked
from gouji.reports.transcribe import Transcriber
from samples.printers import html
from samples.report import SampleReport
from tests.made.page_documents import Fill, Mark, Page, Stroke, Text, add, advance, change, find, lay_out, pdf
from tests.made.reading import distinct_report, read, readings, transcribe, wrongs

LAYOUTS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "cut": {"cut": True},
    "cut, tall": {"cut": True, "tall": 25.0},
    "repeated": {"repeat": True},
}
DRAWN: Mapping[str, Mapping[str, Any]] = {
    "stroked": {},
    "thin rectangles": {"thin": True},
    "inside a form": {"form": True},
    "not compressed": {"packed": False},
    "font not embedded": {"cid": True},
    "turned 90": {"turned": 90},
    "turned 180": {"turned": 180},
    "turned 270": {"turned": 270},
    "turned 90 and declared": {"turned": 90, "declared": True},
    "turned 270 and declared": {"turned": 270, "declared": True},
}
ADDRESS = "requests.granted.business"
SCAN = Fill(0, 0, 595, 842, picture=True)

Check = Callable[[Document, SampleReport], list[str]]


def printed(report: SampleReport) -> str:
    """All that stands in the cells: a cell that is said not to be there is wrong, too."""
    return "\n".join(report.text(cell) for cell in report.form.cells)


@pytest.fixture(scope="module")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "pdf")


@pytest.fixture(scope="module")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)


@pytest.fixture(scope="module")
def at(report: SampleReport, pages: list[Page]) -> Text:
    """Where the figure of ADDRESS stands."""
    return find(pages, report.text(next(cell for cell in report.form.cells if cell.address == ADDRESS)))[1]


@pytest.fixture
def refused(declared: Declared, transcriber: Transcriber) -> Check:
    """The addresses that were refused; a wrong one fails the test."""

    def check(document: Document, report: SampleReport) -> list[str]:
        transcript = transcribe(document, declared, transcriber)
        assert list(wrongs(report, transcript, printed(report), declared)) == []
        return [address for address, one in readings(transcript).items() if one.reading.status == "unreadable"]

    return check


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_read(layout: str, drawn: str, declared: Declared, refused: Check) -> None:
    for rank, form in enumerate(declared.forms):
        report = distinct_report(form, f"{layout}/{drawn}", blank_share=0.15 * rank)
        assert refused(read(pdf(lay_out(report, **LAYOUTS[layout]), **DRAWN[drawn])), report) == []


def test_passages_carry_their_place_and_prose_is_joined(report: SampleReport, pages: list[Page]) -> None:
    document = read(pdf(pages))
    texts = [passage.text for passage in document.passages]
    assert report.title in texts
    assert report.sections[1].heading in texts
    assert max((text for section in report.sections for text in section.paragraphs), key=len) in texts
    assert document.passages[0].locator == "page 1, x 50, y 50"
    assert document.passages[0].box == (1, 50, 50, round(50 + advance(report.title)), 61)
    cell = document.grids[0].cells[0]
    assert cell.locator.endswith(", table 1, row 1, column 1")
    assert cell.box is not None
    assert (cell.box.page, cell.box.left, cell.box.right) == (1, 50, 545)
    # The box of prose goes around all of its lines.
    prose = max(document.passages, key=lambda passage: len(passage.text)).box
    assert prose is not None
    assert prose.bottom - prose.top > 30
    # Page numbers stand in no cell and, counting with the pages, in no passage.
    assert not [text for text in texts if text.startswith("- ")]


@pytest.mark.parametrize(
    ("name", "trap"),
    [
        ("a raised digit", lambda at: [Text(at.x + advance(at.text), at.y - 3, "1", at.size * 0.6)]),
        ("another digit over one", lambda at: [Text(at.x + 0.5, at.y, "#")]),
        ("a picture beside it", lambda at: [Fill(at.x - 6, at.y - 7, at.x - 1, at.y, picture=True)]),
        ("a line through it", lambda at: [Stroke(at.x, at.y - 3, at.x + advance(at.text), at.y - 3)]),
        ("white over it", lambda at: [Fill(at.x - 1, at.y - 9, at.x + 30, at.y + 2)]),
        ("white over a part of a digit", lambda at: [Fill(at.x - 4, at.y - 9, at.x + 1.5, at.y + 2)]),
        ("a second figure", lambda at: [Text(at.x + advance(at.text) + 3, at.y, "7")]),
        ("a second line", lambda at: [Text(at.x, at.y + 9, "7")]),
    ],
)
def test_a_figure_with_something_about_it_is_refused(
    name: str, trap: Callable[[Text], list[Mark]], at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    page, _ = find(pages, at.text)
    assert ADDRESS in refused(read(pdf(add(pages, *trap(at), page=page))), report), name


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("a picture", lambda at: [Fill(at.x, at.y - 7, at.x + 20, at.y, picture=True)]),
        ("a slanted stroke", lambda at: [Stroke(at.x, at.y - 7, at.x + 4, at.y)]),
        ("an upright stroke", lambda at: [Stroke(at.x, at.y - 7, at.x, at.y)]),
        ("slanted text", lambda at: [replace(at, angle=20.0)]),
        ("white text", lambda at: [replace(at, color=1.0)]),
    ],
)
def test_a_figure_that_is_no_plain_text_is_not_a_blank(
    name: str, instead: Callable[[Text], list[Mark]], at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    changed = change(pages, lambda mark: instead(at) if mark is at else [mark])
    assert refused(read(pdf(changed)), report) == [ADDRESS], name


def test_bold_made_by_drawing_twice(report: SampleReport, pages: list[Page], refused: Check) -> None:
    twice = change(pages, lambda mark: [mark, replace(mark, x=mark.x + 0.3)] if isinstance(mark, Text) else [mark])
    assert refused(read(pdf(twice)), report) == []


def test_slanted_watermark_is_left_out_with_a_remark(report: SampleReport, pages: list[Page], refused: Check) -> None:
    for page in range(len(pages)):
        pages = add(pages, Text(100, 700, "云岭县2023", 60, angle=45), page=page)
    document = read(pdf(pages))
    assert refused(document, report) == []
    assert any("slanted" in remark for remark in document.remarks)


def test_figure_that_runs_into_the_next_cell(at: Text, report: SampleReport, refused: Check) -> None:
    """Its last digits stand in the next cell, and both would be read wrong."""
    neighbour = "requests.granted.research"
    blank = replace(report, texts={neighbour: ""})
    wide = replace(at, size=18.0)
    changed = change(lay_out(blank), lambda mark: [wide] if mark == at else [mark])
    assert {ADDRESS, neighbour} <= set(refused(read(pdf(changed)), blank))


def test_invisible_text_over_a_picture_is_somebodys_ocr(pages: list[Page], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra for OCR the picture is read (tests/readers/pages/test_scans.py)."""
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    invisible = change(pages, lambda mark: [replace(mark, mode=3)] if isinstance(mark, Text) else [mark])
    for scanned in ([(SCAN, *page) for page in invisible], [(*page, SCAN) for page in pages]):
        with pytest.raises(UnreadableError, match="ocr_missing"):
            read(pdf(scanned))


def test_large_text_across_cells_is_in_none_of_them(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """A watermark that is not slanted: what it touches is refused, nothing is misread."""
    page, at = find(pages, "申请人情况")
    missing = refused(read(pdf(add(pages, Text(at.x, at.y + 90, "2023", 60), page=page))), report)
    assert 0 < len(missing) < 60


def test_figure_split_over_two_lines(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    """It may as well be two figures."""
    halves = [replace(at, text=at.text[:3], y=at.y - 5), replace(at, text=at.text[3:], y=at.y + 5)]
    changed = change(pages, lambda mark: halves if mark is at else [mark])
    assert refused(read(pdf(changed)), report) == [ADDRESS]


def test_tables_without_lines(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """There is no cell to be sure of: most is refused, none is guessed from gaps."""
    bare = change(pages, lambda mark: [] if isinstance(mark, Stroke) else [mark])
    document = read(pdf(bare))
    assert not document.grids
    assert len(refused(document, report)) > 100


def test_table_that_runs_off_the_paper(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """The cells of the last column are cut by the edge: what is left of a figure is none."""

    def moved(mark: Mark) -> Mark:
        if isinstance(mark, Text):
            return replace(mark, x=mark.x + 60)
        return replace(mark, x0=mark.x0 + 60, x1=mark.x1 + 60)

    missing = refused(read(pdf(change(pages, lambda mark: [moved(mark)]))), report)
    assert {one.split(".")[-1] for one in missing if one.startswith("requests")} == {"total"}
    assert len(missing) >= 25


def test_seal_over_figures_leaves_them_readable(
    at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    """Figures drawn before the seal are under it: whether they can be seen is asked of the page as drawn."""
    page, _ = find(pages, at.text)
    seal = Fill(at.x - 60, at.y - 60, at.x + 60, at.y + 60, picture=True)
    under = [(seal, *marks) if rank == page else marks for rank, marks in enumerate(pages)]
    assert refused(read(pdf(under)), report) == []
    over = refused(read(pdf(add(pages, seal, page=page))), report)
    assert ADDRESS in over
    assert len(over) < 60


@pytest.mark.parametrize("mask", ["", "SMask", "ImageMask"])
def test_picture_over_a_part_of_a_digit(
    mask: str, at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    """One that reaches in from the cell beside; one through which may be seen, as a seal, hides nothing."""
    page, _ = find(pages, at.text)
    over = Fill(at.x - 60, at.y - 9, at.x + 1.5, at.y + 2, picture=True)

    def masked(file: pikepdf.Pdf) -> None:
        image: Any = file.pages[page].Resources.XObject.I
        if mask == "SMask":
            words = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray}
            image.SMask = stream(file, b"\x10", **words, Width=1, Height=1, BitsPerComponent=8)
        elif mask:
            del image.ColorSpace
            image.ImageMask, image.BitsPerComponent = True, 1

    missing = refused(read(saved(pdf(add(pages, over, page=page)), masked)), report)
    assert (ADDRESS in missing) == (not mask)


@pytest.mark.parametrize("shown", [True, False])
def test_figure_in_a_layer(shown: bool, at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    """A layer that is switched off is not seen: what stands in it is neither a figure nor a blank."""
    number, _ = find(pages, at.text)

    def layered(file: pikepdf.Pdf) -> None:
        page = file.pages[number]
        before, place, after = page.Contents.read_bytes().partition(f"{at.x:.2f} {842 - at.y:.2f} Tm".encode())
        start, end = before.rindex(b"BT "), after.index(b"ET") + 2
        inside = before[start:] + place + after[:end]
        layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="layer"))
        page.Contents = stream(file, before[:start] + b"/OC /L BDC " + inside + b" EMC " + after[end:])
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        off = pikepdf.Array([] if shown else [layer])
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=off))

    assert refused(read(saved(pdf(pages), layered)), report) == ([] if shown else [ADDRESS])


def test_blanks_of_a_repaired_file_are_not_believed(declared: Declared, refused: Check) -> None:
    report = distinct_report(declared.forms[1], "repaired", blank_share=0.2)
    whole = pdf(lay_out(report))
    assert refused(read(whole), report) == []
    start = whole.rindex(b"startxref")
    document = read(whole[:start] + b"startxref\n7\n%%EOF\n")
    assert any("repaired" in remark and "object at" not in remark for remark in document.remarks)
    blanks = [cell.address for cell in report.form.cells if not report.text(cell)]
    assert blanks
    assert refused(document, report) == blanks


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


def test_note_over_a_blank_cell(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    blank = replace(report, texts={ADDRESS: ""})
    page, _ = find(pages, at.text)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(lay_out(blank)))) as file:
        assert refused(read(pdf(lay_out(blank))), blank) == []
        rectangle = [at.x, 842 - at.y, at.x + 20, 842 - at.y + 8]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=rectangle, Contents="12")
        file.pages[page].Annots = pikepdf.Array([file.make_indirect(note)])
        file.save(out)
    assert refused(read(out.getvalue()), blank) == [ADDRESS]


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>", b"%PDF" + bytes(range(256)) * 9],
)
def test_what_is_no_pdf_behind_its_first_bytes(content: bytes) -> None:
    said: set[str] = set()
    for _ in range(2):
        with pytest.raises(UnreadableError, match="damaged") as raised:
            read(content)
        said.add(str(raised.value))
    assert len(said) == 1
    assert "object at" not in said.pop()


def test_limits(pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="too_many_pages"):
        read(pdf([(Text(50, 50, "1"),)] * 301))
    with pikepdf.open(io.BytesIO(pdf(pages))) as file, pytest.raises(UnreadableError, match="part_too_large"):
        unpacked(file.pages[0].Contents, 100)


def saved(content: bytes, change: Callable[[pikepdf.Pdf], None], **options: Any) -> bytes:
    """The file with something changed in it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        change(file)
        file.save(out, **options)
    return out.getvalue()


def stream(file: pikepdf.Pdf, content: bytes, **words: Any) -> pikepdf.Object:
    """A packed stream in the file."""
    return file.make_indirect(pikepdf.Stream(file, zlib.compress(content), Filter=pikepdf.Name.FlateDecode, **words))


def test_drawing_that_unpacks_to_hundreds_of_megabytes(pages: list[Page]) -> None:
    def bomb(file: pikepdf.Pdf) -> None:
        file.pages[0].Contents = stream(file, b" " * 250_000_000)

    content = saved(pdf(pages), bomb)
    assert len(content) < 1_000_000
    with pytest.raises(UnreadableError, match="part_too_large"):
        read(content)


def test_objects_that_unpack_to_hundreds_of_megabytes(pages: list[Page]) -> None:
    whole = saved(pdf(pages), lambda file: None, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert read(whole).grids
    bomb = zlib.compress(b" " * 150_000_000)
    words = f"9000 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(bomb)} >>\nstream\n"
    head, tail = whole.split(b"startxref")
    with pytest.raises(UnreadableError, match="part_too_large"):
        read(head + words.encode() + bomb + b"\nendstream\nendobj\nstartxref" + tail)


def test_forms_within_forms(pages: list[Page]) -> None:
    """Twenty deep, and one that draws itself."""

    def nest(file: pikepdf.Pdf, own: bool) -> None:
        page = file.pages[0]
        words = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 595, 842]}
        inner = stream(file, b"0 0 m 9 9 l S", **words)
        for _ in range(20):
            outer = stream(file, b"/X Do", **words)
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=outer if own else inner))
            inner = outer
        page.Resources.XObject.X = inner
        page.contents_add(b"/X Do")

    for own in (False, True):
        content = saved(pdf(pages), lambda file, own=own: nest(file, own))
        with pytest.raises(UnreadableError, match="nested_too_deep"):
            read(content)


def test_of_many_damaged_streams_the_first_by_name_is_told(pages: list[Page]) -> None:
    def spoil(file: pikepdf.Pdf) -> None:
        drawings = {f"/X{rank}": pikepdf.Stream(file, b"\0\0\0\0") for rank in range(1, 9)}
        forms = {"/X0": pikepdf.Stream(file, zlib.compress(b"q Q")[:-2]), **drawings}
        for form in forms.values():
            form.Subtype, form.Filter = pikepdf.Name.Form, pikepdf.Name.FlateDecode
        file.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms))

    with pytest.raises(UnreadableError, match="a stream ends early"):
        read(saved(pdf(pages), spoil))


def test_page_tree_that_holds_itself_or_lies(pages: list[Page]) -> None:
    whole = pdf(pages)
    tree = re.search(rb"(\d+) 0 obj\n<< /Type /Pages /Kids \[.* (\d+ 0 R)\] /Count (\d+)", whole)
    assert tree is not None
    itself = tree[1] + b" 0 R"
    for written, instead in ((tree[2] + b"]", itself.ljust(len(tree[2])) + b"]"), (b"/Count " + tree[3], b"/Count 9")):
        assert whole.count(written) == 1
        with pytest.raises(UnreadableError, match="damaged"):
            read(whole.replace(written, instead))


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
        read = 0
        for rank in range(40):
            try:
                document = read(altered(whole, random.Random(rank)))  # noqa: S311 - repeatable, not secret
            except UnreadableError:
                continue
            read += 1
            transcript = transcribe(document, declared, transcriber)
            assert list(wrongs(report, transcript, printed(report), declared)) == [], rank
        assert 0 < read < 40


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


@pytest.mark.parametrize("program", ["chromium", "soffice"])
def test_printed_by_other_programs(program: str, declared: Declared, tmp_path: Path, refused: Check) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed; the same pages are drawn by this project's own writer")
    report = distinct_report(declared.forms[0], program, blank_share=0.1)
    page, target, profile = tmp_path / "report.html", tmp_path / "report.pdf", tmp_path / "profile"
    border = '<table border="1" cellspacing="0" width="100%" style="border-collapse: collapse">'
    page.write_text(html(report).replace("<table>", border), encoding="utf-8")
    words: dict[str, Iterable[str]] = {
        "chromium": ("--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", f"--print-to-pdf={target}"),
        "soffice": (
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
        ),
    }
    last = (str(page),) if program == "chromium" else (str(tmp_path), str(page))
    subprocess.run([program, "--headless", *words[program], *last], check=True, capture_output=True, timeout=120)  # noqa: S603
    missing = refused(read(target.read_bytes()), report)
    # LibreOffice lets a wide table run off the paper: what is cut off there is refused.
    assert not missing if program == "chromium" else len(missing) <= 15
