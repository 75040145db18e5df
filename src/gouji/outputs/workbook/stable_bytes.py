"""A workbook as bytes: the same content is the same bytes, on any day and any machine."""

import datetime
import io
import zipfile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_DATE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a document property without a time zone
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
# What stands before `ignoredErrors` in a sheet.
_BEFORE_IGNORED = (b"</rowBreaks>", b"</headerFooter>")


def bytes_of(workbook: Workbook) -> bytes:
    """The bytes of an .xlsx file of `workbook`."""
    workbook.properties.created = workbook.properties.modified = _DATE
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w", zipfile.ZIP_STORED) as archive:
        # Not Workbook.save: it stamps the file with the present time.
        ExcelWriter(workbook, archive).write_data()
    stable = io.BytesIO()
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(stable, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _without_number_warnings(content)
            target.writestr(entry, content)
    return stable.getvalue()


def _without_number_warnings(sheet: bytes) -> bytes:
    """Text that looks like a number stays text here on purpose; Excel would put a green corner on each such cell.

    openpyxl cannot write `ignoredErrors`.
    """
    ignored = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
    before = next(tag for tag in _BEFORE_IGNORED if tag in sheet)
    return sheet.replace(before, before + ignored, 1)
