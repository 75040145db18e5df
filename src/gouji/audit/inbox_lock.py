"""One inbox audit at a time: a lock file that says who holds it, and is taken over where its owner is no more."""

import json
import os
import platform
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gouji.workers.processes import is_gone, started_at

LOCK = "inbox.lock"


class TakenError(Exception):
    """Another audit has the inbox: the message says which, and what to do where it is none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: the machine it runs on, its number there, and when it started (seconds), since numbers are used again."""

    host: str
    pid: int
    started: float

    @property
    def is_gone(self) -> bool:
        """True where the process is certainly no more; of another machine nobody can tell."""
        if self.host != platform.node():
            return False
        return is_gone(self.pid, self.started)


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the lock of the folder of an inbox's batches, which is made if missing.

    Raises TakenError where a process that may live holds it, OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    own = _own()
    if not _made(path, own):
        found = _content(path)
        _require_gone(path, found)
        _move_away(path, found)
        if not _made(path, own):
            _require_gone(path, None)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _own() -> str:
    pid = os.getpid()
    return json.dumps({"host": platform.node(), "pid": pid, "started": started_at(pid)})


def _made(path: Path, content: str) -> bool:
    """True where the lock file was made, which only one process can do."""
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(content)
    except FileExistsError:
        return False
    return True


def _content(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _require_gone(path: Path, content: str | None) -> None:
    """Raise TakenError unless `content` names an owner that is no more."""
    try:
        owner = Owner(**json.loads(content or ""))
    except (ValueError, TypeError):
        # Just being written, or damaged by hand.
        raise TakenError(
            f"another audit has just taken the inbox ({path}); if none runs, delete that file and start again"
        ) from None
    if not owner.is_gone:
        raise TakenError(
            f"the inbox is being audited by process {owner.pid} on {owner.host} ({path}); "
            "if that process is no audit of this inbox any more, delete the file and start again"
        )


def _move_away(path: Path, stale: str | None) -> None:
    """Remove a stale lock, and only that: another process may have taken it over since it was looked at."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.replace(aside)
    except FileNotFoundError:
        return
    if _content(aside) != stale:
        aside.replace(path)
        _require_gone(path, _content(path))
    aside.unlink(missing_ok=True)
