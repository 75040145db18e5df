"""A file in an archive: how it may be named, and how large it may be."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from gouji.intake.names import printable

# As large as the largest file that is read on its own; an archive in an archive may hold some of those.
MAX_MEMBER_BYTES = 20_000_000
MAX_INNER_ARCHIVE_BYTES = 200_000_000
# Text shrinks to a tenth, tables of equal cells to a fiftieth; bombs to a thousandth. Small members may be all spaces.
MAX_RATIO = 200
_SMALL_BYTES = 1_000_000

ARCHIVE_ENDINGS = (".zip", ".rar")
# What programs leave beside the files that were meant.
_LITTER_STARTS = (".", "~$")
_LITTER = frozenset(("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"))

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Longer than any path of Windows; its end tells files apart.
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its path inside (archives within are folders of it), its bytes, or why it was not read.

    `reason` is a code of `expectations/texts/reasons.yml`, `details` fill its sentence.
    """

    name: str
    content: bytes = b""
    reason: str | None = None
    details: tuple[tuple[str, str | int], ...] = ()


def is_litter(name: str) -> bool:
    """True for what systems and programs leave behind in folders: `__MACOSX/`, `Thumbs.db`, `~$report.docx`."""
    parts = name.split("/")
    return any(part.startswith(_LITTER_STARTS) or part.lower() in _LITTER for part in parts)


def inside(name: str) -> str:
    """A name that stays inside the archive and on one short line, whatever `..`, line breaks and drives it came with."""
    parts = [printable(part) for part in PurePosixPath(_CONTROL.sub("", name.replace("\\", "/"))).parts]
    return "/".join(part for part in parts if part not in ("/", "..", "."))[-_LONGEST_NAME:].lstrip("/") or "?"


def too_large(name: str, size: int, packed: int) -> Member | None:
    """The member as refused where `size` bytes out of `packed` are more than may be; None where they are not."""
    most = most_bytes(name)
    if size > most or (size > _SMALL_BYTES and size > MAX_RATIO * max(packed, 1)):
        return Member(name, reason="archive_member_too_large", details=(("limit", most // 1_000_000),))
    return None


def most_bytes(name: str) -> int:
    """How large a member of this name may be."""
    return MAX_INNER_ARCHIVE_BYTES if name.lower().endswith(ARCHIVE_ENDINGS) else MAX_MEMBER_BYTES


def problem_of(error: Exception) -> str:
    """What an error says, on one short line."""
    return " ".join(str(error).split())[:80] or type(error).__name__
