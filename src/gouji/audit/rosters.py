"""Open a roster file, whoever wrote it: .xlsx by the readers of sheets, CSV in any encoding."""

import csv
import io
from pathlib import Path

from gouji.bodies.roster import Roster, RosterError, roster_of
from gouji.bodies.roster_rows import Problem, Read, Row, read_rows
from gouji.declared import Declared
from gouji.document import UnreadableError
from gouji.document.encoding import decode

# A problem a line up to here, then how many more there are.
_MOST_TOLD = 20
_PACKAGE = b"PK\x03\x04"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def open_roster(path: Path, declared: Declared) -> Roster:
    """The roster in a file. Raises RosterError, naming every row that is wrong, where any is."""
    read = look_at_roster(path, declared)
    told = [told_of(path, problem, declared) for problem in read.problems if problem.stops]
    if told:
        more = [declared.roster.problems.more.format(count=len(told) - _MOST_TOLD)] if len(told) > _MOST_TOLD else []
        raise RosterError("\n".join((*told[:_MOST_TOLD], *more)))
    return roster_of(read.lines, declared.bodies)


def look_at_roster(path: Path, declared: Declared) -> Read:
    """The lines of a roster file and everything that is wrong with it; nothing raises."""
    try:
        content = path.read_bytes()
        rows = _rows(content)
    except OSError as error:
        return Read((), (Problem(0, "cannot_open", {"problem": error.strerror or str(error)}),))
    except (UnreadableError, csv.Error):
        return Read((), (Problem(0, "not_text"),))
    return read_rows(rows, declared.roster, declared.bodies)


def told_of(path: Path, problem: Problem, declared: Declared) -> str:
    """A problem in words, with its file and line."""
    texts, said = declared.roster.problems, problem.words(declared.roster)
    if problem.line:
        return texts.at.format(file=path, line=problem.line, problem=said)
    return texts.whole.format(file=path, problem=said)


def _rows(content: bytes) -> list[Row]:
    """The rows of the file, each with its number. Raises UnreadableError where it is neither text nor .xlsx."""
    if content.startswith(_PACKAGE):
        # The readers take a second to import, and most rosters are text.
        from gouji.readers.sheets.table_rows import table_rows

        return [(number, cells) for number, cells in table_rows(content)]
    rows = csv.reader(io.StringIO(_text(content).lstrip("\ufeff"), newline=""))
    return [(rows.line_num, cells) for cells in rows]


def _text(content: bytes) -> str:
    """The text of a CSV file. It is too short for telling GBK from Big5 by its words: what decodes as GB18030 is taken as that."""
    if b"\0" not in content and not content.startswith(_WIDE_MARKS):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    return decode(content).text
