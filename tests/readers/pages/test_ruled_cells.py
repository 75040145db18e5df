"""Characters to cells: each in the smallest table that is drawn around it, in whatever order they are drawn."""

import itertools

from gouji.readers.pages.ruled import Glyph, Rule, Sheet
from gouji.readers.pages.ruled.cells import fill

# A table of two cells, and one of two more inside of its first cell.
ACROSS = (Rule(100, 50, 250), Rule(200, 50, 250), Rule(120, 60, 120), Rule(150, 60, 120), Rule(180, 60, 120))
DOWN = (Rule(50, 100, 200), Rule(150, 100, 200), Rule(250, 100, 200), Rule(60, 120, 180), Rule(120, 120, 180))
GLYPHS = (
    Glyph("左", 52, 58, 110, 6),
    Glyph("下", 140, 146, 110, 6),
    Glyph("内", 80, 90, 140, 10),
    Glyph("右", 200, 210, 150, 10),
    Glyph("外", 52, 62, 400, 10),
)


def test_a_table_inside_of_a_cell() -> None:
    for glyphs in itertools.permutations(GLYPHS):
        fragments, lines = fill(Sheet(1, ACROSS, DOWN, glyphs, 595, 842))
        texts = sorted(cell.text for fragment in fragments for cell in fragment.cells)
        assert texts == ["", "内", "右", "左 下"]
        assert [line.text for line in lines] == ["外"]
