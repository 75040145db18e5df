"""Reading OFD, and its packages with parts changed."""

import io
import zipfile
from collections.abc import Callable

from gouji.document import Document
from gouji.readers.packages import Package
from gouji.readers.pages import ofd as ofd_reader
from samples.report import SampleReport
from tests.made.doubted import told
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Text
from tests.made.reading import shipped_labels


def read_ofd(content: bytes) -> Document:
    return ofd_reader.read_ofd(Package(content), shipped_labels())


ADDRESS = "requests.granted.business"
Check = Callable[[Document, SampleReport], list[str]]


def texts_of(*objects: str) -> list[str]:
    """The passages of a page with some objects."""
    return [told(passage) for passage in read_ofd(ofd([(Text(50, 800, "end"),)], extra="".join(objects))).passages]


def text_object(code: str, words: str = "", inside: str = "") -> str:
    return f'<ofd:TextObject ID="9" Boundary="20 20 150 5" Font="1" Size="4" {words}>{inside}{code}</ofd:TextObject>'


def packed_again(content: bytes, change: Callable[[str, str], str | None], **more: str) -> bytes:
    """The package with each part as `change` makes it (None: left out), and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = change(name, old.read(name).decode())
            if text is not None:
                new.writestr(name, text)
        for name, text in more.items():
            new.writestr(name, text)
    return out.getvalue()
