"""What is said of a table whose printed totals do not add up: changes of cells, explanations, the diagnosis."""

from dataclasses import dataclass
from typing import Literal

from gouji.declared.forms import Identity

Classification = Literal["one", "several", "some_certain", "open"]

# More explanations than this narrow nothing down for a reader: they are counted, not listed.
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of an explanation: what it prints (None: blank) and what it would need, if the explanation holds.

    `needed` is None where the identities leave the value open. `slips` are the codes of the slips of one hand that turn
    `needed` into `printed` (`digit_dropped` ...): a remark, no evidence against any other explanation.
    """

    address: str
    printed: int | None
    needed: int | None
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Cells, in print order, that would make the identities hold if they had the values needed, all others kept.

    `slips` are the codes of the single edits that these changes undo together (`swapped_across` ...).
    """

    changes: tuple[Change, ...]
    slips: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of the cells, in print order."""
        return tuple(change.address for change in self.changes)

    @property
    def fills_blank(self) -> bool:
        """True where a cell that is printed blank would get a figure."""
        return any(change.printed is None for change in self.changes)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What can explain some broken identities of one table that have a cause of their own.

    `broken` are the identities that do not hold, blanks read as 0; those of them in `undecided` need a blank, so the
    ordinary rules leave them undecided. `left_out` could not be used: they need an unreadable cell or a placeholder.

    `explanations` are all smallest ones, a blank to be filled counting as a cell like any other; where every one of
    them fills a blank, `blanks_kept` are the smallest, of up to three cells, that leave each blank at 0. `edits` are
    single edits that mend the same identities with more cells, or together with those of another diagnosis. `certain`
    are the cells in every one of all three. Every set of up to `exhaustive_up_to` cells was examined for this cause.
    `single_check` has all cells of the identity where nothing else binds them.

    `classification`: `one` explanation and nothing beside it; `several`, all worth reading; `some_certain`, not one,
    but with a cell in common; `open`, none up to the limit or too many to tell apart.
    """

    table: str
    broken: tuple[Identity, ...]
    undecided: tuple[Identity, ...]
    left_out: tuple[Identity, ...]
    classification: Classification
    explanations: tuple[Explanation, ...]
    blanks_kept: tuple[Explanation, ...]
    edits: tuple[Explanation, ...]
    certain: tuple[str, ...]
    exhaustive_up_to: int
    single_check: tuple[str, ...] = ()
