"""What pdfium knows of many objects or characters, asked for in one go.

A page has thousands, each with half a dozen facts. Called one by one through pypdfium2, ctypes builds and checks objects for
each argument and answer; here handles and places of answers are plain addresses, and the loop runs outside of Python.
"""

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

import pypdfium2.raw as _raw

raw: Any = _raw

Handle = int
_ADDRESS, _INT, _UNSIGNED = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
# What a table of answers holds: by the letter of `array`, 32 bits each but for the doubles.
_FLOAT, _DOUBLE, _WHOLE = "f", "d", "I"


def handle(item: Any) -> Handle:
    """The address of a page, text page or object of pypdfium2."""
    return ctypes.cast(item, _ADDRESS).value or 0


def pointer(item: Handle) -> Any:
    """An object as pypdfium2 takes it."""
    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def _function(name: str, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes addresses as plain numbers. It is called with Python's lock held: one thread reads.

    Without `arguments` it takes what ctypes passes on unchecked, which is faster: an object that holds an address, and numbers.
    """
    return ctypes.PYFUNCTYPE(answer, *arguments)(handle(getattr(raw, name)))


_object_of_page = _function("FPDFPage_GetObject", _ADDRESS, _ADDRESS, _INT)
_object_of_form = _function("FPDFFormObj_GetObject", _ADDRESS, _ADDRESS, ctypes.c_ulong)
_kind = _function("FPDFPageObj_GetType", _INT, _ADDRESS)
_matrix = _function("FPDFPageObj_GetMatrix", _INT, _ADDRESS, _ADDRESS)
_bounds = _function("FPDFPageObj_GetBounds", _INT, _ADDRESS, *[_ADDRESS] * 4)
_fill = _function("FPDFPageObj_GetFillColor", _INT, _ADDRESS, *[_ADDRESS] * 4)
_stroke = _function("FPDFPageObj_GetStrokeColor", _INT, _ADDRESS, *[_ADDRESS] * 4)
_mode_of_text = _function("FPDFTextObj_GetTextRenderMode", _INT, _ADDRESS)
_mode_of_path = _function("FPDFPath_GetDrawMode", _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_count_of_path = _function("FPDFPath_CountSegments", _INT, _ADDRESS)
_segment = _function("FPDFPath_GetPathSegment", _ADDRESS, _ADDRESS, _INT)
_point = _function("FPDFPathSegment_GetPoint", _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_kind_of_segment = _function("FPDFPathSegment_GetType", _INT, _ADDRESS)
_closes = _function("FPDFPathSegment_GetClose", _INT, _ADDRESS)
_code = _function("FPDFText_GetUnicode", _UNSIGNED)
_is_generated = _function("FPDFText_IsGenerated", _INT)
_no_map = _function("FPDFText_HasUnicodeMapError", _INT)
_text_object = _function("FPDFText_GetTextObject", _ADDRESS)
_loose_box = _function("FPDFText_GetLooseCharBox", _INT, _ADDRESS, _INT, _ADDRESS)
_origin = _function("FPDFText_GetCharOrigin", _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)


def _asked(
    function: Callable[..., Any],
    kind: str,
    width: int,
    places: int,
    count: int,
    *asked: Iterable[Any],
    unanswered: int = 0,
) -> list[Sequence[Any]]:
    """The answers to `count` calls of a function that writes `width` numbers to `places` addresses: a column for each number.

    `asked` are its other arguments. Where pdfium has no answer the columns hold `unanswered`.
    """
    answers = array(kind, [unanswered]) * (width * count)
    start, length = answers.buffer_info()
    size = answers.itemsize
    addresses = [range(start + rank * size, start + length * size, width * size) for rank in range(places)]
    deque(map(function, *asked, *addresses), maxlen=0)
    return [answers[rank::width] for rank in range(width)]


def objects_of(owner: Handle, count: int, *, form: bool = False) -> list[Handle]:
    """The first `count` objects of a page, or of a form, in the order in which they are drawn."""
    found = map(_object_of_form if form else _object_of_page, repeat(owner), range(count))
    return [item or 0 for item in found]


def kinds(items: Iterable[Handle]) -> list[int]:
    """What objects are: FPDF_PAGEOBJ_TEXT and so on."""
    return list(map(_kind, items))


def matrices(items: Sequence[Handle]) -> list[tuple[float, ...]]:
    """(a, b, c, d, e, f) of each object."""
    return list(zip(*_asked(_matrix, _FLOAT, 6, 1, len(items), items), strict=True))


def bounds(items: Sequence[Handle]) -> list[tuple[float, ...]]:
    """(left, bottom, right, top) of each object."""
    return list(zip(*_asked(_bounds, _FLOAT, 4, 4, len(items), items), strict=True))


def colors(items: Sequence[Handle], *, stroke: bool = False) -> list[tuple[int, ...]]:
    """(red, green, blue, alpha) that each object is filled or stroked with; opaque white where pdfium has no answer."""
    function = _stroke if stroke else _fill
    return list(zip(*_asked(function, _WHOLE, 4, 4, len(items), items, unanswered=255), strict=True))


def text_modes(items: Iterable[Handle]) -> list[int]:
    """The render mode of each text object."""
    return list(map(_mode_of_text, items))


def path_modes(items: Sequence[Handle]) -> list[tuple[int, ...]]:
    """(how it is filled, whether it is stroked) of each path."""
    return list(zip(*_asked(_mode_of_path, _WHOLE, 2, 2, len(items), items), strict=True))


def segment_counts(paths: Iterable[Handle]) -> list[int]:
    """How many segments each path has."""
    return [max(count, 0) for count in map(_count_of_path, paths)]


def segments(paths: Iterable[Handle], counts: Sequence[int]) -> Iterator[tuple[int, int, float, float]]:
    """(kind, whether it closes its piece, x, y of its end) of each segment of some paths, one path behind the other."""
    owners, ranks = chain.from_iterable(map(repeat, paths, counts)), chain.from_iterable(map(range, counts))
    items = list(map(_segment, owners, ranks))
    points = _asked(_point, _FLOAT, 2, 2, len(items), items)
    return zip(map(_kind_of_segment, items), map(_closes, items), *points, strict=True)


def codes(text_page: Handle, count: int) -> list[int]:
    """The Unicode of each character."""
    return list(map(_code, repeat(_ADDRESS(text_page)), range(count)))


def generated(text_page: Handle, ranks: Iterable[int]) -> list[bool]:
    """Whether pdfium has put in a character for a gap."""
    return [answer == 1 for answer in map(_is_generated, repeat(_ADDRESS(text_page)), ranks)]


def unmapped(text_page: Handle, ranks: Iterable[int]) -> list[bool]:
    """Whether the font does not tell a character."""
    return [answer == 1 for answer in map(_no_map, repeat(_ADDRESS(text_page)), ranks)]


def text_objects(text_page: Handle, ranks: Iterable[int]) -> list[Handle]:
    """The text object that each character is of; 0 where it is of none."""
    return [found or 0 for found in map(_text_object, repeat(_ADDRESS(text_page)), ranks)]


def loose_boxes(text_page: Handle, ranks: Sequence[int]) -> list[Sequence[float]]:
    """Left, top, right, bottom of the characters with their advance and the height of their font."""
    return _asked(_loose_box, _FLOAT, 4, 1, len(ranks), repeat(text_page), ranks)


def origins(text_page: Handle, ranks: Sequence[int]) -> list[Sequence[float]]:
    """X and y of the origins of the characters."""
    return _asked(_origin, _DOUBLE, 2, 2, len(ranks), repeat(text_page), ranks)
