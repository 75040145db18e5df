"""Declarations are loaded strictly, and the message leads to the mistake."""

from pathlib import Path

import pytest

from gouji.declared.strict_yaml import (
    DeclarationError,
    Entry,
    declarations_dir,
    parse,
    read_yaml,
    suggestion,
    yaml_files,
)


class Window(Entry):
    width: int
    colour: str = "white"


class House(Entry):
    name: str
    windows: list[Window] = []


def refused(text: str, tmp_path: Path) -> str:
    path = tmp_path / "house.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        parse(House, read_yaml(path), str(path))
    assert "house.yml" in str(caught.value)
    return str(caught.value)


def test_a_right_declaration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "house.yml"
    path.write_text("name: 行政许可\nwindows: [{width: 3}]\n", encoding="utf-8")
    assert parse(House, read_yaml(path), str(path)) == House(name="行政许可", windows=[Window(width=3)])


def test_a_key_given_twice_is_not_settled_for_the_last_one(tmp_path: Path) -> None:
    message = refused("name: a\nwindows:\n  - width: 1\n    width: 2\n", tmp_path)
    assert "line 4" in message
    assert "'width' is given twice" in message


def test_an_unknown_key_names_the_nearest_word_at_any_depth(tmp_path: Path) -> None:
    assert "unknown key 'nmae'; did you mean 'name'?" in refused("name: a\nnmae: b\n", tmp_path)
    message = refused("name: a\nwindows: [{width: 1, color: red}]\n", tmp_path)
    assert "windows.0.color: unknown key 'color'; did you mean 'colour'?" in message


def test_a_missing_entry_is_named(tmp_path: Path) -> None:
    assert "windows.0.width: missing" in refused("name: a\nwindows: [{colour: red}]\n", tmp_path)


def test_every_mistake_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    message = refused("title: a\nwindows: [{width: wide}]\n", tmp_path)
    assert "unknown key 'title'" in message
    assert "name: missing" in message
    assert "windows.0.width: Input should be a valid integer, found 'wide'" in message


def test_no_value_is_converted(tmp_path: Path) -> None:
    assert "valid integer, found '3'" in refused("name: a\nwindows: [{width: '3'}]\n", tmp_path)
    assert "valid string, found 2021" in refused("name: 2021\n", tmp_path)


@pytest.mark.parametrize("text", ["name: [a", "\tname: a", "name: a\n b: c"])
def test_what_is_not_yaml_is_refused(text: str, tmp_path: Path) -> None:
    assert "not readable as YAML" in refused(text, tmp_path)


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    assert "not readable as YAML" in refused("name: !!python/object/apply:os.getcwd []\n", tmp_path)


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n"])
def test_what_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    refused(text, tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"nowhere\.yml: this declaration file is missing"):
        read_yaml(tmp_path / "nowhere.yml")


def test_a_word_near_to_none_gets_the_whole_list() -> None:
    assert suggestion("zzz", ["name", "colour"]) == "; known here: colour, name"
    assert suggestion("zzz", []) == ""


def test_files_come_in_a_fixed_order_and_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="no declaration file"):
        list(yaml_files(tmp_path))
    for name in ("b.yml", "a.yml", "c.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in yaml_files(tmp_path)] == ["a.yml", "b.yml"]


def test_the_folder_is_the_chosen_one_or_the_shipped_one(tmp_path: Path) -> None:
    assert declarations_dir(tmp_path) == tmp_path
    assert (declarations_dir() / "forms" / "2021.yml").is_file()
    with pytest.raises(DeclarationError, match="not a folder of declarations"):
        declarations_dir(tmp_path / "nowhere")
