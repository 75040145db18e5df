"""Pages of glyphs and rules (PDF, OFD) -> passages and grids."""

from gouji.readers.ruled.blocks import read_sheets
from gouji.readers.ruled.cells import tables_of
from gouji.readers.ruled.model import Box, Glyph, Rule, Sheet

__all__ = ["Box", "Glyph", "Rule", "Sheet", "read_sheets", "tables_of"]
