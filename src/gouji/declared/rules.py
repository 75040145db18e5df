"""Rules: what the declarations in `expectations/rules/` say, loaded strictly (the language: expectations/README.md)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion, yaml_files
from gouji.document.figures import Kind

Severity = Literal["error", "warning", "notice"]
Certainty = Literal["definite", "doubtful"]
RuleClass = Literal["structure", "validity", "quality", "narrative", "publication"]
# On trial: judged and counted, but its findings are kept apart and sent to nobody. Retired: judged no longer.
State = Literal["active", "trial", "retired"]
Outcome = Literal["fails", "passes", "not_applicable", "undecided"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

# The facts whose place in the file the frame of reports keeps.
EVIDENT_FACTS = ("title", "published_on")

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class OtherwiseEntry(Entry):
    """Another count of the same thing: where `agrees` is true, a check that does not hold is undecided, for this `reason`."""

    agrees: str
    reason: str


class CheckEntry(Entry):
    """Where a rule looks (one of identity, cells, rows, columns, tables, sections or place) and what must hold there.

    `otherwise`: what may be meant instead of what must hold. `evidence` names a claim or a sign of the prose, or one of EVIDENT_FACTS, whose words are shown beside those of the cells.
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
    otherwise: Sequence[OtherwiseEntry] = ()
    message: str
    reported: str | None = None
    expected: str | None = None
    evidence: str | None = None


class ExampleEntry(Entry):
    """A small change of the clean base report of a form (`gouji.rules.examples`).

    `year`: the report is for that year, with all its dates. `cells`: address or pattern -> what is printed there instead (`absent`: the cell is not printed). `tables`: table ->
    the form it was recognised on, null where it was not. `finds`: where findings of the rule must follow, and nowhere
    else. `also`: the other rules that rightly find something in this report.
    """

    form: str
    year: int | None = None
    cells: Mapping[str, str] = {}
    tables: Mapping[str, str | None] = {}
    report: Mapping[str, str | int | bool | None] = {}
    sections: Mapping[int, Mapping[str, str | int | bool | None]] = {}
    claims: Mapping[str, int | str | None] = {}
    signs: Mapping[str, int | None] = {}
    finds: Sequence[str] = ()
    also: Sequence[str] = ()


class ExamplesEntry(Entry):
    """Examples of each outcome that a rule can have; `never` says of each other one why it cannot."""

    fails: Sequence[ExampleEntry] = ()
    passes: Sequence[ExampleEntry] = ()
    not_applicable: Sequence[ExampleEntry] = ()
    undecided: Sequence[ExampleEntry] = ()
    never: Mapping[Outcome, str] = {}

    def of(self, outcome: Outcome) -> Sequence[ExampleEntry]:
        """The examples of one outcome."""
        return {
            "fails": self.fails,
            "passes": self.passes,
            "not_applicable": self.not_applicable,
            "undecided": self.undecided,
        }[outcome]


class ReportYearsEntry(Entry):
    """The report years that a rule holds for, both included; open where one is left out."""

    first: int | None = None
    last: int | None = None


class RuleEntry(Entry):
    id: str
    rule_class: RuleClass
    title: str
    basis: str
    certainty: Certainty
    forms: Sequence[str] = ()
    state: State = "active"
    report_years: ReportYearsEntry | None = None
    checks: list[CheckEntry]
    action: str
    examples: ExamplesEntry


class RuleFileEntry(Entry):
    rules: list[RuleEntry]


class PolicyEntry(Entry):
    """How grave the findings of each rule are. An office's own file may name a few rules, and set their state as well."""

    severity: Mapping[str, Severity] = {}
    state: Mapping[str, State] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as declared, with the severity and the state that the policy gives it."""

    entry: RuleEntry
    severity: Severity
    state: State
    where: str

    @property
    def id(self) -> str:
        """The rule's id in the catalogue."""
        return self.entry.id


def load_rules(folder: Path, policy: Path | None = None) -> tuple[Rule, ...]:
    """Every declared rule in order of id; an office's own `policy` stands above `severity.yml`.

    Raises DeclarationError for a duplicate id, one without a severity, and a policy for a rule that is not declared.
    """
    shipped = folder / "severity.yml"
    severities = dict(_policy(shipped).severity)
    entries: dict[str, tuple[RuleEntry, Path]] = {}
    for path in yaml_files(folder / "rules"):
        for entry in parse(RuleFileEntry, read_yaml(path), str(path)).rules:
            if entry.id in entries:
                raise DeclarationError(f"{path}: rule {entry.id} is declared twice, also in {entries[entry.id][1]}")
            if entry.id not in severities:
                raise DeclarationError(f"{shipped}: no severity for rule {entry.id} of {path.name}")
            entries[entry.id] = (entry, path)
    _require_declared(severities, entries, shipped)
    states: Mapping[str, State] = {}
    if policy is not None:
        own = _policy(policy)
        _require_declared([*own.severity, *own.state], entries, policy)
        severities |= own.severity
        states = own.state
    return tuple(
        Rule(entry, severities[key], states.get(key, entry.state), str(path))
        for key, (entry, path) in sorted(entries.items())
    )


def _policy(path: Path) -> PolicyEntry:
    return parse(PolicyEntry, read_yaml(path), str(path))


def _require_declared(named: Iterable[str], entries: Mapping[str, object], path: Path) -> None:
    for word in named:
        if word not in entries:
            raise DeclarationError(f"{path}: no rule {word!r} is declared{suggestion(word, entries)}")


def placeholders(template: str) -> list[str]:
    """The names in braces of a message template."""
    return PLACEHOLDER.findall(template)
