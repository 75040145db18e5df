"""Whether a document has the end of its report: what lies behind the last thing found in it may have been lost."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.declared.forms import Form, Section
from gouji.document import Document, Grid, Passage
from gouji.document.folding import collapse
from gouji.reports.headings import LONGEST_HEADING
from gouji.reports.sections import FoundSection
from gouji.reports.transcribe import Transcript

# A bare figure, or a sentence without an end; what a site prints below a report has no commas.
_BROKEN_OFF = re.compile(r"^\d+$|[，。；、,;][^，。；、,;]*[^\W\d_]$|[，、；,;]$")
# One section that is not there at the end of a whole text was left out; two or more may have been lost with a page.
_LOST_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Ending:
    """How a document ends. `broken`: inside a table, a sentence or a character.

    `behind` are the numbers of the sections that would lie behind its end, none where it has its end; `complete` is
    False where it has not, or very likely not.
    """

    broken: bool
    behind: frozenset[int]
    complete: bool


def ending_of(document: Document, sections: Sequence[FoundSection], transcript: Transcript, form: Form) -> Ending:
    """How a document ends in which `sections` and tables of `form` were looked for.

    Sections that are missing at the end were lost rather than left out where the text is broken there, or where two or
    more are missing together and nothing numbered as they are follows what was found last (a heading in other words).
    """
    inside = any(remark.startswith("cut inside") for remark in document.remarks)
    broken = inside or _is_broken(document, transcript)
    numbers = {section.number for section in sections}
    of_table = {table.key: table.section for table in form.tables}
    numbers |= {of_table[table.table] for table in transcript.tables if table.found}
    missing = [section for section in form.sections if section.number > max(numbers, default=0)]
    goes_on = _goes_on(document, sections, missing, form)
    lost = bool(missing) and (broken or len(missing) >= _LOST_TOGETHER) and not goes_on
    behind = frozenset(section.number for section in missing) if lost else frozenset[int]()
    return Ending(broken, behind, not (lost or inside))


def _is_broken(document: Document, transcript: Transcript) -> bool:
    shown = (block for block in reversed(document.blocks) if isinstance(block, Grid) or block.text)
    last = next(shown, None)
    if isinstance(last, Grid) or (last is not None and _BROKEN_OFF.search(collapse(last.text))):
        return True
    return any(cell.reading.reason == "document_cut_off" for table in transcript.tables for cell in table.cells)


def _goes_on(document: Document, sections: Sequence[FoundSection], missing: Sequence[Section], form: Form) -> bool:
    """True where a short line behind the heading found last begins with the number of a section that is missing.

    A number with which rows of a table begin, too (四、结转下年度继续办理), tells nothing.
    """
    labels = tuple(label for cell in form.cells for label in cell.row_labels)
    start = max((section.start for section in sections), default=0) + 1
    numbers = tuple(
        number
        for number in (f"{section.ordinal}、" for section in missing)
        if not any(label.startswith(number) for label in labels)
    )
    return any(
        isinstance(block, Passage)
        and len(block.text) <= LONGEST_HEADING
        and unicodedata.normalize("NFKC", collapse(block.text)).startswith(numbers)
        for block in document.blocks[start:]
    )
