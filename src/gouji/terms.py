"""What a formula of a rule is made of: the names it may use, and the terms that it is compiled to."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from gouji.cellsets import Prepared, Recomputed
from gouji.functions import Kind
from gouji.wide import FactKind


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a formula mean at one place.

    `cells` maps a name (`row.published`, `proactive.fees.amount`, `cell`) to an address, `sets` a name (`row`, `table`,
    `*`) or a pattern to the addresses it stands for, `facts` a name (`report.year`, `section.found`) to column and
    kind. `recomputed` is the table at this place with its printed totals.
    """

    cells: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, FactKind]]
    recomputed: Recomputed | None = None


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
