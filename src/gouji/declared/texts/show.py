"""Every word of a page that shows a reading, from `expectations/texts/show.yml`."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml


class StatusWords(Entry):
    """A word for each status of a cell."""

    read: str
    blank: str
    placeholder: str
    unreadable: str
    absent: str

    def of(self, status: str) -> str:
        """The word for a status. Raises AttributeError for one that the contract does not know."""
        return getattr(self, status)


class MarkWords(Entry):
    """What stands in a cell that has no value."""

    blank: str
    placeholder: str
    unreadable: str
    absent: str

    def of(self, status: str) -> str:
        """The mark for a status other than `read`. Raises AttributeError for one that the contract does not know."""
        return getattr(self, status)


class ShowTexts(Entry):
    """All words of the page."""

    title: Annotated[str, places_for("file")]
    heading: Annotated[str, places_for("organisation", "year")]
    unnamed: str
    known_year: Annotated[str, places_for("year")]
    unknown_year: str
    file: Annotated[str, places_for("file")]
    status: Annotated[str, places_for("status")]
    form: Annotated[str, places_for("form")]
    unknown_form: str
    source: str
    source_blocks: str
    source_pages: str
    source_drawn: str
    no_source: str
    no_picture: str
    page: Annotated[str, places_for("number")]
    pages_left_out: Annotated[str, places_for("numbers")]
    blocks_left_out: Annotated[str, places_for("count")]
    hidden: str
    cut: str
    reading: str
    doubts: Annotated[str, places_for("cells", "leftovers")]
    no_doubts: str
    unreadable_note: str
    cells_left: Annotated[str, places_for("count")]
    leftover: Annotated[str, places_for("text")]
    table_not_recognised: str
    previous: str
    next: str
    keys: str
    statuses: StatusWords
    marks: MarkWords
    count: Annotated[str, places_for("status", "count")]
    nothing_chosen: str
    printed: Annotated[str, places_for("text")]
    printed_nothing: str
    value: Annotated[str, places_for("value", "unit")]
    reason: Annotated[str, places_for("reason")]
    where: Annotated[str, places_for("where")]
    no_place: str


def load_show_texts(folder: Path) -> ShowTexts:
    """The words in `folder`/texts/show.yml. Raises DeclarationError where one is missing, unknown or lacks its places."""
    path = folder / "texts" / "show.yml"
    return parse(ShowTexts, read_yaml(path), str(path))
