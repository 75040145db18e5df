"""What the workbooks are drawn from: the frames of one batch, its rules and its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from gouji.declared.folding import Folding
from gouji.declared.forms import Form


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule as the workbook shows it: `rule_class`, `severity` and `certainty` are keys, the rest Chinese text."""

    rule: str
    title: str
    rule_class: str
    severity: str
    certainty: str
    formula: str
    basis: str
    action: str
    # First and last report year (None: open) that a part of the basis binds.
    bases: tuple[tuple[int, int | None, str], ...] = ()

    def basis_for(self, year: int | None) -> str:
        """What binds a report for `year`: an older or newer notice is none of its bases."""
        fitting = (
            text
            for first, last, text in self.bases
            if year is not None and first <= year and (last is None or year <= last)
        )
        return next(fitting, self.basis)


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: frames as `gouji.frames` has them, the rules that were run, every form that a report can be on, and what is one row.

    `pages` tells for each report with something to settle, by its id, whether the page show/<id>.html was drawn. `due`: who of the roster
    has reported, None without a roster; `level_words` has a word for each level.
    """

    name: str
    reports: pl.DataFrame
    cells: pl.DataFrame
    leftovers: pl.DataFrame
    findings: pl.DataFrame
    undecided: pl.DataFrame
    explanations: pl.DataFrame
    coverage: pl.DataFrame
    rules: tuple[RuleCard, ...]
    forms: tuple[Form, ...]
    folding: Folding
    pages: Mapping[str, bool] = field(default_factory=dict[str, bool])
    due: pl.DataFrame | None = None
    level_words: Mapping[str, str] = field(default_factory=dict[str, str])
