"""What the commands for an office's folder and its roster say, from `expectations/texts/office.yml`."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml


class InitWords(Entry):
    made: Annotated[str, places_for("folder")]
    files: str
    next: str


class RosterWords(Entry):
    written: Annotated[str, places_for("file", "count")]
    left_out: Annotated[str, places_for("count")]
    twice: Annotated[str, places_for("organisation", "districts")]
    fine: Annotated[str, places_for("file", "bodies", "districts", "addresses")]
    found: Annotated[str, places_for("file", "bodies", "wrong", "notes")]
    must: Annotated[str, places_for("problem")]
    note: Annotated[str, places_for("problem")]


class OfficeTexts(Entry):
    """The sentences by command."""

    nothing_new: Annotated[str, places_for("inbox")]
    init: InitWords
    roster: RosterWords


def load_office_texts(folder: Path) -> OfficeTexts:
    """The words in `folder`/texts/office.yml. Raises DeclarationError where one is missing, unknown or lacks its places."""
    path = folder / "texts" / "office.yml"
    return parse(OfficeTexts, read_yaml(path), str(path))
