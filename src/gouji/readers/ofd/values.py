"""What stands in the attributes of OFD objects: numbers, distances between characters, paths, places."""

import math
import re
from collections.abc import Iterator, Sequence

from gouji.document import UnreadableError
from gouji.readers.packages import Element
from gouji.readers.ruled import Box

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
_WORD = re.compile(r"[^\s,]+")
_HAN = "\u2e80"


def numbers(text: str) -> list[float]:
    """The numbers of an attribute. Raises UnreadableError where a word is none."""
    return _numbers(text.replace(",", " ").split())


def _numbers(words: Sequence[str]) -> list[float]:
    try:
        found = list(map(float, words))
    except ValueError as error:
        raise UnreadableError("damaged", problem=f"number {' '.join(words)[:40]!r}") from error
    if not math.isfinite(sum(found)):
        raise UnreadableError("damaged", problem=f"number {' '.join(words)[:40]!r}")
    return found


def distances(text: str | None) -> list[float]:
    """`2.5 g 3 4.2`: 2.5, and then three times 4.2. Raises UnreadableError for anything else."""
    if not text:
        return []
    if "g" not in text:
        found = numbers(text)
    else:
        found = list[float]()
        words = text.replace(",", " ").split()
        at = 0
        while at < len(words) and len(found) <= _MOST_DISTANCES:
            if words[at] == "g":
                group = _numbers(words[at + 1 : at + 3])
                if len(group) != 2 or not 0 <= group[0] <= _MOST_DISTANCES:
                    raise UnreadableError("damaged", problem="DeltaX")
                found += [group[1]] * int(group[0])
                at += 3
            else:
                found += _numbers(words[at : at + 1])
                at += 1
    if len(found) > _MOST_DISTANCES:
        raise UnreadableError("too_many_objects", limit=_MOST_DISTANCES)
    return found


def origin(code: Element, before: tuple[float, float]) -> tuple[float, float]:
    """Where a TextCode starts inside its object: as the one before it, in what it does not say itself."""
    x, y = numbers(code.get("X", str(before[0]))), numbers(code.get("Y", str(before[1])))
    if len(x) != 1 or len(y) != 1:
        raise UnreadableError("damaged", problem="TextCode")
    return x[0], y[0]


def placed(code: Element, size: float, start: tuple[float, float]) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a TextCode that starts there, with its place inside the object (x, y) and how far it reaches."""
    text = "".join(code.itertext()) if len(code) else code.text or ""
    across, down = distances(code.get("DeltaX")), distances(code.get("DeltaY"))
    # Distances that end early go on with the last one.
    across += across[-1:] * (len(text) - len(across))
    down += down[-1:] * (len(text) - len(down))
    x, y = start
    last = len(text) - 1
    for rank, character in enumerate(text):
        narrow = character < _HAN
        usual = width = (_ADVANCE_NARROW if narrow else _ADVANCE) * size
        given = across[rank] if across else 0.0 if down else usual
        if across and given > _OVER * usual and rank < last:
            width = min(given, (_WIDEST_NARROW if narrow else _WIDEST) * size)
        if character not in "\r\n\t":
            yield character, x, y, width
        x += given
        if down:
            y += down[rank]


def pieces(data: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each piece of a path, and whether any of it is curved. Raises UnreadableError for a broken path."""
    words = _WORD.findall(data)
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
                yield points, curved
            points, curved = [], False
        if operator == "C" and points:
            points.append(points[0])
        elif count:
            points.append((operands[-2], operands[-1]))
            curved = curved or count > 2
    if points:
        yield points, curved


class Frame:
    """Where the inside of an object is on the page: its boundary, and its matrix (a b c d e f) where it has one.

    `scale` is how much larger its text is drawn, `turn` the way it runs, counted upwards as on paper: 0, 90, 180, 270, None for slanted text.
    """

    def __init__(self, boundary: list[float], matrix: str | None, left: float, top: float) -> None:
        x, y, width, height = boundary
        self._x, self._y = x - left, y - top
        self.box = Box(self._x * POINTS, self._y * POINTS, (self._x + width) * POINTS, (self._y + height) * POINTS)
        if not matrix:
            self._a = self._d = self.scale = 1.0
            self._b = self._c = self._e = self._f = 0.0
            self.turn = 0
            return
        found = numbers(matrix)
        if len(found) != 6:
            raise UnreadableError("damaged", problem="CTM")
        self._a, self._b, self._c, self._d, self._e, self._f = found
        self.scale = math.hypot(self._c, self._d)
        degrees = math.degrees(math.atan2(-self._b, self._a))
        nearest = round(degrees / 90) * 90
        self.turn = nearest % 360 if abs(degrees - nearest) <= _STRAIGHT else None

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point inside the object, in points on the page."""
        return (
            (self._a * x + self._c * y + self._e + self._x) * POINTS,
            (self._b * x + self._d * y + self._f + self._y) * POINTS,
        )
