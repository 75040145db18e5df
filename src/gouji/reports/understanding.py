"""One report: from a file's bytes to everything that the frames of the batch say of it."""

import hashlib
import traceback
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from gouji.bodies.names import Body, describe, same_body
from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.declared.language import section_numbers
from gouji.document import Cause, Document, Grid, UnreadableError
from gouji.document.doubts import untold
from gouji.document.folding import fold, shows
from gouji.document.paragraphs import with_paragraphs
from gouji.intake import Taken
from gouji.intake.files import sha256_of
from gouji.readers import HAS_TEXT, Labels, read, saved_with
from gouji.reports.completeness import Ending, ending_of
from gouji.reports.prose.claims import Claim, Period, find_claims, find_period, tells_period
from gouji.reports.prose.districts import find_district
from gouji.reports.prose.facts import Facts, Sourced, gather_facts, without_body_of_text, year_of_two_witnesses
from gouji.reports.prose.signs import Seen, find_signs
from gouji.reports.prose.titles import PAGES
from gouji.reports.sections import FoundSection, absent_sections, outline, with_tables_elsewhere
from gouji.reports.several import several_reports
from gouji.reports.transcribe import Transcriber, Transcript

# A report shows itself by its title, or by at least half of its section headings.
_ENOUGH_SECTIONS = 3
# What a file without a Document is, where that is no failure to read it.
_STATUS_OF_REASON = {"duplicate": "duplicate", "own_workbook": "not_a_report"}
_SEVERAL = 2
# As many labels of lines as these are no prose about a table but its text.
_ENOUGH_LABELS = 5
# What may be the tables themselves.
_ELSEWHERE: frozenset[Cause] = frozenset(("picture", "text_box", "unknown_element", "form_field"))
_MANY_UNTOLD = 3


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and the Document read from it, or the code and details of the reason why there is none.

    Where our code stumbled over it, `error` is the type of the exception and `trace` its traceback.
    """

    taken: Taken
    document: Document | None
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()
    error: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A file that was taken in, as far as it could be understood. `status` as in docs/output.md.

    `period_told`: words tell a statistical period, with its days or without; None where the text that would is not certain
    to be there. `sections_absent` are the numbers of the sections that the document proves to be missing. `recognised`: it was read
    from pictures; `prose_untold`: its fonts or a damage do not tell the characters of its prose. Then nothing is claimed or
    seen there. `is_page`: it was published, as a page of the web. `ending` is None for what is not audited and for what was
    recognised: of its headings some may be lost.
    """

    taken: Taken
    status: str
    reason: str | None
    district: Sourced[str] | None
    facts: Facts | None
    body: Body | None
    period: Period | None
    period_told: bool | None
    sections: tuple[FoundSection, ...]
    sections_certain: bool
    sections_absent: frozenset[int]
    claims: tuple[Claim, ...]
    signs: tuple[Seen, ...]
    transcript: Transcript | None
    recognised: bool = False
    is_page: bool = False
    prose_untold: bool = False
    ending: Ending | None = None

    @property
    def year(self) -> int | None:
        """The report year, or None where it cannot be told."""
        return self.facts.year.value if self.facts and self.facts.year else None


