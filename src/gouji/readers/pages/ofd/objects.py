"""The objects of an OFD page (millimetres, y downwards) -> glyphs, rules and pictures in points."""

import itertools
from collections.abc import Iterable, Sequence

from gouji.document import UnreadableError
from gouji.readers.packages import Element
from gouji.readers.pages.ofd.values import (
    POINTS,
    Frame,
    children,
    local_name,
    number,
    numbers,
    origin,
    pieces,
    placed,
    text_of,
)
from gouji.readers.pages.ruled import Box, Glyph, Rule
from gouji.readers.pages.ruled.model import UNKNOWN

# Points: what a filled shape may be high to be a line, and how far a line may lean.
_THIN = 3.5
_LEAN = 0.7
# A rectangle has four corners, its first one twice, and some programs end it once more.
_MOST_CORNERS = 6
# A report of 40 pages has 30,000 characters and 10,000 lines; the limits are for each page.
_MOST_GLYPHS = 500_000
_MOST_RULES = 100_000
# Each area is held against all characters before it: a report has some 500 of them over 2,000 characters.
_MOST_COVERED = 5_000_000
# Text for a cell is not much larger than the rest of the page; a watermark is.
_WATERMARK = 1.6
_WHITE = 250
_HAN, _PRIVATE = "\u2e80", "\ue000"
# The share of the box of a digit that has ink.
_INK = 0.7
# How far the matrix of a picture may be from its boundary, and this from the paper, in shares of its longer side.
_UNLIKE = 0.02
_OBJECTS = ("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject", "{*}VideoObject")


