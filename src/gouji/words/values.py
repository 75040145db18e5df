"""Values of a formula in words: numbers, cells, facts, claims, and the sets of cells that functions look at."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.declared.cell_names import CellNames
from gouji.declared.forms import FormCell
from gouji.declared.strict_yaml import DeclarationError
from gouji.declared.texts.formulas import FormulaTexts
from gouji.words.cells import Cells

_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_METACHARACTERS = frozenset(".^$*+?{}[]\\()")


@dataclass(frozen=True, slots=True)
class Values:
    """Tells the values of one formula at one place, whose cells are `here`; its errors name formula and `where`."""

    cells: Cells
    here: tuple[FormCell, ...]
    formula: str
    where: str

    @property
    def texts(self) -> FormulaTexts:
        """The words of formulas."""
        return self.cells.texts.formulas

    @property
    def names(self) -> CellNames:
        """How cells are named."""
        return self.cells.names

    def value(self, node: ast.expr) -> str:
        """A number, text or date in words."""
        match node:
            case ast.Constant(value=str(text)):
                return self.texts.values.get(text, self.texts.quoted.format(text))
            case ast.Constant():
                return str(node.value)
            case ast.Name() | ast.Attribute():
                return self._named(dotted(node) or "")
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.UnaryOp(op=ast.USub()):
                return f"{self.texts.signs['-'].strip()}{self.value(node.operand)}"
            case ast.Call():
                return self._call(node)
            case _:
                raise self.error(f"no words for {ast.unparse(node)}")

    def _arithmetic(self, node: ast.BinOp) -> str:
        summed = self._summed(node)
        if summed is not None:
            return summed
        sign = _ARITHMETIC[type(node.op)]
        sides: list[str] = []
        for side in (node.left, node.right):
            told = self.value(side)
            loose = isinstance(side, ast.BinOp) and isinstance(side.op, (ast.Add, ast.Sub))
            bracketed = loose and (sign == "*" or (sign == "-" and side is node.right)) and self._summed(side) is None
            sides.append(self.texts.joins.bracket.format(told) if bracketed else told)
        return self.texts.signs[sign].join(sides)

    def _summed(self, node: ast.expr) -> str | None:
        """A sum of cells only that are neighbours, in few words."""
        names = [dotted(part) or "" for part in added(node)]
        cells = [cell for cell in map(self.cell, names) if cell is not None]
        if len(cells) < len(names):
            return None
        # `row` and `column` are at this place, which is told before the formula.
        return self.cells.summed(cells) if _at_place(names[0]) else self._neighbours(cells)

    def _neighbours(self, cells: Sequence[FormCell]) -> str | None:
        told = self.cells.summed(cells)
        if told is None:
            return None
        down = len({cell.column for cell in cells}) == 1
        return (self.names.columns(cells) if down else self.names.rows(cells)) + told

    def _call(self, node: ast.Call) -> str:
        name = ast.unparse(node.func)
        texts = self.texts
        if name == "sum":
            own = getattr(self.names.texts.own, dotted(node.args[0]) or "", None)
            if own is not None:
                return texts.sum_of_own.format(own)
            pattern = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
            cells = self.cells.fitting(str(pattern))
            told = self._neighbours(cells)
            return told or texts.sum_of_cells.format(place=self.cell_set(node.args), count=len(cells))
        if name == "choose" and ast.unparse(node.args[0]) == f"known({ast.unparse(node.args[1])})":
            return texts.otherwise.format(self.value(node.args[1]), self.value(node.args[2]))
        if name not in texts.functions:
            raise self.error(f"no words for the function {name}; add them to `functions`")
        return texts.functions[name].format(*(self.value(argument) for argument in node.args))

    def _named(self, name: str) -> str:
        texts, own = self.texts, self.names.texts.own
        if name == "cell":
            return own.cell
        kind, _, rest = name.partition(".")
        if kind == "report" and isinstance(texts.report.get(rest), str):
            return str(texts.report[rest])
        if kind == "claim" and rest in texts.claims:
            return texts.claim.format(texts.claims[rest])
        if kind == "claim" and rest in texts.statements:
            return texts.claim.format(texts.statements[rest])
        if kind == "sign" and rest in texts.signs_seen:
            return texts.sign_count.format(texts.signs_seen[rest])
        if kind.startswith("section") and isinstance(texts.section.get(name.rpartition(".")[2]), str):
            return str(texts.section[name.rpartition(".")[2]]).format(self.section(name))
        cell = self.cell(name)
        if cell is None:
            raise self.error(f"no words for {name!r}; add them")
        if kind == "row":
            return self.names.column_label(cell)
        if kind == "column":
            return self.names.row_label(cell)
        return self.names.cell(cell)

    def cell(self, name: str) -> FormCell | None:
        """The cell that a name means: at this place, or anywhere."""
        kind, _, rest = name.partition(".")
        among = self.here or [cell for form in self.cells.forms for cell in form.cells]
        if kind in ("row", "column"):
            if self.here and kind == "row":
                lines = {(cell.table, cell.row) for cell in self.here}
                among = [cell for form in self.cells.forms for cell in form.cells if (cell.table, cell.row) in lines]
            return next((cell for cell in among if rest == (cell.column if kind == "row" else cell.row)), None)
        return self.cells.find(name)

    def section(self, name: str) -> str:
        number = name.split(".")[0].removeprefix("section").removeprefix("_")
        if not number:
            return self.names.texts.own.section
        told = self.names.section(int(number))
        if told is None:
            raise self.error(f"no form has section {number}")
        return told

    def cell_set(self, arguments: Sequence[ast.expr]) -> str:
        """Sets of cells in words."""
        places = self.names.texts
        told: list[str] = []
        for node in arguments:
            name = str(node.value) if isinstance(node, ast.Constant) else dotted(node) or ""
            if name == "row" and self.here and not any(cell.row_labels for cell in self.here):
                told.append(places.own.group)
            elif name in type(places.own).model_fields:
                told.append(getattr(places.own, name))
            elif name == "*":
                told.append(places.every_table)
            else:
                told.append(self._pattern_of_cells(name))
        return places.between.join(told)

    def _pattern_of_cells(self, pattern: str) -> str:
        cells = self.cells.fitting(pattern)
        if not cells:
            raise self.error(f"no form has cells {pattern!r}")
        if len(cells) == 1:
            return self.names.cell(cells[0])
        table, row, column = pattern.split(".")
        if row == column == "*":
            return self.names.table(table)
        if row == "*":
            return self.names.columns(cells)
        told = self.names.rows(cells)
        if column == "*":
            return told
        return self.names.texts.cells.format(rows=told, columns=self.names.column_labels(cells))

    def pattern(self, node: ast.expr) -> str:
        pattern = str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)
        if pattern in self.texts.patterns:
            return self.texts.patterns[pattern]
        if _METACHARACTERS & set(pattern):
            return self.texts.quoted.format(pattern)
        return self.texts.between_values.join(map(self.texts.quoted.format, pattern.split("|")))

    def error(self, problem: str) -> DeclarationError:
        return DeclarationError(f"{self.where}: in {self.formula!r}: {problem}")


def dotted(node: ast.expr) -> str | None:
    """The dotted name that a node is; None where it is none."""
    return ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else None


def _at_place(name: str) -> bool:
    return name.split(".")[0] in ("row", "column")


def added(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from added(node.left)
        yield from added(node.right)
    else:
        yield node
