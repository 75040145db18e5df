"""Work on hostile files in processes of their own, within limits on time, memory and network.

What goes wrong with one item costs that item alone and is named (docs/decisions/0011). Knows nothing of reports.
"""

import gc
import multiprocessing
import os
import pickle
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, TypeVar

from gouji.workers.confinement import MEMORY_BYTES, MEMORY_EXIT, confine

Item = TypeVar("Item")
Result = TypeVar("Result")

# Imports of a worker on a cold and busy disk; they are not counted towards the time of a file.
_START_SECONDS = 120.0
# What a library leaks with each file must not add up to the limit on memory, and then be blamed on a file.
_ITEMS_A_WORKER = 5_000
# A worker takes about a second to start, a report 20 ms: a second worker pays from some fifty reports on.
_ITEMS_FOR_ANOTHER = 40
# Each worker has one core; libraries that start a thread for each core would only take memory.
_ONE_THREAD = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS")

# Documents and frames are made of many small objects that hold no cycles. Looking for some every 700 objects, as Python
# does by itself, takes a tenth of the time of a report.
_OBJECTS_BEFORE_COLLECTING = 50_000

# What a worker says when it has all it needs and begins with an item; everything else that it says is a pickle.
_BEGUN = b"begun"

# std::bad_alloc; OpenCV: Insufficient memory; ONNX Runtime: Failed to allocate memory for requested buffer.
_NO_MEMORY = re.compile(r"bad_alloc|(?:insufficient|out of) memory|fail\w* to allocate", re.IGNORECASE)

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of an item without a result: a code of `expectations/texts/reasons.yml` and what fills its sentence.

    `too_slow`, `too_much_memory`, `worker_crashed`, or `crashed` for an exception, which is our fault: then `error` is its
    type, and `trace` its traceback.
    """

    reason: str
    details: tuple[tuple[str, str | int], ...] = ()
    error: str = field(default="", compare=False)
    trace: str = field(default="", compare=False)


class Workers:
    """As many processes as there is work for and the machine has cores, started when first needed.

    They end with the `with` block, and `folder` with them: a place for files that one piece of work leaves for another.
    """

    def __init__(self, memory: int = MEMORY_BYTES) -> None:
        """`memory` is the limit for each worker, in bytes."""
        self._memory = memory
        self._workers: list[_Worker] = []
        self._folder = tempfile.TemporaryDirectory(prefix="gouji-")
        self.folder = Path(self._folder.name)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._folder.cleanup()

    def map(
        self, work: Callable[[Item], Result], items: Sequence[Item], seconds: float | Callable[[Item], float]
    ) -> list[Result | Lost]:
        """`work` done on each of `items` in a worker, in their order, each within `seconds`,
        which may be another number for each.

        `work` must pickle; it goes to each worker once. Raises RuntimeError where a worker cannot be started.
        """
        packed = pickle.dumps(work, pickle.HIGHEST_PROTOCOL)
        waiting = deque(enumerate(items))
        done: dict[int, Result | Lost] = {}
        while len(done) < len(items):
            self._staff(len(waiting))
            for worker in self._workers:
                if worker.item is None and waiting:
                    number, item = waiting.popleft()
                    worker.take(number, item, packed, seconds(item) if callable(seconds) else seconds)
            for worker in self._ready():
                number = worker.item
                answer = worker.answer(self._memory)
                if answer and number is not None:
                    done[number] = answer[0]
        return [done[number] for number in range(len(items))]

    def _staff(self, waiting: int) -> None:
        """Let go of workers that have ended or done enough, and start those that the work is worth."""
        for worker in [one for one in self._workers if one.item is None and one.is_spent]:
            worker.end()
            self._workers.remove(worker)
        busy = sum(worker.item is not None for worker in self._workers)
        wanted = min(os.cpu_count() or 1, -(-(busy + waiting) // _ITEMS_FOR_ANOTHER))
        while len(self._workers) < wanted:
            self._workers.append(_Worker(self._memory))

    def _ready(self) -> list["_Worker"]:
        """Workers that have answered, ended or run out of time; waits for one."""
        busy = [worker for worker in self._workers if worker.item is not None]
        patience = max(min(worker.deadline for worker in busy) - time.monotonic(), 0)
        heard = connection.wait([worker.pipe for worker in busy], patience)
        now = time.monotonic()
        return [worker for worker in busy if worker.pipe in heard or now >= worker.deadline]


class _Worker:
    """One process and the pipe to it, which no other worker shares: however it ends, it takes nothing with it."""

    def __init__(self, memory: int) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, memory), name="gouji-worker", daemon=True)
        try:
            with _without_main():
                self._process.start()
        finally:
            theirs.close()
        self.item: int | None = None
        self.deadline = 0.0
        self.is_spent = False
        self._has_begun = False
        self._seconds = 0.0
        self._items = 0
        self._work = b""

    def take(self, number: int, item: object, work: bytes, seconds: float) -> None:
        """Give it an item; `work` goes with it only where it does not have that one yet."""
        self.item, self._seconds = number, seconds
        self.deadline = time.monotonic() + _START_SECONDS
        try:
            self.pipe.send((work if work is not self._work else None, item))
        except OSError:
            # It has ended; `answer` finds out how.
            self.is_spent = True
        self._work = work

    def answer(self, memory: int) -> tuple[Any, ...]:
        """The result of its item, or why there is none; nothing where it has only begun, and its time with it.

        After a loss it is spent. Raises RuntimeError where it has never begun with anything.
        """
        try:
            said = self.pipe.recv_bytes() if self.pipe.poll() else None
        except (EOFError, OSError):
            self._require_begun()
            self._process.join(_START_SECONDS)
            return self._answered(_ended(self._process.exitcode, memory))
        if said == _BEGUN:
            self._has_begun = True
            self.deadline = time.monotonic() + self._seconds
            return ()
        self._require_begun()
        # What it pickled itself: a worker is trusted not to have been taken over (docs/decisions/0011).
        return self._answered(pickle.loads(said) if said else Lost("too_slow", (("limit", int(self._seconds)),)))  # noqa: S301

    def _answered(self, answer: Any) -> tuple[Any]:
        self.item = None
        self._items += 1
        self.is_spent = self._items >= _ITEMS_A_WORKER or (isinstance(answer, Lost) and answer.reason != "crashed")
        return (answer,)

    def _require_begun(self) -> None:
        if not self._has_begun:
            raise RuntimeError("a worker process could not be started; its own error, if it told one, stands above")

    def end(self) -> None:
        """Stop it at once; nothing of value is in it."""
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


@contextmanager
def _without_main() -> Generator[None]:
    """Start a process that does not import the program we run in: it needs nothing of it, and Prefect takes seconds."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _ended(exit_code: int | None, memory: int) -> Lost:
    if exit_code == MEMORY_EXIT:
        return _too_much_memory(memory)
    if exit_code is not None and exit_code < 0:
        name = next((one.name for one in signal.Signals if one == -exit_code), str(-exit_code))
        return Lost("worker_crashed", (("problem", name),))
    return Lost("worker_crashed", (("problem", f"exit code {exit_code}"),))


