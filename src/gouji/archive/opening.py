"""Open an archive, or make one."""

from gouji.archive.lake import ArchiveError, Lake, make, opened, sync
from gouji.archive.tables import MARKER, TABLES


def open_archive(place: str) -> Lake:
    """The archive at `place`, a folder or an object store's URL.

    Raises ArchiveError where there is none, it cannot be read, or newer code wrote it.
    """
    lake = Lake(place)
    if not lake.has(MARKER):
        raise ArchiveError(f"{place}: no archive; `gouji audit SOURCE... --archive {place}` makes one")
    opened(lake, MARKER)
    return lake


def open_or_make(place: str) -> Lake:
    """The archive at `place`, made where nothing is there.

    Raises ArchiveError, besides, for a folder in which something else lies: an archive shares its folder with nobody.
    """
    lake = Lake(place)
    if not lake.has(MARKER):
        _require_empty(lake)
        for table in TABLES:
            make(lake, table)
    return open_archive(place)


def _require_empty(lake: Lake) -> None:
    folder = lake.folder
    if folder is None or not folder.exists():
        return
    if not folder.is_dir():
        raise ArchiveError(f"{folder}: a file; an archive is a folder of its own")
    strange = sorted(path.name for path in folder.iterdir() if path.name not in TABLES)
    if strange:
        raise ArchiveError(f"{folder}: no archive, and {strange[0]} lies there; name an empty or a new folder")


def sync_all(lake: Lake) -> None:
    """Have the whole archive on the disk."""
    for table in TABLES:
        sync(lake, table)
