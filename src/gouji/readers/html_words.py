"""The elements of web pages by what a reader does with them, and what their attributes say of how they are shown."""

import functools
import re
from collections.abc import Mapping
from typing import TypeAlias

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
# What a figure may not be read through: struck-out, raised and lowered text, and what shows a figure that is no text.
MARKED = {"s": "~", "strike": "~", "del": "~", "sup": "^", "sub": "^"}
PICTURES = frozenset(("img", "svg", "object", "iframe", "embed", "canvas", "select", "script"))
NO_PICTURES = frozenset(("select", "script"))
NOTED = PICTURES | MARKED.keys() | {"input"}
WRAPPERS = frozenset(("p", "span", "font", "b", "strong", "div", "center"))
FRAMES = frozenset(("iframe", "frame"))
TEXT_INPUTS = frozenset(("", "text", "number", "tel"))
UNSEEN_SIDES = frozenset(("0", "0px", "1", "1px"))

_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?!inline\s*(?:;|!|$)|contents|none)\w", re.IGNORECASE)
_SPAN = re.compile(r"\s*\+?(\d{1,11})(?!\d)")


def is_hidden(attributes: Attributes) -> bool:
    """True where an element says of itself that it is not shown."""
    # Most elements have none: looking twice would be the largest part of reading a plain page.
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _hides(style))


@functools.lru_cache(maxsize=1_000)
def _hides(style: str) -> bool:
    # Word gives each cell its style, and has few of them.
    return _HIDDEN_STYLE.search(style) is not None


def is_inline(name: str, attributes: Attributes) -> bool:
    """True where an element does not end the line: by its name (`o:p` and `st1:date` are Word's), unless styled so."""
    if name not in INLINE and ":" not in name:
        return False
    style = attributes.get("style")
    return not style or not _BLOCK_STYLE.search(style)


def span(attributes: Attributes, name: str) -> int:
    """The span an attribute states, as browsers read it: 1 where it is missing or no number, 0 (to the end) is kept."""
    text = attributes.get(name)
    stated = _SPAN.match(text) if text else None
    return int(stated[1]) if stated else 1
