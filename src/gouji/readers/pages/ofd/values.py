"""What stands in the attributes of OFD objects: numbers, distances between characters, paths, places."""

import functools
import math
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gouji.document import UnreadableError
from gouji.readers.packages import Element
from gouji.readers.pages.ruled import Box

# Points a millimetre.
POINTS = 72 / 25.4
# A line of text has some 40 characters.
_MOST_DISTANCES = 100_000
# Shares of the size: how far a character reaches where no distance to the next one is given, and at most.
_ADVANCE, _ADVANCE_NARROW = 1.0, 0.5
_WIDEST, _WIDEST_NARROW = 1.3, 0.8
# What starts nearer stands over its neighbour: bold made by drawing twice, or two characters of which neither is known.
_OVER = 0.4
_STRAIGHT = 2.0
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_HAN = "\u2e80"
# Sizes, distances and lines of a table are the same few texts over and over; longer ones are not kept.
_KEPT, _KEPT_LENGTH = 1_000, 60

# The points of a piece of a path, and whether any of it is curved.
Piece: TypeAlias = tuple[tuple[tuple[float, float], ...], bool]


def numbers(text: str) -> list[float]:
    """The numbers of an attribute. Raises UnreadableError where a word is none."""
    return _numbers(text.replace(",", " ").split())


@functools.lru_cache(_KEPT)
def number(text: str, problem: str) -> float:
    """The one number of an attribute. Raises UnreadableError where a word is none, with `problem` where it is not one number."""
    found = numbers(text)
    if len(found) != 1:
        raise UnreadableError("damaged", problem=problem)
    return found[0]


@functools.lru_cache(_KEPT)
def local_name(tag: str) -> str:
    """The name in the tag of an element, without its namespace."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The children of that local name, in any namespace."""
    return [child for child in element if local_name(str(child.tag)) == name]


def text_of(element: Element) -> str:
    """All text in an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def _numbers(words: Sequence[str]) -> list[float]:
    try:
        found = list(map(float, words))
    except ValueError as error:
        raise UnreadableError("damaged", problem=f"number {' '.join(words)[:40]!r}") from error
    if not math.isfinite(sum(found)):
        raise UnreadableError("damaged", problem=f"number {' '.join(words)[:40]!r}")
    return found


def distances(text: str | None) -> Sequence[float]:
    """`2.5 g 3 4.2`: 2.5, and then three times 4.2. Raises UnreadableError for anything else."""
    if not text:
        return ()
    return _kept_distances(text) if len(text) <= _KEPT_LENGTH else _distances(text)


def _distances(text: str) -> tuple[float, ...]:
    words = text.replace(",", " ").split()
    found = _numbers([word for word in words if word != "g"])
    if len(found) < len(words):
        found = _repeated(words, iter(found))
    if len(found) > _MOST_DISTANCES:
        raise UnreadableError("too_many_objects", limit=_MOST_DISTANCES)
    return tuple(found)


def _repeated(words: Sequence[str], given: Iterator[float]) -> list[float]:
    """The distances that some words mean, `given` the numbers among them."""
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) <= _MOST_DISTANCES:
        if words[at] != "g":
            found.append(next(given))
            at += 1
            continue
        if len(words) < at + 3 or "g" in words[at + 1 : at + 3] or not 0 <= (count := next(given)) <= _MOST_DISTANCES:
            raise UnreadableError("damaged", problem="DeltaX")
        found += [next(given)] * int(count)
        at += 3
    return found


def origin(code: Element, before: tuple[float, float]) -> tuple[float, float]:
    """Where a TextCode starts inside its object: as the one before it, in what it does not say itself."""
    x, y = code.get("X"), code.get("Y")
    return (
        before[0] if x is None else number(x, "TextCode"),
        before[1] if y is None else number(y, "TextCode"),
    )


def placed(code: Element, size: float, start: tuple[float, float]) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a TextCode that starts there, with its place inside the object (x, y) and how far it reaches."""
    text = text_of(code)
    across, down = distances(code.get("DeltaX")), distances(code.get("DeltaY"))
    x, y = start
    last = len(text) - 1
    for rank, character in enumerate(text):
        narrow = character < _HAN
        usual = width = given = (_ADVANCE_NARROW if narrow else _ADVANCE) * size
        if across:
            # Distances that end early go on with the last one.
            given = across[rank] if rank < len(across) else across[-1]
            if given > _OVER * usual and rank < last:
                width = min(given, (_WIDEST_NARROW if narrow else _WIDEST) * size)
        if character not in "\r\n\t":
            yield character, x, y, width
        if across or not down:
            x += given
        if down:
            y += down[rank] if rank < len(down) else down[-1]


def pieces(data: str) -> Sequence[Piece]:
    """The pieces of a path. Raises UnreadableError for a broken path."""
    return _kept_pieces(data) if len(data) <= _KEPT_LENGTH else _pieces(data)


def _pieces(data: str) -> tuple[Piece, ...]:
    words = data.replace(",", " ").split()
    found: list[Piece] = []
    points: list[tuple[float, float]] = []
    curved = False
    at = 0
    while at < len(words):
        operator = words[at]
        count = _OPERANDS.get(operator)
        if count is None or len(words) < at + 1 + count:
            raise UnreadableError("damaged", problem=f"path {operator[:20]!r}")
        operands = _numbers(words[at + 1 : at + 1 + count])
        at += 1 + count
        if operator in "SM":
            if points:
                found.append((tuple(points), curved))
            points, curved = [], False
        if operator == "C" and points:
            points.append(points[0])
        elif count:
            points.append((operands[-2], operands[-1]))
            curved = curved or count > 2
    if points:
        found.append((tuple(points), curved))
    return tuple(found)


_kept_distances = functools.lru_cache(_KEPT)(_distances)
_kept_pieces = functools.lru_cache(_KEPT)(_pieces)


class Frame:
    """Where the inside of an object is on the page: its boundary, and its matrix (a b c d e f) where it has one.

    `scale` is how much larger its text is drawn, `turn` the way it runs, counted upwards as on paper: 0, 90, 180, 270, None for slanted text.
    """

    __slots__ = ("_boundary", "_left", "_matrix", "_top", "scale", "turn")

    def __init__(self, boundary: Sequence[float], matrix: str | None, left: float, top: float) -> None:
        self._boundary = boundary
        self._left, self._top = boundary[0] - left, boundary[1] - top
        self._matrix = numbers(matrix) if matrix else None
        self.scale = 1.0
        self.turn: int | None = 0
        if self._matrix is None:
            return
        if len(self._matrix) != 6:
            raise UnreadableError("damaged", problem="CTM")
        a, b, c, d, _, _ = self._matrix
        self.scale = math.hypot(c, d)
        degrees = math.degrees(math.atan2(-b, a))
        nearest = round(degrees / 90) * 90
        self.turn = nearest % 360 if abs(degrees - nearest) <= _STRAIGHT else None

    @property
    def box(self) -> Box:
        """The boundary, in points on the page."""
        left, top, (_, _, width, height) = self._left, self._top, self._boundary
        return Box(left * POINTS, top * POINTS, (left + width) * POINTS, (top + height) * POINTS)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point inside the object, in points on the page."""
        if self._matrix is None:
            return (x + self._left) * POINTS, (y + self._top) * POINTS
        a, b, c, d, e, f = self._matrix
        return (a * x + c * y + e + self._left) * POINTS, (b * x + d * y + f + self._top) * POINTS
