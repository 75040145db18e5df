"""Which change of a single figure do the rules see? (`python -m benchmarks.changes`)

Every figure of clean reports is changed by itself, in every way of CHANGES, and judged by the whole rule book. A figure
of a printed total must always be seen; what no rule can see is printed with the reason.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.declared import Declared, load_declared
from gouji.declared.forms import Form
from gouji.declared.rules import ExampleEntry
from gouji.rules.checks import Check, checks_of
from gouji.rules.examples import example_frame
from gouji.rules.gate import Judged, judge_wide
from samples.figures import valid_figures
from samples.prose import plain

CHANGES = {
    "one more": lambda figure: figure + 1,
    "one less": lambda figure: figure - 1,
    "ten times": lambda figure: figure * 10,
    "gone to 0": lambda figure: figure * 0,
    "doubled": lambda figure: figure * 2,
}
CHUNK = 1500


@dataclass(slots=True)
class Seen:
    """One cell: how often it was changed, how often a rule saw it, a printed total among them, and which rules did."""

    changed: int = 0
    seen: int = 0
    by_total: int = 0
    rules: set[str] = field(default_factory=set[str])
    unseen: set[str] = field(default_factory=set[str])


def survey(form: Form, reports: int, declared: Declared) -> dict[str, Seen]:
    """Every cell of `form` in print order, changed in that many clean reports of any size."""
    checks = checks_of(declared)
    totals = {(check.rule.id, check.place) for check in checks if check.entry.holds is None}
    found = {cell.address: Seen() for cell in form.cells}
    for seed in range(reports):
        rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        figures = valid_figures(form, rng, scale=rng.randint(1, 300))
        printed = {address: plain(figure) for address, figure in figures.items()}
        examples = {"clean": ExampleEntry(form=form.name, cells=printed)}
        for address, change, text in _changes(figures):
            examples[f"{address} {change}"] = ExampleEntry(form=form.name, cells=printed | {address: text})
        judged = _judged(examples, checks, declared)
        before = _findings(judged.pop("clean"))
        for name, one in judged.items():
            address, _, change = name.partition(" ")
            new = _findings(one) - before
            cell = found[address]
            cell.changed += 1
            cell.seen += bool(new)
            cell.by_total += bool(new & totals)
            cell.rules |= {rule for rule, _ in new}
            if not new:
                cell.unseen.add(change)
    return found


def _changes(figures: Mapping[str, Decimal]) -> Iterator[tuple[str, str, str]]:
    for address, figure in figures.items():
        for change, made in CHANGES.items():
            if made(figure) != figure and made(figure) >= 0:
                yield address, change, plain(made(figure))


def _judged(examples: Mapping[str, ExampleEntry], checks: Sequence[Check], declared: Declared) -> dict[str, Judged]:
    wide = example_frame(examples, declared)
    return {name: one for part in wide.iter_slices(CHUNK) for name, one in judge_wide(part, checks).items()}


def _findings(judged: Judged) -> set[tuple[str, str]]:
    return {(rule, place) for rule in judged.firing for place in judged.at(rule, "failed")}


def in_totals(form: Form) -> set[str]:
    """The cells of `form` that a printed total contains."""
    return {
        address
        for table in form.tables
        for identity in table.identities
        for address in (*identity.reported, *identity.expected)
    }


def report(form: Form, found: Mapping[str, Seen], checks: Sequence[Check]) -> Iterator[str]:
    """The survey in lines: what is seen, and each cell with a change that is not."""
    bound = in_totals(form)
    inside = [found[address] for address in found if address in bound]
    outside = [found[address] for address in found if address not in bound]
    yield f"form {form.name}: {len(found)} cells, {sum(one.changed for one in found.values())} changes"
    yield (
        f"  in a printed total: {len(inside)} cells, {sum(one.by_total for one in inside)} of "
        f"{sum(one.changed for one in inside)} changes seen by a total"
    )
    changed, seen = sum(one.changed for one in outside), sum(one.seen for one in outside)
    yield f"  in none: {len(outside)} cells, {seen} of {changed} changes seen by another rule; not always seen:"
    for address, one in found.items():
        if one.unseen and address not in bound:
            looking = sorted(
                {check.rule.id for check in checks if form.name in check.forms and address in check.assertion.cells}
            )
            why = f"rules that bound it: {', '.join(looking)}" if looking else "no rule compares it with anything"
            yield f"    {address}: {one.changed - one.seen} of {one.changed} unseen ({', '.join(sorted(one.unseen))}); {why}"


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits with 1 where a change of a printed total was not seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.changes", description=__doc__)
    parser.add_argument("--reports", type=int, default=20, help="clean reports of each form (default 20)")
    chosen = parser.parse_args(arguments)
    declared = load_declared()
    checks = checks_of(declared)
    missed = 0
    for form in declared.forms:
        found = survey(form, chosen.reports, declared)
        print("\n".join(report(form, found, checks)))
        missed += sum(found[address].changed - found[address].by_total for address in in_totals(form))
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
