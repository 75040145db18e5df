"""Hold what names tell of bodies against a table of names: `python -m benchmarks.accusations.bodies`.

Prints each value that is wrong, and by kind how many are exact, null and wrong. Ends with 1 where one is wrong.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from gouji.bodies.names import describe
from gouji.declared import load_declared

_TABLE = Path(__file__).with_name("bodies.csv")
_OPEN = "?"


def main() -> int:
    """Compare and print. Returns the exit code."""
    bodies = load_declared().bodies
    tally: dict[str, Counter[str]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            body = describe(row["organisation"], bodies)
            said = {"level": body.level, "body_kind": body.kind, "place": body.place, "district": body.county}
            for column, value in said.items():
                outcome = _outcome(value, row[column])
                tally.setdefault(f"{int(row['kind']):>2} {column}", Counter())[outcome] += 1
                if outcome == "wrong":
                    print(f"{row['organisation']}: {column} is {value}, not {row[column] or 'empty'}")
    for name, counts in sorted(tally.items()):
        print(f"{name:<14} exact {counts['exact']:>3}, null {counts['null']:>3}, wrong {counts['wrong']:>3}")
    total = sum(tally.values(), Counter())
    print(f"{'all':<14} exact {total['exact']}, null {total['null']}, wrong {total['wrong']}")
    return 1 if total["wrong"] else 0


def _outcome(value: str | None, wanted: str) -> str:
    if wanted == _OPEN or (value or "") == wanted:
        return "exact"
    return "null" if value is None else "wrong"


if __name__ == "__main__":
    sys.exit(main())