def read_file(taken: Taken, declared: Declared) -> ReadFile:
    """Read one file, with the labels of the declared forms. What goes wrong is recorded with the file; nothing a file holds stops the batch.

    Raises MemoryError where the file needs more than there is, which the worker that reads it reports.
    """
    if taken.reason is not None:
        return ReadFile(taken, None, taken.reason, taken.details)
    if taken.first is not None:
        return ReadFile(taken, None, "duplicate", (("file", taken.first),))
    try:
        content = taken.file.path.read_bytes()
        inner = {address: path.read_bytes() for address, path in taken.file.inner}
        if sha256_of(_digest(content), {address: _digest(page) for address, page in inner.items()}) != taken.sha256:
            return ReadFile(taken, None, "cannot_open", (("problem", "changed while the batch was being read"),))
        return ReadFile(taken, read(content, saved_with(inner), Labels(declared.labels)))
    except UnreadableError as error:
        return ReadFile(taken, None, error.reason, tuple(error.details.items()))
    except OSError as error:
        return ReadFile(taken, None, "cannot_open", (("problem", error.strerror or str(error)),))
    except (ValueError, KeyError, IndexError, RecursionError) as error:
        # A reader that stumbles over hostile input costs that file alone; the status says that the fault is ours.
        name = type(error).__name__
        return ReadFile(taken, None, "crashed", (("problem", f"{name}: {error}"),), name, traceback.format_exc())


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def understand(read_file: ReadFile, declared: Declared, transcriber: Transcriber, roster: Roster) -> Report:
    """Everything that one file says: cells, facts, claims, district; or why it is not audited."""
    document = read_file.document
    if document is None:
        status = _STATUS_OF_REASON.get(read_file.reason or "", "unreadable")
        reason = declared.reasons.of_file(read_file.reason or "crashed", dict(read_file.details))
        return _not_read(read_file.taken, status, reason, declared, roster)
    made = outline(document, declared.forms[-1].sections, declared.aliases.headings)
    of_tables = {table.section for form in declared.forms for table in form.tables}
    sections = with_tables_elsewhere(document, made.sections, of_tables)
    several = several_reports(document, made, declared.aliases, declared.bodies)
    if several is not None:
        return _not_read(read_file.taken, "unreadable", _several(several, declared), declared, roster)
    facts = gather_facts(document, sections, declared.bodies)
    prose = with_paragraphs(document, {section.start for section in sections})
    period = find_period(prose, declared.claims)
    facts = year_of_two_witnesses(facts, period.last.year if period else None)
    transcript = transcriber.transcribe(document, sections)
    scan = document.recognised
    ending = ending_of(document, sections, transcript, declared.forms[-1])
    if sum(table.twice for table in transcript.tables) > 1:
        return _not_read(read_file.taken, "unreadable", _several((), declared), declared, roster)
    status, reason = _status(document, sections, facts, transcript, declared)
    if status == "audited" and not scan and not ending.complete:
        reason = declared.reasons.of_file("incomplete", {})
    if status != "audited":
        facts = without_body_of_text(facts)
    organisation = facts.organisation
    year = facts.year.value if facts.year else None
    lost = _is_untold(document, sections, facts)
    whole = not scan and not lost and not ending.broken
    return Report(
        taken=read_file.taken,
        status=status,
        reason=reason,
        district=find_district(
            organisation,
            read_file.taken.file.folder,
            None if status == "not_a_report" else document,
            roster,
            declared.bodies,
        ),
        facts=facts,
        body=describe(organisation.value if organisation else None, declared.bodies),
        period=period,
        period_told=period is not None or tells_period(prose, declared.claims) or (None if not sections else False),
        sections=sections,
        sections_certain=whole,
        sections_absent=absent_sections(
            document, made, section_numbers(declared.forms), declared.aliases.headings, whole=whole
        ),
        claims=() if scan or lost else find_claims(prose, sections, declared.claims, year, figures_of(transcript)),
        signs=()
        if scan or lost
        else find_signs(prose, sections, declared.signs, year, whole=whole and not ending.behind),
        transcript=transcript if status == "audited" else None,
        recognised=scan,
        is_page=document.format in PAGES,
        prose_untold=lost,
        ending=None if scan or status != "audited" else ending,
    )


def _not_read(taken: Taken, status: str, reason: str, declared: Declared, roster: Roster) -> Report:
    """A file of which nothing is known but its name; its folder alone may tell its district."""
    district = find_district(None, taken.file.folder, None, roster, declared.bodies)
    return Report(taken, status, reason, district, None, None, None, None, (), False, frozenset(), (), (), None)


def _several(named: Sequence[tuple[str, int | None]], declared: Declared) -> str:
    """The reason of a file with several reports; with the bodies and years of two at least, or without."""
    if len(named) < _SEVERAL:
        return declared.reasons.of_file("several_unnamed", {})
    reports = [
        declared.reasons.of_file("one_report_without_year", {"body": body})
        if year is None
        else declared.reasons.of_file("one_report", {"body": body, "year": year})
        for body, year in named
    ]
    return declared.reasons.of_file("several_reports", {"reports": "、".join(reports)})


