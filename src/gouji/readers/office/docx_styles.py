"""Which styles of a .docx hide text, strike it out, raise it or number its paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gouji.readers.office.docx_words import attribute, is_on, kind_of, whole_number
from gouji.readers.office.looks import PLAIN, Look
from gouji.readers.packages import Element, parse_xml

# Written in a style's definition only where it does one of the four.
_SIGNS = (b"vanish", b"trike", b"vertAlign", b":position", b"numPr")


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of the styles that have one, by id."""

    looks: dict[str, Look] = field(default_factory=dict[str, Look])

    def look(self, style: str | None) -> Look:
        """The look of a style; plain where it is not known."""
        return self.looks.get(style, PLAIN) if style else PLAIN


def read_styles(content: bytes, name: str) -> Styles:
    """The looks of a styles part, those of their ancestors included."""
    # UTF-16 hides the signs; nobody writes it.
    if b"\0" not in content[:64] and not any(sign in content for sign in _SIGNS):
        return Styles()
    return styles_of(parse_xml(content, name))


def styles_of(styles: Iterable[Element]) -> Styles:
    """The looks of `w:style` elements, those of their ancestors included."""
    own: dict[str, tuple[Look, str | None]] = {}
    for style in styles:
        identity = attribute(style, "styleId")
        if kind_of(style) == "style" and identity:
            based = next((attribute(child, "val") for child in style if kind_of(child) == "basedOn"), None)
            own[identity] = (look_of(style), based)
    looks = {identity: _resolved(identity, own) for identity in own}
    return Styles({identity: look for identity, look in looks.items() if look != PLAIN})


def _resolved(identity: str | None, own: dict[str, tuple[Look, str | None]]) -> Look:
    look, met = PLAIN, set[str]()
    while identity in own and identity not in met:
        met.add(identity)
        stated, identity = own[identity]
        look = look.over(stated)
    return look


def look_of(node: Element) -> Look:
    """What the properties below `node` (a style, `rPr` or `pPr`) say of the look of their text."""
    hidden = struck = raised = numbered = None
    for one in node.iter():
        kind = kind_of(one)
        if kind == "vanish":
            hidden = is_on(one)
        elif kind in ("strike", "dstrike"):
            struck = is_on(one) or struck
        elif kind == "vertAlign":
            raised = attribute(one, "val") in ("superscript", "subscript") or raised
        elif kind == "position":
            raised = attribute(one, "val") != "0" or raised
        elif kind == "numPr":
            # Number 0 takes a paragraph out of its style's list.
            numbered = next((whole_number(child, 1) != 0 for child in one if kind_of(child) == "numId"), True)
    return Look(hidden, struck, raised, numbered)
