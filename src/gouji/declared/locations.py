"""Where the folders that ship beside the code are, in a clone and in an installed wheel (docs/decisions/0003)."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """The `folder` (expectations, flows) inside the installed package, else at the top of the clone.

    Raises FileNotFoundError where neither has it.
    """
    for place in (_PACKAGE / folder, _PACKAGE.parents[1] / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"folder {folder!r} is neither in {_PACKAGE} nor beside it; reinstall gouji")
