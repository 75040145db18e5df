"""The language of rules: a formula over cells and facts, parsed strictly and compiled to Polars expressions.

A formula is Python's expression syntax and nothing more of it: names, whole numbers, texts, + - *, comparisons,
and/or/not, and the functions of `gouji.rules.functions` and `gouji.rules.cellsets`. What cannot be known is null and makes the
formula null: undecided, never passed.
"""

import ast
import functools
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from gouji.declared.language import fits
from gouji.declared.strict_yaml import DeclarationError, suggestion
from gouji.rules.cellsets import SET_FUNCTIONS, Counted, Summed
from gouji.rules.functions import FUNCTIONS, Kind
from gouji.rules.names import Scope
from gouji.rules.terms import Term

COMPARISONS: dict[type[ast.cmpop], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.GtE: lambda left, right: left >= right,
    ast.Gt: lambda left, right: left > right,
    ast.LtE: lambda left, right: left <= right,
    ast.Lt: lambda left, right: left < right,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
}
# On sets of cells, but no counts.
_OTHERS = ("sum", "recomputed")
_ORDERED: tuple[Kind, ...] = ("number", "date")

# A section is named by its number, section.6.found, which Python would not take for a name.
_NUMBERED = re.compile(r"\bsection\.(\d+)\.")
_NUMBERED_IN_TREE = re.compile(r"\bsection_(\d+)\.")


def parse_formula(formula: str, where: str) -> ast.expr:
    """The syntax tree of `formula`. Raises DeclarationError where it is no expression."""
    try:
        return _parsed(formula)
    except SyntaxError as error:
        raise DeclarationError(f"{where}: {formula!r} is not a formula: {error.msg}") from error


@functools.cache
def _parsed(formula: str) -> ast.expr:
    """The syntax tree of `formula`, which may be compiled at hundreds of places."""
    with warnings.catch_warnings():
        # An escape that Python does not know, such as a digit class in a pattern, only makes it warn.
        warnings.simplefilter("error")
        return ast.parse(_NUMBERED.sub(r"section_\1.", formula.strip()), mode="eval").body


