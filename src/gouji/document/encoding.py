"""Decode text of unknown encoding by its bytes. What a file declares of itself is not believed: it is wrong too often."""

import codecs
from dataclasses import dataclass

from gouji.document import UnreadableError

# These nine make up several percent of any such report in Chinese; text decoded by the wrong rule has next to none.
_COMMON = "的年政府信息公开"
# All bytes of UTF-8 but control characters that no text has.
_NO_CONTROL = bytes(set(range(256)) - set(range(0x09)) - set(range(0x0E, 0x20)))
_COMMON_SHARE = 0.01
_CONTROL_SHARE = 0.01
_ZERO_SHARE = 0.1
# A download or a disk that failed leaves zeros; rows that stood there would seem not to be printed. One alone is a slip.
_HOLE = "\0" * 8
_REPLACED_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and remarks where bytes had to be replaced or the end was cut."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of `content`: byte order mark, UTF-16 by its zero bytes, UTF-8, GB18030, Big5, in this order.

    Raises UnreadableError where it is no text in any of them, and where a part of it is overwritten with zeros.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _checked(_utf8(content[3:], "utf-8-sig") or _replaced(content[3:], ("utf-8",)))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(_replaced(content, ("utf-16",)))
    wide = _utf16_without_mark(content)
    if wide is not None:
        return _checked(wide)
    return _checked(
        _utf8(content, "utf-8") or _gb18030(content) or _replaced(content, ("gb18030", "big5hkscs", "utf-8"))
    )


def _utf16_without_mark(content: bytes) -> Decoded | None:
    """UTF-16 by the zero bytes of its digits and line ends; a stray zero byte in other text decodes to nonsense."""
    head = content[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd <= 3 * even and even <= 3 * odd:
        return None
    decoded = _replaced(content, ("utf-16-le" if odd > even else "utf-16-be",))
    many = odd + even > _ZERO_SHARE * len(head)
    return decoded if many or _common_share(decoded.text) > _COMMON_SHARE else None


def _utf8(content: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(content.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        # A download that broke off inside a character: all before it is certain.
        if error.start > 0 and error.start >= len(content) - 3:
            return Decoded(content[: error.start].decode("utf-8"), name, ("cut inside a character at the end",))
        return None


def _gb18030(content: bytes) -> Decoded | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "gb18030") if _common_share(text) > _COMMON_SHARE else None


def _replaced(content: bytes, encodings: tuple[str, ...]) -> Decoded:
    """The candidate that reads most like a report; characters that do not decode become U+FFFD, which no figure has."""
    candidates = [Decoded(content.decode(name, errors="replace"), name) for name in encodings]
    best = max(candidates, key=lambda decoded: _common_share(decoded.text))
    lost = best.text.count("\ufffd")
    return Decoded(best.text, best.encoding, (f"{lost} undecodable bytes",)) if lost else best


def _common_share(text: str) -> float:
    sample = text[:20000]
    return sum(map(sample.count, _COMMON)) / max(len(sample), 1)


def _checked(decoded: Decoded) -> Decoded:
    sample = decoded.text[:20000]
    has_hole = _HOLE in decoded.text
    control = len(sample.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROL))
    control -= sample.count("\0") if has_hole else 0
    lost = sample.count("\ufffd")
    if control > _CONTROL_SHARE * len(sample) or lost > _REPLACED_SHARE * len(sample):
        raise UnreadableError("not_text")
    if has_hole:
        raise UnreadableError("damaged", problem="zeros in the text")
    return decoded
