"""The elements of web pages by what a reader does with them, and what their attributes say of how they are shown."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from gouji.document import Cause
from gouji.readers.marks import MARK
from gouji.readers.web.looks import looks_at, looks_of

Attributes: TypeAlias = Mapping[str, str | None]

SKIPPED = frozenset(
    ("script", "style", "head", "noscript", "noframes", "template", "iframe", "object", "svg", "select", "-comment")
)
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    )
)  # fmt: skip
# What is doubted of the text in an element: struck out, raised or lowered, shown backwards, numbered, folded away.
DOUBTED: Mapping[str, Cause] = {
    **dict.fromkeys(("s", "strike", "del"), "struck"),
    **dict.fromkeys(("sup", "sub"), "raised"),
    "bdo": "turned",
    "q": "unknown_element",
    "ol": "list_number",
    "details": "hidden",
    "dialog": "hidden",
}
# Of these also outside of tables: a stretch of the text itself.
IN_PROSE: frozenset[Cause] = frozenset(("struck", "raised", "turned"))
# Form fields, of which a choice is shown.
CHOSEN = frozenset(("select", "meter", "progress"))
PICTURES = frozenset(
    (
        "img", "svg", "object", "iframe", "embed", "canvas", "select", "script", "audio", "meter", "noscript", "progress",
        "video",
    )
)  # fmt: skip
NO_PICTURES = frozenset(("select", "script", "noscript"))
WRAPPERS = frozenset(("p", "span", "font", "b", "strong", "div", "center"))
FRAMES = frozenset(("iframe", "frame"))
_TEXT_INPUTS = frozenset(("", "text", "number", "tel"))
UNSEEN_SIDES = frozenset(("0", "0px", "1", "1px"))

_SPAN = re.compile(r"\s*\+?(\d{1,11})(?!\d)")


def is_hidden(attributes: Attributes) -> bool:
    """True where an element says of itself that it is not shown."""
    return looks_at(attributes).hidden


def is_inline(name: str, attributes: Attributes, in_cell: bool) -> bool:
    """True where an element does not end the line: by its name (`o:p` and `st1:date` are Word's), unless styled so."""
    if name not in INLINE and ":" not in name:
        return False
    style = attributes.get("style")
    if not style:
        return True
    looks = looks_of(style)
    return not (looks.breaks or (in_cell and looks.parted))


def shown_by_input(attributes: Attributes) -> str:
    """What a form field shows, or a mark where that is no text."""
    kind = (attributes.get("type") or "").lower()
    if kind in _TEXT_INPUTS:
        return attributes.get("value") or (MARK["form_field"] if attributes.get("placeholder") else "")
    return "" if kind == "hidden" else MARK["form_field"]


def span(attributes: Attributes, name: str) -> int:
    """The span an attribute states, as browsers read it: 1 where it is missing or no number, 0 (to the end) is kept."""
    text = attributes.get(name)
    stated = _SPAN.match(text) if text else None
    return int(stated[1]) if stated else 1
