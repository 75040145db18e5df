"""The members of a .zip, in memory."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from gouji.document import UnreadableError
from gouji.intake.archives.member import Member, inside, is_litter, most_bytes, problem_of, too_large

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# A zip with one of these is one document and no batch.
_DOCUMENTS = frozenset(("[content_types].xml", "ofd.xml", "mimetype", "word/document.xml", "xl/workbook.xml"))
# The most entries looked at for one of these, which stand among the first.
_LOOKED_AT = 10_000
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


def is_batch(content: bytes) -> bool:
    """True for a zip that is no document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not any(member.filename.lower() in _DOCUMENTS for member in archive.infolist()[:_LOOKED_AT])
    except _ZIP_ERRORS:
        # Damaged: a report as likely as a batch, and the reader says what is wrong with it.
        return False


def zip_members(content: bytes) -> Iterator[Member]:
    """The members of a .zip. Raises UnreadableError (`archive_damaged`) where it cannot be listed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        listed = archive.infolist()
    except _ZIP_ERRORS as error:
        raise UnreadableError("archive_damaged", problem=problem_of(error)) from error
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
    if (large := too_large(name, info.file_size, info.compress_size)) is not None:
        return large
    try:
        with archive.open(info) as stream:
            # One byte more than may be, should the declared size be a lie. At its end zipfile checks the CRC.
            content = stream.read(most_bytes(name) + 1)
    except _ZIP_ERRORS as error:
        return Member(name, reason="archive_damaged", details=(("problem", problem_of(error)),))
    return too_large(name, len(content), info.compress_size) or Member(name, content)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: Windows writes GBK without saying so, and zipfile takes it for code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG and not name.isascii():
        try:
            written = name.encode("cp437")
        except UnicodeEncodeError:
            return inside(name)
        try:
            name = written.decode("utf-8")
        except UnicodeDecodeError:
            name = written.decode("gb18030", errors="replace")
    return inside(name)
