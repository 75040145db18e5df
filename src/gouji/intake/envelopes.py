"""Files that hold others: an archive is the files in it, and a saved page is one report with its folder of parts."""

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from gouji.intake.archives import ARCHIVE_ENDINGS, Unpacked, looks_like_archive, unpack
from gouji.intake.files import Found, SourceFile, cannot_open
from gouji.workers import Lost, Workers

# An archive as large as may be takes a minute on a slow disk.
_ARCHIVE_SECONDS = 300.0

_PAGE_ENDINGS = (".html", ".htm", ".shtml", ".xhtml")
# How browsers and office programs name the folder of a page: by the page, with one of these.
_FOLDER_ENDINGS = ("_files", ".files", "_file")
# Browsers never save these beside a page: in such a folder, too, a person has put them there.
_DOCUMENT_ENDINGS = frozenset(
    (
        ".doc", ".docx", ".wps", ".pdf", ".ofd", ".odt", ".ods", ".fodt", ".fods", ".rtf", ".txt", ".xls", ".xlsx", ".et",
        ".mht", ".mhtml",
        *ARCHIVE_ENDINGS,
    )
)  # fmt: skip
_FRAME = re.compile(rb"<i?frame[\s>]", re.IGNORECASE)
# As large as the largest page that is read.
_MAX_PAGE_BYTES = 20_000_000


def open_archives(found: Sequence[Found], workers: Workers, skip: Container[str]) -> tuple[list[Found], dict[str, str]]:
    """`found` with the members of every archive in its place, and the SHA-256 of each archive that was opened, by name.

    An archive whose SHA-256 is in `skip` is left out with all that is in it.
    """
    archives = {rank: _hash(one.file.path) for rank, one in enumerate(found) if _may_be_archive(one)}
    new = [rank for rank, digest in archives.items() if digest not in skip]
    work = functools.partial(unpack, folder=workers.folder)
    results = dict(zip(new, workers.map(work, [found[rank].file.path for rank in new], _ARCHIVE_SECONDS), strict=True))
    opened: list[Found] = []
    hashes: dict[str, str] = {}
    for rank, one in enumerate(found):
        if rank not in archives:
            opened.append(one)
            continue
        result = results.get(rank)
        if isinstance(result, Lost):
            opened.append(Found(one.file, result.reason, result.details, archives[rank]))
        elif result is not None:
            hashes[one.file.name] = archives[rank]
            opened += [_member(one.file, archives[rank], member, workers.folder) for member in result]
        elif rank in results:
            opened.append(one)
    return opened, hashes


def _may_be_archive(one: Found) -> bool:
    if one.reason is not None:
        return False
    try:
        with one.file.path.open("rb") as stream:
            return looks_like_archive(stream.read(8))
    except OSError:
        # Reported where it is hashed.
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _member(archive: SourceFile, digest: str, member: Unpacked, folder: Path) -> Found:
    if not member.name:
        # The archive itself, as far as it could not be opened.
        return Found(archive, member.reason, member.details, digest)
    inside = [part for part in PurePosixPath(member.name).parts[:-1] if not part.lower().endswith(ARCHIVE_ENDINGS)]
    file = SourceFile(
        folder / member.sha256, f"{archive.name}/{member.name}", archive.folder or (inside[0] if inside else None)
    )
    return Found(file, member.reason, member.details, f"{digest}\0{member.name}" if member.reason else "")


def join_pages(found: Sequence[Found]) -> tuple[list[Found], dict[str, int]]:
    """`found` without the parts of saved pages, and how many there were, by the name of their folder.

    A page that shows others in frames gets those of them that lie in its folder.
    """
    names = {one.file.name.casefold(): one for one in found}
    owners = {
        f"{stem}{ending}": one
        for name, one in names.items()
        if name.endswith(_PAGE_ENDINGS) and one.reason is None
        for stem in [name.rpartition(".")[0]]
        for ending in _FOLDER_ENDINGS
    }
    parts: dict[str, list[SourceFile]] = {}
    folders: Counter[str] = Counter()
    kept: list[Found] = []
    for one in found:
        folder = _page_folder(one.file.name, owners)
        if folder is None or one.file.name.lower().endswith(tuple(_DOCUMENT_ENDINGS)):
            kept.append(one)
            continue
        folders[folder] += 1
        parts.setdefault(owners[folder.casefold()].file.name, []).append(one.file)
    return [_with_inner(one, parts.get(one.file.name, ())) for one in kept], dict(folders)


def _page_folder(name: str, owners: Container[str]) -> str | None:
    """The outermost folder above a file that belongs to a page."""
    parts = name.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((folder for folder in above if folder.casefold() in owners), None)


def _with_inner(page: Found, parts: Sequence[SourceFile]) -> Found:
    pages = [part for part in parts if part.name.lower().endswith(_PAGE_ENDINGS)]
    if page.reason is not None or not pages:
        return page
    try:
        with page.file.path.open("rb") as stream:
            content = stream.read(_MAX_PAGE_BYTES)
    except OSError as error:
        return cannot_open(page.file, error.strerror or str(error))
    if not _FRAME.search(content.replace(b"\0", b"")):
        return page
    beside = len(page.file.name) - len(PurePosixPath(page.file.name).name)
    return replace(page, file=replace(page.file, inner=tuple((part.name[beside:], part.path) for part in pages)))
