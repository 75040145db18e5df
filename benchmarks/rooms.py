"""Count the rooms of src/gouji and the arrows between them: `python3 dev.py rooms`.

The floors are those of the contract `floors` in pyproject.toml, which import-linter holds the imports to. An arrow is a pair of
rooms of which one imports from the other, inside functions too.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "gouji"
Arrows = Counter[tuple[str, str]]


def floors() -> list[list[str]]:
    """The rooms of each floor, from the lowest."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in declared["tool"]["importlinter"]["contracts"]}
    return [[room.strip() for room in floor.split("|")] for floor in reversed(contracts["floors"]["layers"])]


def count() -> tuple[Counter[str], Arrows]:
    """The modules of each room, and for each arrow between two rooms how many modules import how many others.

    `__main__` hands over to the command and stands in no room.
    """
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    room = {
        name: name.split(".")[1]
        for name in graph.modules
        if name.startswith(f"{PACKAGE}.") and name != f"{PACKAGE}.__main__"
    }
    arrows: Arrows = Counter()
    for name, own in room.items():
        for imported in graph.find_modules_directly_imported_by(name):
            if imported in room and room[imported] != own:
                arrows[own, room[imported]] += 1
    return Counter(room.values()), arrows


def main() -> int:
    """Print the picture. Returns 1 where an arrow does not point down."""
    modules, arrows = count()
    height = {room: rank for rank, rooms in enumerate(floors(), 1) for room in rooms}
    for rank, rooms in sorted(enumerate(floors(), 1), reverse=True):
        for room in rooms:
            below = sorted(to for own, to in arrows if own == room)
            print(f"{rank}  {room:<9} {modules[room]:>3} modules  -> {', '.join(below) or '-'}")
    wrong = {arrow: imports for arrow, imports in arrows.items() if height[arrow[0]] <= height[arrow[1]]}
    for (own, to), imports in sorted(wrong.items()):
        print(f"not down: {own} -> {to}, {imports} imports", file=sys.stderr)
    print(
        f"{len(modules)} rooms on {len(set(height.values()))} floors, {modules.total()} modules, "
        f"{len(arrows)} arrows, {len(wrong) or 'none'} upward or sideways"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
