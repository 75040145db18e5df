"""What a formula of a rule is made of: the names it may use, and the terms that it is compiled to."""

from dataclasses import dataclass

import polars as pl

from gouji.rules.cellsets import Prepared
from gouji.rules.functions import Kind


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled formula: its Polars expression, what kind of value it has, and what it looked at.

    The expression refers to what is `counted` by its column, which must be there before it is evaluated.
    """

    expr: pl.Expr
    kind: Kind
    cells: tuple[str, ...] = ()
    counted: tuple[Prepared, ...] = ()

    @classmethod
    def joined(cls, expr: pl.Expr, kind: Kind, *terms: "Term") -> "Term":
        """A term made of `terms`: it looked at all that they looked at."""
        cells = tuple(dict.fromkeys(address for term in terms for address in term.cells))
        return cls(expr, kind, cells, tuple(dict.fromkeys(counted for term in terms for counted in term.counted)))
