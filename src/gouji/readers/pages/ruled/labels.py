"""Whether a text at a page break is a whole label of the forms or one half of it."""

import functools
import re
from collections.abc import Iterable

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Label
from gouji.declared.locations import shipped
from gouji.document.folding import fold

_HAN = re.compile(r"[\u3400-\u9fff]")


def has_word(text: str) -> bool:
    """True where a text has a Chinese character: it is no figure."""
    return bool(_HAN.search(text))


def is_cut(above: str, below: str) -> bool:
    """True where two texts make one label together, and the lower one is none by itself."""
    return fold(above + below) in _labels() and fold(below) not in _labels()


def is_begun(above: str, below: str) -> bool:
    """True where two texts, the upper one no label by itself, are the first characters of one."""
    begun = fold(above + below)
    grown = bool(fold(below)) and is_torn(above) and begun not in _labels()
    return grown and any(label.startswith(begun) for label in _labels())


def is_torn(text: str) -> bool:
    """True for words that are no label: part of one, or something else."""
    return has_word(text) and fold(text) not in _labels()


@functools.cache
def _labels() -> frozenset[str]:
    """The folded labels of all forms that ship with Gouji."""
    forms = load_forms(shipped("expectations"))
    blocks = [block for form in forms for table in form.tables for block in table.blocks]
    words = [word for block in blocks for word in (*block.corner, block.banner, block.caption) if word]
    words += [text for block in blocks for label in (*block.rows, *block.columns) for text in _texts(label)]
    return frozenset(fold(word) for word in words)


def _texts(label: Label) -> Iterable[str]:
    yield label.text
    for child in label.children:
        yield from _texts(child)
