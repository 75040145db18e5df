"""How tables, lines and cells are named, from `expectations/texts/places.yml`: for every product the same."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml


class OwnWords(Entry):
    """What a formula calls the place that it stands at."""

    cell: str
    row: str
    group: str
    table: str
    here: str
    reported: str
    expected: str
    section: str


class PlaceTexts(Entry):
    """How a place is said in words. `row` and `column` stand for labels as `label` prints them, `rows` for several."""

    label: Annotated[str, places_for("label")]
    between_labels: str
    table: Annotated[str, places_for("ordinal")]
    cell: Annotated[str, places_for("table", "row", "column")]
    group_cell: Annotated[str, places_for("table", "row", "column")]
    rows: Annotated[str, places_for("table", "rows")]
    groups: Annotated[str, places_for("table", "rows")]
    columns: Annotated[str, places_for("table", "columns")]
    cells: Annotated[str, places_for("rows", "columns")]
    every_row: Annotated[str, places_for("table")]
    every_group: Annotated[str, places_for("table")]
    every_column: Annotated[str, places_for("table")]
    every_table: str
    every_cell: str
    every_section: str
    section: Annotated[str, places_for("heading")]
    title: str
    report: str
    whole_table: str
    whole_row: Annotated[str, places_for("row")]
    whole_group: Annotated[str, places_for("row")]
    cells_of_row: Annotated[str, places_for("row", "columns")]
    several: Annotated[str, places_for("first", "count")]
    between: str
    between_places: str
    own: OwnWords


def load_place_texts(folder: Path) -> PlaceTexts:
    """The words in `folder`/texts/places.yml. Raises DeclarationError where one is missing, unknown or lacks its places."""
    path = folder / "texts" / "places.yml"
    return parse(PlaceTexts, read_yaml(path), str(path))
