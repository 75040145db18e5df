"""Layouts and labels that differ from the form and can mean one thing only: `python -m benchmarks.one_meaning [--reports 4]`.

Prints for each layout how many cells were read as printed, read as something else (misread) and refused, and the reasons
of refusals. Ends with 1 where a cell was misread.
"""

import argparse
from collections import Counter

from benchmarks.flat_text import compared
from gouji.declared import Declared, load_declared
from gouji.readers import Labels, read
from gouji.reports.sections import find_sections
from gouji.reports.transcribe import Transcriber
from tests.made.one_meaning import Variant, printed_otherwise, variants


def measure(variant: Variant, reports: int, declared: Declared) -> Counter[str]:
    """How many cells were read as printed, misread and refused with which reason."""
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    found: Counter[str] = Counter()
    for number in range(reports):
        report, content = printed_otherwise(variant, number, declared)
        document = read(content, None, Labels(declared.labels))
        sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
        transcript = transcriber.transcribe(document, sections)
        for address, outcome in compared(report, transcript, declared):
            found[outcome if not outcome.startswith("misread") else f"{outcome} at {address}"] += 1
    return found


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits with 1 where a cell was misread."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_meaning", description=__doc__)
    parser.add_argument("--reports", type=int, default=4, help="reports for each layout (default 4)")
    parser.add_argument("--only", default="", help="layouts whose name has this text")
    chosen = parser.parse_args(arguments)
    declared = load_declared()
    cells = misread = 0
    print(f"{'layout':<50} {'exact':>6} {'misread':>8} {'refused':>8}")
    for variant in variants():
        if chosen.only not in variant.name:
            continue
        found = measure(variant, chosen.reports, declared)
        wrong = sum(count for outcome, count in found.items() if outcome.startswith("misread"))
        refused = {outcome: count for outcome, count in found.items() if outcome.startswith("refused")}
        cells, misread = cells + found.total(), misread + wrong
        reasons = ", ".join(f"{reason.removeprefix('refused ')} {count}" for reason, count in refused.items())
        print(f"{variant.name:<50} {found['exact']:>6} {wrong:>8} {sum(refused.values()):>8}  {reasons}", flush=True)
        for outcome in [outcome for outcome in found if outcome.startswith("misread")][:3]:
            print(f"    {outcome}")
    print(f"{cells} cells, misread {misread}")
    if misread:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
