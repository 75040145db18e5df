"""Every guard that `dev.py mutate` takes out stands where the list says; what a mutant comes to is told rightly."""

from pathlib import Path

import pytest

from benchmarks.mutants import ROOT, Mutant, listed, mutated

LISTED = listed()
GUARD = Mutant("src/guarded.py", "nothing below nought", "if value < 0:", "if False:", "tests/test_guarded.py")


def test_there_are_enough_guards_and_none_is_listed_twice() -> None:
    assert len(LISTED) >= 80
    assert len({(one.file, one.snippet, one.replaced) for one in LISTED}) == len(LISTED)


@pytest.mark.parametrize("one", LISTED, ids=[f"{one.file.removeprefix('src/gouji/')}: {one.guards}" for one in LISTED])
def test_every_guard_stands_once_where_it_is_listed(one: Mutant) -> None:
    changed = mutated(one)
    if one.file.endswith(".py"):
        compile(changed, one.file, "exec")
    for path in one.tests.split():
        assert (ROOT / path).exists(), f"{path}: no such test"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "no such file"),
        ("value = 1\n", "occurs 0 times"),
        ("if value < 0:\n    pass\nif value < 0:\n    pass\n", "occurs 2 times"),
    ],
)
def test_a_guard_that_has_moved_or_is_there_twice_is_an_error(text: str | None, message: str, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    if text is not None:
        (tmp_path / GUARD.file).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message) as caught:
        mutated(GUARD, tmp_path)
    assert GUARD.file in str(caught.value)


def test_the_guard_alone_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / GUARD.file).write_text("value = -1\nif value < 0:\n    value = 0\n", encoding="utf-8")
    assert mutated(GUARD, tmp_path) == "value = -1\nif False:\n    value = 0\n"
