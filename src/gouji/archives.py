"""Batches sent as one file: the members of .zip archives (and .rar, where libarchive is there), read in memory.

On disk a member is named by its hash and nothing else, so that no name in an archive leads anywhere.
"""

import hashlib
import importlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from gouji.document import UnreadableError

# An archive in an archive is how departments pass on what townships sent; a third level is no batch.
MAX_DEPTH = 2
# A province has some 3,000 offices that report.
MAX_MEMBERS = 10_000
# As large as the largest file that is read on its own; a batch of a county has some 100 MB.
MAX_MEMBER_BYTES = 20_000_000
MAX_TOTAL_BYTES = 2_000_000_000
# An archive is held in memory while it is opened.
MAX_ARCHIVE_BYTES = 400_000_000
MAX_INNER_ARCHIVE_BYTES = 200_000_000
# Text shrinks to a tenth, tables of equal cells to a fiftieth; bombs to a thousandth. Small members may be all spaces.
MAX_RATIO = 200
_SMALL_BYTES = 1_000_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RAR = b"Rar!\x1a\x07"
# A zip with one of these is one document and no batch.
_DOCUMENTS = frozenset(("[content_types].xml", "ofd.xml", "mimetype", "word/document.xml", "xl/workbook.xml"))
# What programs leave beside the files that were meant.
_LITTER_STARTS = (".", "~$")
_LITTER = frozenset(("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"))
ARCHIVE_ENDINGS = (".zip", ".rar")
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_PACKED_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its path inside (archives within are folders of it), its bytes, or why it was not read.

    `reason` is a code of `expectations/texts/reasons.yml`, `details` fill its sentence.
    """

    name: str
    content: bytes = b""
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member that lies in a folder of ours as a file named by its SHA-256; or the reason why it does not."""

    name: str
    sha256: str
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()


def looks_like_archive(head: bytes) -> bool:
    """True for the first bytes of a zip or a rar, which may yet be one document (`unpack` tells)."""
    return head.startswith((*_ZIP, _RAR))


def is_litter(name: str) -> bool:
    """True for what systems and programs leave behind in folders: `__MACOSX/`, `Thumbs.db`, `~$report.docx`."""
    parts = name.split("/")
    return any(part.startswith(_LITTER_STARTS) or part.lower() in _LITTER for part in parts)


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
    if content.startswith(_RAR):
        return True
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not any(member.filename.lower() in _DOCUMENTS for member in archive.infolist()[:MAX_MEMBERS])
    except _ZIP_ERRORS:
        # Damaged: a report as likely as a batch, and the reader says what is wrong with it.
        return False


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
        listed = _rar(content) if content.startswith(_RAR) else _zip(content)
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


def _zip(content: bytes) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        listed = archive.infolist()
    except _ZIP_ERRORS as error:
        raise UnreadableError("archive_damaged", problem=_problem(error)) from error
    with archive:
        for info in listed:
            name = _name(info)
            if not info.is_dir() and not is_litter(name):
                yield _zip_member(archive, info, name)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Member(name, reason="encrypted")
    if info.compress_type not in _PACKED_KNOWN:
        return Member(name, reason="archive_damaged", details=(("problem", f"method {info.compress_type}"),))
    if (large := _too_large(name, info.file_size, info.compress_size)) is not None:
        return large
    try:
        with archive.open(info) as stream:
            # One byte more than may be, should the declared size be a lie. At its end zipfile checks the CRC.
            content = stream.read(_most_bytes(name) + 1)
    except _ZIP_ERRORS as error:
        return Member(name, reason="archive_damaged", details=(("problem", _problem(error)),))
    return _too_large(name, len(content), info.compress_size) or Member(name, content)


def _too_large(name: str, size: int, packed: int) -> Member | None:
    most = _most_bytes(name)
    if size > most or (size > _SMALL_BYTES and size > MAX_RATIO * max(packed, 1)):
        return Member(name, reason="archive_member_too_large", details=(("limit", most // 1_000_000),))
    return None


def _most_bytes(name: str) -> int:
    return MAX_INNER_ARCHIVE_BYTES if name.lower().endswith(ARCHIVE_ENDINGS) else MAX_MEMBER_BYTES


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: Windows writes GBK without saying so, and zipfile takes it for code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG and not name.isascii():
        try:
            written = name.encode("cp437")
        except UnicodeEncodeError:
            return _inside(name)
        try:
            name = written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.decode("gb18030", errors="replace")
    return _inside(name)


def _inside(name: str) -> str:
    """A name that stays inside the archive, whatever `..` and drive letters it came with."""
    parts = PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
    return "/".join(part for part in parts if part not in ("/", "..", ".")) or "?"


def _rar(content: bytes) -> Iterator[Member]:
    archive = _libarchive()
    try:
        with archive.memory_reader(content) as entries:
            for entry in entries:
                if entry.isfile and not is_litter(name := _inside(entry.pathname)):
                    yield _rar_member(entry, name, len(content))
    except archive.exception.ArchiveError as error:
        problem = _problem(error)
        if "encrypt" in problem.lower() or "passphrase" in problem.lower():
            raise UnreadableError("encrypted") from error
        raise UnreadableError("archive_damaged", problem=problem) from error


def _rar_member(entry: Any, name: str, packed: int) -> Member:
    """A member of a .rar; libarchive checks its CRC while it is read."""
    blocks: list[bytes] = []
    size = 0
    for block in entry.get_blocks():
        blocks.append(bytes(block))
        size += len(block)
        if (large := _too_large(name, size, packed)) is not None:
            return large
    return Member(name, b"".join(blocks))


def _libarchive() -> Any:
    """libarchive-c with the system's library, an optional extra. Raises UnreadableError where either is missing."""
    try:
        # By name: the package is an extra, and not there where the code is checked.
        archive = importlib.import_module("libarchive")
        importlib.import_module("libarchive.exception")
    except (ImportError, OSError, TypeError, AttributeError) as error:
        # Without the system's library the import of the package fails in one of these ways.
        raise UnreadableError("archive_needs_libarchive") from error
    return archive


def _problem(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
