"""Texts with what is doubted of them, for tests to compare: `{struck}13` is a 13 that is struck out."""

from gouji.document import GridCell, Passage
from gouji.readers.marks import END, MARK

_SHOWN = str.maketrans({mark: f"{{{cause}}}" for cause, mark in MARK.items()} | {END: ""})


def told(one: GridCell | Passage) -> str:
    """The text of a cell or passage with the cause of each doubt where it begins, of one reader or of all of them."""
    text = one.text
    for cause, start, _ in sorted(one.doubts, key=lambda doubt: doubt.start, reverse=True):
        text = f"{text[:start]}{{{cause}}}{text[start:]}"
    return text.translate(_SHOWN)
