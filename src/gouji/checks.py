"""Checks: every rule at every place where it looks, compiled to Polars expressions over the wide frame."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from gouji.bounds import Bounds, Criterion
from gouji.cellsets import Counted
from gouji.declarations import DeclarationError, suggestion
from gouji.expression import Assertion, Scope, Term, compile_assertion, compile_condition, compile_term
from gouji.forms import Form
from gouji.rules import CheckEntry, Placed, Rule, placeholders, places
from gouji.wide import FactKind, SECTION_FACTS, addresses, fact_columns, form_column

_OWN_PLACEHOLDERS = ("reported", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule at one place.

    `applies` is true, false or (null) unknown for each report; `measure` must lie within `bounds` where it applies;
    `cells` and the cells of `counted` are what it speaks of, `conditions` the counts its condition needs; `words` are the
    terms that fill its texts.
    """

    rule: Rule
    place: str
    applies: pl.Expr
    measure: pl.Expr
    bounds: Bounds
    reported: pl.Expr
    expected: pl.Expr
    numeric: bool
    cells: tuple[str, ...]
    counted: tuple[Counted, ...]
    conditions: tuple[Counted, ...]
    message: str
    reported_text: str | None
    expected_text: str | None
    evidence: str | None
    words: Mapping[str, pl.Expr]

    @property
    def column(self) -> str:
        """The name of the column that holds its measure, unique among all checks."""
        return f"{self.rule.id} {self.place}"

    @property
    def criterion(self) -> Criterion:
        """The check as a judge sees it."""
        return Criterion(self.column, self.bounds, self.rule.id, self.place, self.rule.entry.title, self.rule.severity)


def compile_checks(rules: Iterable[Rule], forms: Sequence[Form], claims: Sequence[str]) -> tuple[Check, ...]:
    """Every check of `rules`, in order of rule and place.

    Raises DeclarationError for an unknown name or function, and where one rule looks at one place twice on one form.
    """
    names = _Names(forms, claims)
    checks: dict[str, Check] = {}
    for rule in rules:
        for check in _of_rule(rule, names):
            if check.column in checks:
                raise DeclarationError(f"{rule.where}: {rule.id} looks at {check.place} twice; make it one check")
            checks[check.column] = check
    return tuple(checks.values())


class _Names:
    """Everything that a formula may name anywhere, worked out once for all checks."""

    def __init__(self, forms: Sequence[Form], claims: Sequence[str]) -> None:
        self.forms = forms
        self.addresses = addresses(forms)
        self.cells = {address: address for address in self.addresses}
        self.patterns = _patterns(self.addresses)
        self.facts: dict[str, tuple[str, FactKind]] = {
            name: (name, kind) for name, kind in fact_columns(forms, claims).items()
        }
        self.of_form = {form.name: frozenset(cell.address for cell in form.cells) for form in forms}


def _of_rule(rule: Rule, names: _Names) -> Iterator[Check]:
    for entry in rule.entry.checks:
        for placed in places(rule, entry, names.forms):
            yield _compiled(rule, entry, placed, names)


def _compiled(rule: Rule, entry: CheckEntry, placed: Placed, names: _Names) -> Check:
    where = f"{rule.where}: {rule.id}"
    scope = _scope(placed, names)
    assertion = _assertion(entry, placed, scope, where)
    condition = compile_condition(entry.when, scope, where) if entry.when else None
    texts = [text for text in (entry.message, entry.reported, entry.expected, entry.evidence) if text]
    if not assertion.numeric and assertion.reported.kind in ("bool", "date") and not (entry.reported and entry.expected):
        raise DeclarationError(f"{where}: a comparison of {assertion.reported.kind}s needs texts `reported`, `expected`")
    return Check(
        rule=rule,
        place=placed.place,
        applies=_applies(rule, placed, assertion, condition, names),
        measure=assertion.measure,
        bounds=assertion.bounds,
        reported=assertion.reported.expr,
        expected=assertion.expected.expr,
        numeric=assertion.numeric,
        cells=assertion.cells,
        counted=assertion.counted,
        conditions=condition.counted if condition is not None else (),
        message=entry.message,
        reported_text=entry.reported,
        expected_text=entry.expected,
        evidence=entry.evidence,
        words=_words(texts, scope, where),
    )


