"""The page of `gouji check`: one report in plain words for the unit that wrote it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.declared.texts.check import CheckTexts
from gouji.frames import TABLES
from gouji.intake import take_in
from gouji.intake.names import printable
from gouji.judging.batch import Audited, judge_batch
from gouji.outputs.workbook.district import AUDITED, District, Finding, Group, Listing, ReportFile
from gouji.outputs.workbook.gather import districts_of
from gouji.outputs.workbook.pen import excerpt
from gouji.outputs.workbook.unread_sheet import unread_lines
from gouji.outputs.write import batch_of
from gouji.reports.chunks import frame_chunk
from gouji.reports.frames import together
from gouji.rules.gate import Sound
from gouji.words.locators import locator_words
from gouji.words.places import Places, chart_places
from gouji.workers import Workers

_FIRST = "first"
# Characters: what is longer and stands in the message already is not said again; what is shown of a passage.
_LONG = 20
_EXCERPT = 60


def check_file(file: Path, sound: Sound) -> tuple[list[str], bool]:
    """A page for each report in `file` (one, but for an archive), and whether every one was checked and read in whole.

    Nothing is written but what the workers need while they read, which goes with them.
    """
    declared = sound.declared
    with Workers() as workers:
        taken = take_in([file], workers=workers).taken
        frames = together([frame_chunk(taken, declared, NO_ROSTER, workers)], declared)
        audited = judge_batch(frames, sound.checks, declared, None)
    return pages_of(audited, declared)


def pages_of(audited: Audited, declared: Declared) -> tuple[list[str], bool]:
    """The pages of a judged batch, in the order of its files, and whether all was checked and read in whole."""
    places = chart_places(declared.forms, declared.texts)
    batch = batch_of("", audited, declared, {})
    told = [(made(), name) for name, made in districts_of(batch, places, declared.texts.workbook)]
    by_file = {file.file: (file, district) for district, _ in told for file in district.files}
    pages: list[str] = []
    whole = not audited.judgement.errors
    for row in audited.frames.reports.iter_rows(named=True):
        file, district = by_file.get(row["file"], (None, None))
        if file is None or district is None or file.status != AUDITED:
            lines = list(_unaudited(row, declared.texts.check))
            whole = False
        else:
            page = _Page(file, district, places, declared)
            lines = list(page.lines())
            whole = whole and not page.unread
        # Words of a report may hold what moves a terminal's cursor.
        pages.append("\n".join(printable(line) for text in lines for line in text.split("\n")))
    return pages, whole


def _unaudited(row: dict[str, Any], texts: CheckTexts) -> Iterator[str]:
    yield texts.title.format(name=row["organisation"] or texts.unknown_name, year=row["year"] or texts.unknown_year)
    yield texts.file.format(file=row["file"])
    yield ""
    yield texts.unaudited.format(reason=row["reason"] or row["status"])
    yield ""
    yield texts.end_unaudited
    yield texts.kept


class _Page:
    """The page of one audited report."""

    def __init__(self, file: ReportFile, district: District, places: Places, declared: Declared) -> None:
        self.file, self.district, self.places = file, district, places
        self.texts, self.workbook = declared.texts.check, declared.texts.workbook
        lines = unread_lines(district, places, self.workbook)
        self.unread = [line for line in lines if line.file.report_id == file.report_id]

    def lines(self) -> Iterator[str]:
        texts, file = self.texts, self.file
        name = file.name if file.organisation_source else texts.unknown_name
        yield texts.title.format(name=name, year=file.printed_year or texts.unknown_year)
        yield texts.file.format(file=file.file)
        yield ""
        yield from self._read()
        first = 0
        for listing in self.district.listings:
            count = 0
            lines: list[str] = []
            for told in self._told(listing):
                count += 1
                lines += told
            first += count if listing.tier == _FIRST else 0
            yield ""
            yield texts.findings.format(heading=texts.headings.of_tier(listing.tier), count=count)
            yield from lines or [texts.none]
        yield ""
        yield from self._unread()
        yield ""
        if self.unread:
            yield texts.end_unread
        if first:
            yield texts.end_first
        elif not self.unread:
            yield texts.end_fine
        yield texts.kept

    def _read(self) -> Iterator[str]:
        texts, file = self.texts, self.file
        yield texts.read
        figures = list(file.figures.values())
        yield texts.cells.format(read=sum(one.status != "unreadable" for one in figures), all=len(figures))
        for table in TABLES:
            own = [one for one in figures if one.table == table]
            read = sum(one.status != "unreadable" for one in own)
            form = texts.table if file.forms.get(table) else texts.table_missing
            words = {"table": self.places.table(table), "read": read, "all": len(own)}
            yield form.format_map(words)
        published = file.published_on.isoformat() if file.published_on else texts.not_told
        sections = self.workbook.between.join(printed for printed, _ in file.sections) or texts.not_told
        yield texts.fact.format(what=texts.facts.title, found=file.title or texts.not_told)
        yield texts.fact.format(what=texts.facts.published, found=published)
        yield texts.fact.format(what=texts.facts.sections, found=sections)

    def _told(self, listing: Listing) -> Iterator[list[str]]:
        """The lines of each thing that a list says of this report."""
        leads = [
            *((remark.lead, (), None) for remark in listing.remarks),
            *((group.lead, group.others, group) for group in listing.groups),
        ]
        own = [one for one in leads if one[0].report.report_id == self.file.report_id]
        for number, (lead, others, group) in enumerate(own, 1):
            yield list(self._finding(number, lead, others, group))

    def _finding(self, number: int, lead: Finding, others: Sequence[Finding], group: Group | None) -> Iterator[str]:
        texts = self.texts
        yield texts.finding.format(number=number, where=lead.where, message=lead.message)
        words = {"reported": lead.reported, "expected": lead.expected, "difference": lead.difference}
        told = len(lead.reported) > _LONG and lead.reported in lead.message
        if lead.reported and not told:
            pair = texts.figures if lead.difference else texts.figures_pair
            yield (pair if lead.expected else texts.figures_alone).format_map(words)
        for mending in group.mendings[:1] if group and len(group.mendings) == 1 else ():
            yield texts.mending.format(text=mending.text)
        stood = lead.stood or self._evidence(lead)
        if stood:
            yield texts.stood.format(stood=stood)
        if others:
            where = self.workbook.between.join(dict.fromkeys(one.where for one in others))
            yield texts.others.format(count=len(others), where=where)

    def _evidence(self, finding: Finding) -> str:
        """Where the words of a finding stand, and the first of them."""
        place, parted, words = finding.evidence.partition("\n")[0].partition(": ")
        if not parted:
            return finding.evidence
        return excerpt(f"{locator_words(place, self.workbook)}：{words}", _EXCERPT, self.workbook.excerpt)

    def _unread(self) -> Iterator[str]:
        texts = self.texts
        yield texts.unread.format(count=len(self.unread))
        if not self.unread:
            yield texts.unread_none
            return
        for number, line in enumerate(self.unread, 1):
            first = excerpt(line.what.partition("\n")[0], _EXCERPT, self.workbook.excerpt)
            what = " ".join(filter(None, (line.kind, line.table, first)))
            yield texts.unread_line.format(number=number, what=what, reason=line.reason)
            if line.where:
                yield texts.unread_where.format(where=line.where)
        yield texts.what_to_do
