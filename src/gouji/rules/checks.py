"""Checks: every rule at every place where it looks, compiled to Polars expressions over the wide frame."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from gouji.declared import Declared
from gouji.declared.forms import Form, Identity
from gouji.declared.rules import CheckEntry, Rule, Weight, placeholders
from gouji.declared.strict_yaml import DeclarationError, suggestion
from gouji.frames.wide import form_column
from gouji.rules.assertions import Assertion, compile_assertion, compile_condition, compile_term
from gouji.rules.bounds import Criterion
from gouji.rules.cellsets import Prepared, Recomputed
from gouji.rules.names import Names, Scope, scope_at
from gouji.rules.targets import Placed, places
from gouji.rules.terms import Term

OWN_WORDS = ("reported", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule at one place.

    `column` names it in a batch. `applies` is true, false or (null) unknown for each report; where it applies the
    measure of `assertion` must lie within its bounds. `needed` are the counts that both look at; `words` are the terms
    that fill the texts of `entry`. `forms`: the forms on which the cells it needs are printed.
    """

    rule: Rule
    entry: CheckEntry
    place: str
    column: str
    forms: tuple[str, ...]
    identity: Identity | None
    applies: pl.Expr
    assertion: Assertion
    needed: tuple[Prepared, ...]
    words: Mapping[str, Term]
    # True where the assertion does not hold, but another count that may be meant does; and why that is no finding.
    doubted: pl.Expr | None = None
    reason: pl.Expr | None = None

    @property
    def criterion(self) -> Criterion:
        """The check as a judge sees it."""
        title, severity = self.rule.entry.title, self.weight.severity
        return Criterion(self.column, self.assertion.bounds, self.rule.id, self.place, title, severity)

    @property
    def weight(self) -> Weight:
        """How grave its findings are and where they are shown."""
        return self.rule.weights[self.entry.name]


def compile_checks(
    rules: Iterable[Rule], forms: Sequence[Form], claims: Sequence[str], signs: Sequence[str]
) -> tuple[Check, ...]:
    """Every check of `rules` that is neither off nor retired, in order of rule and place.

    Raises DeclarationError for an unknown name or function, where one rule looks at one place twice on one form, and
    where a printed total of a form is judged by no rule.
    """
    names = Names(forms, claims, signs)
    checks: dict[str, Check] = {}
    for rule in rules:
        if rule.state == "retired":
            continue
        for check in _of_rule(rule, names):
            other = checks.get(check.column)
            if other is not None and not set(other.forms) & set(check.forms):
                # The same place of two forms with different lines in between: two checks, never both of one report.
                check = replace(check, column=f"{check.column} {'/'.join(check.forms)}")  # noqa: PLW2901
            elif other is not None:
                raise DeclarationError(f"{rule.where}: {rule.id} looks at {check.place} twice; make it one check")
            checks[check.column] = check
    return tuple(checks.values())


def require_totals_judged(checks: Iterable[Check], forms: Iterable[Form]) -> None:
    """Raise DeclarationError where a printed total of a form is judged by no check: a new form would pass unseen."""
    judged = {(form, check.identity) for check in checks if check.entry.holds is None for form in check.forms}
    for form in forms:
        for table in form.tables:
            for identity in table.identities:
                if (form.name, identity) not in judged:
                    raise DeclarationError(
                        f"form {form.name}: the printed total {identity.name!r} at {identity.place} is judged by no "
                        f"rule; name the form in a rule with `identity: {table.key}.{identity.name}`"
                    )


def _of_rule(rule: Rule, names: Names) -> Iterator[Check]:
    for entry in rule.entry.checks:
        if rule.weights[entry.name].tier == "off":
            continue
        for placed in places(rule, entry, names.forms):
            yield _compiled(rule, entry, placed, names)


def _compiled(rule: Rule, entry: CheckEntry, placed: Placed, names: Names) -> Check:
    where = f"{rule.where}: {rule.id}"
    scope = scope_at(placed, names)
    assertion = _assertion(entry, placed, scope, where)
    condition = compile_condition(entry.when, scope, where) if entry.when else None
    if not assertion.numeric and assertion.reported.kind != "text" and not (entry.reported and entry.expected):
        raise DeclarationError(f"{where}: {entry.holds!r} is no difference; say `reported` and `expected` in words")
    if entry.evidence is not None and entry.evidence not in names.evident:
        near = suggestion(entry.evidence, names.evident)
        raise DeclarationError(f"{where}: unknown evidence {entry.evidence!r}{near}")
    others = [compile_condition(other.agrees, scope, where) for other in entry.otherwise]
    terms = [assertion.reported, assertion.expected, *([condition] if condition else [])]
    on_forms = _forms_by_table(placed, terms, names)
    applies = _in_years(rule) & _on_form(rule, placed, on_forms) & _applies(on_forms, assertion, condition, names)
    doubted, reason = _doubt(applies, assertion, others, entry)
    return Check(
        rule=rule,
        entry=entry,
        place=placed.place,
        column=f"{rule.id}{f'/{entry.name}' if entry.name else ''} {placed.place}",
        forms=on_forms.get(placed.place.split(".")[0], placed.forms),
        identity=placed.identity,
        applies=_unless_otherwise(applies, assertion, others),
        assertion=assertion,
        needed=tuple(dict.fromkeys(counted for term in (*terms, *others) for counted in term.counted)),
        words=_words(entry, scope, where),
        doubted=doubted,
        reason=reason,
    )


