"""Files of before 2007 (.doc, .xls, .wps, .et): their streams, read within limits from the OLE2 container."""

import io
import struct
from typing import Literal

import olefile

from gouji.document import UnreadableError

CompoundKind = Literal["doc", "xls", "encrypted", "other"]

# What olefile raises, beside its own OSError, for a container whose tables were cut off or altered.
_ERRORS = (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError)
# A report is 50 to 300 KB.
MAX_STREAM_BYTES = 64_000_000


class Compound:
    """The streams of one container. A name that differs in case is the same stream, as in Windows."""

    def __init__(self, content: bytes) -> None:
        """Raises UnreadableError where the container is damaged in any way that its own tables show."""
        try:
            self._container: olefile.OleFileIO[str] = olefile.OleFileIO(
                io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT
            )
        except _ERRORS as error:
            raise UnreadableError("damaged", problem=str(error)[:200]) from error

    def __contains__(self, name: str) -> bool:
        return bool(self._container.exists(name))

    def read(self, name: str) -> bytes:
        """The bytes of a stream. Raises UnreadableError where it is missing, too large or damaged."""
        if name not in self:
            raise UnreadableError("part_missing", part=name)
        try:
            if self._container.get_size(name) > MAX_STREAM_BYTES:
                raise UnreadableError("part_too_large", part=name, limit=MAX_STREAM_BYTES // 1_000_000)
            return self._container.openstream(name).read()
        except _ERRORS as error:
            raise UnreadableError("damaged", problem=f"{name}: {str(error)[:200]}") from error


def compound_kind(container: Compound) -> CompoundKind:
    """Which document a container holds, by its streams."""
    if "EncryptedPackage" in container:
        return "encrypted"
    if "WordDocument" in container:
        return "doc"
    return "xls" if "Workbook" in container or "Book" in container else "other"
