"""A whole invented report: who files it, its figures and the prose around them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gouji.declared.forms import Form, FormCell, Section, Table
from samples.data import wording
from samples.figures import valid_figures
from samples.places import Body, any_body, body_named
from samples.prose import plain, write_prose

LATEST_YEAR = 2024

# About how many requests each kind of body grants, and the rows in which its figures would need an explanation.
_SCALES = {"government": (60, 200), "department": (5, 40), "township": (1, 8), "subdistrict": (1, 12)}
_QUESTIONED = ("proactive.normative_documents", "requests.denied_state_secret", "requests.denied_security")

# The share of townships and subdistricts that receive no request in a year.
_QUIET_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class SampleSection:
    """One section: `heading` as printed, then its paragraphs. The tables of the section are printed after them."""

    number: int
    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleReport:
    """An invented report, ready to be printed in any layout.

    `figures` has a value in the cell's own unit for each address of `form`; `texts` has the printed text of cells that
    are printed otherwise ('' for a blank, '/', '16.877万元', '增52'). `title`, `basis`, `period` and `contact` are left
    out where empty, the date line where `published_on` is None.
    """

    organisation: str
    year: int
    form: Form
    figures: Mapping[str, Decimal]
    texts: Mapping[str, str]
    title: str
    published_on: date | None
    basis: str
    period: str
    contact: str
    sections: tuple[SampleSection, ...]

    @property
    def dateline(self) -> str:
        """The line that says when the report was published, empty where it does not."""
        return wording("prose")["dateline"].format(date=self.published_on.isoformat()) if self.published_on else ""

    @property
    def preface(self) -> tuple[str, ...]:
        """The paragraphs between the title and section one."""
        return tuple(paragraph for paragraph in (self.basis, self.period, self.contact) if paragraph)

    def text(self, cell: FormCell) -> str:
        """What is printed in `cell`."""
        if cell.address in self.texts:
            return self.texts[cell.address]
        return plain(self.figures[cell.address])

    def tables(self, section: SampleSection) -> tuple[Table, ...]:
        """The tables that stand in `section`."""
        return tuple(table for table in self.form.tables if table.section == section.number)


def sample_report(form: Form, rng: random.Random, *, scale: int | None = None, **overrides: Any) -> SampleReport:
    """A clean report on `form`: invented body, figures that add up, prose that agrees with them, published in time.

    `overrides` are fields of SampleReport; the prose follows `organisation`, `year` and `figures` when they are given,
    but not `texts`, which is how a report comes to contradict itself. `scale` is that of `valid_figures`; without it
    the size of the body decides, and many a township receives no request. Raises TypeError for an unknown field.
    """
    body = body_named(overrides["organisation"]) if "organisation" in overrides else any_body(rng)
    year = overrides.get("year", rng.randint(form.first_year, form.last_year or max(LATEST_YEAR, form.first_year)))
    figures = overrides.get("figures", _figures(form, body, year, rng, scale))
    prose = write_prose(form, body, year, figures, rng)
    report = SampleReport(
        organisation=body.name,
        year=year,
        form=form,
        figures=figures,
        texts={},
        title=prose.title,
        published_on=date(year + 1, 1, rng.randint(4, 31)),
        basis=prose.basis,
        period=prose.period,
        contact=prose.contact,
        sections=tuple(_section(section, prose.sections.get(section.number, ())) for section in form.sections),
    )
    return replace(report, **overrides)


def _figures(form: Form, body: Body, year: int, rng: random.Random, scale: int | None) -> dict[str, Decimal]:
    """Figures for `body`; those that an office of its kind would be asked about are 0 (VAL-022, VAL-033, VAL-042)."""
    kept_zero = () if body.kind == "government" else _QUESTIONED
    if year >= 2024:
        # Since then a refusal has to be reconsidered before it can go to court.
        kept_zero += ("disputes.litigation_direct",)
    if scale is None:
        scale = rng.randint(*_SCALES[body.kind])
        if body.kind in ("township", "subdistrict") and rng.random() < _QUIET_SHARE:
            kept_zero += tuple(f"{cell.table}.{cell.row}" for cell in form.cells if cell.table == "requests")
    return valid_figures(form, rng, scale, kept_zero)


def _section(section: Section, paragraphs: tuple[str, ...]) -> SampleSection:
    return SampleSection(section.number, section.printed, paragraphs)