def _assertion(entry: CheckEntry, placed: Placed, scope: Scope, where: str) -> Assertion:
    if placed.identity is not None and entry.holds is None:
        sides = placed.identity.reported, placed.identity.expected
        return compile_assertion(" == ".join(" + ".join(side) for side in sides), scope, where)
    if entry.holds is None:
        raise DeclarationError(f"{where}: the check says nothing that must hold; give it `holds`")
    return compile_assertion(entry.holds, scope, where)


def _forms_by_table(placed: Placed, terms: Sequence[Term], names: Names) -> dict[str, tuple[str, ...]]:
    """For each table at the place or named in a formula, the forms on which every cell that is named is printed, and at
    least one cell of the place.
    """
    named = {address for term in terms for address in term.cells}
    if placed.identity is not None:
        named.update(placed.cells)
    on_forms: dict[str, tuple[str, ...]] = {}
    for table in dict.fromkeys(address.split(".")[0] for address in (*placed.cells, *sorted(named))):
        every = {address for address in named if address.startswith(f"{table}.")}
        some = {address for address in placed.cells if address.startswith(f"{table}.")}
        on_forms[table] = tuple(
            form for form in placed.forms if every <= names.of_form[form] and (not some or some & names.of_form[form])
        )
    return on_forms


def _applies(
    on_forms: Mapping[str, tuple[str, ...]], assertion: Assertion, condition: Term | None, names: Names
) -> pl.Expr:
    """True where the report's tables are on a form that has the cells, and the rule's own condition holds."""
    expr = pl.lit(value=True) if condition is None else condition.expr
    for table, forms in on_forms.items():
        expr = _on_one_of(table, forms) & expr
    for counted in assertion.counted:
        for table, forms in _without(counted, names).items():
            # Nothing counted in no cells at all would be a pass that saw nothing.
            expr = ~_on_one_of(table, forms).fill_null(value=False) & expr
    return expr


def _unless_otherwise(applies: pl.Expr, assertion: Assertion, others: Sequence[Term]) -> pl.Expr:
    """`applies`, null where the assertion does not hold, but another count agrees or cannot be known."""
    if not others:
        return applies
    agree = pl.any_horizontal(other.expr.fill_null(value=True) for other in others)
    return pl.when(~assertion.bounds.holds(assertion.measure) & agree).then(None).otherwise(applies)


def _doubt(
    applies: pl.Expr, assertion: Assertion, others: Sequence[Term], entry: CheckEntry
) -> tuple[pl.Expr | None, pl.Expr | None]:
    """Where another count agrees though the assertion does not hold, and the reason of the first that does."""
    if not others:
        return None, None
    agree = pl.any_horizontal(other.expr.fill_null(value=False) for other in others)
    doubted = (applies & ~assertion.bounds.holds(assertion.measure) & agree).fill_null(value=False)
    reasons = (
        pl.when(other.expr).then(pl.lit(said.reason)) for other, said in zip(others, entry.otherwise, strict=True)
    )
    return doubted, pl.coalesce(*reasons)


def _on_form(rule: Rule, placed: Placed, on_forms: Mapping[str, object]) -> pl.Expr:
    """True where a rule of certain forms that looks at no table holds: for reports for the years of those forms."""
    if not rule.entry.forms or on_forms:
        return pl.lit(value=True)
    return pl.col("report.form_due").is_in(placed.forms)


def _in_years(rule: Rule) -> pl.Expr:
    """True for reports for the years that the rule holds for, null where the year of a report is not known."""
    years = rule.entry.report_years
    if years is None:
        return pl.lit(value=True)
    year = pl.col("report.year")
    since = pl.lit(value=True) if years.first is None else year >= years.first
    return since if years.last is None else since & (year <= years.last)


@functools.cache
def _on_one_of(table: str, forms: tuple[str, ...]) -> pl.Expr:
    """True where `table` was recognised on one of `forms`, null where on none. Kept, for hundreds of checks need it."""
    return pl.col(form_column(table)).is_in(forms)


def _without(counted: Prepared, names: Names) -> dict[str, tuple[str, ...]]:
    """The tables that a count looks at and the forms that print none of its cells there, where there are such forms."""
    if isinstance(counted, Recomputed):
        return {}
    tables = dict.fromkeys(address.split(".")[0] for address in counted.addresses)
    lacking = {
        table: tuple(
            form
            for form, cells in names.of_form.items()
            if not any(address in cells for address in counted.addresses if address.startswith(f"{table}."))
        )
        for table in tables
    }
    return {table: forms for table, forms in lacking.items() if forms}


def _words(entry: CheckEntry, scope: Scope, where: str) -> dict[str, Term]:
    """The terms that the texts of a check name in braces."""
    words: dict[str, Term] = {}
    for text in (entry.message, entry.reported or "", entry.expected or ""):
        for name in placeholders(text):
            if name in OWN_WORDS:
                continue
            known = [*OWN_WORDS, *scope.facts, *scope.cells]
            if name not in known and "(" not in name:
                raise DeclarationError(f"{where}: unknown word {{{name}}} in {text!r}{suggestion(name, known)}")
            words[name] = compile_term(name, scope, where)
    return words


def checks_of(declared: Declared) -> tuple[Check, ...]:
    """The compiled checks of the declared rules.

    Raises DeclarationError where a rule names what is not there, or a printed total is judged by no rule.
    """
    checks = compile_checks(declared.rules, declared.forms, declared.claims.keys, declared.sign_keys)
    require_totals_judged(checks, declared.forms)
    return checks