@dataclass(slots=True)
class Compiler:
    """Compiles the syntax trees of one formula; its errors name the formula and `where` it stands."""

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
        """The term that a syntax tree stands for. Raises DeclarationError where it is not part of the language."""
        handler = self._handlers.get(type(node))
        if handler is None:
            raise self.error(f"`{ast.unparse(node)}` is not part of the language of rules")
        return handler(node)

    def error(self, problem: str) -> DeclarationError:
        """The error to raise for `problem`."""
        return DeclarationError(f"{self.where}: in {self.formula!r}: {problem}")

    def need(self, kind: Kind, *terms: Term) -> None:
        for term in terms:
            if term.kind != kind:
                raise self.error(f"a {kind} is needed where a {term.kind} stands")

    def compared(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> tuple[Term, Term]:
        """The two sides of a comparison. Raises where it would mean nothing, or would claim more than is known."""
        if type(operator) not in COMPARISONS:
            raise self.error(f"the comparison `{type(operator).__name__}` is not part of the language of rules")
        one, other = self.term(left), self.term(right)
        if one.kind == "count":
            if not isinstance(operator, (ast.Eq, ast.Gt)) or not _is_zero(right):
                raise self.error("a count is the least that is certain; it may only be asked whether it is == 0 or > 0")
        elif one.kind != other.kind:
            raise self.error(f"a {one.kind} cannot be compared with a {other.kind}")
        elif one.kind not in _ORDERED and not isinstance(operator, (ast.Eq, ast.NotEq)):
            raise self.error(f"one {one.kind} is neither above nor below another; use == or !=")
        return one, other

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
        name = _NUMBERED_IN_TREE.sub(r"section.\1.", ast.unparse(node))
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
        if type(node.op) not in _ARITHMETIC:
            raise self.error("only +, - and * are exact on figures; multiply out a division")
        return Term.joined(_ARITHMETIC[type(node.op)](left.expr, right.expr), "number", left, right)

    def _unary(self, node: ast.UnaryOp) -> Term:
        inner = self.term(node.operand)
        if isinstance(node.op, ast.Not):
            self.need("bool", inner)
            return Term.joined(~inner.expr, "bool", inner)
        if isinstance(node.op, ast.USub):
            self.need("number", inner)
            return Term.joined(-inner.expr, "number", inner)
        raise self.error(f"`{ast.unparse(node)}` is not part of the language of rules")

    def _boolean(self, node: ast.BoolOp) -> Term:
        terms = [self.term(value) for value in node.values]
        self.need("bool", *terms)
        both: Callable[[pl.Expr, pl.Expr], pl.Expr] = (
            (lambda one, other: one & other) if isinstance(node.op, ast.And) else (lambda one, other: one | other)
        )
        return Term.joined(functools.reduce(both, (term.expr for term in terms)), "bool", *terms)

    def _comparison(self, node: ast.Compare) -> Term:
        if isinstance(node.ops[0], ast.In) and len(node.ops) == 1:
            return self._membership(self.term(node.left), self.term(node.comparators[0]))
        truths: list[Term] = []
        sides = [node.left, *node.comparators]
        for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
            terms = self.compared(left, operator, right)
            truths.append(Term.joined(COMPARISONS[type(operator)](terms[0].expr, terms[1].expr), "bool", *terms))
        return Term.joined(functools.reduce(lambda one, other: one & other, (t.expr for t in truths)), "bool", *truths)

    def _membership(self, value: Term, choices: Term) -> Term:
        self.need("texts", choices)
        self.need("text", value)
        return Term.joined(value.expr.is_in(choices.expr.implode()), "bool", value)

    def _list(self, node: ast.List) -> Term:
        texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        if len(texts) != len(node.elts):
            raise self.error("a list may only hold texts")
        return Term(pl.lit(pl.Series(texts, dtype=pl.String)), "texts")

    def _call(self, node: ast.Call) -> Term:
        name = ast.unparse(node.func)
        if node.keywords:
            raise self.error(f"{name} takes its arguments by their place, not by name")
        if name in SET_FUNCTIONS or name == "sum":
            addresses = tuple(dict.fromkeys(address for argument in node.args for address in self._set(argument)))
            if not addresses:
                raise self.error(f"{name} looks at a set of cells; name one, such as {name}(row)")
            counted = Summed(addresses) if name == "sum" else Counted(name, addresses)
            return Term(pl.col(counted.column), "number" if name == "sum" else "count", counted=(counted,))
        if name == "recomputed":
            return self._recomputed(node)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self.error(f"unknown function {name!r}{suggestion(name, [*SET_FUNCTIONS, *FUNCTIONS, *_OTHERS])}")
        if len(node.args) != len(function.takes):
            raise self.error(f"{name} takes {len(function.takes)} arguments, found {len(node.args)}")
        terms = [self._argument(kind, value) for kind, value in zip(function.takes, node.args, strict=True)]
        return Term.joined(function.build(*(term.expr for term in terms)), function.gives, *terms)

    def _argument(self, kind: Kind | None, node: ast.expr) -> Term:
        term = self.term(node)
        if kind == "pattern":
            self.need("text", term)
            if not isinstance(node, ast.Constant):
                raise self.error("a pattern must be written out as a text")
            try:
                pl.select(pl.lit("").str.contains(term.expr))
            except pl.exceptions.ComputeError as error:
                raise self.error(f"{node.value!r} is no regular expression: {error}") from error
        elif kind is not None:
            self.need(kind, term)
        return term

    def _recomputed(self, node: ast.Call) -> Term:
        if node.args or self.scope.recomputed is None:
            raise self.error("recomputed() takes no arguments and has a meaning only where a rule looks at `tables`")
        return Term(pl.col(self.scope.recomputed.column), "number", counted=(self.scope.recomputed,))

    def _set(self, node: ast.expr) -> tuple[str, ...]:
        name = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
        if isinstance(name, str) and name in self.scope.cells:
            return (self.scope.cells[name],)
        if isinstance(name, str) and name in self.scope.sets:
            return self.scope.sets[name]
        fitting = tuple(
            address for address in self.scope.sets.get("*", ()) if isinstance(name, str) and fits(name, address)
        )
        if not fitting:
            raise self.error(f"{name!r} names no cells{suggestion(str(name), self.scope.sets)}")
        return fitting


def _is_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0 and not isinstance(node.value, bool)
