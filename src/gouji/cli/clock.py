"""What is said while an audit runs, on the error stream: at once what is done, then a clock that moves."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text


class Clock:
    """The line that says what is done and for how long: on a terminal it moves, elsewhere it is one line a stage."""

    def __init__(self, quiet: bool) -> None:
        """`quiet`: nothing is said but warnings."""
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = quiet
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TextColumn("{task.fields[files]}"),
            TimeElapsedColumn(),
        )
        moves = sys.stderr.isatty() and not quiet
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not moves)
        self._task = self._bar.add_task("starting", total=None, files="")
        self._stage = ""

    def start(self) -> None:
        """Let it move."""
        self._bar.start()

    def stop(self) -> None:
        """Take the moving line away."""
        self._bar.stop()

    def say(self, what: str) -> None:
        """A line that stays."""
        if not self._quiet:
            self._console.print(Text(what))

    def warn(self, what: str) -> None:
        """A line that stays, said even when quiet."""
        self._console.print(Text(f"gouji: {what}", style="yellow"))

    def tell(self, stage: str, done: int, total: int) -> None:
        """What an audit calls as it goes: the stage, how many files it has done and how many there are."""
        # A bar that is full stops its clock: a stage that counts no files shows one without an end.
        length = total if done < total else None
        self._bar.update(self._task, description=stage, completed=done, total=length, files=f"{done}/{total} files")
        if self._bar.disable and stage != self._stage:
            self.say(f"{stage} {total} files")
        self._stage = stage


@contextmanager
def clock(*, quiet: bool) -> Generator[Clock]:
    """A clock that moves within the block."""
    ticking = Clock(quiet)
    ticking.start()
    try:
        yield ticking
    finally:
        ticking.stop()
