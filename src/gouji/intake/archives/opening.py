"""Batches sent as one file: the members of .zip archives (and .rar, where libarchive is there), read in memory.

On disk a member is named by its hash and nothing else, so that no name in an archive leads anywhere.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gouji.document import UnreadableError
from gouji.intake.archives.member import Member
from gouji.intake.archives.rars import RAR, rar_members
from gouji.intake.archives.zips import ZIP, is_batch, zip_members

# An archive in an archive is how departments pass on what townships sent; a third level is no batch.
MAX_DEPTH = 2
# A province has some 3,000 offices that report; a batch of a county has some 100 MB.
MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 2_000_000_000
# An archive is held in memory while it is opened.
MAX_ARCHIVE_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member that lies in a folder of ours as a file named by its SHA-256; or the reason why it does not."""

    name: str
    sha256: str
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()


def looks_like_archive(head: bytes) -> bool:
    """True for the first bytes of a zip or a rar, which may yet be one document (`unpack` tells)."""
    return head.startswith((*ZIP, RAR))


def unpack(archive: Path, folder: Path) -> list[Unpacked] | None:
    """Write the members of an archive into `folder`, each named by its SHA-256; None where it is one document.

    Raises nothing for what the archive holds: where it cannot be read as a whole, or no further, the last entry has an
    empty name and the reason. Raises OSError where a file cannot be read or written.
    """
    if archive.stat().st_size > MAX_ARCHIVE_BYTES:
        limit = f"{MAX_ARCHIVE_BYTES // 1_000_000} MB"
        return [Unpacked("", "", "archive_too_large", (("limit", limit),))]
    content = archive.read_bytes()
    if not is_archive(content):
        return None
    unpacked: list[Unpacked] = []
    try:
        for member in members(content):
            digest = hashlib.sha256(member.content).hexdigest()
            if member.reason is None:
                (folder / digest).write_bytes(member.content)
            unpacked.append(Unpacked(member.name, digest, member.reason, member.details))
    except UnreadableError as error:
        unpacked.append(Unpacked("", "", error.reason, tuple(error.details.items())))
    return unpacked or [Unpacked("", "", "empty")]


def is_archive(content: bytes) -> bool:
    """True for bytes that are a batch of files, and no document that happens to be a zip."""
    return content.startswith(RAR) or (content.startswith(ZIP) and is_batch(content))


def members(content: bytes) -> Iterator[Member]:
    """The files of an archive in its own order, those of archives in it in their place.

    A member that cannot be read is there with its reason and costs itself alone. Raises UnreadableError where the
    archive as a whole cannot be read: `archive_damaged`, `archive_needs_libarchive`, `archive_too_large`.
    """
    yield from _Reader().read(content, "", 1)


class _Reader:
    """Counts over all levels: members and bytes are limited for the batch and not for each archive in it."""

    def __init__(self) -> None:
        self._members = 0
        self._bytes = 0

    def read(self, content: bytes, folder: str, depth: int) -> Iterator[Member]:
        """The files of one archive, `folder` before their names."""
        listed = rar_members(content) if content.startswith(RAR) else zip_members(content)
        for member in listed:
            self._members += 1
            self._bytes += len(member.content)
            if self._members > MAX_MEMBERS:
                raise UnreadableError("archive_too_large", limit=f"{MAX_MEMBERS} files")
            if self._bytes > MAX_TOTAL_BYTES:
                raise UnreadableError("archive_too_large", limit=f"{MAX_TOTAL_BYTES // 1_000_000} MB")
            yield from self._member(Member(folder + member.name, member.content, member.reason, member.details), depth)

    def _member(self, member: Member, depth: int) -> Iterator[Member]:
        if member.reason or not is_archive(member.content):
            yield member
        elif depth >= MAX_DEPTH:
            yield Member(member.name, reason="archive_too_deep", details=(("limit", MAX_DEPTH),))
        else:
            try:
                yield from self.read(member.content, f"{member.name}/", depth + 1)
            except UnreadableError as error:
                if error.reason == "archive_too_large":
                    raise
                yield Member(member.name, reason=error.reason, details=tuple(error.details.items()))
