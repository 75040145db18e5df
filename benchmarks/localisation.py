"""Plants errors in figures that add up and asks which cells may be at fault.

`python -m benchmarks.localisation --seed 7` prints, for one, two and three errors, how often fewer cells explain the
same breaks, how often the truth is listed otherwise, and the time per report. It ends with 1 where a truth that had to
be listed, or to be the only one, is not.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form, Table
from gouji.declared.locations import shipped
from gouji.judging.explain import Diagnosis, diagnose
from samples.figures import valid_figures

TABLES = ("requests", "disputes")
# About how many requests a report has that were granted to natural persons.
SCALES = (20, 50, 200, 1000)


@dataclass(frozen=True, slots=True)
class Case:
    """One report with planted errors: the truth in the cells changed, what was said, and the seconds it took."""

    truth: Mapping[str, int]
    diagnoses: tuple[Diagnosis, ...]
    seconds: float
    alone: bool

    @property
    def smaller(self) -> bool:
        """True where fewer cells than were changed explain the breaks, or nothing broke."""
        sizes = [min((len(found.changes) for found in item.explanations), default=99) for item in self.diagnoses]
        return sum(sizes) < len(self.truth)

    @property
    def listed(self) -> bool:
        """True where the truth is put together from one explanation of each diagnosis."""
        covered: set[tuple[str, int | None]] = set()
        for item in self.diagnoses:
            sets = [{(change.address, change.needed) for change in found.changes} for found in item.explanations]
            covered.update(*[one for one in sets if one <= self.truth.items()])
        return covered == set(self.truth.items())

    @property
    def only(self) -> bool:
        """True where every diagnosis has just one explanation."""
        return all(item.classification == "one" for item in self.diagnoses)


def plant(form: Form, rng: random.Random, errors: int) -> Case:
    """A report on `form` whose figures add up but for `errors` cells."""
    figures = valid_figures(form, rng, rng.choice(SCALES))
    truth = {cell.address: int(figures[cell.address]) for key in TABLES for cell in form.table(key).cells}
    wrong = {address: _slip(truth[address], rng) for address in rng.sample(list(truth), errors)}
    printed = {**truth, **wrong}
    start = time.perf_counter()
    found = tuple(item for key in TABLES for item in diagnose(form.table(key), _of(form.table(key), printed)))
    seconds = time.perf_counter() - start
    return Case({address: truth[address] for address in wrong}, found, seconds, _alone(form, list(wrong)))


def _of(table: Table, printed: Mapping[str, int]) -> dict[str, int | None]:
    return {cell.address: printed[cell.address] for cell in table.cells}


def _alone(form: Form, addresses: Sequence[str]) -> bool:
    """True where each cell lies in two or more identities that no other cell shares."""
    identities = [{*item.reported, *item.expected} for key in TABLES for item in form.table(key).identities]
    bound = [[cells for cells in identities if address in cells] for address in addresses]
    return all(len(cells) > 1 and len(cells[0].intersection(*cells[1:])) == 1 for cells in bound)


def _slip(truth: int, rng: random.Random) -> int:
    """What someone might write instead of `truth`."""
    digits = str(truth)
    place = rng.randrange(len(digits))
    swapped = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
    slips: list[Callable[[], int]] = [
        lambda: 10 * truth,
        lambda: 100 * truth,
        lambda: int(digits[:place] + digits[place + 1 :] or 0),
        lambda: int(digits[:place] + digits[place] + digits[place:]),
        lambda: int(swapped),
        lambda: max(0, truth + rng.choice((-1, 1))),
        lambda: rng.randint(0, 2 * truth + 9),
    ]
    while True:
        wrong = rng.choice(slips)()
        if wrong != truth:
            return wrong


def measure(forms: Sequence[Form], seed: int, counts: Mapping[int, int]) -> bool:
    """Plant, diagnose and print; `counts` says how many reports for each number of errors. True where all is as due."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    good = True
    seconds: list[float] = []
    for errors, count in counts.items():
        cases = [plant(forms[number % len(forms)], rng, errors) for number in range(count)]
        rest = [case for case in cases if not case.smaller]
        due = [case for case in rest if case.alone]
        listed, only = sum(case.listed for case in rest), sum(case.only for case in rest)
        times = sorted(case.seconds for case in cases)
        seconds += times
        print(f"{errors} planted in each of {count} reports")
        print(f"  fewer cells explain the breaks   {_share(count - len(rest), count)}")
        print(f"  otherwise the truth is listed    {_share(listed, len(rest))}")
        print(f"  and is the only explanation      {_share(only, len(rest))}")
        if errors == 1:
            alone = sum(case.only for case in due)
            print(f"    where no cell shares its lines {_share(alone, len(due))}")
            good &= alone == len(due) and len(rest) == count
        print(f"  {_times(times)}")
        good &= listed == len(rest)
    print(f"all {len(seconds)} reports: {_times(sorted(seconds))}")
    return good


def _share(part: int, whole: int) -> str:
    return f"{part:>5} of {whole:>5}  {100 * part / whole:6.2f} %" if whole else "    none"


def _times(times: Sequence[float]) -> str:
    last = times[int(0.99 * (len(times) - 1))]
    return (
        f"median {1000 * statistics.median(times):.1f} ms, p99 {1000 * last:.1f} ms, longest {1000 * times[-1]:.1f} ms"
    )


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.localisation", description=__doc__)
    parser.add_argument("--seed", type=int, default=7, help="the same seed plants the same errors (default 7)")
    parser.add_argument("--share", type=float, default=1.0, help="a part of the usual number of reports (default 1)")
    chosen = parser.parse_args(arguments)
    usual = {1: 1000, 2: 1000, 3: 300}
    counts = {errors: max(1, round(count * chosen.share)) for errors, count in usual.items()}
    return 0 if measure(load_forms(shipped("expectations")), chosen.seed, counts) else 1


if __name__ == "__main__":
    sys.exit(main())
