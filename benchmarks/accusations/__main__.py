"""Audit the cases and hold the outcome against their truth: `python -m benchmarks.accusations [sentences|documents] [--all]`.

Prints each case that is wrong (the first 40, or `--all`), then the figures. Ends with 1 where an innocent is accused with severity error or a cell is misread.
"""

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.accusations.cases import lay_out
from benchmarks.accusations.verdicts import Verdict, verdicts
from gouji.cli import app

_FIRST = 40


def main(arguments: list[str]) -> int:
    """Run and print. Returns the exit code."""
    parts = tuple(word for word in arguments if not word.startswith("--")) or ("sentences", "documents")
    with tempfile.TemporaryDirectory() as folder:
        cases = lay_out(Path(folder) / "cases", parts)
        out = Path(folder) / "out"
        # Each set is a SOURCE of its own: a folder below one would be taken for a district.
        sources = [str(path) for path in sorted((Path(folder) / "cases").iterdir())]
        app(["audit", *sources, "--out", str(out), "--batch", "cases"], standalone_mode=False)
        judged = verdicts(cases, out)
    wrong = [one for one in judged if one.problems]
    for one in wrong if "--all" in arguments else wrong[:_FIRST]:
        print(
            f"{one.case.name} ({one.case.kind}, {one.case.topic}): {'; '.join(one.problems[:4])}\n    {one.case.says}"
        )
    return tally(judged)


def tally(judged: list[Verdict]) -> int:
    """Print the figures by part, kind and topic. Returns the exit code."""
    groups: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for one in judged:
        part = one.case.name.split("_")[0]
        groups[(part, one.case.kind)].append(one)
    print(
        f"\n{'part':<10} {'kind':<14} {'cases':>5} {'right':>5} {'found':>9} {'errors true':>12} {'errors other':>13}"
    )
    for (part, kind), ones in sorted(groups.items()):
        asked = [one.found for one in ones if one.found is not None]
        true, other = (sum(len(getattr(one, name)) for one in ones) for name in ("true_errors", "other_errors"))
        right = sum(not one.problems for one in ones)
        print(
            f"{part:<10} {kind:<14} {len(ones):>5} {right:>5} {f'{sum(asked)}/{len(asked)}':>9} {true:>12} {other:>13}"
        )
    topics: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        if one.found is not None:
            topics[one.case.topic].append(one.found)
    print("found by topic:", ", ".join(f"{topic} {sum(found)}/{len(found)}" for topic, found in sorted(topics.items())))
    accused = [one for one in judged if one.case.truth.get("no_error") and (one.true_errors or one.other_errors)]
    misread = sum(len(one.misread) for one in judged)
    print(f"innocent accused with severity error: {len(accused)}; cells misread: {misread}")
    return 1 if accused or misread else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
