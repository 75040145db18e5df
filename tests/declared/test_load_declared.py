"""Every file of the declarations is read and checked at one moment, and nobody reads one afterwards."""

import ast
import shutil
from pathlib import Path

import pytest

from gouji.declared import load_declared
from gouji.declared.locations import shipped
from gouji.declared.strict_yaml import DeclarationError

FOLDER = shipped("expectations")
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yml"))
PACKAGE = Path(__file__).resolve().parents[2] / "src" / "gouji"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "expectations")


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_in_any_file_is_refused_with_its_name(name: str, folder: Path) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\nnobody_reads_this: 1\n")
    with pytest.raises(DeclarationError, match="unknown key 'nobody_reads_this'") as refused:
        load_declared(folder)
    assert str(folder / name) in str(refused.value)


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_a_module_of_its_name(name: str) -> None:
    path = Path(name)
    many = path.parts[0] in ("forms", "rules")
    module = PACKAGE / "declared" / (path.parts[0] if many else path.with_suffix(""))
    assert module.with_suffix(".py").is_file()


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("texts/workbook.yml", "back:", "bakc:", "unknown key 'bakc'; did you mean 'back'"),
        ("texts/letter.yml", "greeting:", "greting:", "unknown key 'greting'; did you mean 'greeting'"),
        ("texts/letter.yml", "{offices}", "{ofices}", "unknown place {ofices}; did you mean 'offices'"),
        ("texts/places.yml", "{heading}", "{headding}", "needs exactly the places {heading}"),
        ("roster.yml", "district:", "distrikt:", "unknown key 'distrikt'; did you mean 'district'"),
    ],
)
def test_the_nearest_right_word_is_named(name: str, old: str, new: str, problem: str, folder: Path) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DeclarationError) as refused:
        load_declared(folder)
    assert problem in str(refused.value)


def test_nobody_else_reads_declarations() -> None:
    readers = {"read_yaml", "yaml_files", "parse", "Entry"}
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] == "declared":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gouji.declared"):
                names = {alias.name for alias in node.names}
                loaders = {name for name in names if name.startswith("load_")} - {"load_declared"}
                assert not names & readers, path
                assert not loaders or path.name == "__init__.py", f"{path}: {loaders}"
