"""The elements and styles of OpenDocument text by what a reader does with them."""

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from gouji.readers.looks import PLAIN, Look
from gouji.readers.packages import Element
from gouji.readers.sight import UNREADABLE_POINTS, is_pale_hex, is_symbol_font

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _TEXT, _STYLE = (_SPACE.format(name) for name in ("table", "text", "style"))
# OpenDocument takes these from XSL.
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_POINTS = re.compile(r"([0-9]*\.?[0-9]+)pt")
_NARROWEST = 20.0


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
    return node.tag == _in_full(space, name)


@functools.cache
def _in_full(space: str, name: str) -> str:
    """The name of an element or attribute with its namespace; the reader asks for some twenty."""
    return f"{{{_SPACE.format(space)}}}{name}"


def number(node: Element, name: str) -> int:
    """A count in the table namespace (`number-columns-spanned`), 1 where it is not stated or no number."""
    stated = node.get(_in_full("table", name))
    if not stated:
        return 1
    return max(int(stated), 1) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 1


def text_attribute(node: Element, name: str) -> str | None:
    """An attribute of the text namespace, such as `style-name`."""
    return node.get(_in_full("text", name))


def deletions(body: Element) -> frozenset[str]:
    """The ids of the tracked changes of a body that delete."""
    regions = body.iterfind(f"{{{_TEXT}}}tracked-changes/{{{_TEXT}}}changed-region")
    found = (one for one in regions if one.find(f"{{{_TEXT}}}deletion") is not None)
    return frozenset(
        identity for one in found for identity in (text_attribute(one, "id"), one.get(_XML_ID)) if identity
    )


def style_looks(roots: Iterable[Element]) -> dict[str, Look]:
    """The looks of the styles that have one, by name; those of the styles they are made from included.

    The look of all that has no other stands under ''.
    """
    own: dict[str, tuple[Look, str | None]] = {}
    defaults = PLAIN
    for root in roots:
        for style in root.iter(f"{{{_STYLE}}}default-style"):
            if style.get(f"{{{_STYLE}}}family") == "paragraph":
                defaults = _look(style).over(defaults)
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
    return looks | ({"": defaults} if defaults != PLAIN else {})


def backed_styles(roots: Iterable[Element]) -> frozenset[str | None]:
    """The names of the styles of cells with a colour on which white is seen."""
    styles = (style for root in roots for style in root.iter(f"{{{_STYLE}}}style"))
    inner = f"{{{_STYLE}}}table-cell-properties"
    return frozenset(
        style.get(f"{{{_STYLE}}}name") for style in styles if any(_is_dark(one) for one in style.iter(inner))
    )


def table_attribute(node: Element, name: str) -> str | None:
    """An attribute of the table namespace, such as `style-name`."""
    return node.get(f"{{{_TABLE}}}{name}")


def _is_dark(properties: Element) -> bool:
    behind = properties.get(f"{{{_FO}}}background-color")
    return behind not in (None, "transparent") and not is_pale_hex(behind or "")


def _look(style: Element) -> Look:
    look = PLAIN
    for one in style.iter(f"{{{_STYLE}}}text-properties"):
        hidden = one.get(f"{{{_TEXT}}}display")
        lines = [one.get(f"{{{_STYLE}}}text-line-through-{name}") for name in ("style", "type")]
        position = (one.get(f"{{{_STYLE}}}text-position") or "0%").split()[0]
        colour = one.get(f"{{{_FO}}}color")
        look = Look(
            hidden == "none" if hidden else None,
            any(line not in _NO_LINE for line in lines) if any(lines) else None,
            position not in ("0%", "0") if one.get(f"{{{_STYLE}}}text-position") else None,
            pale=is_pale_hex(colour) and not _is_dark(one) if colour else None,
            obscured=_is_illegible(one) or None,
        ).over(look)
    is_conditional = style.find(f"{{{_STYLE}}}map") is not None and style.get(f"{{{_STYLE}}}family") == "table-cell"
    # Another style holds under a condition, which is not worked out: it may hide a figure.
    return replace(look, obscured=True) if is_conditional else look


def _is_illegible(properties: Element) -> bool:
    """True for letters too small or too narrow, two lines in one, and fonts that have pictures for digits."""
    size = _POINTS.fullmatch(properties.get(f"{{{_FO}}}font-size") or "")
    scale = (properties.get(f"{{{_STYLE}}}text-scale") or "100%").rstrip("%")
    names = (properties.get(f"{{{_FO}}}font-family") or "", properties.get(f"{{{_STYLE}}}font-name") or "")
    return (
        (size is not None and float(size[1]) < UNREADABLE_POINTS)
        or (scale.isdecimal() and int(scale) < _NARROWEST)
        or properties.get(f"{{{_STYLE}}}text-combine", "none") != "none"
        or any(is_symbol_font(name.strip("'")) for name in names)
    )
