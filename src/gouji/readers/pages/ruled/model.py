"""A page as ink: glyphs, rules and whatever else is drawn, upright, in points (1/72 inch), y counted downwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

# What stands for a character that is there and cannot be told: no figure is read through it, labels are not hurt by it.
UNKNOWN = "\ufffd"


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Box") -> bool:
        """True where the two rectangles share an area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def shrunk(self, by: float) -> "Box":
        """The rectangle without a margin of `by` on each side (nothing where it is not that large)."""
        return Box(self.x0 + by, self.y0 + by, max(self.x1 - by, self.x0 + by), max(self.y1 - by, self.y0 + by))


class Rule(NamedTuple):
    """A straight line: where it stands (y of a horizontal, x of a vertical one), where it starts and ends."""

    at: float
    start: float
    end: float


class Glyph(NamedTuple):
    """One printed character.

    `x0` to `x1` is its advance, `base` its baseline, `size` the height of its font. `turn` is by how many degrees it is
    turned against the page (90, 180, 270): then `x0`, `x1` are its box and `base` the bottom of it. What was recognised in
    a picture has a `confidence` from 0 to 1, and a whole line of it may be one glyph.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    turn: int = 0
    confidence: float | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the character; above the baseline, letters and digits are about 0.7 of the size high."""
        return (self.x0 + self.x1) / 2, self.base - (0.5 if self.turn else 0.33) * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page.

    `across` and `down` are its horizontal and vertical rules, `pictures` where something is drawn that is neither rule
    nor text: `has_ink` tells whether anything of it can be seen in a blank cell. `fields` are the places of form fields,
    of notes, and of text without characters: no cell there can be read. In a `doubtful` sheet no cell is known to be
    blank: a damaged file loses figures, and the picture of its page loses them as well. A `recognised` sheet was read from
    a picture.
    """

    number: int
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    glyphs: tuple[Glyph, ...]
    width: float
    height: float
    pictures: tuple[Box, ...] = ()
    fields: tuple[Box, ...] = ()
    doubtful: bool = False
    recognised: bool = False
    has_ink: Callable[[Box], bool] = lambda box: True
