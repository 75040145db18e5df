"""The elements of WordprocessingML by what a reader does with them, in both namespaces that are in use."""

from collections.abc import Iterable

from gouji.readers.packages import Element


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ECMA-376 transitional, and ISO/IEC 29500 strict.
_MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# Their content is shown where they stand. A moved text is shown where it was moved to.
TRANSPARENT = _words(
    "sdt sdtContent ins moveTo smartTag customXml hyperlink fldSimple AlternateContent Choice ruby rubyBase"
)
# Their content is not shown.
DELETED = _words("del moveFrom Fallback")
# What is shown and is no text that a figure could be read from.
PICTURES = _words(
    """
    drawing pict object sym oMath oMathPara bdo dir contentPart ptab pgNum rt
    dayShort monthShort yearShort dayLong monthLong yearLong
    """
)
# Neither text nor anything that holds text that is shown in place.
SILENT = _words(
    """
    pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr rubyPr delText delInstrText instrText proofErr bookmarkStart
    bookmarkEnd commentRangeStart commentRangeEnd commentReference annotationRef lastRenderedPageBreak permStart permEnd
    moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd footnoteRef endnoteRef separator
    continuationSeparator tblPr tblGrid tblPrEx trPr tcPr sectPr fldData softHyphen
    """
)
# What the rest of the reader asks for by name.
_OTHERS = _words("""
    body p r t tab br cr noBreakHyphen fldChar footnoteReference endnoteReference tbl tr tc txbxContent altChunk
    gridSpan gridBefore vMerge hMerge hidden cellDel cellIns cellMerge ddList checkBox
    vanish specVanish strike dstrike vertAlign position rStyle pStyle numPr numId style basedOn docDefaults
    color shd highlight sz rFonts w eastAsianLayout rPrChange pPrChange tblStyle trHeight
    """)

_NAMES = {*TRANSPARENT, *DELETED, *PICTURES, *SILENT, *_OTHERS}
_KINDS: dict[object, str] = {
    **{f"{{{space}}}{name}": name for space in _MAIN for name in _NAMES},
    **{f"{{{space}}}{name}": name for space in _MATH for name in ("oMath", "oMathPara")},
    **{f"{{{_COMPATIBILITY}}}{name}": name for name in ("AlternateContent", "Choice", "Fallback")},
}
_ATTRIBUTE_NAMES = _words("val fldCharType styleId default type themeColor fill ascii hAnsi combine hRule")
_ATTRIBUTES = {name: tuple(f"{{{space}}}{name}" for space in _MAIN) for name in _ATTRIBUTE_NAMES}
# Where a choice requires another namespace, Word shows the fallback, and this reader neither.
_UNDERSTOOD = _words("wps wpg wpc wpi wp14 w14 w15 w16se w16cid w16cex a14 v o m wne aink am3d cx cx1 c14 p14 x14 sl")
_OFF = frozenset(("0", "false", "off"))


def having(root: Element, names: Iterable[str], around: Iterable[str]) -> set[Element]:
    """The elements below `root` called one of `around` that have an element called one of `names` anywhere in them.

    lxml looks through a tree much faster than Python goes through it: what is not among these needs no second look.
    """
    holding = [f"{{*}}{name}" for name in around]
    return {above for node in root.iter(*(f"{{*}}{name}" for name in names)) for above in node.iterancestors(*holding)}


def kind_of(node: Element) -> str:
    """The local name of an element that this reader knows, '' for any other."""
    return _KINDS.get(node.tag, "")


def attribute(node: Element, name: str) -> str | None:
    """An attribute of the main namespace, such as `val`; one of `_ATTRIBUTE_NAMES`."""
    transitional, strict = _ATTRIBUTES[name]
    return node.get(transitional) or node.get(strict)


def is_on(node: Element) -> bool:
    """True where a switch such as `w:vanish` is on: without a value, or with any but 0, false and off."""
    return attribute(node, "val") not in _OFF


def is_understood(choice: Element) -> bool:
    """True for a choice between drawings that Word makes: it knows the namespaces that the choice requires."""
    return set((choice.get("Requires") or "").split()) <= _UNDERSTOOD


def whole_number(node: Element, default: int) -> int:
    """The value of `node`, `default` where it is no whole number."""
    value = attribute(node, "val") or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default
