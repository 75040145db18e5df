"""The members of a .rar, in memory: listed by rarfile, unpacked by the system's libarchive, an optional extra.

libarchive does not check every checksum (3.6 passes over those of stored members), so what it unpacks is held to those
that rarfile lists.
"""

import importlib
import io
import zlib
from collections.abc import Iterator
from typing import Any

from gouji.document import UnreadableError
from gouji.intake.archives.member import Member, inside, is_litter, problem_of, too_large

RAR = b"Rar!\x1a\x07"
_RAR_5 = RAR + b"\x01\x00"


def rar_members(content: bytes) -> Iterator[Member]:
    """The members of a .rar.

    Raises UnreadableError: `archive_needs_libarchive` where the extra or the system's library is missing,
    `archive_damaged`, `encrypted`.
    """
    libarchive, rarfile = _libraries()
    try:
        with rarfile.RarFile(io.BytesIO(content)) as listing:
            if listing.needs_password():
                raise UnreadableError("encrypted")
            infos = {info.filename: info for info in listing.infolist() if info.is_file()}
        # By its name: libarchive would take a .rar that holds a .zip for that .zip.
        with libarchive.memory_reader(content, format_name="rar5" if content.startswith(_RAR_5) else "rar") as entries:
            for entry in entries:
                if entry.isfile:
                    yield from _member(entry, infos.pop(entry.pathname, None), len(content), rarfile)
    except (libarchive.exception.ArchiveError, rarfile.Error) as error:
        raise UnreadableError("archive_damaged", problem=problem_of(error)) from error
    if not infos:
        return
    raise UnreadableError("archive_damaged", problem=f"{len(infos)} files are missing")


def _member(entry: Any, info: Any, packed: int, rarfile: Any) -> Iterator[Member]:
    name = inside(entry.pathname)
    if is_litter(name):
        return
    blocks: list[bytes] = []
    size = 0
    for block in entry.get_blocks():
        blocks.append(bytes(block))
        size += len(block)
        if (large := too_large(name, size, packed)) is not None:
            yield large
            return
    content = b"".join(blocks)
    if info is not None and _agrees(content, info, rarfile):
        yield Member(name, content)
    else:
        yield Member(name, reason="archive_damaged", details=(("problem", "checksum"),))


def _agrees(content: bytes, info: Any, rarfile: Any) -> bool:
    """True where the content has the checksum that the archive lists; false, too, where it lists none."""
    if info.blake2sp_hash:
        return rarfile.Blake2SP(content).digest() == info.blake2sp_hash
    return info.CRC is not None and zlib.crc32(content) == info.CRC


def _libraries() -> tuple[Any, Any]:
    """libarchive-c with the system's library, and rarfile. Raises UnreadableError where one is missing."""
    try:
        # By name: the packages are an extra, and not there where the code is checked.
        libarchive = importlib.import_module("libarchive")
        importlib.import_module("libarchive.exception")
        rarfile: Any = importlib.import_module("rarfile")
    except (ImportError, OSError, TypeError, AttributeError) as error:
        # Without the system's library the import of libarchive fails in one of these ways.
        raise UnreadableError("archive_needs_libarchive") from error
    # A packed comment is nothing to us, and rarfile would start another program to read it.
    rarfile.RAR_MAX_COMMENT = 0
    return libarchive, rarfile
