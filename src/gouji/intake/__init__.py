"""Intake: from the SOURCEs of a batch to the files in it, each read once, duplicates known by their bytes."""

import hashlib
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gouji.intake.envelopes import join_pages, open_archives
from gouji.intake.files import Found, SourceFile, cannot_open, find_files, sha256_of
from gouji.workers import Workers

__all__ = ["Intake", "SourceFile", "Taken", "take_in"]

# Keeps a file from being opened until it is known to which page it belongs; nothing that is taken in has it.
_ARRIVING = "arriving"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in: its hash, and `first`, the name of an earlier file of the batch with the same bytes.

    `reason` and `details` say why it cannot be read, where that is known already.
    """

    file: SourceFile
    sha256: str
    first: str | None = None
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()

    @property
    def problem(self) -> str | None:
        """Why it cannot be read, for `run.json`: in English, None where nothing is known against it."""
        if self.reason is None:
            return None
        said = ", ".join(f"{detail}" for _, detail in self.details)
        return said if self.reason == "cannot_open" else f"{self.reason}: {said}".removesuffix(": ")

    @property
    def report_id(self) -> str:
        """The id of the report: of its content, and for a duplicate or a file that cannot be opened also of its name."""
        if self.first is None and self.reason is None:
            return self.sha256[:16]
        return hashlib.sha256(f"{self.sha256}\0{self.file.name}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Intake:
    """All files of a batch in a fixed order, and the SOURCEs that are not there, with the reason.

    `archives` has the SHA-256 of each archive that was opened, `page_parts` the number of files in each folder that
    belongs to a saved page: neither are files of the batch. `left` names the files that are still being copied and were
    left to the next run. `known` counts the files that were passed over since they are known.
    """

    taken: tuple[Taken, ...]
    missing: dict[str, str]
    archives: Mapping[str, str] = field(default_factory=dict[str, str])
    page_parts: Mapping[str, int] = field(default_factory=dict[str, int])
    left: tuple[str, ...] = ()
    known: int = 0


def take_in(
    sources: Sequence[Path],
    skip: Container[str] = frozenset(),
    workers: Workers | None = None,
    arriving: Collection[Path] = frozenset(),
) -> Intake:
    """Every file of `sources` (files, folders, archives), those apart whose SHA-256 is in `skip`, and those `arriving`.

    Archives are opened by `workers`, in whose folder their members lie while the batch is read; without workers an
    archive is one file. A missing SOURCE is reported, the rest is taken.
    """
    found, missing = find_files(sources)
    found = [replace(one, reason=_ARRIVING) if one.file.path in arriving else one for one in found]
    found, archives = open_archives(found, workers, skip) if workers else (found, {})
    found, page_parts = join_pages(found)
    left = tuple(one.file.name for one in found if _is_arriving(one, arriving))
    there = (one for one in found if not _is_arriving(one, arriving))
    hashed = tuple(_hashed(_named_apart(there)))
    taken = tuple(one for one in hashed if one.sha256 not in skip)
    return Intake(taken, missing, archives, page_parts, left, len(hashed) - len(taken))


def _is_arriving(one: Found, arriving: Collection[Path]) -> bool:
    """True, too, for a saved page of which a page that its frames show is not there yet."""
    return one.reason == _ARRIVING or any(path in arriving for _, path in one.file.inner)


def _named_apart(found: Iterable[Found]) -> Iterator[Found]:
    """Two SOURCEs of one name can hold files of one name: the later ones get a number, so that each has its own."""
    names: Counter[str] = Counter()
    for one in found:
        names[one.file.name] += 1
        times = names[one.file.name]
        yield one if times == 1 else replace(one, file=replace(one.file, name=f"{one.file.name} ({times})"))


def _hashed(found: Iterable[Found]) -> Iterator[Taken]:
    seen: dict[str, str] = {}
    for one in found:
        digest = ""
        if one.reason is None:
            try:
                digest = _digest(one.file)
            except OSError as error:
                one = cannot_open(one.file, error.strerror or str(error))  # noqa: PLW2901 - the same file, refused
        if one.reason is not None:
            known_by = hashlib.sha256((one.refused or one.file.name).encode()).hexdigest()
            yield Taken(one.file, known_by, None, one.reason, one.details)
            continue
        yield Taken(one.file, digest, seen.get(digest))
        seen.setdefault(digest, one.file.name)


def _digest(file: SourceFile) -> str:
    return sha256_of(_sha256(file.path), {address: _sha256(path) for address, path in file.inner})


def _sha256(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
