"""Pictures of pages -> sheets and Documents, by OCR. Needs the extra `gouji[ocr]`; nothing of it is imported before it is used."""

from gouji.readers.pages.scans.door import (
    REMARK,
    is_there,
    picture_of,
    picture_pictures,
    read_picture,
    read_recognised,
    recognise,
    require_ocr,
    seen_pictures,
)

__all__ = [
    "REMARK",
    "is_there",
    "picture_of",
    "picture_pictures",
    "read_picture",
    "read_recognised",
    "recognise",
    "require_ocr",
    "seen_pictures",
]
