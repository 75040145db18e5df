"""Formulas compiled for what rules use them for: an assertion with a measure, a condition, a term of a text."""

import ast
from dataclasses import dataclass

import polars as pl

from gouji.declared.strict_yaml import DeclarationError
from gouji.rules.bounds import Bounds, Operator
from gouji.rules.cellsets import Prepared
from gouji.rules.formula import COMPARISONS, Compiler, parse_formula
from gouji.rules.names import Scope
from gouji.rules.terms import Term


@dataclass(frozen=True, slots=True)
class Assertion:
    """A compiled comparison, read as a measure that must lie within bounds; `numeric` where that is a difference."""

    measure: pl.Expr
    bounds: Bounds
    reported: Term
    expected: Term
    numeric: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """The addresses that the comparison needs, each once."""
        return tuple(dict.fromkeys((*self.reported.cells, *self.expected.cells)))

    @property
    def counted(self) -> tuple[Prepared, ...]:
        """The counts that the comparison needs, each once."""
        return tuple(dict.fromkeys((*self.reported.counted, *self.expected.counted)))


_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
}


def compile_assertion(formula: str, scope: Scope, where: str) -> Assertion:
    """The comparison `formula` as a measure (left minus right) and its bounds.

    Texts, truths and dates can only be equal or not: their measure is 0 where they are as demanded and 1 where not.
    Raises DeclarationError for anything but one comparison, and for an unknown name.
    """
    tree = parse_formula(formula, where)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise DeclarationError(f"{where}: {formula!r} must be one comparison, such as `a >= b`")
    compiler = Compiler(scope, formula, where)
    operator = tree.ops[0]
    left, right = compiler.compared(tree.left, operator, tree.comparators[0])
    numeric = left.kind in ("number", "count")
    if isinstance(operator, ast.NotEq) or not numeric:
        if not isinstance(operator, (ast.Eq, ast.NotEq)):
            raise compiler.error(f"a comparison of {left.kind}s has no measure; use == or !=")
        broken = ~COMPARISONS[type(operator)](left.expr, right.expr)
        return Assertion(broken.cast(pl.Int64), Bounds("=="), left, right, numeric=False)
    return Assertion(left.expr - right.expr, Bounds(_OPERATORS[type(operator)]), left, right, numeric=True)


def compile_condition(formula: str, scope: Scope, where: str) -> Term:
    """The truth of `formula`. Raises DeclarationError where it is no truth, and for an unknown name."""
    term = compile_term(formula, scope, where)
    if term.kind != "bool":
        raise DeclarationError(f"{where}: {formula!r} is a {term.kind}; a condition must be true or false")
    return term


def compile_term(formula: str, scope: Scope, where: str) -> Term:
    """The value of `formula`. Raises DeclarationError for an unknown name."""
    return Compiler(scope, formula, where).term(parse_formula(formula, where))
