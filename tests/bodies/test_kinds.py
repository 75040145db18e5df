"""Bodies by their names, kind by kind: exact or null, never wrong. The tables in `kinds/` are made from how bodies are called."""

import csv
from pathlib import Path

import pytest

from gouji.bodies.names import describe
from gouji.declared import Declared

TABLES = sorted((Path(__file__).parent / "kinds").glob("*.csv"))
FIELDS: tuple[str, ...] = ("level", "kind", "place", "district")
# What two readers of a name would not agree on, as the level of a branch: it must not be told.
OPEN = "*"
MOST_NULL = 0.1


def compare(path: Path, declared: Declared) -> tuple[list[str], dict[str, int], int]:
    """What is wrong in a table, how often each field is null where the name tells it, and the number of names."""
    wrong: list[str] = []
    null: dict[str, int] = dict.fromkeys(FIELDS, 0)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        body = describe(row["name"], declared.bodies)
        for field in FIELDS:
            told = getattr(body, "county" if field == "district" else field)
            true = None if row[field] in ("", OPEN) else row[field]
            if told is None and true is not None:
                null[field] += 1
            elif told != true:
                wrong.append(f"{row['name']}: {field} is {told}, not {true}")
    return wrong, null, len(rows)


def test_there_are_enough_kinds_and_names() -> None:
    assert len(TABLES) >= 15
    for path in TABLES:
        names = {line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
        assert len(names) >= 20, path.name


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_nothing_is_told_wrongly_and_little_is_left_open(declared: Declared, path: Path) -> None:
    wrong, null, names = compare(path, declared)
    print(f"{path.stem}: {names} names, wrong {len(wrong)}, null {null}")
    assert wrong == []
    assert max(null.values()) <= names * MOST_NULL, null
