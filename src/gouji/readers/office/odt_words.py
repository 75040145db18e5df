"""The elements and styles of OpenDocument text by what a reader does with them."""

import functools
from collections.abc import Iterable

from gouji.readers.office.looks import PLAIN, Look
from gouji.readers.packages import Element

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _TEXT, _STYLE = (_SPACE.format(name) for name in ("table", "text", "style"))

# Blocks that hold blocks.


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


# Blocks that hold blocks.
HOLDING = words("""
    section list list-item list-header numbered-paragraph index-body index-title table-of-content text-box
    alphabetical-index illustration-index table-index object-index user-index bibliography
    """)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NO_LINE = (None, "none")


def local(node: Element) -> str:
    """The name of an element without its namespace."""
    return _local(str(node.tag))


@functools.lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def named(node: Element, space: str, name: str) -> bool:
    """True for the element `name` of the OpenDocument namespace `space`."""
    return node.tag == f"{{{_SPACE.format(space)}}}{name}"


def number(node: Element, name: str) -> int:
    """A count in the table namespace (`number-columns-spanned`), 1 where it is not stated or no number."""
    stated = node.get(f"{{{_TABLE}}}{name}") or ""
    return max(int(stated), 1) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 1


def text_attribute(node: Element, name: str) -> str | None:
    """An attribute of the text namespace, such as `style-name`."""
    return node.get(f"{{{_TEXT}}}{name}")


def deletions(body: Element) -> frozenset[str]:
    """The ids of the tracked changes of a body that delete."""
    regions = body.iterfind(f"{{{_TEXT}}}tracked-changes/{{{_TEXT}}}changed-region")
    found = (one for one in regions if one.find(f"{{{_TEXT}}}deletion") is not None)
    return frozenset(
        identity for one in found for identity in (text_attribute(one, "id"), one.get(_XML_ID)) if identity
    )


def style_looks(roots: Iterable[Element]) -> dict[str, Look]:
    """The looks of the styles that have one, by name; those of the styles they are made from included."""
    own: dict[str, tuple[Look, str | None]] = {}
    for root in roots:
        for style in root.iter(f"{{{_STYLE}}}style"):
            name = style.get(f"{{{_STYLE}}}name")
            if name:
                own[name] = (_look(style), style.get(f"{{{_STYLE}}}parent-style-name"))
    looks: dict[str, Look] = {}
    for name in own:
        look, base, met = PLAIN, name, set[str]()
        while base in own and base not in met:
            met.add(base)
            stated, base = own[base]
            look = look.over(stated)
        if look != PLAIN:
            looks[name] = look
    return looks


def _look(style: Element) -> Look:
    look = PLAIN
    for one in style.iter(f"{{{_STYLE}}}text-properties"):
        hidden = one.get(f"{{{_TEXT}}}display")
        lines = [one.get(f"{{{_STYLE}}}text-line-through-{name}") for name in ("style", "type")]
        position = (one.get(f"{{{_STYLE}}}text-position") or "0%").split()[0]
        look = Look(
            hidden == "none" if hidden else None,
            any(line not in _NO_LINE for line in lines) if any(lines) else None,
            position not in ("0%", "0") if one.get(f"{{{_STYLE}}}text-position") else None,
        ).over(look)
    return look
