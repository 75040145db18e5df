"""Archives: the files in a .zip or .rar, archives in it among them, within limits and never by a path of their own."""

from gouji.intake.archives.member import ARCHIVE_ENDINGS, Member, is_litter
from gouji.intake.archives.opening import Unpacked, is_archive, looks_like_archive, members, unpack

__all__ = [
    "ARCHIVE_ENDINGS",
    "Member",
    "Unpacked",
    "is_archive",
    "is_litter",
    "looks_like_archive",
    "members",
    "unpack",
]
