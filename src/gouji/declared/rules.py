"""Rules: what the declarations in `expectations/rules/` say, loaded strictly (the language: expectations/README.md)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args

from gouji.declared.severity import SEVERITIES, TIERS, PolicyEntry, Severity, State, Tier, load_policy
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion, yaml_files
from gouji.document.figures import Kind

Certainty = Literal["definite", "doubtful"]
RuleClass = Literal["structure", "validity", "quality", "narrative", "publication", "cross-report"]
Outcome = Literal["fails", "passes", "not_applicable", "undecided"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

# The facts whose place in the file the frame of reports keeps.
EVIDENT_FACTS = ("title", "published_on")

_Word = TypeVar("_Word", bound=str)

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class OtherwiseEntry(Entry):
    """Another count of the same thing: where `agrees` is true, a check that does not hold is undecided, for this `reason`."""

    agrees: str
    reason: str


class CheckEntry(Entry):
    """Where a rule looks (one of identity, cells, rows, columns, tables, sections or place) and what must hold there.

    `otherwise`: what may be meant instead of what must hold. `evidence` names a claim or a sign of the prose, or one of
    EVIDENT_FACTS, whose words are shown beside those of the cells. `name` tells the checks of a rule apart where they differ
    in severity or tier (`VAL-026/words`).
    """

    name: str | None = None
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
    # The part of the basis that binds reports of a form's years, by the form's name.
    basis_by_form: Mapping[str, str] = {}
    certainty: Certainty
    forms: Sequence[str] = ()
    state: State = "active"
    report_years: ReportYearsEntry | None = None
    checks: list[CheckEntry]
    action: str
    examples: ExamplesEntry


class RuleFileEntry(Entry):
    rules: list[RuleEntry]


@dataclass(frozen=True, slots=True)
class Weight:
    """What the policy says of the findings of a check: how grave they are and where they are shown."""

    severity: Severity
    tier: Tier


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as declared, with the state that the policy gives it, and the weight of its checks by their names."""

    entry: RuleEntry
    weights: Mapping[str | None, Weight]
    state: State
    where: str

    @property
    def severity(self) -> Severity:
        """The gravest severity of its checks, of those that are judged where any is."""
        judged = [weight for weight in self.weights.values() if weight.tier != "off"]
        return SEVERITIES[min(SEVERITIES.index(weight.severity) for weight in judged or self.weights.values())]

    @property
    def tier(self) -> Tier:
        """The foremost tier of its checks."""
        return TIERS[min(TIERS.index(weight.tier) for weight in self.weights.values())]

    @property
    def id(self) -> str:
        """The rule's id in the catalogue."""
        return self.entry.id


def load_rules(folder: Path, policy: Path | None = None) -> tuple[Rule, ...]:
    """Every declared rule in order of id; an office's own `policy` stands above `severity.yml`.

    Raises DeclarationError for a duplicate id, a check without a severity or tier, and a policy for a rule or check that is not declared.
    A rule whose checks are all off is retired.
    """
    shipped = folder / "severity.yml"
    base = load_policy(shipped)
    entries: dict[str, tuple[RuleEntry, Path]] = {}
    for path in yaml_files(folder / "rules"):
        for entry in parse(RuleFileEntry, read_yaml(path), str(path)).rules:
            if entry.id in entries:
                raise DeclarationError(f"{path}: rule {entry.id} is declared twice, also in {entries[entry.id][1]}")
            entries[entry.id] = (entry, path)
    named = [f"{key}/{check.name}" for key, (entry, _) in entries.items() for check in entry.checks if check.name]
    _require_declared([*base.severity, *base.tier], [*entries, *named], shipped)
    own = PolicyEntry()
    if policy is not None:
        own = load_policy(policy)
        _require_declared([*own.severity, *own.tier], [*entries, *named], policy)
        _require_declared(own.state, entries, policy)
    return tuple(
        _rule(entry, own.state.get(key, entry.state), [own, base], shipped, path)
        for key, (entry, path) in sorted(entries.items())
    )


def _rule(entry: RuleEntry, state: State, policies: Sequence[PolicyEntry], shipped: Path, path: Path) -> Rule:
    weights = {
        check.name: Weight(
            _told(entry.id, check.name, "severity", [one.severity for one in policies], shipped, path),
            _told(entry.id, check.name, "tier", [one.tier for one in policies], shipped, path),
        )
        for check in entry.checks
    }
    off = all(weight.tier == "off" for weight in weights.values())
    return Rule(entry, weights, "retired" if off else state, str(path))


def _told(
    rule: str, check: str | None, what: str, policies: Sequence[Mapping[str, _Word]], shipped: Path, path: Path
) -> _Word:
    """What the first of `policies` that speaks of a check says, of the check by its name before its rule."""
    for policy in policies:
        for key in ([f"{rule}/{check}"] if check else []) + [rule]:
            if key in policy:
                return policy[key]
    raise DeclarationError(f"{shipped}: no {what} for rule {rule}{f'/{check}' if check else ''} of {path.name}")


def _require_declared(named: Iterable[str], entries: Collection[str], path: Path) -> None:
    for word in named:
        if word not in entries:
            raise DeclarationError(f"{path}: no rule {word!r} is declared{suggestion(word, entries)}")


def placeholders(template: str) -> list[str]:
    """The names in braces of a message template."""
    return PLACEHOLDER.findall(template)