def _too_much_memory(memory: int) -> Lost:
    return Lost("too_much_memory", (("limit", memory // 1_000_000),))


def _serve(pipe: "connection.Connection[Any, Any]", memory: int) -> None:
    """The life of a worker: do what comes through the pipe until it closes."""
    # Ctrl-C goes to the whole group; the parent decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    confine(memory)
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    work: Callable[[Any], Any] | None = None
    try:
        while True:
            packed, item = pipe.recv()
            if packed is not None:
                work = pickle.loads(packed)  # noqa: S301 - from our own parent
            pipe.send_bytes(_BEGUN)
            pipe.send_bytes(_done(work, item, memory))
    except (EOFError, OSError):
        # The parent is gone, or has no more work.
        return


def _done(work: Callable[[Any], Any] | None, item: Any, memory: int) -> bytes:
    assert work is not None
    try:
        return pickle.dumps(work(item), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - whatever a file makes of our code costs that file alone, and is told
        name = type(error).__name__
        crashed = Lost("crashed", (("problem", f"{name}: {error}"[:200]),), name, traceback.format_exc())
        lost = _too_much_memory(memory) if _wants_memory(error) else crashed
    return pickle.dumps(lost)


def _wants_memory(error: BaseException | None) -> bool:
    """True where an error, or one that it follows from, is that there was no memory left.

    Libraries in C++ (ONNX Runtime, OpenCV) have errors of their own for it and tell it in words.
    """
    while error is not None:
        if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False
