"""Imports point down only, and each library comes in by one door (docs/decisions/0001)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "gouji"

# From the top: a module may import from its own layer and from those below it.
LAYERS = (
    {"cli"},
    {"terminal", "terminal_rules", "summary", "outbox", "flow_loader"},
    {"handbook"},
    {"audit"},
    {"output"},
    {"show"},
    {"batch", "gate"},
    {"explanations"},
    {"grouping", "mending"},
    {"spoken", "judge", "findings", "measures", "evidence", "workbook", "examples"},
    {"pandera_suite", "gx_suite"},
    {"batch_frames", "checks"},
    {"report_rows"},
    {"reports"},
    {"declared"},
    {
        "causes",
        "explain",
        "expression",
        "formula",
        "functions",
        "not_judged",
        "placing",
        "rule_counts",
        "rules",
        "scopes",
        "terms",
    },
    {"cellsets"},
    {"wide"},
    {"districts", "claims", "signs", "texts"},
    {"facts", "titles", "transcribe", "roster", "intake"},
    {"envelopes"},
    {"sources"},
    {"archives"},
    {"sections", "labels", "figures"},
    {"readers"},
    {"bodies", "layout", "forms", "forms_loader", "paragraphs", "years"},
    {"document", "folding", "joined", "chinese_numbers", "declarations", "frames", "bounds"},
    {"isolation"},
    {"confinement", "locations", "versions"},
)
DOORS = {
    "prefect": set(),
    "great_expectations": {"gx_suite"},
    "pandas": {"gx_suite"},
    "pandera": {"pandera_suite"},
    "openpyxl": {"workbook"},
    "yaml": {"declarations"},
    "selectolax": {"readers"},
    "lxml": {"readers"},
    "olefile": {"readers"},
    "pikepdf": {"readers"},
    "pypdfium2": {"readers"},
    "PIL": {"readers"},
    "jinja2": {"show"},
    "libarchive": {"archives"},
    "opencc": {"folding"},
    "cv2": {"readers"},
    "numpy": {"readers"},
    "rapidocr": {"readers"},
    "rich": {"terminal", "terminal_rules"},
    "stdnum": {"signs"},
    "typer": {"cli"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def unit(path: Path) -> str:
    """The module of the package, or the sub-package, that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "gouji")


def layer(name: str) -> int:
    found = [rank for rank, names in enumerate(LAYERS) if name in names]
    assert len(found) == 1, f"{name} stands in no layer, or in two: give it one in LAYERS"
    return found[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = unit(path)
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "gouji" and len(parts) > 1 and parts[1] != own:
            assert layer(own) <= layer(parts[1]), f"{path.name} imports {name}, which stands above it"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_one_library_one_door(path: Path) -> None:
    for name in imported(path):
        library = name.split(".")[0]
        if library in DOORS:
            assert unit(path) in DOORS[library], (
                f"{path.name} imports {library}; its door is {DOORS[library] or 'flows'}"
            )


def test_flows_are_the_only_place_that_knows_prefect() -> None:
    importing = {
        path.relative_to(ROOT).parts[0]
        for folder in ("src", "flows", "samples", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if any(name.split(".")[0] == "prefect" for name in imported(path))
    }
    assert importing == {"flows"}


def test_every_layer_names_modules_that_exist() -> None:
    there = {unit(path) for path in modules()} - {"__init__"}
    assert {name for names in LAYERS for name in names} == there
