"""PDF pages with a figure in each cell, and changes of the finished file."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf

from gouji.document import Document
from samples.report import SampleReport

Check = Callable[[Document, SampleReport], list[str]]


def printed(report: SampleReport) -> str:
    """All that stands in the cells: a cell that is said not to be there is wrong, too."""
    return "\n".join(report.text(cell) for cell in report.form.cells)


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
