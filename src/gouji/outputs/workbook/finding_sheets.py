"""The lists of findings, one for each tier."""

from collections.abc import Iterator, Mapping, Sequence

from gouji.declared.texts.workbook import WorkbookTexts
from gouji.outputs.workbook.district import District, Finding, Group, Listing, Mending, Remark
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


def draw_listing(pen: Pen, listing: Listing, district: District, cards: Mapping[str, RuleCard], links: Links) -> None:
    """Draw the sheet of one tier: what is told once for the district, then the groups of findings of each report."""
    words = links.texts.findings
    columns = _columns(links.texts)
    counted = {"count": listing.count, "findings": len(listing.findings)}
    title = getattr(words, f"{listing.tier}_title").format(district=district.name, **counted)
    heading = put_head(pen, title, "", links.texts.back, links.home, columns)
    lines = [_remark_line(remark, district, cards, links) for remark in listing.remarks]
    lines += [line for group in listing.groups for line in _lines(group, cards, links)]
    put_lines(pen, first_line(), columns, lines, getattr(words, f"no_{listing.tier}"))
    for group in listing.groups:
        fold(pen, first_line() + group.line, group.beneath)
    hold_in_view(pen, heading, len(columns), len(lines), kept=3)


def _columns(texts: WorkbookTexts) -> list[Column]:
    words = texts.findings
    return [
        Column(words.number, 6),
        Column(words.severity, 7),
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


def _lines(group: Group, cards: Mapping[str, RuleCard], links: Links) -> Iterator[list[Item]]:
    """The line of a group, then those of what explains it and of its other findings."""
    texts = links.texts
    head = [Item(group.number, MIDDLE), _severity(group.severity, texts)]
    lead = group.lead
    yield _line(head, lead, group_message(group, texts), links.shown(group), cards, links)
    for mending in group.listed:
        yield _mending_line([Item(texts.findings.beneath, MIDDLE), Item("")], group, mending, links)
    for finding in group.others:
        head = [Item(texts.findings.beneath, MIDDLE), _severity(finding.severity, texts)]
        yield _line(head, finding, finding.message, links.broken(finding), cards, links)


def _severity(severity: str, texts: WorkbookTexts) -> Item:
    return Item(texts.severity(severity), chip(severity, "top"))


def _remark_line(remark: Remark, district: District, cards: Mapping[str, RuleCard], links: Links) -> list[Item]:
    """The line of what is told once for the district, with the reports that it is about."""
    texts, lead = links.texts, remark.lead
    card = cards.get(lead.rule)
    said = {"title": card.title if card else lead.message, "count": remark.reports, "units": _units(remark, texts)}
    words = texts.findings
    message = (
        words.listed.format(**said) if remark.listed else words.common.format(audited=len(district.audited), **said)
    )
    return [
        Item(words.of_district, MIDDLE),
        _severity(lead.severity, texts),
        Item(district.name),
        *([Item("")] * 3),
        Item(message),
        *([Item("")] * 3),
        Item(lead.rule, MIDDLE_LINK, links.rule(lead.rule)),
        Item(card.basis if card else ""),
        Item(card.action if card else ""),
        Item(""),
    ]


def _units(remark: Remark, texts: WorkbookTexts) -> str:
    """The organisations, with the year where there are several, and with what is reported where that differs."""
    years = {finding.report.year for finding in remark.findings}
    differs = len({finding.reported for finding in remark.findings}) > 1
    units: list[str] = []
    for finding in remark.findings:
        report = finding.report
        name = f"{report.name} {report.printed_year}" if len(years) > 1 else report.name
        units.append(texts.findings.unit.format(name=name, reported=finding.reported) if differs else name)
    return texts.between.join(dict.fromkeys(units))


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
        Item(card.basis_for(finding.report.year) if card else ""),
        Item(card.action if card else ""),
        Item(evidence_text(finding, texts)),
    ]


def evidence_text(finding: Finding, texts: WorkbookTexts) -> str:
    """What the report says, quoted, and where in the file: by the evidence itself, else by the first cell."""
    said, located = evidence_words(finding.evidence, texts)
    quoted = excerpt(said, _LONGEST_QUOTE, texts.excerpt)
    return quoted if located else "\n".join(part for part in (quoted, finding.stood) if part)