def _assertion(entry: CheckEntry, placed: Placed, scope: Scope, where: str) -> Assertion:
    if placed.identity is not None and entry.holds is None:
        sides = placed.identity.reported, placed.identity.expected
        return compile_assertion(" == ".join(" + ".join(side) for side in sides), scope, where)
    if entry.holds is None:
        raise DeclarationError(f"{where}: the check says nothing that must hold; give it `holds`")
    return compile_assertion(entry.holds, scope, where)


def _scope(placed: Placed, names: _Names) -> Scope:
    """What the names mean at one place: `row`, `column`, `cell`, `table`, `here`, `section`, beside the names of all."""
    cells: dict[str, str] = {}
    sets: dict[str, tuple[str, ...]] = {}
    facts: dict[str, tuple[str, FactKind]] = {}
    if placed.section is not None:
        facts = {f"section.{name}": (f"section.{placed.section}.{name}", kind) for name, kind in SECTION_FACTS.items()}
    table, _, rest = placed.place.partition(".")
    if placed.cells:
        sets = {"table": names.patterns[f"{table}.*.*"], "here": placed.cells}
    if placed.prefix is not None:
        row = names.patterns[f"{placed.prefix}*"]
        sets["row"] = row
        cells |= {f"row.{address.removeprefix(placed.prefix)}": address for address in row}
    if rest.startswith("*.") and rest != "*.*":
        cells |= {f"column.{address.split('.')[1]}": address for address in placed.cells}
    if placed.place in names.cells:
        cells["cell"] = placed.place
    if placed.identity is not None:
        sets |= {"reported": placed.identity.reported, "expected": placed.identity.expected}
    return Scope(ChainMap(cells, names.cells), ChainMap(sets, names.patterns), ChainMap(facts, names.facts))


def _patterns(everywhere: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every pattern of an address (`requests.*.total`, `*`) and the addresses that fit it."""
    found: dict[str, list[str]] = {"*": list(everywhere)}
    for address in everywhere:
        table, row, column = address.split(".")
        for pattern in (f"{table}.*.*", f"{table}.{row}.*", f"{table}.*.{column}", address):
            found.setdefault(pattern, []).append(address)
    return {pattern: tuple(cells) for pattern, cells in found.items()}


def _applies(
    rule: Rule, placed: Placed, assertion: Assertion, condition: Term | None, names: _Names
) -> pl.Expr:
    """True where the report's tables are on a form that has the cells, and the rule's own condition holds."""
    needed = {*assertion.cells, *(placed.cells if placed.identity else ())}
    counted = {address for count in assertion.counted for address in count.addresses}
    expr = pl.lit(value=True)
    for table in dict.fromkeys(address.split(".")[0] for address in (*placed.cells, *sorted(needed | counted))):
        prefix = f"{table}."
        every = {address for address in needed if address.startswith(prefix)}
        some = [{a for a in among if a.startswith(prefix)} for among in (placed.cells, counted)]
        fitting = [
            form.name
            for form in names.forms
            if (not rule.entry.forms or form.name in rule.entry.forms)
            and every <= names.of_form[form.name]
            and all(not among or among & names.of_form[form.name] for among in some)
        ]
        expr = expr & pl.col(form_column(table)).is_in(fitting)
    return expr & condition.expr if condition is not None else expr


def _words(texts: Iterable[str], scope: Scope, where: str) -> dict[str, pl.Expr]:
    words: dict[str, pl.Expr] = {}
    for text in texts:
        for name in placeholders(text):
            if name in _OWN_PLACEHOLDERS:
                continue
            known = [*_OWN_PLACEHOLDERS, *scope.facts, *scope.cells]
            if name not in known and "(" not in name:
                raise DeclarationError(f"{where}: unknown word {{{name}}} in {text!r}{suggestion(name, known)}")
            words[name] = compile_term(name, scope, where).expr
    return words
