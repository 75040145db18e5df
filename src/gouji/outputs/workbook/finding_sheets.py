"""The two lists of findings: errors, and doubts (warnings and notices)."""

from collections.abc import Iterator, Mapping, Sequence

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import District, Finding, Group, Mending, count_findings
from gouji.outputs.workbook.given import RuleCard
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import Column, Item, first_line, fold, hold_in_view, look_item, put_head, put_lines
from gouji.outputs.workbook.pen import Pen, Target, excerpt
from gouji.outputs.workbook.styles import MIDDLE, MIDDLE_LINK, chip
from gouji.words.locators import evidence_words

# A quotation is there to find the passage by; the whole of it is in the file.
_LONGEST_QUOTE = 400
# The whole of an explanation is on the sheet of the report.
_LONGEST_SUMMARY = 400


def draw_errors(pen: Pen, district: District, cards: Mapping[str, RuleCard], links: Links) -> None:
    """Draw the list of errors."""
    words = links.texts.findings
    found = count_findings(district.errors)
    title = words.errors_title.format(district=district.name, count=len(district.errors), findings=found)
    _draw(pen, title, district.errors, cards, links, words.no_errors, with_severity=False)


def draw_doubts(pen: Pen, district: District, cards: Mapping[str, RuleCard], links: Links) -> None:
    """Draw the list of warnings and notices."""
    words = links.texts.findings
    warnings = sum(group.severity == "warning" for group in district.doubts)
    counted = {"notices": len(district.doubts) - warnings, "findings": count_findings(district.doubts)}
    title = words.doubts_title.format(district=district.name, warnings=warnings, **counted)
    _draw(pen, title, district.doubts, cards, links, words.no_doubts, with_severity=True)


def _draw(
    pen: Pen,
    title: str,
    groups: Sequence[Group],
    cards: Mapping[str, RuleCard],
    links: Links,
    none: str,
    with_severity: bool,
) -> None:
    columns = _columns(links.texts, with_severity)
    heading = put_head(pen, title, "", links.texts.back, links.home, columns)
    lines = [line for group in groups for line in _lines(group, cards, links, with_severity)]
    put_lines(pen, first_line(), columns, lines, none)
    for group in groups:
        fold(pen, first_line() + group.line, group.beneath)
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


def _lines(group: Group, cards: Mapping[str, RuleCard], links: Links, with_severity: bool) -> Iterator[list[Item]]:
    """The line of a group, then those of what explains it and of its other findings."""
    texts = links.texts
    severity = [Item(texts.severity(group.severity), chip(group.severity, "top"))] if with_severity else []
    number = Item(group.number, MIDDLE if with_severity else chip(group.severity, "top"))
    lead = group.lead
    yield _line([number, *severity], lead, group_message(group, texts), links.shown(group), cards, links)
    for mending in group.listed:
        yield _mending_line(
            [Item(texts.findings.beneath, MIDDLE), *([Item("")] if with_severity else [])], group, mending, links
        )
    for finding in group.others:
        own = [Item(texts.severity(finding.severity), chip(finding.severity, "top"))] if with_severity else []
        head = [Item(texts.findings.beneath, MIDDLE), *own]
        yield _line(head, finding, finding.message, links.broken(finding), cards, links)


def group_message(group: Group, texts: WorkbookTexts) -> str:
    """What the leading finding says, what explains it, and how many other findings have the same cause."""
    said = [group.lead.message]
    if group.summary:
        said.append(excerpt(group.summary, _LONGEST_SUMMARY, texts.excerpt))
    if group.others:
        said.append(others_message(group, texts))
    return "\n".join(said)


def others_message(group: Group, texts: WorkbookTexts) -> str:
    """How many findings of a group stand beneath its first one, and of which rules."""
    rules = texts.between.join(sorted({finding.rule for finding in group.others}))
    return texts.findings.others.format(count=len(group.others), rules=rules)


def _mending_line(head: Sequence[Item], group: Group, mending: Mending, links: Links) -> list[Item]:
    texts = links.texts
    line = [
        *head,
        Item(group.report.name),
        Item(group.report.printed_year, MIDDLE),
        Item(mending.where),
        look_item(links.suspected(group, mending), texts.look),
        Item(mending.text),
    ]
    return [*line, *([Item("")] * 7)]


def _line(
    head: Sequence[Item],
    finding: Finding,
    message: str,
    target: Target | None,
    cards: Mapping[str, RuleCard],
    links: Links,
) -> list[Item]:
    texts, card = links.texts, cards.get(finding.rule)
    return [
        *head,
        Item(finding.report.name),
        Item(finding.report.printed_year, MIDDLE),
        Item(finding.where),
        look_item(target, texts.look),
        Item(message),
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
