"""Flat and damaged text, variant by variant: `python -m benchmarks.flat_text [--reports 40] [--seed 7] [--reasons]`.

Prints for each variant how many cells were read as printed, read as something else (misread) and refused; a cell that
is said to be missing though it is printed is misread, too. Every cell of a report has a figure of its own, and a share of
them is blank; half of the reports have figures whose totals hold instead.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gouji.declared import Declared, load_declared
from gouji.document.figures import read_figure
from gouji.readers import read
from gouji.reports.sections import find_sections
from gouji.reports.transcribe import Transcriber, Transcript
from samples import damage
from samples.figures import distinct_figures, valid_figures
from samples.printers import LAYOUTS, Pages
from samples.report import SampleReport, sample_report

# Blanks leave gaps that no text shows; without any, everything that is certain must be read.
BLANK_SHARES = (0.0, 0.0, 0.03, 0.2)


@dataclass(frozen=True, slots=True)
class Variant:
    """A layout with its options, and what was done to the printed text afterwards."""

    name: str
    layout: str
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    damage: Callable[[str, random.Random], str] = damage.none


def _variants() -> Iterator[Variant]:
    for spans in ("repeated", "empty", "below", "dropped"):
        yield Variant(f"pipes, merged cells {spans}", "pipes", {"spans": spans})
        yield Variant(f"pipes, {spans}, no outer ones", "pipes", {"spans": spans, "outer": False})
    yield Variant("pipes, empty beside (markdownify)", "pipes", {"spans": "beside"})
    yield Variant("pipes, pushed (html-to-markdown)", "pipes", {"spans": "pushed"})
    yield Variant("pipes, empty beside, page numbers", "pipes", {"spans": "beside"}, damage.page_numbers)
    yield Variant("pipes without alignment row", "pipes", {"ruler": ""})
    yield Variant("pipes, empty, alignment :-:", "pipes", {"ruler": ":-:", "spans": "empty"})
    yield Variant("pipes, labels broken by <br>", "pipes", {"breaks": "vertical"})
    yield Variant("pipes, lines stripped", "pipes", {"spans": "empty", "outer": False}, damage.stripped)
    yield Variant("pipes, repeated lines removed", "pipes", {}, damage.without_repeats)
    yield Variant("pipes in traditional characters", "pipes", {}, damage.traditional)
    yield Variant("pipes, cells wrapped over lines", "pipes", {"spans": "empty"}, damage.wrapped)
    yield Variant("pipes, repeated, cells wrapped", "pipes", {}, damage.wrapped)
    yield Variant("pipes, labels torn", "pipes", {}, damage.torn)
    yield Variant("pipes, bare page numbers", "pipes", {"spans": "empty"}, damage.page_numbers)
    yield Variant("pipes, dropped, any page marks", "pipes", {"spans": "dropped"}, damage.page_marks)
    yield Variant("pipes, dropped, bare page numbers", "pipes", {"spans": "dropped"}, damage.page_numbers)
    for name, pages in PAGES.items():
        yield Variant(f"pipes, {name}", "pipes", {"pages": pages})
        yield Variant(f"pipes, empty, {name}", "pipes", {"pages": pages, "spans": "empty"})
        yield Variant(f"rows with spaces, {name}", "spaced", {"pages": pages})
        yield Variant(f"a cell a line, {name}", "flat", {"pages": pages})
    for layout, name in (("spaced", "rows with spaces"), ("flat", "a cell a line")):
        yield Variant(name, layout)
        yield Variant(f"{name}, repeated lines removed", layout, {}, damage.without_repeats)
        yield Variant(f"{name}, repeated neighbours removed", layout, {}, damage.without_neighbours)
        yield Variant(f"{name}, traditional characters", layout, {}, damage.traditional)
        yield Variant(f"{name}, labels torn", layout, {}, damage.torn)
        yield Variant(f"{name}, any page marks", layout, {}, damage.page_marks)
        yield Variant(f"{name}, bare page numbers", layout, {}, damage.page_numbers)
    yield Variant("a cell a line, blanks shown", "paragraphs")
    yield Variant("a cell a line, blanks shown, page marks", "paragraphs", {}, damage.page_marks)
    yield Variant("a cell a line, vertical labels", "flat", {"breaks": "vertical"})
    yield Variant("tabs", "tabbed")
    yield Variant("tabs, any page marks", "tabbed", {}, damage.page_marks)
    yield Variant("tabs, bare page numbers", "tabbed", {}, damage.page_numbers)
    yield Variant("tabs, repeated neighbours removed", "tabbed", {}, damage.without_neighbours)
    yield Variant("tabs, traditional characters", "tabbed", {}, damage.traditional)
    yield Variant("two rows on a line", "joined_rows")
    yield Variant("a table on a line", "joined_rows", {"rows": 99})
    yield Variant("rows run together", "run_together")


PAGES = {
    "pages - 3 - with headings": Pages(),
    "pages 第3页 共9页": Pages(mark="第{}页 共9页", head=False),
    "pages 3 / 9 with headings": Pages(mark="{} / 9"),
    "headings repeated, no numbers": Pages(mark=""),
}
VARIANTS = tuple(_variants())


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of the cells of one variant; `reasons` has the causes of refusals, `misreads` what went wrong."""

    exact: int
    refused: int
    reasons: Counter[str]
    misreads: tuple[str, ...]


