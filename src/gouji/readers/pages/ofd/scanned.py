"""Pages of an OFD that are pictures: a scan packed as OFD, with the text of somebody's OCR or without."""

from collections.abc import Sequence

from gouji.document import UnreadableError
from gouji.readers.packages import Package
from gouji.readers.pages.ofd.objects import Canvas

# A picture over this share of a page is the page itself, scanned.
_SHARE = 0.5
# PNG, JPEG, TIFF, BMP; others (JBIG2) are not unpacked here.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")


def is_scanned(canvas: Canvas) -> bool:
    """True for a page that is a picture: it has no text that is seen, or one that is not seen."""
    area = canvas.width * canvas.height
    page_wide = any((one.x1 - one.x0) * (one.y1 - one.y0) > _SHARE * area for one in canvas.images)
    return page_wide and (canvas.invisible or not canvas.glyphs)


def picture_in(package: Package, canvas: Canvas, media: Sequence[dict[str, str]]) -> bytes:
    """The file of the picture that a scanned page is; `media` has the parts of pictures by id, as each listing of it says.

    Raises UnreadableError where the page shows anything else too, or the picture otherwise than whole: `ocr_text` for one
    with the text of somebody's OCR, else `scanned`.
    """
    alone = canvas.shown == 1 and not canvas.fields
    parts = {listed[canvas.resources[0]] for listed in media if canvas.resources[0] in listed} if alone else set[str]()
    part = parts.pop() if len(parts) == 1 else ""
    content = package.read(part) if part and part in package else b""
    if not content.startswith(_PICTURES):
        raise UnreadableError("ocr_text" if canvas.invisible else "scanned")
    return content
