"""Faults: an exception over one report or one district, which costs that alone and is named in `run.json`."""

import errno
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import polars as pl

Item = TypeVar("Item")
Result = TypeVar("Result")

# What Python code raises, and what polars raises where it gives up inside: that one is no Exception.
CONTAINED = (Exception, pl.exceptions.PanicException)
# Nothing that is done next could be written either.
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))
_LONGEST_MESSAGE = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What one report (its id) or one district (its name) was lost to in a stage, and where in the code (our bug).

    A report lost while it is `read` or `judged` is not audited; one lost later lacks only what that stage adds.
    """

    stage: str
    of: Literal["report", "district"]
    name: str
    type: str
    message: str
    traceback: str

    @property
    def row(self) -> dict[str, str | list[str]]:
        """The fault as `run.json` has it."""
        told = {"type": self.type, "message": self.message, "traceback": self.traceback.splitlines()}
        return {"stage": self.stage, self.of: self.name, **told}

    @property
    def line(self) -> str:
        """The fault in one line."""
        return f"{self.stage}: {self.of} {self.name}: {self.type}: {self.message}"


def fault(stage: str, of: Literal["report", "district"], name: str, error: BaseException) -> Fault:
    """The fault that `error` is."""
    trace = "".join(traceback.format_exception(error))
    return Fault(stage, of, name, type(error).__name__, " ".join(str(error).split())[:_LONGEST_MESSAGE], trace)


def require_room(error: BaseException) -> None:
    """Raise `error` where it is no matter of one report or district: memory or disk are full."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _NO_ROOM):
        raise error


def apart(
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], Result],
    lost: Callable[[Item, BaseException], Result | None],
) -> list[Result]:
    """`work` on all `items` at once; where that raises, on each half, down to the items that raise, which are `lost`.

    Returns the results in the order of the items, one where all is well, with what `lost` puts in the place of an item.
    What raises without any item is no item's fault, and is raised.
    """
    try:
        return [work(items)]
    except CONTAINED as error:
        require_room(error)
        if not items:
            raise
        work(items[:0])
        return _halves(items, work, lost, error)


def _halves(
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], Result],
    lost: Callable[[Item, BaseException], Result | None],
    error: BaseException,
) -> list[Result]:
    """The results of `items`, on all of which together `work` raised `error`."""
    require_room(error)
    if len(items) == 1:
        instead = lost(items[0], error)
        return [] if instead is None else [instead]
    results: list[Result] = []
    middle = len(items) // 2
    for half in (items[:middle], items[middle:]):
        try:
            results.append(work(half))
        except CONTAINED as of_half:
            results += _halves(half, work, lost, of_half)
    return results
