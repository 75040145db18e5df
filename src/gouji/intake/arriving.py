"""Files that are still being copied into a folder: two looks at it, some seconds apart, see them differ."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gouji.intake.files import find_files

# A copy over a slow network writes more often than that.
SECONDS_BETWEEN = 2.0


class Look(NamedTuple):
    """What a look at a file saw: its size in bytes and when it was last changed, in nanoseconds."""

    size: int
    changed: int


def look_at(sources: Sequence[Path]) -> dict[Path, Look | None]:
    """A look at every file of `sources`, archives as they lie there; None for one that cannot be opened just now."""
    found, _ = find_files(sources)
    return {one.file.path: _look(one.file.path) for one in found if one.reason is None}


def still_arriving(first: Mapping[Path, Look | None], second: Mapping[Path, Look | None]) -> frozenset[Path]:
    """The files of the second look that are not there for certain: new or other than in the first, or not to be opened.

    A program that copies may hold a file so that nobody else can open it.
    """
    return frozenset(path for path, seen in second.items() if seen is None or first.get(path) != seen)


def _look(path: Path) -> Look | None:
    try:
        with path.open("rb"):
            status = path.stat()
    except OSError:
        return None
    return Look(status.st_size, status.st_mtime_ns)
