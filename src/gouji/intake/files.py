"""The files that the SOURCEs of a batch bring, before anything of them is read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.intake.archives import is_litter
from gouji.intake.names import printable


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a batch. `name` is SOURCE's own name and the path inside it; `folder` the sub-folder below SOURCE.

    Both are printable (`gouji.intake.names`), whatever bytes the file system has for them; only `path` is as it has it.
    Inside an archive both go on: `batch.zip/乡镇/report.docx`. `path` is where its bytes lie, which for a member of an
    archive is a file of ours. `inner` are the pages saved with a web page for its frames, by their path from the
    page's folder.
    """

    path: Path
    name: str
    folder: str | None
    inner: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or the reason why it cannot be read: a code of `expectations/texts/reasons.yml` and its details.

    `refused` tells one refused file from another when it has no content to be known by.
    """

    file: SourceFile
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()
    refused: str = ""


def find_files(sources: Sequence[Path]) -> tuple[list[Found], dict[str, str]]:
    """Every file of `sources` (files or folders) in a fixed order, and the SOURCEs that are not there."""
    found: list[Found] = []
    missing: dict[str, str] = {}
    for source in sources:
        if source.is_dir():
            found += _below(source)
        elif source.is_file():
            found.append(Found(SourceFile(source.resolve(), printable(source.name), None)))
        else:
            missing[printable(str(source))] = "no such file or folder"
    return found, missing


def _below(source: Path) -> list[Found]:
    found: list[Found] = []
    for path in sorted(source.rglob("*"), key=lambda path: path.relative_to(source).as_posix()):
        inside = path.relative_to(source)
        # A link that leads nowhere, or to a folder, is taken too: it is reported, not passed over.
        if (path.is_file() or path.is_symlink()) and not is_litter(inside.as_posix()):
            folder = inside.parts[0] if len(inside.parts) > 1 else None
            parts = (source.resolve().name, *inside.parts)
            file = SourceFile(path, "/".join(map(printable, parts)), printable(folder) if folder else None)
            # A link can lead anywhere on the machine; what a batch brings is only what lies in it.
            found.append(cannot_open(file, "a symbolic link, not followed") if path.is_symlink() else Found(file))
    return found


def cannot_open(file: SourceFile, problem: str) -> Found:
    """A file that is there and cannot be opened."""
    return Found(file, "cannot_open", (("problem", problem),))


def sha256_of(page: bytes, inner: Mapping[str, bytes]) -> str:
    """The SHA-256 by which a file is known, from the digests of its bytes and of the pages that its frames show.

    Without such pages it is that of the bytes. Two offices' workbooks saved as pages differ in nothing but these.
    """
    if not inner:
        return page.hex()
    whole = hashlib.sha256(page)
    for address, digest in sorted(inner.items()):
        whole.update(address.encode() + b"\0" + digest)
    return whole.hexdigest()
