"""Whether a font of a PDF that has no map to Unicode names its characters otherwise."""

import re
from typing import Any

import pikepdf

# Encodings that say by themselves which characters are meant. Others are numbers of glyphs in the font.
_NAMED_ENCODINGS = frozenset(("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding", "/PDFDocEncoding"))
_CHINESE_CMAP = re.compile(r"/(?:GB|Uni|B5|ETen|HK|CNS)[A-Za-z0-9-]*-[HV]")
_COLLECTIONS = frozenset(("GB1", "CNS1", "Japan1", "Korea1", "KR"))


def says_characters(font: Any) -> bool:
    """True where a font without a map to Unicode names its characters otherwise."""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == "/Type0":
        inner: Any = font.get("/DescendantFonts")[0]
        ordering = str(inner.get("/CIDSystemInfo", pikepdf.Dictionary()).get("/Ordering", ""))
        by_name = isinstance(encoding, pikepdf.Name) and bool(_CHINESE_CMAP.fullmatch(str(encoding)))
        # The numbers of these collections are those of characters, whatever font is embedded.
        return by_name or ordering in _COLLECTIONS
    descriptor: Any = font.get("/FontDescriptor")
    if isinstance(encoding, pikepdf.Name):
        return str(encoding) in _NAMED_ENCODINGS
    if isinstance(encoding, pikepdf.Dictionary):
        return "/Differences" in encoding or str(encoding.get("/BaseEncoding", "")) in _NAMED_ENCODINGS
    embedded = descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return not embedded
