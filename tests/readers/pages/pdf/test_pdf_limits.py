"""Limits on what a PDF may unpack to, hold within itself or point at."""

import io
import re
import zlib

import pikepdf
import pytest

from gouji.document import UnreadableError
from gouji.readers.pages.pdf.packing import unpacked
from tests.made.page_documents import Page, Text
from tests.made.pdf_changes import saved, stream
from tests.made.pdf_pages import pdf
from tests.made.reading import read


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
