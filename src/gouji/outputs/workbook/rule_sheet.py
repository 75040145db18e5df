"""The sheet of rules: what each rule that was run asks for, and how often it held over the batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.declared.texts.workbook_words import RuleWords
from gouji.outputs.workbook.district import District
from gouji.outputs.workbook.given import Batch, RuleCard
from gouji.outputs.workbook.links import Links
from gouji.outputs.workbook.listing import Column, Item, first_line, hold_in_view, put_head, put_lines
from gouji.outputs.workbook.pen import Pen
from gouji.outputs.workbook.styles import MIDDLE, TEXT, chip

OUTCOMES = ("passed", "failed", "undecided", "not_applicable", "errored")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule that was run: its card (None where it has none) and its outcomes over all places of the batch."""

    rule: str
    card: RuleCard | None
    outcomes: Mapping[str, int]


def rule_lines(batch: Batch) -> tuple[RuleLine, ...]:
    """Every rule of the batch by its id: those with a card, with coverage, or with a finding."""
    summed = batch.coverage.group_by("rule").agg(pl.col(outcome).sum() for outcome in OUTCOMES)
    outcomes = {row["rule"]: row for row in summed.to_dicts()}
    cards = {card.rule: card for card in batch.rules}
    rules = sorted({*cards, *outcomes, *batch.findings["rule"].to_list()})
    return tuple(RuleLine(rule, cards.get(rule), outcomes.get(rule, dict.fromkeys(OUTCOMES, 0))) for rule in rules)


def draw_rules(pen: Pen, lines: Sequence[RuleLine], district: District, links: Links) -> None:
    """Draw the sheet of rules."""
    words = links.texts.rules
    columns = _columns(words)
    title = words.title.format(count=len(lines))
    heading = put_head(pen, title, words.explanation, links.texts.back, links.home, columns)
    found = [finding.rule for finding in district.findings]
    drawn = [_line(line, found.count(line.rule), links) for line in lines]
    put_lines(pen, first_line(words.explanation), columns, drawn, words.none)
    hold_in_view(pen, heading, len(columns), len(drawn), kept=1)


def _columns(words: RuleWords) -> list[Column]:
    return [
        Column(words.rule, 10),
        Column(words.name, 28),
        Column(words.rule_class, 9),
        Column(words.severity, 8),
        Column(words.certainty, 9),
        Column(words.formula, 34),
        Column(words.basis, 24),
        Column(words.action, 26),
        Column(words.here, 8),
        Column(words.passed, 8),
        Column(words.failed, 8),
        Column(words.undecided, 8),
        Column(words.not_applicable, 8),
        Column(words.errored, 8),
    ]


def _line(line: RuleLine, here: int, links: Links) -> list[Item]:
    counts = [Item(here, MIDDLE), *(Item(line.outcomes[outcome], MIDDLE) for outcome in OUTCOMES)]
    card, texts = line.card, links.texts
    if card is None:
        return [Item(line.rule, MIDDLE), Item(texts.rules.undeclared), *([Item("")] * 6), *counts]
    return [
        Item(card.rule, MIDDLE),
        Item(card.title, TEXT),
        Item(texts.classes.get(card.rule_class, card.rule_class), MIDDLE),
        Item(texts.severity(card.severity), chip(card.severity, "top")),
        Item(texts.certainties.get(card.certainty, card.certainty), MIDDLE),
        Item(card.formula),
        Item(card.basis),
        Item(card.action),
        *counts,
    ]
