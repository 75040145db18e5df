"""A file can crash, hang or fill its worker: it costs itself, says why, and the others are done."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.workers import Lost, Workers
from gouji.workers.confinement import MEMORY_EXIT
from tests.made.hostile_work import do

MEMORY = 1_000_000_000
linux = pytest.mark.skipif(sys.platform != "linux", reason="what the kernel of Linux does")
unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(MEMORY) as made:
        yield made


def among_others(workers: Workers, *item: Any, seconds: float = 30) -> Any:
    """What becomes of an item; those around it are done, whatever it does."""
    items = [("return", 0), ("return", 1), item, *(("return", number) for number in range(2, 6))]
    results = workers.map(do, items, seconds)
    assert results[:2] + results[3:] == [0, 1, 2, 3, 4, 5]
    return results[2]


def test_results_in_the_order_of_the_items(workers: Workers) -> None:
    assert workers.map(do, [("return", number) for number in range(300)], 30) == list(range(300))
    assert workers.map(do, [], 30) == []


def test_work_is_done_in_other_processes_and_no_more_of_them_than_there_are_cores() -> None:
    with Workers(MEMORY) as fresh:
        pids = set(fresh.map(do, [("pid", None)] * 200, 30))
        assert set(fresh.map(do, [("pid", None)] * 3, 30)) <= pids
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= (os.cpu_count() or 1)


@unix
def test_a_crash(workers: Workers) -> None:
    assert among_others(workers, "segfault", None) == Lost("worker_crashed", (("problem", "SIGSEGV"),))


@pytest.mark.parametrize("code", [0, 3])
def test_an_end_without_an_answer(workers: Workers, code: int) -> None:
    assert among_others(workers, "exit", code) == Lost("worker_crashed", (("problem", f"exit code {code}"),))


def test_a_hang(workers: Workers) -> None:
    assert among_others(workers, "hang", None, seconds=5) == Lost("too_slow", (("limit", 5),))


def test_too_much_memory(workers: Workers) -> None:
    assert among_others(workers, "allocate", 3 * MEMORY) == Lost("too_much_memory", (("limit", 1000),))


def test_an_exception_is_our_fault_and_named(workers: Workers) -> None:
    error = among_others(workers, "raise", KeyError("row"))
    assert error == Lost("crashed", (("problem", "KeyError: 'row'"),))


def test_a_result_that_cannot_come_back(workers: Workers) -> None:
    assert among_others(workers, "unpicklable", None).reason == "crashed"


def test_every_item_can_be_lost(workers: Workers) -> None:
    assert [one.reason for one in workers.map(do, [("exit", 1)] * 5, 30)] == ["worker_crashed"] * 5


def test_after_a_loss_the_next_item_meets_a_new_worker(workers: Workers) -> None:
    (before,) = workers.map(do, [("pid", None)], 30)
    workers.map(do, [("exit", 1)] * 2, 30)
    (after,) = workers.map(do, [("pid", None)], 30)
    assert before != after


def test_a_worker_is_let_go_before_leaks_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.workers._ITEMS_A_WORKER", 2)
    with Workers(MEMORY) as fresh:
        pids = fresh.map(do, [("pid", None)] * 6, 30)
    assert len(set(pids)) == 3


@pytest.mark.parametrize("item", [("connect", None), ("fetch", "http://127.0.0.1:9/"), ("start", None)])
def test_neither_network_nor_programs(workers: Workers, item: tuple[str, Any]) -> None:
    lost = among_others(workers, *item)
    assert lost.reason == "crashed"
    assert "neither network nor other programs" in dict(lost.details)["problem"]


@linux
def test_where_the_system_allows_there_is_no_network_at_all(workers: Workers) -> None:
    unshare = shutil.which("unshare")
    tried = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--user", "--net"]
    if unshare is None or subprocess.run([*tried, "true"], check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("this system gives no process a network namespace of its own")
    assert among_others(workers, "interfaces", None) == ["lo"]


def test_libraries_start_no_thread_for_each_core(workers: Workers) -> None:
    assert among_others(workers, "threads", None) == "1"
    assert os.environ.get("POLARS_MAX_THREADS") is None


def test_processes_and_folder_end_with_the_block() -> None:
    with Workers(MEMORY) as made:
        (made.folder / "x").write_text("x", encoding="utf-8")
        (pid,) = made.map(do, [("pid", None)], 30)
        folder = made.folder
    assert not folder.exists()
    assert not any(one.is_alive() for one in made._workers)
    if os.name != "nt":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_the_memory_of_other_systems_is_watched() -> None:
    """What takes the place of the kernel's limit on macOS and Windows, tried on any system."""
    code = """
        import time
        from gouji.workers.confinement import watch_memory
        watch_memory(300_000_000)
        held = bytearray(b"x" * 400_000_000)
        time.sleep(60)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)  # noqa: S603
    assert done.returncode == MEMORY_EXIT


def test_a_script_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    lines = (
        "from gouji.workers import Workers",
        "print('once')",
        "with Workers() as w:",
        "    print(w.map(abs, [-1], 30))",
    )
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.split() == ["once", "[1]"]


def test_a_worker_that_does_not_start_is_nobodys_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.workers._START_SECONDS", 0.0)
    with Workers(MEMORY) as fresh, pytest.raises(RuntimeError, match="could not be started"):
        fresh.map(do, [("return", 1)], 30)


def test_each_item_has_its_own_time(workers: Workers) -> None:
    done = workers.map(do, [("return", 1), ("hang", None)], lambda item: 30 if item[0] == "return" else 1)
    assert done[0] == 1
    assert isinstance(done[1], Lost)
    assert done[1].details == (("limit", 1),)
