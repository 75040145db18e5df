"""Rules: what the declarations in `expectations/rules/` say, loaded strictly (the language: expectations/README.md)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gouji.declarations import DeclarationError, Entry, parse, read_yaml, suggestion, yaml_files
from gouji.forms import Kind

Severity = Literal["error", "warning", "notice"]
Certainty = Literal["definite", "doubtful"]
RuleClass = Literal["structure", "validity", "quality", "narrative", "publication"]

# The facts whose place in the file the frame of reports keeps.
EVIDENT_FACTS = ("title", "published_on")

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class CheckEntry(Entry):
    """Where a rule looks (one of identity, cells, rows, columns, tables, sections or place) and what must hold there.

    `evidence` names a claim of the prose, or one of EVIDENT_FACTS, whose words are shown beside those of the cells.
    """

    identity: str | None = None
    cells: Sequence[str] = ()
    kinds: Sequence[Kind] = ()
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    tables: Sequence[str] = ()
    sections: Sequence[int] = ()
    place: str | None = None
    when: str | None = None
    holds: str | None = None
    message: str
    reported: str | None = None
    expected: str | None = None
    evidence: str | None = None


class ExampleEntry(Entry):
    """A small change of the clean base report of a form (`gouji.examples`).

    `cells`: address or pattern -> what is printed there instead (`absent`: the cell is not printed). `finds`: where
    findings of the rule must follow, and nowhere else.
    """

    form: str
    cells: Mapping[str, str] = {}
    report: Mapping[str, str | int | bool | None] = {}
    sections: Mapping[int, Mapping[str, str | int | bool | None]] = {}
    claims: Mapping[str, int] = {}
    finds: Sequence[str] = ()


class ExamplesEntry(Entry):
    breaks: list[ExampleEntry]
    holds: list[ExampleEntry]


class RuleEntry(Entry):
    id: str
    rule_class: RuleClass
    title: str
    basis: str
    certainty: Certainty
    forms: Sequence[str] = ()
    checks: list[CheckEntry]
    action: str
    examples: ExamplesEntry


class RuleFileEntry(Entry):
    rules: list[RuleEntry]


class SeverityFileEntry(Entry):
    severity: dict[str, Severity]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as declared, with the severity that the policy table gives it."""

    entry: RuleEntry
    severity: Severity
    where: str

    @property
    def id(self) -> str:
        """The rule's id in the catalogue."""
        return self.entry.id


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Every declared rule in order of id. Raises DeclarationError for a duplicate id or one without a severity."""
    severities = parse(SeverityFileEntry, read_yaml(folder / "severity.yml"), str(folder / "severity.yml")).severity
    rules: dict[str, Rule] = {}
    for path in yaml_files(folder / "rules"):
        data = read_yaml(path)
        for entry in parse(RuleFileEntry, data, str(path)).rules:
            if entry.id in rules:
                raise DeclarationError(f"{path}: rule {entry.id} is declared twice, also in {rules[entry.id].where}")
            if entry.id not in severities:
                raise DeclarationError(f"{folder / 'severity.yml'}: no severity for rule {entry.id} of {path.name}")
            rules[entry.id] = Rule(entry, severities[entry.id], str(path))
    unknown = set(severities) - set(rules)
    if unknown:
        word = min(unknown)
        raise DeclarationError(f"{folder / 'severity.yml'}: no rule {word!r} is declared{suggestion(word, rules)}")
    return tuple(rules[key] for key in sorted(rules))


def placeholders(template: str) -> list[str]:
    """The names in braces of a message template."""
    return PLACEHOLDER.findall(template)
