"""The numbers that a browser draws in front of the items of `<ol>`, where the page tells them for certain (HTML, 4.4.5)."""

import re

from selectolax.lexbor import LexborNode

from gouji.document.numerals import chinese_number
from gouji.readers.web.looks import declarations

_DECIMAL = frozenset(("decimal", "1"))
_CHINESE = frozenset(("cjk-ideographic", "trad-chinese-informal", "simp-chinese-informal"))
_WHOLE = re.compile(r"\s*(-?\d{1,5})\s*$")
# What may change the marker of an item.
_MARKING = (
    "list-style",
    "list-style-type",
    "list-style-image",
    "display",
    "content",
    "counter-reset",
    "counter-set",
    "counter-increment",
)


class ListNumbers:
    """Counts the items of the ordered lists of a page, in reading order.

    `is_told`: no sheet of the page or beside it may say how lists are numbered; else only the style of the list itself tells it.
    """

    def __init__(self, *, is_told: bool) -> None:
        self._is_told = is_told
        # By list: the number of its last item, None once that is not certain.
        self._reached: dict[int, int | None] = {}

    def next(self, item: LexborNode, *, is_hidden: bool) -> str | None:
        """The number of the next item as it is shown (`2.`, `二、`, empty for none), None where it is not told."""
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return None
        number = self._count(item, parent, is_hidden=is_hidden)
        style = self._style(item, parent)
        if style == "none":
            return ""
        if number is None or style is None:
            return None
        if style in _DECIMAL:
            return f"{number}."
        return f"{told}、" if style in _CHINESE and (told := chinese_number(number)) else None

    def _count(self, item: LexborNode, parent: LexborNode, *, is_hidden: bool) -> int | None:
        if parent.mem_id not in self._reached:
            attributes = parent.attributes
            start = _WHOLE.match(attributes.get("start") or "1")
            self._reached[parent.mem_id] = int(start[1]) - 1 if start and "reversed" not in attributes else None
        reached = self._reached[parent.mem_id]
        value = item.attributes.get("value")
        if value is not None:
            given = _WHOLE.match(value)
            reached = int(given[1]) - 1 if given and reached is not None else None
        # An item that is not shown counts or does not, by how it is hidden.
        self._reached[parent.mem_id] = None if reached is None or is_hidden else reached + 1
        return self._reached[parent.mem_id]

    def _style(self, item: LexborNode, parent: LexborNode) -> str | None:
        """How the list is numbered; None where it is not certain."""
        own = [name for name, _ in declarations(item.attributes.get("style") or "") if name in _MARKING]
        if own or item.attributes.get("type"):
            return None
        told = [(name, value) for name, value in declarations(parent.attributes.get("style") or "") if name in _MARKING]
        if not told:
            return (parent.attributes.get("type") or "decimal") if self._is_told else None
        if len(told) > 1 or told[0][0] not in ("list-style-type", "list-style"):
            return None
        return told[0][1].partition("!")[0].strip().lower()
