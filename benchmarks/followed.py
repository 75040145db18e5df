"""Through how many modules a report, a figure and a rule go, from bytes to workbook: `python -m benchmarks.followed [--list]`.

One invented report whose first total is a figure that occurs nowhere else is audited in this process. A module is visited by
the report where any function of it runs between intake and the last file written; by the figure, or by the rule that finds
it wrong, where a function is handed it: as a text, in a tuple or frozen dataclass, or in a frame.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from types import FrameType

import polars as pl

from benchmarks.audit import Clock
from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.rules.gate import load_sound
from samples.printers import print_report
from samples.report import sample_report

FIGURE, RULE = 739171, "VAL-005"
_TOTAL = "disputes.reconsideration.total"
# A value is looked into so deep and so far: what hands on all rules or all cells holds the one, too.
_DEPTH, _WIDTH = 4, 3000


class Followed:
    """The modules of Gouji that were entered, by what went through them; a function for `sys.setprofile`."""

    def __init__(self, named: dict[str, str]) -> None:
        """`named`: what to look for, by its name."""
        self.named = named
        self.modules: dict[str, set[str]] = {"report": set(), **{name: set() for name in named}}
        self._seen: dict[tuple[str, int], tuple[object, bool]] = {}

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Note the module of a call, and what of `named` it was handed."""
        module = str(frame.f_globals.get("__name__", ""))
        if event != "call" or not module.startswith("gouji."):
            return
        sys.setprofile(None)
        self.modules["report"].add(module)
        handed = [frame.f_locals[name] for name in frame.f_code.co_varnames[: frame.f_code.co_argcount]]
        for name, text in self.named.items():
            if module not in self.modules[name] and any(self._holds(value, text, 0) for value in handed):
                self.modules[name].add(module)
        sys.setprofile(self)

    def _holds(self, value: object, text: str, depth: int) -> bool:
        if isinstance(value, str | bytes):
            return text in value if isinstance(value, str) else text.encode() in value
        if isinstance(value, int | Decimal):
            return str(value) == text
        if depth == _DEPTH:
            return False
        kept = self._seen.get((text, id(value)))
        if kept is None or kept[0] is not value:
            kept = (value, any(self._holds(part, text, depth + 1) for part in _parts(value)))
            self._seen[text, id(value)] = kept
        return kept[1]


def _parts(value: object) -> Iterator[object]:
    """What a value is made of, as far as one looks."""
    if isinstance(value, pl.DataFrame):
        yield value.write_csv() if not value.schema.contains_dtype(pl.List, recursive=False) else str(value.to_dicts())
    elif isinstance(value, tuple | list | set | frozenset | dict):
        for rank, part in enumerate(value.values() if isinstance(value, dict) else value):
            if rank == _WIDTH:
                return
            yield part
    elif is_dataclass(value):
        for field in fields(value):
            yield getattr(value, field.name, None)


def follow(folder: Path) -> dict[str, set[str]]:
    """The modules by "report", "figure" and "rule"; raises RuntimeError where the rule does not find the figure."""
    sound = load_sound()
    report = sample_report(sound.declared.forms[-1], random.Random(1), scale=20)  # noqa: S311 - repeatable, not secret
    report.figures[_TOTAL] = Decimal(FIGURE)
    source = folder / "reports"
    source.mkdir()
    (source / "report.html").write_bytes(print_report(report, "html"))
    followed = Followed({"figure": str(FIGURE), "rule": RULE})
    sys.setprofile(followed)
    try:
        audited = audit([source], folder / "out", "followed", sound, NO_ROSTER, _untold, Clock().call).audited
    finally:
        sys.setprofile(None)
    found = audited.judgement.findings.filter(rule=RULE, reported=str(FIGURE)) if audited else pl.DataFrame()
    if found.is_empty():
        raise RuntimeError(f"{RULE} does not find {FIGURE} in {_TOTAL}: nothing was followed")
    return followed.modules


def _untold(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="name the modules, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        modules = follow(Path(folder))
    for name, visited in modules.items():
        rooms = {module.split(".")[1] for module in visited}
        print(f"{name:<8} {len(visited):>4} modules in {len(rooms)} rooms")
        if given.list:
            print(*(f"  {module}" for module in sorted(visited)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
