"""A whole that raises is halved down to the items that raise; the rest is done, in its order, and nothing is hidden."""

import errno

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.frames.faults import apart, fault


class Work:
    """Doubles numbers, and raises over the bad ones; counts how often it is asked."""

    def __init__(self, bad: set[int], error: BaseException | None = None) -> None:
        self.bad, self.calls = bad, 0
        self.error = error or ValueError("bad")

    def __call__(self, items: list[int]) -> list[int]:
        self.calls += 1
        if self.bad & set(items):
            raise self.error
        return [2 * item for item in items]


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_only_what_raises_is_lost_and_the_order_is_kept(count: int, bad: set[int]) -> None:
    items, lost = list(range(count)), list[int]()

    def lose(item: int, error: BaseException) -> list[int]:
        assert isinstance(error, ValueError)
        lost.append(item)
        return [-item]

    found = [one for part in apart(items, Work(bad), lose) for one in part]
    assert found == [-item if item in bad else 2 * item for item in items]
    assert lost == sorted(bad & set(items))


def test_where_nothing_raises_it_is_done_once_and_one_of_many_costs_little() -> None:
    work = Work(set())
    assert apart(list(range(1000)), work, lambda *_: None) == [[2 * item for item in range(1000)]]
    assert work.calls == 1
    work = Work({617})
    assert len(apart(list(range(1000)), work, lambda *_: None)) > 1
    assert work.calls < 25


def test_what_is_no_items_fault_is_raised() -> None:
    def broken(_: list[int]) -> None:
        raise ValueError("always")

    for items in ([], [1, 2]):
        with pytest.raises(ValueError, match="always"):
            apart(items, broken, lambda *_: None)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), MemoryError()])
def test_a_full_disk_or_memory_is_raised(error: BaseException) -> None:
    work = Work({1}, error)
    with pytest.raises(type(error)):
        apart([1, 2], work, lambda *_: None)
    assert work.calls == 1


def test_a_panic_of_polars_is_contained() -> None:
    lost: list[int] = []
    apart([1, 2], Work({2}, pl.exceptions.PanicException("panic")), lambda item, _: lost.append(item))
    assert lost == [2]


def test_a_fault_has_its_traceback_and_a_short_message() -> None:
    with pytest.raises(ValueError, match="long") as raised:
        raise ValueError("long\n" * 100)
    found = fault("judge", "report", "0123", raised.value)
    assert found.row.keys() == {"stage", "report", "type", "message", "traceback"}
    assert found.line.startswith("judge: report 0123: ValueError: long long")
    assert len(found.message) == 200
    assert any("test_faults.py" in line for line in found.row["traceback"])
