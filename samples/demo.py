"""The small batch that is kept in the repository: twelve files, some with a mistake of the kind that offices make."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from gouji.declared.forms import Form
from samples.batch import SampleFile, form_for, path_of
from samples.data import wording
from samples.places import body_named
from samples.printers import print_report
from samples.report import SampleReport, sample_report


@dataclass(frozen=True, slots=True)
class Demo:
    """One entry of `demo.yml`; the mistakes are in its `figures`, `texts`, `title_year` and `empty`."""

    organisation: str
    year: int
    layout: str
    encoding: str = "utf-8"
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    scale: int | None = None
    figures: Mapping[str, int] = field(default_factory=dict[str, int])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    title_year: int | None = None
    empty: bool = False


def demo(forms: tuple[Form, ...]) -> Iterator[SampleFile]:
    """The files of the demo batch, the same every time."""
    for entry in wording("demo"):
        item = Demo(**entry)
        content = b""
        if not item.empty:
            content = print_report(_report(forms, item), item.layout, item.encoding, **item.options)
        yield SampleFile(path_of(body_named(item.organisation), item.year, item.layout), content)


def _report(forms: tuple[Form, ...], item: Demo) -> SampleReport:
    form = form_for(forms, item.year)
    fields: dict[str, Any] = {"organisation": item.organisation, "year": item.year, "scale": item.scale}
    report = sample_report(form, _rng(item), **fields)
    if item.figures:
        figures = {**report.figures, **{address: Decimal(figure) for address, figure in item.figures.items()}}
        report = sample_report(form, _rng(item), figures=figures, **fields)
    if item.title_year is not None:
        report = replace(report, title=report.title.replace(str(item.year), str(item.title_year)))
    return replace(report, texts=item.texts)


def _rng(item: Demo) -> random.Random:
    """The same dice at each call, so that two drafts of one report differ only where their figures do."""
    return random.Random(f"demo/{item.organisation}")  # noqa: S311 - repeatable, not secret
