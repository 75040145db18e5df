"""The words of the archive, from `expectations/texts/archive.yml`."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml

_Where = Annotated[str, places_for("where")]
_Said = Annotated[str, places_for("where", "said")]


class StandingWords(Entry):
    """A word for what a submission is of its body and year."""

    current: str
    several: str
    superseded: str
    not_audited: str

    def of(self, standing: str) -> str:
        """The word for a standing. Raises AttributeError for one that the archive does not know."""
        return getattr(self, standing)


class ProblemWords(Entry):
    """A sentence for each kind of trouble: what it is, and what to do."""

    torn_log: _Where
    unreadable: _Said
    missing_table: _Where
    missing_file: _Where
    damaged_file: _Said
    lost_rows: _Said
    unwritable: _Said
    no_links: _Said

    def of(self, kind: str, where: str, said: str) -> str:
        """The sentence for a problem. Raises AttributeError for a kind that the archive does not know."""
        return getattr(self, kind).format(where=where, said=said)


class ArchiveTexts(Entry):
    """All words of the archive."""

    all_in: Annotated[str, places_for("count")]
    taken: Annotated[str, places_for("number", "count")]
    taken_before: str
    unknown_body: Annotated[str, places_for("name")]
    several_bodies: Annotated[str, places_for("name")]
    body: Annotated[str, places_for("district", "name")]
    heading: Annotated[str, places_for("name", "district")]
    no_district: str
    year: Annotated[str, places_for("year")]
    unknown_year: str
    submission: Annotated[str, places_for("number", "report_id", "file", "standing", "findings")]
    standings: StandingWords
    changes: Annotated[str, places_for("count")]
    change: Annotated[str, places_for("cell", "before", "after")]
    no_changes: str
    not_in_form: str
    choose: str
    no_submissions: Annotated[str, places_for("year")]
    chosen: Annotated[str, places_for("report_id", "year")]
    would_forget: Annotated[str, places_for("count")]
    nothing_to_forget: str
    forgotten: Annotated[str, places_for("count")]
    fresh_files: str
    retention: Annotated[str, places_for("year", "count", "years")]
    retention_reason: Annotated[str, places_for("years")]
    compacted: Annotated[str, places_for("table", "before", "after")]
    healthy: str
    problems: ProblemWords


def load_archive_texts(folder: Path) -> ArchiveTexts:
    """The words in `folder`/texts/archive.yml. Raises DeclarationError where one is missing, unknown or lacks its places."""
    path = folder / "texts" / "archive.yml"
    return parse(ArchiveTexts, read_yaml(path), str(path))
