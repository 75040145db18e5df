"""How much room a text needs: no program sizes the rows of wrapped or merged cells in a file that it opens."""

import functools
import re
import unicodedata

# At this size a column of width w shows w - 1 narrow characters, a Chinese character counting as two.
BODY_SIZE = 10
# Times the size: 微软雅黑 needs 1.32, Noto Sans CJK, which often stands for it, 1.45.
_LINE = 1.45
_PADDING = 2.5
# Excel's own limit is 409.5 points.
HIGHEST_ROW = 409.0

# A line breaks between Chinese characters and around a run of narrow ones, but not after an opening mark nor before a
# closing one.
_OPENING = "“‘（〔［｛〈《「『【〖"
_CLOSING = "”’）〕］｝〉》」』】〗，。、；：？！…"
_PIECES = re.compile(rf"[{_OPENING}]*(?:[!-~]+|[^!-~{_OPENING}]|$)[{_CLOSING}]*")


@functools.lru_cache(maxsize=16384)
def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    # Ambiguous ones (quotation marks, dashes, the ellipsis) are as wide as a Chinese character in Chinese fonts.
    return 2 if unicodedata.east_asian_width(letter) in "WFA" else 1


def text_width(text: str) -> int:
    """The width of `text` in narrow characters."""
    return len(text) if text.isascii() else sum(map(_letter_width, text))


def line_count(text: str, width: float, most: int = 400) -> int:
    """How many lines `text` takes in a column of `width` narrow characters; counting stops at `most`."""
    room = max(int(width) - 1, 2)
    lines = 0
    for paragraph in text.split("\n", most):
        lines += _paragraph_lines(paragraph[: room * most], room)
        if lines >= most:
            return most
    return lines


def _paragraph_lines(paragraph: str, room: int) -> int:
    if text_width(paragraph) <= room:
        return 1
    lines, used = 1, 0
    for piece in _PIECES.findall(paragraph):
        width = text_width(piece)
        if used + width <= room:
            used += width
        elif width <= room:
            lines, used = lines + 1, width
        else:
            # A word longer than a line starts on a line of its own and is broken where the line ends.
            whole, rest = divmod(width, room)
            lines += (1 if used else 0) + whole - (0 if rest else 1)
            used = rest or room
    return lines


def height_of(text: str, width: float, size: int = BODY_SIZE) -> float:
    """The height in points of a row that shows `text` whole in a column of `width`, or of the highest row there is."""
    lines = line_count(text, width * BODY_SIZE / size)
    return min(lines * size * _LINE + _PADDING, HIGHEST_ROW)
