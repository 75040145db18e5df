"""Intake: from the SOURCEs of a batch to the files in it, each read once, duplicates known by their bytes."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a batch. `name` is SOURCE's own name and the path inside it; `folder` the sub-folder below SOURCE."""

    path: Path
    name: str
    folder: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in: its hash, and `first`, the name of an earlier file of the batch with the same bytes."""

    file: SourceFile
    sha256: str
    first: str | None = None
    problem: str | None = None

    @property
    def report_id(self) -> str:
        """The id of the report: of its content, and for a duplicate or a file that cannot be opened also of its name."""
        if self.first is None and self.problem is None:
            return self.sha256[:16]
        return hashlib.sha256(f"{self.sha256}\0{self.file.name}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Intake:
    """All files of a batch in a fixed order, and the SOURCEs that are not there, with the reason."""

    taken: tuple[Taken, ...]
    missing: dict[str, str]


def take_in(sources: Sequence[Path], skip: Container[str] = frozenset()) -> Intake:
    """Every file of `sources` (files or folders), those apart whose SHA-256 is in `skip`.

    A missing SOURCE is reported, the rest is taken.
    """
    files: list[SourceFile] = []
    missing: dict[str, str] = {}
    for source in sources:
        if source.is_dir():
            files += _below(source)
        elif source.is_file():
            files.append(SourceFile(source.resolve(), source.name, None))
        else:
            missing[str(source)] = "no such file or folder"
    return Intake(tuple(taken for taken in _hashed(_named_apart(files)) if taken.sha256 not in skip), missing)


def _below(source: Path) -> list[SourceFile]:
    found: list[SourceFile] = []
    for path in sorted(source.rglob("*"), key=lambda path: path.relative_to(source).as_posix()):
        inside = path.relative_to(source)
        # A link that leads nowhere, or to a folder, is taken too: it is reported, not passed over.
        if (path.is_file() or path.is_symlink()) and not any(part.startswith(_HIDDEN) for part in inside.parts):
            folder = inside.parts[0] if len(inside.parts) > 1 else None
            found.append(SourceFile(path, f"{source.resolve().name}/{inside.as_posix()}", folder))
    return found


def _named_apart(files: Iterable[SourceFile]) -> Iterable[SourceFile]:
    """Two SOURCEs of one name can hold files of one name: the later ones get a number, so that each has its own."""
    names: Counter[str] = Counter()
    for file in files:
        names[file.name] += 1
        times = names[file.name]
        yield file if times == 1 else SourceFile(file.path, f"{file.name} ({times})", file.folder)


def _hashed(files: Iterable[SourceFile]) -> Iterable[Taken]:
    seen: dict[str, str] = {}
    for file in files:
        if file.path.is_symlink():
            # A link can lead anywhere on the machine; what a batch brings is only what lies in it.
            yield Taken(file, hashlib.sha256(file.name.encode()).hexdigest(), problem="a symbolic link, not followed")
            continue
        try:
            with file.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            yield Taken(file, hashlib.sha256(file.name.encode()).hexdigest(), problem=error.strerror or str(error))
            continue
        yield Taken(file, digest, seen.get(digest))
        seen.setdefault(digest, file.name)
