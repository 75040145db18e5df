"""Which styles of a .docx hide text, strike it out, raise it, number its paragraphs or show it so that none can read it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gouji.readers.looks import PLAIN, Look
from gouji.readers.packages import Element, parse_xml
from gouji.readers.sight import UNREADABLE_POINTS, is_pale_hex, is_symbol_font
from gouji.readers.word.docx_words import attribute, is_on, kind_of, whole_number

# Written where a style or a run does one of these; a part that has none of it has nothing but plain text.
_SIGNS = re.compile(
    rb"anish|trike|vertAlign|:position|numPr|color [^>]*=\"[Ff][0-9A-Fa-f][Ff]|:color [^>]*\"(?:background|light)1"
    rb"|:sz [^>]*=\"[1-4]\"|=\"(?:Wing|Web)dings|=\"Symbol|fill=\"000000|\"black\"|:combine=|:w [^>]*=\"1?[0-9]%?\""
)
# What may say one of these.
_TELLING = tuple(
    f"{{*}}{name}"
    for name in (
        "vanish", "specVanish", "strike", "dstrike", "vertAlign", "position", "numPr", "color", "shd", "highlight", "sz",
        "rFonts", "w", "eastAsianLayout", "pStyle", "rStyle",
    )
)  # fmt: skip
_SMALLEST_HALF_POINTS = 2 * UNREADABLE_POINTS
# Per cent of a character's width.
_NARROWEST = 20
_ON = frozenset(("1", "true", "on"))
_PALE_THEMES = frozenset(("background1", "light1"))


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of the styles that have one, by id; `plain_paragraph` is that of paragraphs that name no style."""

    looks: dict[str, Look] = field(default_factory=dict[str, Look])
    plain_paragraph: Look = PLAIN

    def look(self, style: str | None) -> Look:
        """The look of a style; plain where it is not known."""
        return self.looks.get(style, PLAIN) if style else PLAIN


def read_styles(content: bytes, name: str) -> Styles:
    """The looks of a styles part, those of their ancestors included."""
    if not has_looks(content):
        return Styles()
    return styles_of(parse_xml(content, name))


def styles_of(styles: Iterable[Element]) -> Styles:
    """The looks of the styles of a part, those of their ancestors included."""
    own: dict[str, tuple[Look, str | None]] = {}
    defaults = plain = PLAIN
    for style in styles:
        if kind_of(style) == "docDefaults":
            defaults = look_of(style)
        identity = attribute(style, "styleId")
        if kind_of(style) == "style" and identity:
            based = next((attribute(child, "val") for child in style if kind_of(child) == "basedOn"), None)
            own[identity] = (look_of(style), based)
            if attribute(style, "default") in _ON and attribute(style, "type") == "paragraph":
                plain = look_of(style)
    looks = {identity: _resolved(identity, own) for identity in own}
    shown = {identity: look for identity, look in looks.items() if look != PLAIN}
    return Styles(shown, plain.over(defaults))


def has_looks(content: bytes) -> bool:
    """True where any text of a part may look other than plain. UTF-16 hides the signs; nobody writes it."""
    return b"\0" in content[:64] or _SIGNS.search(content) is not None


def _resolved(identity: str | None, own: dict[str, tuple[Look, str | None]]) -> Look:
    look, met = PLAIN, set[str]()
    while identity in own and identity not in met:
        met.add(identity)
        stated, identity = own[identity]
        look = look.over(stated)
    return look


def look_of(node: Element) -> Look:
    """What the properties below `node` (a style, `rPr` or `pPr`) say of the look of their text."""
    hidden = struck = raised = numbered = pale = obscured = None
    behind = blackened = coloured = False
    for one in _properties(node):
        kind = kind_of(one)
        if kind == "vanish":
            hidden = is_on(one)
        elif kind == "specVanish":
            # Meant for paragraph marks.
            obscured = is_on(one) or obscured
        elif kind in ("strike", "dstrike"):
            struck = is_on(one) or struck
        elif kind == "vertAlign":
            raised = attribute(one, "val") in ("superscript", "subscript") or raised
        elif kind == "position":
            raised = attribute(one, "val") != "0" or raised
        elif kind == "numPr":
            numbered = is_numbered(one)
        elif kind == "color":
            coloured = attribute(one, "val") != "auto"
            pale = _is_pale(one)
        elif kind in ("shd", "highlight"):
            behind = behind or is_dark(one)
            blackened = blackened or attribute(one, "fill") == "000000"
            obscured = attribute(one, "val") == "black" or obscured
        elif kind in ("sz", "rFonts", "w", "eastAsianLayout"):
            obscured = _is_illegible(kind, one) or obscured
    # White on black is seen, black on black is not; without a colour Word takes the one that is seen.
    if pale and behind:
        pale, obscured = False, None
    elif blackened and coloured:
        obscured = True
    return Look(hidden, struck, raised, numbered, pale, obscured)


def telling(story: Element, styles: Styles) -> set[Element]:
    """The properties (`pPr`, `rPr`) below `story` that say something of the look of text, by themselves or by a style.

    Nearly every run has properties, and in nearly every document they say of nothing that a figure may not be read.
    """
    return {
        above
        for node in story.iter(*_TELLING)
        if _tells(kind_of(node), node, styles)
        for above in node.iterancestors("{*}pPr", "{*}rPr")
    }


def _tells(kind: str, one: Element, styles: Styles) -> bool:
    match kind:
        case "pStyle" | "rStyle":
            return attribute(one, "val") in styles.looks
        case "color":
            return _is_pale(one)
        case "shd" | "highlight":
            return _is_black(one)
        case "sz" | "rFonts" | "w" | "eastAsianLayout":
            return _is_illegible(kind, one)
        case _:
            return True


def is_numbered(numbering: Element) -> bool:
    """True where `numPr` puts a paragraph into a list; number 0 takes it out of its style's."""
    return next((whole_number(child, 1) != 0 for child in numbering if kind_of(child) == "numId"), True)


def is_dark(shading: Element) -> bool:
    """True for a shading or highlight on which white is seen."""
    if kind_of(shading) == "highlight":
        return attribute(shading, "val") not in ("none", "white")
    fill = attribute(shading, "fill") or "auto"
    return fill != "auto" and not is_pale_hex(fill)


def _properties(node: Element) -> Iterator[Element]:
    """The properties below `node`, without those that a tracked change of the formatting has replaced."""
    for child in node:
        if kind_of(child) not in ("rPrChange", "pPrChange"):
            yield child
            yield from _properties(child)


def _is_pale(color: Element) -> bool:
    return is_pale_hex(attribute(color, "val") or "") or attribute(color, "themeColor") in _PALE_THEMES


def _is_black(ground: Element) -> bool:
    return attribute(ground, "fill") == "000000" or attribute(ground, "val") == "black"


def _is_illegible(kind: str, one: Element) -> bool:
    """True for letters too small or too narrow, two lines in one, and fonts that have pictures for digits."""
    if kind == "rFonts":
        return any(is_symbol_font(attribute(one, name) or "") for name in ("ascii", "hAnsi"))
    if kind == "eastAsianLayout":
        return attribute(one, "combine") in _ON
    value = (attribute(one, "val") or "").rstrip("%")
    return value.isdecimal() and int(value) < (_SMALLEST_HALF_POINTS if kind == "sz" else _NARROWEST)
