"""Pictures of pages -> sheets and Documents, by OCR. Needs the extra `gouji[ocr]`; nothing of it is imported before it is used."""

from gouji.readers.scans.door import (
    REMARK,
    is_there,
    read_picture,
    read_recognised,
    recognise,
    recognise_file,
    require_ocr,
)

__all__ = ["REMARK", "is_there", "read_picture", "read_recognised", "recognise", "recognise_file", "require_ocr"]
