"""Archives as people and programs make them, hostile ones among them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def zipped_as(files: Mapping[str, bytes], encoding: str) -> bytes:
    """As Windows and old tools write them: names in `encoding`, and no flag that says so."""
    names = list(files)
    # Names of as many ASCII bytes, put right afterwards in both places.
    written = [name.encode(encoding) for name in names]
    stand_in = [(chr(ord("A") + rank) * len(one)).encode() for rank, one in enumerate(written)]
    made = zipped({one.decode(): files[name] for one, name in zip(stand_in, names, strict=True)})
    for one, name in zip(stand_in, written, strict=True):
        made = made.replace(one, name)
    return made


def with_field(archive: bytes, name: str, offset: tuple[int, int], value: bytes, encoding: str = "utf-8") -> bytes:
    """`archive` with a field of one member changed: at `offset` in its local and in its central header."""
    called = name.encode(encoding)
    changed = bytearray(archive)
    for signature, length, at in ((b"PK\x03\x04", 30, offset[0]), (b"PK\x01\x02", 46, offset[1])):
        start = changed.find(signature)
        while start >= 0 and changed[start + length : start + length + len(called)] != called:
            start = changed.find(signature, start + 1)
        changed[start + at : start + at + len(value)] = value
    return bytes(changed)


def encrypted(archive: bytes, name: str, encoding: str = "utf-8") -> bytes:
    return with_field(archive, name, (6, 8), b"\x01\x00", encoding)


def with_method(archive: bytes, name: str, method: int) -> bytes:
    return with_field(archive, name, (8, 10), struct.pack("<H", method))


def with_size(archive: bytes, name: str, size: int) -> bytes:
    """`archive` that lies about the size of a member."""
    return with_field(archive, name, (22, 24), struct.pack("<I", size))


def spoiled(archive: bytes, name: str) -> bytes:
    """`archive` with a byte altered inside the packed content of a member."""
    start = archive.index(name.encode()) + len(name.encode())
    return archive[: start + 3] + bytes((archive[start + 3] ^ 0xFF,)) + archive[start + 4 :]


def rar(files: Mapping[str, bytes], spoil: bool = False) -> bytes:
    """A RAR 5 archive of stored members (technical note of its maker, www.rarlab.com/technote.htm)."""
    made = b"Rar!\x1a\x07\x01\x00" + _block(b"\x01\x00\x00")
    for name, content in files.items():
        called = name.encode()
        head = b"\x02\x02" + _number(len(content)) + b"\x04" + _number(len(content)) + b"\x20"
        head += struct.pack("<I", zlib.crc32(content) ^ spoil) + b"\x00\x00" + _number(len(called)) + called
        made += _block(head) + content
    return made + _block(b"\x05\x00\x00")


def _block(head: bytes) -> bytes:
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _number(value: int) -> bytes:
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*digits, value))
