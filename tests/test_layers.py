"""Imports point down only, room by room, and each library comes in by one door (docs/decisions/0001 and 0016)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "gouji"

# From the top: a module may import from its own room and from those on the floors below it. Rooms on one floor do not
# know each other.
FLOORS = (
    {"cli"},
    {"audit"},
    {"outputs", "followup"},
    {"judging", "words"},
    {"reports", "rules", "archive"},
    {"readers", "bodies", "frames"},
    {"declared", "intake"},
    {"document", "workers"},
)
# Readers are handed the folded labels of the forms: what a file holds is read the same whoever declares what.
NEVER = {("readers", "declared")}
# The products know none of each other, so that each can be changed alone.
PRODUCTS = {"workbook", "show", "handbook"}
DOORS = {
    "prefect": set(),
    "great_expectations": {"judging.gx_suite"},
    "pandas": {"judging.gx_suite"},
    "pandera": {"judging.pandera_suite"},
    "openpyxl": {"outputs.workbook"},
    "yaml": {"declared.strict_yaml"},
    "selectolax": {"readers"},
    "lxml": {"readers"},
    "olefile": {"readers"},
    "pikepdf": {"readers"},
    "pypdfium2": {"readers"},
    "PIL": {"readers"},
    "jinja2": {"outputs.show"},
    "libarchive": {"intake.archives"},
    "opencc": {"document.folding"},
    "cv2": {"readers"},
    "numpy": {"readers"},
    "rapidocr": {"readers"},
    "rich": {"cli"},
    "stdnum": {"reports.prose"},
    "typer": {"cli"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    """The dotted name of a module below the package: `readers.pages.pdf.ink`; that of a package is its folder's."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "gouji")


def rooms_imported(path: Path) -> set[str]:
    """The rooms of Gouji that a module imports from, its own apart."""
    parts = [name.split(".") for name in imported(path)]
    return {part[1] for part in parts if part[0] == "gouji" and len(part) > 1} - {named(path).split(".")[0]}


def floor(room: str) -> int:
    found = [rank for rank, rooms in enumerate(FLOORS) if room in rooms]
    assert len(found) == 1, f"{room} stands on no floor, or on two: give it one in FLOORS"
    return found[0]


@pytest.mark.parametrize("path", modules(), ids=named)
def test_imports_point_down(path: Path) -> None:
    own = named(path).split(".")[0]
    if own == "__init__":
        return
    for room in sorted(rooms_imported(path)):
        assert floor(own) < floor(room), f"{named(path)} imports from {room}, which does not stand below {own}"
        assert (own, room) not in NEVER, f"{named(path)} imports from {room}; hand it what it needs"


@pytest.mark.parametrize("product", sorted(PRODUCTS))
def test_products_do_not_know_each_other(product: str) -> None:
    for path in (PACKAGE / "outputs" / product).rglob("*.py"):
        others = {name.split(".")[2] for name in imported(path) if name.startswith("gouji.outputs.")}
        assert not others & (PRODUCTS - {product}), named(path)


@pytest.mark.parametrize("path", modules(), ids=named)
def test_one_library_one_door(path: Path) -> None:
    for name in imported(path):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None:
            entered = any(f"{named(path)}.".startswith(f"{door}.") for door in doors)
            assert entered, f"{named(path)} imports {name}; its door is {doors or 'flows'}"


def test_flows_are_the_only_place_that_knows_prefect() -> None:
    importing = {
        path.relative_to(ROOT).parts[0]
        for folder in ("src", "flows", "samples", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if any(name.split(".")[0] == "prefect" for name in imported(path))
    }
    assert importing == {"flows"}


def test_every_floor_names_rooms_that_exist() -> None:
    there = {named(path).split(".")[0] for path in modules()} - {"__init__"}
    assert {room for rooms in FLOORS for room in rooms} == there
