"""A second table, 15 groups of 8 names, half with a 乡 镇 区 县 旗 盟 or 市 inside: exact or null, never wrong.

`?` where two readers of a name would not agree; an empty value must not be told.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from gouji.bodies.names import describe
from gouji.declared import Declared

TABLE = Path(__file__).with_name("second_table.csv")
FIELDS = ("level", "kind", "place", "district")
OPEN = "?"
MOST_NULL = 0.1

with TABLE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))
GROUPS = sorted({row["group"] for row in ROWS})


def test_there_are_enough_groups_and_names() -> None:
    assert len(GROUPS) == 15
    assert min(Counter(row["group"] for row in ROWS).values()) >= 8
    assert len({row["name"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_told_wrongly_and_little_is_left_open(declared: Declared, group: str) -> None:
    wrong: list[str] = []
    null: dict[str, int] = dict.fromkeys(FIELDS, 0)
    rows = [row for row in ROWS if row["group"] == group]
    for row in rows:
        body = describe(row["name"], declared.bodies)
        told = {"level": body.level, "kind": body.kind, "place": body.place, "district": body.county}
        for field, value in told.items():
            true = row[field]
            if true == OPEN or (value or "") == true:
                continue
            if value is None:
                null[field] += 1
            else:
                wrong.append(f"{row['name']}: {field} is {value}, not {true or 'empty'}")
    assert wrong == []
    assert max(null.values()) <= len(rows) * MOST_NULL, null
