"""The folder that a run writes into: what is there and is not an earlier run's, or was changed since, stays as it is.

What an earlier run left is what its `run.json` lists with a SHA-256 and still has it. Every file is written beside its
place and renamed, so that it is either whole or not there.
"""

import errno
import hashlib
import itertools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast

RUN = "run.json"
# So many files of one name that may not be touched are no accident.
_MOST_BESIDE = 1000
_WRITABLE = 0o222
# What a rename says where a program has the file open, or a folder has its name.
_IN_THE_WAY = frozenset((errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ETXTBSY, errno.ENOTEMPTY))

Why = Literal["folder", "in_use", "not_ours", "changed", "read_only", "link"]


@dataclass(frozen=True, slots=True)
class Beside:
    """An output that was written under a name beside its own, both as paths in the folder, and why.

    `folder`: a folder has its name; `link`: a symbolic link has; `in_use`: it is open in a program or may not be
    replaced; `read_only`; `not_ours`: no run has left it; `changed`: someone has changed it since.
    """

    wanted: str
    written: str
    why: Why


class OutFolder:
    """What a run writes into `folder`, which is made if missing: `written` has the SHA-256 of each by its path there.

    `left` has what earlier runs left and could not be removed.
    """

    def __init__(self, folder: Path) -> None:
        """Raises OSError where the folder cannot be made."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.written: dict[str, str] = {}
        self.beside: list[Beside] = []
        self.left: dict[str, str] = {}
        self._before = outputs_before(folder)

    def put(self, name: str, content: bytes, *, durable: bool = True) -> Path:
        """Write `content` to `name`, a path in the folder with `/`, or to a name beside it; returns where it came to lie.

        `durable`: it is on the disk when this returns. Raises OSError where nothing can be written there at all.
        """
        digest = hashlib.sha256(content).hexdigest()
        why: Why | None = None
        for place in _places(self.folder, name):
            hindrance = self._hindrance(place, digest)
            if hindrance is None and _replace(self.folder / place, content, durable=durable):
                self.written[place] = digest
                if why is not None:
                    self.beside.append(Beside(name, place, why))
                return self.folder / place
            why = why or hindrance or "in_use"
        raise OSError(errno.EEXIST, f"{_MOST_BESIDE} files of this name may not be replaced; clear the folder", name)

    def clear(self) -> None:
        """Remove what earlier runs left and this one has not written: a district of theirs would be mailed again."""
        for place, digest in self._before.items():
            if place not in self.written and self._hindrance(place, "") is None:
                try:
                    (self.folder / place).unlink(missing_ok=True)
                except OSError as error:
                    if error.errno not in _IN_THE_WAY:
                        raise
                    self.left[place] = digest

    def _hindrance(self, place: str, digest: str) -> Why | None:
        """Why the file at `place` may not be replaced by one of `digest`; None where it may, or nothing is there."""
        path = self.folder / place
        if path.is_symlink():
            return "link"
        if path.is_dir():
            return "folder"
        if not path.exists():
            return None
        try:
            there = hashlib.sha256(path.read_bytes()).hexdigest()
        except PermissionError:
            return "in_use"
        if there == digest:
            # Nobody loses anything.
            return None
        if place == RUN:
            return None if _is_run(path) else "not_ours"
        if place not in self._before:
            return "not_ours"
        if there != self._before[place]:
            return "changed"
        return None if path.stat().st_mode & _WRITABLE else "read_only"


def outputs_before(folder: Path) -> dict[str, str]:
    """What earlier runs left in `folder`, by their `run.json`: the SHA-256 of each file by its path; empty without one."""
    run = _run(folder / RUN)
    listed: dict[str, str] = {}
    for key in ("outputs", "outputs_left"):
        entries = run.get(key, {})
        if isinstance(entries, dict):
            known = cast("Mapping[str, Any]", entries)
            listed |= {
                name: digest for name, digest in known.items() if isinstance(digest, str) and _inside(folder, name)
            }
    return listed


def source_around(folder: Path, sources: Sequence[Path]) -> Path | None:
    """The SOURCE that `folder` is or lies in, as the file system has it; None where it lies in none of them."""
    whole = folder.resolve()
    around = [one for one in (whole, *whole.parents) if one.exists()]
    return next((source for source in sources if source.is_dir() and any(one.samefile(source) for one in around)), None)


def beside_sources(folder: Path, sources: Sequence[Path]) -> Path:
    """The relative path `folder` at the nearest place above the SOURCEs around it that lies in none of them.

    Returns it as it is where no SOURCE is around it, and where one is the root of everything.
    """
    place = folder
    while (source := source_around(place, sources)) is not None:
        above = source.resolve().parent
        if above == source.resolve():
            return place
        place = above / folder
    return place


def _run(path: Path) -> Mapping[str, Any]:
    """A `run.json`; empty where it is missing or no such thing."""
    try:
        run: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("Mapping[str, Any]", run) if isinstance(run, dict) and "inputs" in run and "batch" in run else {}


def _is_run(path: Path) -> bool:
    return bool(_run(path))


def _inside(folder: Path, name: str) -> bool:
    """True for a path that stays in `folder`: a `run.json` may come from anywhere."""
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or ":" in name or name.startswith("/") or ".." in parts or name == RUN:
        return False
    above = itertools.accumulate(parts[:-1], lambda path, part: path / part, initial=folder)
    return not any(path.is_symlink() for path in itertools.islice(above, 1, None))


def _places(folder: Path, name: str) -> Iterator[str]:
    """`name`, then names beside it; of one in a sub-folder whose place is taken, in a folder beside that."""
    head, _, rest = name.partition("/")
    top = folder / head
    if rest and (top.is_symlink() or (top.exists() and not top.is_dir())):
        numbered = (f"{head} ({number})/{rest}" for number in range(2, _MOST_BESIDE))
        yield from (one for one in numbered if not (folder / one.partition("/")[0]).is_file())
        return
    path = PurePosixPath(name)
    yield name
    yield from (str(path.with_name(f"{path.stem} ({number}){path.suffix}")) for number in range(2, _MOST_BESIDE))


def _replace(path: Path, content: bytes, *, durable: bool) -> bool:
    """Write `content` and rename it to `path`; False where what is there cannot be replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unused(path.parent)
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        try:
            unfinished.replace(path)
        except OSError as error:
            if error.errno not in _IN_THE_WAY:
                raise
            return False
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def _unused(folder: Path) -> Path:
    """A name in `folder` that nothing has; hidden, so that intake passes over what a broken run leaves."""
    names = (folder / f".gouji-{os.getpid()}-{number}.part" for number in itertools.count())
    return next(path for path in names if not path.exists())
