"""The two lists of findings: errors, and doubts (warnings and notices)."""

from collections.abc import Mapping, Sequence

from gouji.workbook.batch import RuleCard
from gouji.workbook.district import District, Finding
from gouji.workbook.links import Links
from gouji.workbook.listing import Column, Item, first_line, hold_in_view, look_item, put_head, put_lines
from gouji.workbook.locators import evidence_words
from gouji.workbook.pen import Pen, excerpt
from gouji.workbook.styles import MIDDLE, MIDDLE_LINK, chip
from gouji.workbook.texts import WorkbookTexts

# A quotation is there to find the passage by; the whole of it is in the file.
_LONGEST_QUOTE = 400


def draw_errors(pen: Pen, district: District, cards: Mapping[str, RuleCard], links: Links) -> None:
    """Draw the list of errors."""
    words = links.texts.findings
    title = words.errors_title.format(district=district.name, count=len(district.errors))
    _draw(pen, title, district.errors, cards, links, words.no_errors, with_severity=False)


def draw_doubts(pen: Pen, district: District, cards: Mapping[str, RuleCard], links: Links) -> None:
    """Draw the list of warnings and notices."""
    words = links.texts.findings
    warnings = sum(finding.severity == "warning" for finding in district.doubts)
    notices = len(district.doubts) - warnings
    title = words.doubts_title.format(district=district.name, warnings=warnings, notices=notices)
    _draw(pen, title, district.doubts, cards, links, words.no_doubts, with_severity=True)


def _draw(
    pen: Pen,
    title: str,
    findings: Sequence[Finding],
    cards: Mapping[str, RuleCard],
    links: Links,
    none: str,
    with_severity: bool,
) -> None:
    columns = _columns(links.texts, with_severity)
    heading = put_head(pen, title, "", links.texts.back, links.home, columns)
    lines = [_line(finding, cards.get(finding.rule), links, with_severity) for finding in findings]
    put_lines(pen, first_line(), columns, lines, none)
    hold_in_view(pen, heading, len(columns), len(lines), kept=3 if with_severity else 2)


def _columns(texts: WorkbookTexts, with_severity: bool) -> list[Column]:
    words = texts.findings
    severity = [Column(words.severity, 7)] if with_severity else []
    return [
        Column(words.number, 6),
        *severity,
        Column(words.organisation, 16),
        Column(words.year, 7),
        Column(words.place, 19),
        Column(texts.look_heading, 9),
        Column(words.message, 38),
        Column(words.reported, 12),
        Column(words.expected, 13),
        Column(words.difference, 9),
        Column(words.rule, 10),
        Column(words.basis, 17),
        Column(words.action, 22),
        Column(words.evidence, 20),
    ]


def _line(finding: Finding, card: RuleCard | None, links: Links, with_severity: bool) -> list[Item]:
    texts = links.texts
    severity = [Item(texts.severity(finding.severity), chip(finding.severity, "top"))] if with_severity else []
    return [
        Item(finding.number, MIDDLE if with_severity else chip(finding.severity, "top")),
        *severity,
        Item(finding.report.name),
        Item(finding.report.printed_year, MIDDLE),
        Item(finding.where),
        look_item(links.broken(finding), texts.look),
        Item(finding.message),
        Item(finding.reported, MIDDLE),
        Item(finding.expected, MIDDLE),
        Item(finding.difference, MIDDLE),
        Item(finding.rule, MIDDLE_LINK, links.rule(finding.rule)),
        Item(card.basis if card else ""),
        Item(card.action if card else ""),
        Item(evidence_text(finding, texts)),
    ]


def evidence_text(finding: Finding, texts: WorkbookTexts) -> str:
    """What the report says, quoted, and where in the file: by the evidence itself, else by the first cell."""
    said, located = evidence_words(finding.evidence, texts)
    quoted = excerpt(said, _LONGEST_QUOTE, texts.excerpt)
    return quoted if located else "\n".join(part for part in (quoted, finding.stood) if part)
