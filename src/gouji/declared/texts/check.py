"""The words of the page of `gouji check`, from `expectations/texts/check.yml`."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_for, read_yaml


class FactWords(Entry):
    title: str
    published: str
    sections: str


class CheckHeadings(Entry):
    """The heading of each tier."""

    first: str
    second: str
    appendix: str

    def of_tier(self, tier: str) -> str:
        """The heading of a tier. Raises AttributeError for one that has none."""
        return getattr(self, tier)


class CheckTexts(Entry):
    """The page from its title to its end."""

    title: Annotated[str, places_for("name", "year")]
    file: Annotated[str, places_for("file")]
    unknown_name: str
    unknown_year: str
    read: str
    cells: Annotated[str, places_for("read", "all")]
    table: Annotated[str, places_for("table", "read", "all")]
    table_missing: Annotated[str, places_for("table")]
    fact: Annotated[str, places_for("what", "found")]
    not_told: str
    facts: FactWords
    findings: Annotated[str, places_for("heading", "count")]
    headings: CheckHeadings
    none: str
    finding: Annotated[str, places_for("number", "where", "message")]
    figures: Annotated[str, places_for("reported", "expected", "difference")]
    figures_pair: Annotated[str, places_for("reported", "expected")]
    figures_alone: Annotated[str, places_for("reported")]
    mending: Annotated[str, places_for("text")]
    stood: Annotated[str, places_for("stood")]
    others: Annotated[str, places_for("count", "where")]
    unread: Annotated[str, places_for("count")]
    unread_none: str
    unread_line: Annotated[str, places_for("number", "what", "reason")]
    unread_where: Annotated[str, places_for("where")]
    what_to_do: str
    unaudited: Annotated[str, places_for("reason")]
    end_fine: str
    end_unread: str
    end_first: str
    end_unaudited: str
    kept: str


def load_check_texts(folder: Path) -> CheckTexts:
    """The words in `folder`/texts/check.yml. Raises DeclarationError where one is missing, unknown or lacks its places."""
    path = folder / "texts" / "check.yml"
    return parse(CheckTexts, read_yaml(path), str(path))
