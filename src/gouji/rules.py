"""Rules: what the declarations in `expectations/rules/` say, loaded strictly and put at their places as checks."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gouji.declarations import DeclarationError, Entry, parse, read_yaml, suggestion, yaml_files
from gouji.forms import Form, Identity

Severity = Literal["error", "warning", "notice"]
Certainty = Literal["definite", "doubtful"]
RuleClass = Literal["structure", "validity", "quality", "narrative", "publication"]

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class CheckEntry(Entry):
    """Where a rule looks (one of identity, cells, rows, columns, tables, sections or place) and what must hold there."""

    identity: str | None = None
    cells: list[str] = []
    kinds: list[str] = []
    rows: list[str] = []
    columns: list[str] = []
    tables: list[str] = []
    sections: list[int] = []
    place: str | None = None
    when: str | None = None
    holds: str | None = None
    message: str
    reported: str | None = None
    expected: str | None = None
    evidence: str | None = None


class ExampleEntry(Entry):
    """A small change of the clean base report of a form. `finds`: the places of the findings that must follow."""

    form: str
    cells: dict[str, str] = {}
    report: dict[str, str | int | bool | None] = {}
    sections: dict[int, dict[str, str | int | bool | None]] = {}
    claims: dict[str, int] = {}
    finds: list[str] = []


class ExamplesEntry(Entry):
    breaks: ExampleEntry
    holds: ExampleEntry


class RuleEntry(Entry):
    id: str
    rule_class: RuleClass
    title: str
    basis: str
    certainty: Certainty
    forms: list[str] = []
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A check of a rule at one place, before compilation: what its names mean there."""

    place: str
    prefix: str | None
    cells: tuple[str, ...]
    section: int | None = None
    identity: Identity | None = None


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


def places(rule: Rule, check: CheckEntry, forms: Sequence[Form]) -> list[Placed]:
    """Every place at which a check of `rule` looks, in print order.

    Raises DeclarationError for a pattern that matches nothing, and where not exactly one kind of place is named.
    """
    chosen = _chosen(rule, forms)
    given = [name for name in ("identity", "cells", "rows", "columns", "tables", "sections", "place") if getattr(check, name)]
    if len(given) != 1:
        raise DeclarationError(
            f"{rule.where}: {rule.id}: a check names exactly one of identity, cells, rows, columns, tables, sections, "
            f"place; found {', '.join(given) or 'none'}"
        )
    found = list(dict.fromkeys(_expand(rule, check, chosen)))
    if not found:
        raise DeclarationError(f"{rule.where}: {rule.id}: {given[0]} {getattr(check, given[0])!r} matches nothing")
    return found


def _chosen(rule: Rule, forms: Sequence[Form]) -> list[Form]:
    names = [form.name for form in forms]
    for name in rule.entry.forms:
        if name not in names:
            raise DeclarationError(f"{rule.where}: {rule.id}: unknown form {name!r}{suggestion(name, names)}")
    return [form for form in forms if not rule.entry.forms or form.name in rule.entry.forms]


def _expand(rule: Rule, check: CheckEntry, forms: Sequence[Form]) -> Iterator[Placed]:
    if check.place:
        yield Placed(check.place, None, ())
    for number in check.sections:
        yield Placed(f"section:{number}", None, (), section=number)
    if check.identity:
        yield from _identities(check.identity, forms)
    cells = [cell for form in forms for cell in form.cells if not check.kinds or cell.kind in check.kinds]
    for pattern in check.cells:
        _known_segments(rule, pattern, 3, forms)
        for cell in cells:
            if _fits(pattern, cell.address):
                yield Placed(cell.address, f"{cell.table}.{cell.row}.", (cell.address,))
    for pattern in check.rows:
        _known_segments(rule, pattern, 2, forms)
        for name in dict.fromkeys(f"{cell.table}.{cell.row}" for cell in cells):
            if _fits(pattern, name):
                here = tuple(dict.fromkeys(cell.address for cell in cells if _fits(f"{name}.*", cell.address)))
                yield Placed(f"{name}.*", f"{name}.", here)
    for pattern in check.columns:
        for table, column in dict.fromkeys((cell.table, cell.column) for cell in cells):
            if _fits(pattern, f"{table}.{column}"):
                yield Placed(f"{table}.*.{column}", None, _matching(f"{table}.*.{column}", forms))
    for table in check.tables:
        for name in dict.fromkeys(cell.table for cell in cells):
            if table in ("*", name):
                yield Placed(f"{name}.*.*", None, _matching(f"{name}.*.*", forms))


def _identities(name: str, forms: Sequence[Form]) -> Iterator[Placed]:
    table_key, _, rest = name.partition(".")
    identity_name, _, line = rest.partition(".")
    for form in forms:
        for table in form.tables:
            for identity in table.identities:
                wanted = table.key == table_key and identity.name == identity_name
                if wanted and (not line or line in identity.place.split(".")):
                    addresses = (*identity.reported, *identity.expected)
                    yield Placed(identity.place, None, addresses, identity=identity)


def _known_segments(rule: Rule, pattern: str, length: int, forms: Sequence[Form]) -> None:
    parts = pattern.split(".")
    if pattern == "*":
        return
    if len(parts) != length:
        raise DeclarationError(f"{rule.where}: {rule.id}: {pattern!r} must have {length} parts, parted by dots")
    for rank, part in enumerate(parts):
        known = {address.split(".")[rank] for form in forms for address in (cell.address for cell in form.cells)}
        if part != "*" and part not in known:
            raise DeclarationError(f"{rule.where}: {rule.id}: unknown word {part!r} in {pattern!r}{suggestion(part, known)}")


@functools.cache
def _fits(pattern: str, name: str) -> bool:
    if pattern == "*":
        return True
    parts, words = pattern.split("."), name.split(".")
    return len(parts) == len(words) and all(part in ("*", word) for part, word in zip(parts, words, strict=True))


def _matching(pattern: str, forms: Iterable[Form]) -> tuple[str, ...]:
    """The addresses that a pattern stands for, over all forms."""
    return tuple(dict.fromkeys(cell.address for form in forms for cell in form.cells if _fits(pattern, cell.address)))


def placeholders(template: str) -> list[str]:
    """The names in braces of a message template."""
    return PLACEHOLDER.findall(template)


