"""An audit workbook of Gouji's own, told by its properties: it has the tables of reports and is none."""

from gouji.document import UnreadableError
from gouji.document.own_workbook import KEYWORD
from gouji.readers.compound import Compound
from gouji.readers.packages import Package

# Where .xlsx, .ods and .xls have the properties of the document.
_PARTS = ("docProps/core.xml", "docProps/custom.xml", "meta.xml")
_STREAMS = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_MARKS = tuple(KEYWORD.encode(encoding) for encoding in ("ascii", "utf-16-le"))


def refuse_own_workbook(container: Package | Compound) -> None:
    """Raise UnreadableError (`own_workbook`) where the properties say that this is an audit workbook of ours."""
    for name in _PARTS if isinstance(container, Package) else _STREAMS:
        try:
            properties = container.read(name)
        except UnreadableError:
            # Missing or damaged: no reader needs it.
            continue
        if any(mark in properties for mark in _MARKS):
            raise UnreadableError("own_workbook")