def figures_of(transcript: Transcript) -> dict[str, Decimal | None]:
    """The figures of the tables by address, None where one was not read."""
    return {
        one.cell.address: one.reading.value if one.reading.status == "read" else None
        for table in transcript.tables
        for one in table.cells
    }


def _is_untold(document: Document, sections: Sequence[FoundSection], facts: Facts) -> bool:
    """True where characters inside the words are not told: in the title, in what stands above section one, or often.

    What stands at the beginning of a passage is a sign that lists it. Private characters are the icons of a page.
    """
    if facts.title is not None and untold(facts.title.value):
        return True
    start = min((section.start for section in sections), default=len(document.blocks))
    ranks = [
        rank
        for rank, block in enumerate(document.blocks)
        if not isinstance(block, Grid)
        and any(doubt.cause == "unknown_character" and block.text[: doubt.start].strip() for doubt in block.doubts)
    ]
    return len(ranks) >= _MANY_UNTOLD or (bool(ranks) and ranks[0] < start)


def _status(
    document: Document, sections: Sequence[FoundSection], facts: Facts, transcript: Transcript, declared: Declared
) -> tuple[str, str | None]:
    if any(table.found for table in transcript.tables):
        return "audited", None
    reasons = declared.reasons
    words = set(_words(document))
    for template in declared.aliases.unsupported:
        if template.words <= words:
            return "unreadable", reasons.of_file(
                "unsupported_form", {"document": template.document, "form": template.name}
            )
    doubts: set[Cause] = {doubt.cause for passage in document.passages for doubt in passage.doubts}
    if facts.title is not None or len(sections) >= _ENOUGH_SECTIONS:
        return "unreadable", reasons.of_file(_without_tables(document, doubts, declared), {})
    if document.recognised:
        # A poor scan of a report shows nothing of it.
        layered = HAS_TEXT in document.remarks
        return "unreadable", reasons.of_file("text_layer_without_tables" if layered else "scan_without_tables", {})
    if "inserted_document" in doubts:
        return "unreadable", reasons.of_file("inserted_document", {})
    if (document.unread or doubts) and not any(map(shows, _texts(document))):
        return "unreadable", reasons.of_file("embedded_only", {})
    return "not_a_report", reasons.of_file("not_a_report", {})


def _without_tables(document: Document, doubts: Set[Cause], declared: Declared) -> str:
    """The code of the reason why a report has no table that was found: as far as the file shows, no further."""
    if "inserted_document" in doubts:
        return "inserted_document"
    text = fold("".join(passage.text for passage in document.passages))
    labels = {
        fold(cell.row_labels[-1])
        for form in declared.forms
        for table in form.tables
        for cell in table.cells
        if cell.row_labels
    }
    if sum(label in text for label in labels) >= _ENOUGH_LABELS:
        return "tables_run_together"
    return "no_tables_but_pictures" if doubts & _ELSEWHERE else "no_tables"


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from (cell.text for cell in block.cells) if isinstance(block, Grid) else (block.text,)


def _words(document: Document) -> Iterator[str]:
    """The folded words of the document: of its cells, and of its lines split at white space."""
    for block in document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else block.text.split()
        yield from (fold(text) for text in texts)


def form_due(year: int | None, declared: Declared) -> str | None:
    """The form on which reports for `year` are to be filed, None where no form is declared for it."""
    return next((form.name for form in declared.forms if year is not None and form.holds_for(year)), None)


def same_report(report: Report, declared: Declared) -> tuple[str, int] | None:
    """The key under which two reports are of one body for one year; None where either cannot be told."""
    if report.status != "audited" or report.facts is None or report.facts.organisation is None or report.year is None:
        return None
    district = report.district.value if report.district else ""
    return f"{district}/{same_body(report.facts.organisation.value, declared.bodies)}", report.year
