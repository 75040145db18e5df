"""What pdfium knows of one object of a page: the font of its text, the marks around it."""

import ctypes
from typing import Any

import pypdfium2.raw as _raw

raw: Any = _raw
_UNITS: Any = ctypes.POINTER(raw.FPDF_WCHAR)  # pyright: ignore[reportUnknownVariableType]


def font_name(item: Any) -> str:
    """The name of the font of a text object, '' where it has none."""
    font = raw.FPDFTextObj_GetFont(item)
    buffer = ctypes.create_string_buffer(256)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer)) if font else 0
    return buffer.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", errors="replace") if length else ""


def is_marked(item: Any, name: str) -> bool:
    """True where a mark of that name is around an object: `OC` for a layer, `Span` for text with a wording of its own."""
    buffer = ctypes.create_string_buffer(64)
    length = ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        units: Any = ctypes.cast(buffer, _UNITS)
        if raw.FPDFPageObjMark_GetName(mark, units, len(buffer), length):
            found = buffer.raw[: max(min(length.value, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            if found == name:
                return True
    return False
