"""Word 2003 XML in the words of .docx: the tree renamed, so that one reader reads both.

Names are those of the Office 2003 XML Reference Schemas (WordprocessingML, AML, auxiliary hints).
"""

from gouji.document import UnreadableError
from gouji.readers.packages import Element

WORDML = "http://schemas.microsoft.com/office/word/2003/wordml"
OFFICE = "urn:schemas-microsoft-com:office:office"
_MODERN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ANNOTATION = "http://schemas.microsoft.com/aml/2001/core"
_HINT = "http://schemas.microsoft.com/office/word/2003/auxHint"
_VML = "urn:schemas-microsoft-com:vml"
# What they hold is no text, or is in a picture; elements of any other namespace are smart tags and custom XML.
_KEPT = frozenset(
    (
        OFFICE,
        _VML,
        "urn:schemas-microsoft-com:office:word",
        "urn:schemas-microsoft-com:office:excel",
        "urn:schemas-microsoft-com:office:powerpoint",
        "uuid:C2F41010-65B3-11d1-A29F-00AA00C14882",
        "http://schemas.microsoft.com/schemaLibrary/2003/core",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://schemas.microsoft.com/office/omml/2004/12/core",
    )
)
_RENAMED = {
    "vmerge": "vMerge",
    "hmerge": "hMerge",
    "listPr": "numPr",
    "ilfo": "numId",
    "hlink": "hyperlink",
    # Notes stand where they are referred to, and documents that were inserted in the text.
    "footnote": "footnoteReference",
    "endnote": "endnoteReference",
    "cfChunk": "altChunk",
    "subDoc": "altChunk",
}
_SAME_ATTRIBUTES = ("val", "fldCharType", "styleId", "type", "default", "fill", "ascii", "combine")
_ATTRIBUTES = {
    f"{{{WORDML}}}{old}": f"{{{_MODERN}}}{new}"
    for old, new in (*zip(_SAME_ATTRIBUTES, _SAME_ATTRIBUTES, strict=True), ("h-ansi", "hAnsi"), ("h-rule", "hRule"))
}
_HOLDING_HINTS = frozenset(("sect", "sub-section", "pBdrGroup"))
_TRANSPARENT, _SILENT, _PICTURE = (f"{{{_MODERN}}}{name}" for name in ("customXml", "proofErr", "object"))
_TYPE = f"{{{WORDML}}}type"
_CHANGES = {"Word.Insertion": ("ins", "cellIns"), "Word.Deletion": ("del", "cellDel")}
# Earlier looks of what has changed, comments, and marks without text.
_UNSEEN = frozenset(
    (
        "Word.Formatting", "Word.Numbering", "Word.Comment", "Word.Comment.Start", "Word.Comment.End",
        "Word.Bookmark.Start", "Word.Bookmark.End",
    )
)  # fmt: skip


def modernise(root: Element) -> None:
    """Rename every element below `root`, and itself, as .docx calls it; what is not shown is emptied.

    Raises UnreadableError for a tracked change of a kind that is not known: its text may be shown or not.
    """
    known: dict[str, str] = {}
    # Listed first: an iterator would not find its way out of what is emptied.
    for node in list(root.iter("*")):
        tag = str(node.tag)
        renamed = known.get(tag)
        if renamed is None:
            renamed = known[tag] = _renamed(*tag[1:].partition("}")[::2])
        if not renamed:
            _rename(node, tag)
        elif renamed != tag:
            node.tag = renamed
        for name, value in node.items():
            if name in _ATTRIBUTES:
                node.set(_ATTRIBUTES[name], value)


def _renamed(space: str, name: str) -> str:
    """The new name of an element, '' where it depends on more than its name."""
    if space == WORDML:
        return f"{{{_MODERN}}}{_RENAMED.get(name, name)}"
    if space == _HINT:
        return _TRANSPARENT if name in _HOLDING_HINTS else _SILENT
    if space == _ANNOTATION:
        return "" if name == "annotation" else _TRANSPARENT
    return f"{{{space}}}{name}" if space in _KEPT else ""


def _rename(node: Element, tag: str) -> None:
    if tag != f"{{{_ANNOTATION}}}annotation":
        # Smart tags and custom XML wrap paragraphs, cells and runs; text of their own is none that Word writes.
        own = "".join((node.text or "", *(child.tail or "" for child in node)))
        node.tag = _PICTURE if own.strip() else _TRANSPARENT
        return
    kind = node.get(_TYPE, "")
    if kind in _UNSEEN:
        del node[:]
        node.tag = _SILENT
    elif kind in _CHANGES:
        parent = node.getparent()
        is_cell = parent is not None and parent.tag == f"{{{_MODERN}}}tcPr"
        node.tag = f"{{{_MODERN}}}{_CHANGES[kind][is_cell]}"
    else:
        raise UnreadableError("damaged", problem=f"annotation of type {kind[:40] or '?'}")
