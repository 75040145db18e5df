"""The words of letters, from `expectations/texts/letter.yml`."""

from pathlib import Path
from typing import Annotated

from gouji.declared.strict_yaml import Entry, parse, places_among, read_yaml

# What a letter can be filled with: names, and the counts of a district.
Filled = Annotated[
    str,
    places_among(
        "district", "batch", "offices", "audited", "unread", "first", "second", "appendix", "findings", "incomplete"
    ),
]


class LetterTexts(Entry):
    """The parts of a letter; each may have any of the places."""

    subject: Filled
    greeting: Filled
    body: Filled
    incomplete: Filled
    signature: str
    all_offices: str


def load_letter_texts(folder: Path) -> LetterTexts:
    """The words in `folder`/texts/letter.yml. Raises DeclarationError for one missing or unknown, or an unknown place."""
    path = folder / "texts" / "letter.yml"
    return parse(LetterTexts, read_yaml(path), str(path))