class Canvas:
    """One page as it is drawn: lists of what `gouji.readers.pages.ruled` asks of a sheet, and counts of what was left out.

    `images` are the pictures that may be scans, `resources` says of each which resource it shows, '' where it shows but a
    part of one, or in another way than whole and upright; `listings` are the parts that list resources. `shown` counts the objects
    that are drawn. `invisible` is True where text is not drawn at all.
    """

    def __init__(self, number: int, area: Box) -> None:
        self.number = number
        self.width, self.height = (area.x1 - area.x0) * POINTS, (area.y1 - area.y0) * POINTS
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.glyphs: list[Glyph] = []
        self.pictures: list[Box] = []
        self.images: list[Box] = []
        self.resources: list[str] = []
        self.listings: tuple[str, ...] = ()
        self.fields: list[Box] = []
        self.shown = 0
        self.slanted = 0
        self.unknown = 0
        self.invisible = False
        self._left, self._top = area.x0, area.y0
        self._covered = 0

    def draw(self, contents: Iterable[Element]) -> None:
        """Draw the objects of some contents, in their order. Raises UnreadableError for what is malformed."""
        for element in itertools.chain.from_iterable(content.iter(*_OBJECTS) for content in contents):
            if element.get("Visible") != "false":
                self._object(local_name(str(element.tag)), element)

    def _object(self, name: str, element: Element) -> None:
        boundary = numbers(element.get("Boundary", ""))
        if len(boundary) != 4:
            raise UnreadableError("damaged", problem=f"{name} without Boundary")
        frame = Frame(boundary, element.get("CTM"), self._left, self._top)
        if name == "TextObject":
            self._text(element, frame)
            if len(self.glyphs) > _MOST_GLYPHS:
                raise UnreadableError("too_many_objects", limit=_MOST_GLYPHS)
        elif name == "PathObject":
            self._path(element, frame)
            if len(self.across) + len(self.down) > _MOST_RULES:
                raise UnreadableError("too_many_objects", limit=_MOST_RULES)
        else:
            self.shown += 1
            self.pictures.append(frame.box)
            self.images.append(frame.box)
            whole = name == "ImageObject" and self._is_on_paper(frame.box)
            self.resources.append(_shown_whole(element, boundary) if whole else "")

    def _is_on_paper(self, box: Box) -> bool:
        slack = _UNLIKE * max(box.x1 - box.x0, box.y1 - box.y0)
        return min(box.x0, box.y0) >= -slack and box.x1 <= self.width + slack and box.y1 <= self.height + slack

    def _text(self, element: Element, frame: Frame) -> None:
        if element.get("Alpha") == "0" or (element.get("Fill") == "false" and element.get("Stroke") != "true"):
            self.invisible = True
            return
        self.shown += 1
        size = number(element.get("Size", ""), "TextObject without Size")
        if size <= 0:
            raise UnreadableError("damaged", problem="TextObject without Size")
        doubtful = _is_white(element) or element.get("CharDirection", "0") != "0"
        start = (0.0, 0.0)
        tall = size * frame.scale * POINTS
        for code in children(element, "TextCode"):
            start = origin(code, start)
            for character, x, y, width in placed(code, size, start):
                told = self._told(character, doubtful) if doubtful or not " " <= character < _PRIVATE else character
                if frame.turn == 0:
                    (x0, base), (x1, _) = frame.point(x, y), frame.point(x + width, y)
                    self.glyphs.append(Glyph(told, x0, x1, base, tall))
                else:
                    self._turned(told, x, y, width, size, frame)

    def _told(self, character: str, doubtful: bool) -> str:
        if _PRIVATE <= character <= "\uf8ff" or character == UNKNOWN or character < " ":
            self.unknown += 1
            return UNKNOWN
        return UNKNOWN if doubtful and character < _HAN else character

    def _turned(self, character: str, x: float, y: float, width: float, size: float, frame: Frame) -> None:
        """Take a character that does not run to the right."""
        corners = [frame.point(x + dx, y + dy) for dx in (0, width) for dy in (-0.8 * size, 0.2 * size)]
        xs, ys = [px for px, _ in corners], [py for _, py in corners]
        box = (min(xs), max(xs), max(ys), max(ys) - min(ys))
        if frame.turn is not None:
            self.glyphs.append(Glyph(character, *box, frame.turn))
            return
        # A watermark; or a figure set askew, which is not told and not blank.
        self.slanted += 1
        tall = size * frame.scale * POINTS
        if character.isdigit() and self.glyphs and tall < _WATERMARK * self.glyphs[-1].size:
            self.glyphs.append(Glyph(UNKNOWN, *box))

    def _path(self, element: Element, frame: Frame) -> None:
        stroked, filled = element.get("Stroke") != "false", element.get("Fill") == "true"
        if element.get("Alpha") == "0" or not (stroked or filled):
            return
        self.shown += 1
        plain = True
        for data in children(element, "AbbreviatedData"):
            for points, curved in pieces(text_of(data)):
                on_page = [frame.point(x, y) for x, y in points]
                plain = not curved and plain
                if stroked and not curved:
                    plain = self._lines(on_page) and plain
                if filled:
                    plain = self._area(on_page) and plain
        if not plain:
            self.pictures.append(frame.box)

    def _lines(self, points: Sequence[tuple[float, float]]) -> bool:
        """Take stroked segments as rules; False where one runs along no axis."""
        straight = True
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(yb - ya) <= _LEAN:
                self.across.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xb - xa) <= _LEAN:
                self.down.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))
            else:
                straight = False
        return straight

    def _area(self, points: Sequence[tuple[float, float]]) -> bool:
        """A filled shape: a line, or a ground that covers the text drawn before it; False where it may be a character."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if min(width, height) <= _THIN and max(width, height) >= 2 * min(width, height):
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            return self._lines([(box.x0, y), (box.x1, y)] if width > height else [(x, box.y0), (x, box.y1)])
        if len(points) > _MOST_CORNERS:
            return False
        self._covered += len(self.glyphs)
        if self._covered > _MOST_COVERED:
            raise UnreadableError("too_many_objects", limit=_MOST_GLYPHS)
        for rank, glyph in enumerate(self.glyphs):
            if _is_cut(glyph, box):
                self.glyphs[rank] = glyph._replace(text=UNKNOWN)
        return True


def _is_cut(glyph: Glyph, area: Box) -> bool:
    """True where an area lies over the middle of a character, or over a part of a digit: half an 8 looks like a 3."""
    x, y = glyph.middle
    across = up = 0.0
    if glyph.text < _HAN and not glyph.turn:
        across, up = _INK * (glyph.x1 - glyph.x0) / 2, _INK * 0.33 * glyph.size
    return area.x0 < x + across and x - across < area.x1 and area.y0 < y + up and y - up < area.y1


def _shown_whole(element: Element, boundary: list[float]) -> str:
    """The resource of an image that fills its boundary, upright and opaque; '' of any other."""
    width, height = boundary[2:]
    matrix = numbers(element.get("CTM", f"{width} 0 0 {height} 0 0"))
    whole = (width, 0.0, 0.0, height, 0.0, 0.0)
    slack = _UNLIKE * max(width, height)
    if len(matrix) != 6 or any(abs(one - other) > slack for one, other in zip(matrix, whole, strict=True)):
        return ""
    opaque = element.get("Alpha", "255") == "255" and element.get("ImageMask") is None
    unclipped = next(element.iterchildren("{*}Clips"), None) is None
    return element.get("ResourceID", "") if opaque and unclipped else ""


def _is_white(element: Element) -> bool:
    for color in children(element, "FillColor"):
        if color.get("Alpha") == "0":
            return True
        value = numbers(color.get("Value", "")) if "#" not in color.get("Value", "") else []
        return len(value) == 3 and min(value) >= _WHITE
    return False
