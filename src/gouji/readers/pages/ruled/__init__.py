"""Pages of glyphs and rules (PDF, OFD) -> passages and grids."""

from gouji.readers.pages.ruled.blocks import read_sheets
from gouji.readers.pages.ruled.cells import tables_of
from gouji.readers.pages.ruled.model import Box, Glyph, Rule, Sheet

__all__ = ["Box", "Glyph", "Rule", "Sheet", "read_sheets", "tables_of"]
