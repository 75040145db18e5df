"""Fold printed text so that one label is one string, however an office, a converter or a font wrote it."""

import functools
import re
import unicodedata
from typing import Protocol, cast

import opencc

# What stands around figures and inside labels without being seen: no-break and ideographic spaces (reports 000 and 004),
# zero-width marks, byte order marks, word joiners.
UNSEEN = r"\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_INVISIBLE = re.compile(f"[{UNSEEN}]+")
_VISIBLE = re.compile(f"[^{UNSEEN}]")
# White space of markup, all others being characters that are shown.
_PLAIN_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_NOT_WORD = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@functools.cache
def _to_simplified() -> _Converter:
    return cast("_Converter", opencc.OpenCC("t2s"))


def strip_invisible(text: str) -> str:
    """`text` without any white space or zero-width mark, also inside."""
    return _INVISIBLE.sub("", text)


def shows(text: str) -> bool:
    """True where `text` has a character that is seen."""
    return _VISIBLE.search(text) is not None


def collapse(text: str) -> str:
    """`text` with each run of white space made one space, and none at the ends."""
    return _INVISIBLE.sub(" ", text).strip()


def single_spaces(text: str) -> str:
    """`text` with each run of white space of markup made one space; no-break and ideographic spaces are kept."""
    # Printable text has no white space but spaces, and is found to be so four times as fast as by a pattern.
    if text.isprintable() and "  " not in text:
        return text
    return _PLAIN_SPACES.sub(" ", text)


def plain(text: str) -> str:
    """`text` in its compatibility form without invisible marks: full-width digits and letters become plain ones."""
    return strip_invisible(unicodedata.normalize("NFKC", text))


def simplified(text: str) -> str:
    """`text` with traditional characters made simplified."""
    return _to_simplified().convert(text) if _HAN.search(text) else text


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The folded form of a label: width, white space, punctuation, brackets and traditional characters made alike.

    `（三）\\n不予\\n公开`, `(三)不予公开` and `（三）不予公開` all become `三不予公开`. Digits and letters are kept.
    """
    return simplified(_NOT_WORD.sub("", plain(text)))