def measure(variant: Variant, reports: int, seed: int, declared: Declared, transcriber: Transcriber) -> Measured:
    """Print `reports` reports as `variant` says, read them again and compare every cell."""
    exact = refused = 0
    reasons: Counter[str] = Counter()
    misreads: list[str] = []
    for number in range(reports):
        rng = random.Random(f"{variant.name} {seed} {number}")  # noqa: S311 - repeatable, not secret
        report = _report(number, rng, declared)
        text = variant.damage(LAYOUTS[variant.layout](report, **variant.options), rng)
        document = read(text.encode())
        sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
        transcript = transcriber.transcribe(document, sections)
        for address, outcome in compared(report, transcript, declared):
            exact += outcome == "exact"
            refused += outcome.startswith("refused")
            reasons[outcome.removeprefix("refused ")] += outcome.startswith("refused")
            if outcome.startswith("misread"):
                misreads.append(f"{variant.name}, report {number}, {address}: {outcome}")
    return Measured(exact, refused, +reasons, tuple(misreads))


def _report(number: int, rng: random.Random, declared: Declared) -> SampleReport:
    form = declared.forms[number % len(declared.forms)]
    adds_up = number // 2 % 2 == 1
    figures = valid_figures(form, rng, 40) if adds_up else distinct_figures(form, rng)
    share = BLANK_SHARES[number // 4 % len(BLANK_SHARES)]
    blanks = {cell.address: "" for cell in form.cells if rng.random() < share}
    return replace(sample_report(form, rng, figures=figures), texts=blanks)


def compared(report: SampleReport, transcript: Transcript, declared: Declared) -> Iterator[tuple[str, str]]:
    """Each cell of the report with `exact`, `refused` and its reason, or `misread` and what was said."""
    said = {one.cell.address: one for table in transcript.tables for one in table.cells}
    for cell in report.form.cells:
        one = said.pop(cell.address, None)
        true = read_figure(report.text(cell), cell.kind, cell.unit, declared.spellings)
        if one is None:
            yield cell.address, "refused other form"
        elif one.reading.status == "unreadable":
            yield cell.address, f"refused {one.reading.reason}"
        elif (one.reading.status, one.reading.value) == (true.status, true.value):
            yield cell.address, "exact"
        else:
            yield cell.address, f"misread {one.reading.status} {one.text!r} for {report.text(cell)!r}"
    for address, one in said.items():
        if one.reading.status in ("read", "blank", "placeholder"):
            yield address, f"misread {one.text!r}, a cell of another form"


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits with 1 where a cell was misread."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flat_text", description=__doc__)
    parser.add_argument("--reports", type=int, default=16, help="reports for each variant (default 16)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same reports (default 7)")
    parser.add_argument("--reasons", action="store_true", help="print the reasons of refusals")
    parser.add_argument("--only", default="", help="variants whose name has this text")
    chosen = parser.parse_args(arguments)
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    print(f"{'variant':<44} {'exact':>7} {'misread':>8} {'refused':>8}   read")
    cells = misread = 0
    for variant in VARIANTS:
        if chosen.only not in variant.name:
            continue
        found = measure(variant, chosen.reports, chosen.seed, declared, transcriber)
        total = found.exact + found.refused + len(found.misreads)
        cells, misread = cells + total, misread + len(found.misreads)
        print(
            f"{variant.name:<44} {found.exact:>7} {len(found.misreads):>8} {found.refused:>8} {found.exact / total:6.1%}"
        )
        for reason, count in found.reasons.most_common() if chosen.reasons else ():
            print(f"    {reason:<30} {count:>7}")
        for line in found.misreads[:5]:
            print("   ", line)
    print(f"{cells} cells, misread {misread}")
    if misread:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
