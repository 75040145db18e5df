"""Pages of glyphs and rules (PDF, OFD) -> passages and grids."""

from gouji.readers.pages.ruled.blocks import read_sheets
from gouji.readers.pages.ruled.cells import tables_of
from gouji.readers.pages.ruled.labels import NO_LABELS, Labels
from gouji.readers.pages.ruled.model import Box, Glyph, Rule, Sheet

__all__ = ["NO_LABELS", "Box", "Glyph", "Labels", "Rule", "Sheet", "read_sheets", "tables_of"]
