"""Work that does to a worker what a hostile file does through a reader; in a module of its own, so that it pickles."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.intake import Taken
from gouji.reports.rows import ReportRows, to_rows
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import read_file, understand


def do(item: tuple[str, Any]) -> Any:
    """What the item says."""
    what, value = item
    return _ACTS[what](value)


def _hang(_: object) -> None:
    while True:
        pass


def _segfault(_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _allocate(size: int) -> int:
    held = [bytearray(b"x" * 10_000_000) for _ in range(size // 10_000_000)]
    return len(held)


def _raise(error: Exception) -> None:
    raise error


def _connect(_: object) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _fetch(url: str) -> None:
    urllib.request.urlopen(url, timeout=1)  # noqa: S310 - it must fail


def _start(_: object) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _interfaces() -> list[str]:
    lines = Path("/proc/net/dev").read_text(encoding="ascii").splitlines()
    return [line.split(":")[0].strip() for line in lines if ":" in line]


_ACTS: dict[str, Any] = {
    "return": lambda value: value,
    "pid": lambda _: os.getpid(),
    "hang": _hang,
    "segfault": _segfault,
    "exit": os._exit,
    "allocate": _allocate,
    "raise": _raise,
    "connect": _connect,
    "fetch": _fetch,
    "start": _start,
    "interfaces": lambda _: _interfaces(),
    "unpicklable": lambda _: lambda: None,
    "threads": lambda _: os.environ.get("POLARS_MAX_THREADS"),
}


def rows_or_die(taken: Taken, declared: Declared, transcriber: Transcriber, roster: Roster) -> ReportRows:
    """What a worker does with a file, and what a file does to a worker: its text says which."""
    said = taken.file.path.read_bytes()[:40].decode(errors="replace").split()
    if said and said[0] in _ACTS:
        do((said[0], int(said[1])))
    return to_rows(understand(read_file(taken, declared), declared, transcriber, roster), declared)
