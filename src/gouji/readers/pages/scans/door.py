"""The one way in: nothing below is imported unless the extra is installed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from gouji.document import Document, Grid, PageBox, Passage, UnreadableError
from gouji.readers.pages.picture import Picture
from gouji.readers.pages.ruled import NO_LABELS, Labels, Sheet, read_sheets
from gouji.readers.pages.scans.aligning import aligned

# A province's report has 40 pages; each takes seconds.
_MOST_PAGES = 60
REMARK = "read by OCR"
_LIBRARIES = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def is_there() -> bool:
    """True where the libraries of the extra `ocr` are installed."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def read_picture(content: bytes, labels: Labels = NO_LABELS) -> Document:
    """The Document of a PNG, JPEG, TIFF (each of its pages) or BMP; `labels` are those that the forms print.

    Raises UnreadableError: `ocr_missing` without the extra, `damaged`, `picture_too_large`, `scan_too_coarse`,
    `too_many_pages`, `nothing_recognised`.
    """
    require_ocr()
    from gouji.readers.pages.scans.pictures import pictures_of

    pages = enumerate(pictures_of(content, _MOST_PAGES), 1)
    blocks = read_recognised([recognise(number, picture) for number, picture in pages], labels)
    return Document("scan", blocks, remarks=(REMARK,), recognised=True)


def picture_pictures(content: bytes, shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """The pages of a picture file that `shown` names; arguments and errors as in `gouji.readers.pages.pictures`."""
    require_ocr()
    from gouji.readers.pages.scans.pictures import pictures_of

    yield from seen_pictures(enumerate(pictures_of(content, _MOST_PAGES), 1), shown)


def seen_pictures(pages: Iterable[tuple[int, Any]], shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """Those of pages (number and picture) that `shown` names; arguments and errors as in `gouji.readers.pages.pictures`."""
    require_ocr()
    from gouji.readers.pages.scans.showing import scan_pictures

    yield from scan_pictures(pages, shown)


def picture_of(content: bytes) -> Any:
    """The one picture of a file, an array of rows, columns and RGB. Raises UnreadableError as `read_picture` does."""
    require_ocr()
    from gouji.readers.pages.scans.pictures import pictures_of

    (picture,) = pictures_of(content, 1)
    return picture


def recognise(number: int, picture: Any, doubtful: bool = False) -> Sheet:
    """The sheet of page `number` from its picture, an array of rows, columns and RGB.

    `doubtful`: the file is damaged, and a blank may be a figure that was lost. Raises UnreadableError: `ocr_missing`,
    `scan_too_coarse`, `picture_too_large`.
    """
    require_ocr()
    from gouji.readers.pages.scans.sheet import sheet_of

    return sheet_of(number, picture, doubtful)


def read_recognised(sheets: Sequence[Sheet], labels: Labels) -> tuple[Passage | Grid, ...]:
    """The blocks of sheets of which some were recognised. Raises UnreadableError where nothing is on any of them."""
    if not any(sheet.glyphs for sheet in sheets):
        raise UnreadableError("nothing_recognised")
    return read_sheets(aligned(sheets), labels)


def require_ocr(pages: int = 0) -> None:
    """Raise UnreadableError without the extra, and for more pages than are recognised in any time."""
    if not is_there():
        raise UnreadableError("ocr_missing")
    if pages > _MOST_PAGES:
        raise UnreadableError("too_many_pages", found=pages, limit=_MOST_PAGES)
