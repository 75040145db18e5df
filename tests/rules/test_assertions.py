"""The language of rules: what a formula means, what null does to it, and how a wrong one is refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.declared.strict_yaml import DeclarationError
from gouji.rules.assertions import compile_assertion, compile_condition, compile_term
from gouji.rules.names import Scope

ROW = ("t.row.a", "t.row.b")
SCOPE = Scope(
    cells={"a": "t.row.a", "b": "t.row.b"},
    sets={"row": ROW},
    facts={
        "report.year": ("report.year", "number"),
        "report.level": ("report.level", "text"),
        "report.title": ("report.title", "text"),
        "report.on": ("report.on", "date"),
        "report.known": ("report.known", "bool"),
        "section.6.found": ("report.known", "bool"),
    },
)
SCHEMA = {
    "t.row.a": pl.Decimal(38, 6),
    "t.row.b": pl.Decimal(38, 6),
    "report.year": pl.Int64,
    "report.level": pl.String,
    "report.title": pl.String,
    "report.on": pl.Date,
    "report.known": pl.Boolean,
}
FIGURES = st.none() | st.integers(-(10**20), 10**20)


def frame(**values: Any) -> pl.DataFrame:
    row = {
        "a": None,
        "b": None,
        "year": 2023,
        "level": "county",
        "title": "甲",
        "on": dt.date(2024, 1, 20),
        "known": True,
    }
    row |= values
    names = {"a": "t.row.a", "b": "t.row.b"}
    return pl.DataFrame([{names.get(key, f"report.{key}"): value for key, value in row.items()}], schema=SCHEMA)


def value(formula: str, **values: Any) -> Any:
    return frame(**values).select(compile_term(formula, SCOPE, "test").expr).item()


def broken(formula: str, **values: Any) -> bool | None:
    """What the assertion `formula` comes to: True where it is broken, None where that is undecided."""
    assertion = compile_assertion(formula, SCOPE, "test")
    return frame(**values).select(~assertion.bounds.holds(assertion.measure)).item()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a + b", Decimal(10)),
        ("a - b", Decimal(4)),
        ("2 * a", Decimal(14)),
        ("-a", Decimal(-7)),
        ("abs(b - a)", Decimal(4)),
        ("a > b", True),
        ("a >= 7 and b < 3", False),
        ("3 <= b <= 4 < a", True),
        ("not a == b", True),
        ("report.level in ['county', 'township']", True),
        ("report.level in ['province']", False),
        ("report.title == '甲'", True),
        ("matches(report.title, '^[甲乙]$')", True),
        ("known(report.title)", True),
        ("report.known == False", False),
        ("section.6.found == True", True),
        ("days_after(report.on, 1, 31)", -11),
        ("days_from(report.on, 12, 31)", 20),
    ],
)
def test_what_a_formula_means(formula: str, expected: object) -> None:
    assert value(formula, a=7, b=3) == expected


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("a + b", {"a": 1}, None),
        ("a == b", {"a": 1}, None),
        ("a > 0 and b > 0", {"a": 1}, None),
        ("a > 0 and b > 0", {"a": 0}, False),
        ("a > 0 or b > 0", {"a": 1}, True),
        ("a > 0 or b > 0", {"a": 0}, None),
        ("not a > 0", {}, None),
        ("report.level in ['county']", {"level": None}, None),
        ("matches(report.title, '甲')", {"title": None}, None),
        ("known(a)", {}, False),
        ("days_after(report.on, 1, 31)", {"on": None}, None),
        ("days_after(report.on, 1, 31)", {"year": None}, None),
    ],
)
def test_what_is_not_known_makes_a_formula_unknown(formula: str, values: dict[str, Any], expected: object) -> None:
    assert value(formula, **values) == expected


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("a == b", {"a": 1, "b": 1}, False),
        ("a == b", {"a": 1, "b": 2}, True),
        ("a != b", {"a": 1, "b": 1}, True),
        ("a != b", {"a": 1}, None),
        ("a >= b", {"a": 1, "b": 2}, True),
        ("a < b", {"a": 1, "b": 2}, False),
        ("a == b", {"b": 2}, None),
        ("report.known == True", {"known": False}, True),
        ("report.known == True", {"known": None}, None),
        ("report.title == '乙'", {}, True),
        ("report.on == report.on", {}, False),
    ],
)
def test_an_assertion_is_a_measure_within_bounds(formula: str, values: dict[str, Any], expected: bool | None) -> None:
    assert broken(formula, **values) is expected


@given(FIGURES, FIGURES)
def test_a_comparison_breaks_exactly_where_it_is_not_true(a: int | None, b: int | None) -> None:
    for operator in ("==", ">=", ">", "<=", "<", "!="):
        known = None if a is None or b is None else not eval(f"{a} {operator} {b}")  # noqa: S307 - two whole numbers
        assert broken(f"a {operator} b", a=a, b=b) is known


def test_figures_of_thirty_digits_are_compared_exactly() -> None:
    large = 10**30
    assert broken("a == b", a=large, b=large + 1) is True
    assert broken("a + 1 == b", a=large, b=large + 1) is False


def test_an_assertion_knows_the_cells_that_it_needs() -> None:
    assertion = compile_assertion("a + b >= a", SCOPE, "test")
    assert assertion.cells == ("t.row.a", "t.row.b")
    assert [count.column for count in compile_assertion("blanks(row) == 0", SCOPE, "test").counted] == [
        "blanks(t.row.a, t.row.b)"
    ]


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("a ==", "is not a formula"),
        ("reprot.year == 2023", "unknown name 'reprot.year'; did you mean 'report.year'?"),
        ("section.6.fuond == True", "unknown name 'section.6.fuond'; did you mean 'section.6.found'?"),
        ("blank(row) == 0", "unknown function 'blank'; did you mean 'blanks'?"),
        ("blanks(rwo) == 0", "'rwo' names no cells; did you mean 'row'?"),
        ("blanks() == 0", "name one, such as blanks(row)"),
        ("sum('t.rwo*.*') == 0", "names no cells"),
        ("a / b == 1", "multiply out a division"),
        ("a // b == 1", "multiply out a division"),
        ("a == 1.5", "1.5 is neither a whole number"),
        ("a == None", "None is neither a whole number"),
        ("a is b", "`Is` is not part of the language"),
        ("a not in ['x']", "`NotIn` is not part of the language"),
        ("a == report.title", "a number cannot be compared with a text"),
        ("report.title > '甲'", "use == or !="),
        ("report.known < True", "use == or !="),
        ("report.on > report.on", "a comparison of dates has no measure"),
        ("a + report.title == 1", "a number is needed where a text stands"),
        ("a == b == 1", "must be one comparison"),
        ("a", "must be one comparison"),
        ("blanks(row) == 2", "only be asked whether it is == 0 or > 0"),
        ("blanks(row) >= 0", "only be asked whether it is == 0 or > 0"),
        ("blanks(row) > False", "only be asked whether it is == 0 or > 0"),
        ("blanks(row) + 1 == 0", "a number is needed where a count stands"),
        ("0 == blanks(row)", "a number cannot be compared with a count"),
        ("abs(a, b) == 0", "abs takes 1 arguments, found 2"),
        ("abs(value=a) == 0", "takes its arguments by their place"),
        ("matches(report.title, '(') == True", "is no regular expression"),
        ("matches(report.title, report.level) == True", "a pattern must be written out as a text"),
        (r"matches(report.title, '20\d\d') == True", "invalid escape sequence"),
        ("(lambda: a)() == 0", "unknown function"),
        ("[a] == a", "a list may only hold texts"),
        ("a if b else 0", "must be one comparison"),
        ("(a if report.known else b) == 0", "is not part of the language"),
        ("recomputed() == 0", "has a meaning only where a rule looks at `tables`"),
        ("a.b == 0", "unknown name 'a.b'"),
        ("+a == 0", "is not part of the language"),
    ],
)
def test_a_wrong_formula_is_refused_with_its_place_and_the_reason(formula: str, problem: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        compile_assertion(formula, SCOPE, "rules/x.yml: TST-001")
    assert problem in str(raised.value)
    assert str(raised.value).startswith("rules/x.yml: TST-001")


def test_a_pattern_may_stand_for_part_of_a_word() -> None:
    every = Scope(SCOPE.cells, {"*": (*ROW, "t.other.a")}, SCOPE.facts)
    [summed] = compile_assertion("sum('t.ro*.*') > 0", every, "test").counted
    assert summed.column == "sum(t.row.a, t.row.b)"


def test_a_condition_must_be_a_truth() -> None:
    with pytest.raises(DeclarationError, match="is a number; a condition must be true or false"):
        compile_condition("a + b", SCOPE, "test")
    assert frame(a=1).select(compile_condition("a > 0", SCOPE, "test").expr).item() is True
