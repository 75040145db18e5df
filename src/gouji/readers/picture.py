"""One page of a file as people see it, so that what was read can be held against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.document import PageBox
from gouji.readers.ruled import Glyph, Rule


@dataclass(frozen=True, slots=True)
class Picture:
    """A page set upright, in points, y downwards: a PNG, or (`png` is None) its characters and rules."""

    page: int
    width: float
    height: float
    png: bytes | None
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


def kept(glyphs: Iterable[Glyph], boxes: Sequence[PageBox] | None) -> list[Glyph]:
    """The characters whose middle is in one of `boxes`; all of them where that is None."""
    if boxes is None:
        return list(glyphs)
    return [
        glyph
        for glyph in glyphs
        if any(box.left <= glyph.middle[0] < box.right and box.top <= glyph.middle[1] < box.bottom for box in boxes)
    ]
