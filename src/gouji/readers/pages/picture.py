"""One page of a file as people see it, so that what was read can be held against it."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

from gouji.document import PageBox
from gouji.readers.pages.ruled import Glyph, Rule

# Pixels a point: figures of 9 points can be read, and a page of text takes some 60 KB.
SCALE = 1.6
# Black text with its soft edges, and a seal.
_COLORS = 32


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


def png_of(image: Image.Image, scale: float, boxes: Sequence[PageBox] | None) -> bytes:
    """The PNG of a page drawn with `scale` pixels a point; where `boxes` is not None, white outside of them."""
    if boxes is not None:
        whole, image = image, Image.new("RGB", image.size, "white")
        for box in boxes:
            left, top, right, bottom = (round(at * scale) for at in box[1:])
            area = max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)
            if area[0] < area[2] and area[1] < area[3]:
                image.paste(whole.crop(area), area[:2])
    packed = io.BytesIO()
    # The octree takes a tenth of the time of the median cut, and makes smaller files of pages of text.
    image.quantize(_COLORS, Image.Quantize.FASTOCTREE).save(packed, "PNG")
    return packed.getvalue()
