"""A formula in Chinese words: the same syntax tree that is compiled to an expression, told instead."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Form, FormCell
from gouji.declared.texts import Texts
from gouji.declared.texts.formulas import FormulaTexts, TruthWords
from gouji.rules.formula import parse_formula
from gouji.words.cells import Cells
from gouji.words.values import Values, added, dotted

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
}


def spoken(
    formula: str, forms: Sequence[Form], texts: Texts, here: Sequence[FormCell] = (), where: str = "formula"
) -> str:
    """`formula` in words.

    `here` are the cells at the place where it is looked at, which `row` and `column` mean; without it, names of them are
    looked for in all `forms`. Raises DeclarationError where it is no formula, or names what has no words.
    """
    values = Values(Cells(tuple(reversed(forms)), texts), tuple(here), formula, where)
    return _Truths(values, texts.formulas).holds(parse_formula(formula, where))


@dataclass(frozen=True, slots=True)
class _Truths:
    """Tells what one formula says is so."""

    values: Values
    texts: FormulaTexts

    def holds(self, node: ast.expr) -> str:
        """A whole formula: what must be false as a whole is told as forbidden."""
        denied = _denied(node)
        if denied is not None and isinstance(denied, ast.BoolOp):
            return self.texts.forbidden.format(self.truth(denied))
        return self.truth(node)

    def truth(self, node: ast.expr, so: bool = True) -> str:
        """What is said where `node` is true; with `so` false, where it is not."""
        denied = _denied(node)
        if denied is not None:
            return self.truth(denied, not so)
        affirmed = _affirmed(node)
        if affirmed is not None:
            return self.truth(affirmed, so)
        words = self._words_of_truth(node)
        if words is not None:
            return words[0].said(so, *words[1])
        if not so:
            return self.texts.joins.negated.format(self.texts.joins.bracket.format(self.truth(node)))
        if isinstance(node, ast.BoolOp):
            joins = self.texts.joins
            told = [
                joins.bracket.format(self.truth(value)) if isinstance(value, ast.BoolOp) else self.truth(value)
                for value in node.values
            ]
            # `known(x) and x == 1` of a statement says the same twice.
            return (joins.both if isinstance(node.op, ast.And) else joins.either).join(dict.fromkeys(told))
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        raise self.values.error(f"{ast.unparse(node)} is no truth")

    def _words_of_truth(self, node: ast.expr) -> tuple[TruthWords, tuple[str, ...]] | None:
        """The words of a truth that has some of its own, with what is put into them."""
        texts = self.texts
        name = dotted(node)
        if name is not None:
            return self._fact(name)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "known":
            return self._known(node.args[0])
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "matches":
            return texts.matches, (self.values.value(node.args[0]), self.values.pattern(node.args[1]))
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, operator, right = node.left, node.ops[0], node.comparators[0]
            statement = texts.statements.get((dotted(left) or "").removeprefix("claim."))
            if statement is not None and ast.unparse(right) == "1" and isinstance(operator, ast.Eq):
                return texts.statement, (statement,)
            sign = texts.signs_seen.get((dotted(left) or "").removeprefix("sign."))
            if sign is not None and ast.unparse(right) == "0" and isinstance(operator, (ast.Eq, ast.Gt)):
                found = texts.sign
                return (found if isinstance(operator, ast.Gt) else _turned(found)), (sign,)
            if isinstance(left, ast.Call) and ast.unparse(left.func) in texts.counts:
                words = texts.counts[ast.unparse(left.func)]
                return (words if isinstance(operator, ast.Gt) else _turned(words)), (self.values.cell_set(left.args),)
        return None

    def _fact(self, name: str) -> tuple[TruthWords, tuple[str, ...]] | None:
        if name.startswith("report."):
            words = self.texts.report.get(name.removeprefix("report."))
            return (words, ()) if isinstance(words, TruthWords) else None
        if name.startswith("section"):
            words = self.texts.section.get(name.rpartition(".")[2])
            return (words, (self.values.section(name),)) if isinstance(words, TruthWords) else None
        return None

    def _known(self, node: ast.expr) -> tuple[TruthWords, tuple[str, ...]]:
        name = dotted(node) or ""
        claim = name.removeprefix("claim.")
        if claim in self.texts.statements:
            return self.texts.statement, (self.texts.statements[claim],)
        if name.startswith("claim.") and claim in self.texts.claims:
            return self.texts.claim_known, (self.texts.claims[claim],)
        words = self.texts.known_cell if self.values.cell(name) else self.texts.known
        return words, (self.values.value(node),)

    def _comparison(self, node: ast.Compare) -> str:
        told: list[str] = []
        sides = [node.left, *node.comparators]
        for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
            told.append(self._compared(left, operator, right))
        return self.texts.joins.both.join(told)

    def _counted(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str | None:
        """Truths that are counted together, and signs added up: that all of them are so, that none is, that one is."""
        parts, joins, zero = list(added(left)), self.texts.joins, ast.Constant(0)
        truths = [truth for part in parts if (truth := _chosen(part)) is not None]
        if len(truths) == len(parts) and isinstance(operator, ast.Eq):
            if ast.unparse(right) == str(len(truths)):
                return joins.both.join(self.truth(truth) for truth in truths)
            if ast.unparse(right) == "0":
                return joins.both.join(self.truth(truth, so=False) for truth in truths)
        share = self.texts.counted_truths.get(_COMPARISONS.get(type(operator), ""))
        if share is not None and len(truths) == len(parts) > 1:
            told = self.texts.between_truths.join(self.truth(truth) for truth in truths)
            return share.format(count=self.values.value(right), truths=told)
        if len(parts) > 1 and all(_is_sign(part) for part in parts) and ast.unparse(right) == "0":
            each = [self.truth(ast.Compare(part, [operator], [zero])) for part in parts]
            if isinstance(operator, (ast.Eq, ast.Gt)):
                return (joins.both if isinstance(operator, ast.Eq) else joins.either).join(each)
        return None

    def _compared(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        texts = self.texts
        if isinstance(operator, ast.In):
            choices = right.elts if isinstance(right, ast.List) else [right]
            said = texts.between_values.join(self.values.value(choice) for choice in choices)
            return texts.equal.format(self.values.value(left), said)
        sign = _COMPARISONS[type(operator)]
        counted = self._counted(left, operator, right)
        if counted is not None:
            return counted
        if _is_truth(left) and _is_truth(right):
            return texts.alike.format(self.truth(left), self.truth(right))
        if ast.unparse(right) == "0":
            # No sum of values without a sign is 0 unless each is.
            parts = list(_unsigned(left))
            if sign == "==" and all(parts):
                zero = ast.Constant(0)
                return texts.joins.both.join(self._compared(part, operator, zero) for part in parts if part)
            if isinstance(left, ast.Call) and ast.unparse(left.func) in texts.days:
                words = texts.days[ast.unparse(left.func)][sign]
                return words.format(*(self.values.value(argument) for argument in left.args))
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return (texts.equal if sign == "==" else texts.unequal).format(
                self.values.value(left), self.values.value(right)
            )
        return texts.signs[sign].join((self.values.value(left), self.values.value(right)))


def _turned(words: TruthWords) -> TruthWords:
    return TruthWords(some=words.none, none=words.some)


def _chosen(node: ast.expr) -> ast.expr | None:
    """The truth in `choose(truth, 1, 0)`, which counts 1 where it is true."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "choose":
        truth, one, other = node.args
        return truth if (ast.unparse(one), ast.unparse(other)) == ("1", "0") else None
    return None


def _is_sign(node: ast.expr) -> bool:
    return (dotted(node) or "").startswith("sign.")


def _denied(node: ast.expr) -> ast.expr | None:
    """What `not x` and `x == False` say is not so."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    return _equal_to(node, False)


def _affirmed(node: ast.expr) -> ast.expr | None:
    """What `x == True` says is so."""
    return _equal_to(node, True)


def _equal_to(node: ast.expr, truth: bool) -> ast.expr | None:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
        right = node.comparators[0]
        if isinstance(right, ast.Constant) and right.value is (truth is isinstance(node.ops[0], ast.Eq)):
            return node.left
    return None


def _is_truth(node: ast.expr) -> bool:
    return isinstance(node, (ast.Compare, ast.BoolOp)) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


def _unsigned(node: ast.expr) -> Iterator[ast.expr | None]:
    """What stands in abs() in a sum of such; None for a part that does not."""
    for part in added(node):
        yield part.args[0] if isinstance(part, ast.Call) and ast.unparse(part.func) == "abs" else None
