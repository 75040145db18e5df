"""The language of rules: a formula over cells and facts, parsed strictly and compiled to Polars expressions.

A formula is Python's expression syntax and nothing more of it: names, numbers, texts, + - *, comparisons, and/or/not, and
the functions of this module. What cannot be known is null and makes the formula null: undecided, never passed.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import polars as pl

from gouji.bounds import Bounds, Operator
from gouji.cellsets import SET_FUNCTIONS, Counted
from gouji.declarations import DeclarationError, suggestion
from gouji.wide import FactKind

Kind = FactKind | Literal["texts"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a formula mean at one place.

    `cells` maps a name (`row.published`, `proactive.fees.amount`, `cell`) to an address, `sets` a name (`row`, `table`,
    `*`) or a pattern to the addresses it stands for, `facts` a name (`report.year`, `section.found`) to column and kind.
    """

    cells: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, FactKind]]


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled formula: its Polars expression, what kind of value it has, and what it looked at.

    The expression refers to each count in a set of cells by its column, which must be there before it is evaluated.
    """

    expr: pl.Expr
    kind: Kind
    cells: tuple[str, ...] = ()
    counted: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """A compiled comparison, read as a measure that must lie within bounds."""

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
    def counted(self) -> tuple[Counted, ...]:
        """The sets of cells that the comparison counts in."""
        return (*self.reported.counted, *self.expected.counted)


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
    tree = _parse(formula, where)
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise DeclarationError(f"{where}: {formula!r} must be one comparison, such as `a >= b`")
    compiler = _Compiler(scope, formula, where)
    left, right = compiler.term(tree.left), compiler.term(tree.comparators[0])
    operator = type(tree.ops[0])
    compiler.same_kind(left, right)
    numeric = left.kind == "number"
    if operator is ast.NotEq or (operator is ast.Eq and not numeric):
        broken = left.expr == right.expr if operator is ast.NotEq else left.expr != right.expr
        return Assertion(broken.cast(pl.Int64), Bounds("=="), left, right, numeric=False)
    if operator not in _OPERATORS or not numeric:
        raise DeclarationError(f"{where}: {formula!r} compares {left.kind}s in a way that has no measure; use == or !=")
    return Assertion(left.expr - right.expr, Bounds(_OPERATORS[operator]), left, right, numeric=True)


def compile_condition(formula: str, scope: Scope, where: str) -> Term:
    """The truth of `formula`. Raises DeclarationError where it is no truth, and for an unknown name."""
    term = _Compiler(scope, formula, where).term(_parse(formula, where))
    if term.kind != "bool":
        raise DeclarationError(f"{where}: {formula!r} is a {term.kind}; a condition must be true or false")
    return term


def compile_term(formula: str, scope: Scope, where: str) -> Term:
    """The value of `formula`. Raises DeclarationError for an unknown name."""
    return _Compiler(scope, formula, where).term(_parse(formula, where))


def _parse(formula: str, where: str) -> ast.expr:
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except SyntaxError as error:
        raise DeclarationError(f"{where}: {formula!r} is not a formula: {error.msg}") from error


@dataclass(slots=True)
class _Compiler:
    scope: Scope
    formula: str
    where: str
    _handlers: dict[type[ast.expr], Callable[..., Term]] = field(init=False)

    def __post_init__(self) -> None:
        self._handlers = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._name,
            ast.BinOp: self._arithmetic,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._boolean,
            ast.Compare: self._comparison,
            ast.Call: self._call,
            ast.List: self._list,
        }

    def term(self, node: ast.expr) -> Term:
        handler = self._handlers.get(type(node))
        if handler is None:
            raise self.error(f"`{ast.unparse(node)}` is not part of the language of rules")
        return handler(node)

    def error(self, problem: str) -> DeclarationError:
        return DeclarationError(f"{self.where}: in {self.formula!r}: {problem}")

    def same_kind(self, *terms: Term) -> None:
        kinds = {term.kind for term in terms}
        if len(kinds) > 1:
            raise self.error(f"{' and '.join(sorted(kinds))} cannot be compared or combined")

    def need(self, kind: Kind, *terms: Term) -> None:
        for term in terms:
            if term.kind != kind:
                raise self.error(f"a {kind} is needed where a {term.kind} stands")

    def _constant(self, node: ast.Constant) -> Term:
        match node.value:
            case bool() as truth:
                return Term(pl.lit(truth), "bool")
            case int() as number:
                return Term(pl.lit(number, pl.Int64), "number")
            case str() as text:
                return Term(pl.lit(text), "text")
            case other:
                raise self.error(f"{other!r} is neither a whole number, a text, True nor False")

    def _name(self, node: ast.Name | ast.Attribute) -> Term:
        name = ast.unparse(node)
        if name in self.scope.cells:
            address = self.scope.cells[name]
            return Term(pl.col(address), "number", (address,))
        if name in self.scope.facts:
            column, kind = self.scope.facts[name]
            return Term(pl.col(column), kind)
        raise self.error(f"unknown name {name!r}{suggestion(name, [*self.scope.cells, *self.scope.facts])}")

    def _arithmetic(self, node: ast.BinOp) -> Term:
        left, right = self.term(node.left), self.term(node.right)
        self.need("number", left, right)
        match node.op:
            case ast.Add():
                expr = left.expr + right.expr
            case ast.Sub():
                expr = left.expr - right.expr
            case ast.Mult():
                expr = left.expr * right.expr
            case _:
                raise self.error("only +, - and * are exact on figures; multiply out a division")
        return _joined(expr, "number", left, right)

    def _unary(self, node: ast.UnaryOp) -> Term:
        inner = self.term(node.operand)
        if isinstance(node.op, ast.Not):
            self.need("bool", inner)
            return _joined(~inner.expr, "bool", inner)
        if isinstance(node.op, ast.USub):
            self.need("number", inner)
            return _joined(-inner.expr, "number", inner)
        raise self.error(f"`{ast.unparse(node)}` is not part of the language of rules")

    def _boolean(self, node: ast.BoolOp) -> Term:
        terms = [self.term(value) for value in node.values]
        self.need("bool", *terms)
        expr = terms[0].expr
        for term in terms[1:]:
            expr = expr & term.expr if isinstance(node.op, ast.And) else expr | term.expr
        return _joined(expr, "bool", *terms)

    def _comparison(self, node: ast.Compare) -> Term:
        terms = [self.term(node.left), *(self.term(value) for value in node.comparators)]
        if isinstance(node.ops[0], ast.In):
            return self._membership(terms)
        self.same_kind(*terms)
        truths = [
            _compared(operator, left.expr, right.expr)
            for operator, left, right in zip(node.ops, terms, terms[1:], strict=False)
        ]
        expr = truths[0]
        for truth in truths[1:]:
            expr = expr & truth
        return _joined(expr, "bool", *terms)

    def _membership(self, terms: list[Term]) -> Term:
        value, choices = terms
        if choices.kind != "texts":
            raise self.error("`in` needs a list of texts")
        self.need("text", value)
        return _joined(value.expr.is_in(choices.expr.implode()), "bool", value)

    def _list(self, node: ast.List) -> Term:
        texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        if len(texts) != len(node.elts):
            raise self.error("a list may only hold texts")
        return Term(pl.lit(pl.Series(texts, dtype=pl.String)), "texts")

    def _call(self, node: ast.Call) -> Term:
        name = ast.unparse(node.func)
        if name in SET_FUNCTIONS:
            addresses = [address for argument in node.args for address in self._set(argument)]
            counted = Counted(name, tuple(dict.fromkeys(addresses)))
            return Term(pl.col(counted.column), "number", counted=(counted,))
        function = _FUNCTIONS.get(name)
        if function is None:
            raise self.error(f"unknown function {name!r}{suggestion(name, [*SET_FUNCTIONS, *_FUNCTIONS])}")
        kinds, result, build = function
        terms = [self.term(argument) for argument in node.args]
        if len(terms) != len(kinds):
            raise self.error(f"{name} takes {len(kinds)} arguments, found {len(terms)}")
        for kind, term in zip(kinds, terms, strict=True):
            if kind is not None:
                self.need(kind, term)
        return _joined(build(*(term.expr for term in terms)), result, *terms)

    def _set(self, node: ast.expr) -> tuple[str, ...]:
        name = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
        if isinstance(name, str) and name in self.scope.cells:
            return (self.scope.cells[name],)
        if not isinstance(name, str) or name not in self.scope.sets:
            raise self.error(f"{name!r} names no cells{suggestion(str(name), self.scope.sets)}")
        return self.scope.sets[name]


def _joined(expr: pl.Expr, kind: Kind, *terms: Term) -> Term:
    cells = tuple(dict.fromkeys(address for term in terms for address in term.cells))
    return Term(expr, kind, cells, tuple(counted for term in terms for counted in term.counted))


def _compared(operator: ast.cmpop, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    match operator:
        case ast.Eq():
            return left == right
        case ast.NotEq():
            return left != right
        case ast.Gt():
            return left > right
        case ast.GtE():
            return left >= right
        case ast.Lt():
            return left < right
        case _:
            return left <= right


def _outside(value: pl.Expr, lower: pl.Expr, upper: pl.Expr) -> pl.Expr:
    return (
        pl.when(value < lower).then(value - lower).when(value > upper).then(value - upper).when(value.is_not_null())
        .then(value - value)
    )


def _days_after(day: pl.Expr, month: pl.Expr, day_of_month: pl.Expr) -> pl.Expr:
    """Days from a day of the year after the report's to `day`; negative before it."""
    deadline = pl.date(pl.col("report.year") + 1, month, day_of_month)
    return (day - deadline).dt.total_days()


def _days_from(day: pl.Expr, month: pl.Expr, day_of_month: pl.Expr) -> pl.Expr:
    """Days from a day of the report's year to `day`."""
    return (day - pl.date(pl.col("report.year"), month, day_of_month)).dt.total_days()


# name -> kinds of its arguments (None: any), kind of its result, and how it is built.
_FUNCTIONS: dict[str, tuple[Sequence[Kind | None], Kind, Callable[..., pl.Expr]]] = {
    "abs": (("number",), "number", lambda value: value.abs()),
    "known": ((None,), "bool", lambda value: value.is_not_null()),
    "outside": (("number", "number", "number"), "number", _outside),
    "choose": (("bool", "number", "number"), "number", lambda truth, yes, no: pl.when(truth).then(yes).when(~truth).then(no)),
    "days_after": (("date", "number", "number"), "number", _days_after),
    "days_from": (("date", "number", "number"), "number", _days_from),
    "matches": (("text", "text"), "bool", lambda text, pattern: text.str.contains(pattern)),
}


def shown(value: object) -> str | None:
    """A reported or expected value as a finding prints it: figures without superfluous zeros."""
    match value:
        case None:
            return None
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case _:
            return str(value)
