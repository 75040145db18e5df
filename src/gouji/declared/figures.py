"""How figures are written in the wild, from `expectations/figures.yml`."""

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

from gouji.declared.strict_yaml import Entry, parse, read_yaml
from gouji.document.figures import SIGNS, Spellings


class SpellingsEntry(Entry):
    placeholders: list[str]
    increase: list[str]
    decrease: list[str]
    units: dict[str, dict[str, int | float]]
    page_marks: list[str]


def load_spellings(folder: Path) -> Spellings:
    """The declared spellings. Raises DeclarationError where the file is wrong."""
    path = folder / "figures.yml"
    entry = parse(SpellingsEntry, read_yaml(path), str(path))
    signs = "|".join([*map(re.escape, SIGNS), *map(re.escape, [*entry.increase, *entry.decrease])])
    suffixes = "|".join(sorted({re.escape(word) for words in entry.units.values() for word in words}, key=len))
    return Spellings(
        placeholders=frozenset(unicodedata.normalize("NFKC", mark) for mark in entry.placeholders),
        increase=tuple(sorted(entry.increase, key=len, reverse=True)),
        decrease=tuple(sorted(entry.decrease, key=len, reverse=True)),
        units={own: {word: Decimal(str(of)) for word, of in words.items()} for own, words in entry.units.items()},
        figure=re.compile(rf"(?:{signs})?[0-9]+(?:[,.][0-9]+)*(?:{suffixes})?"),
        page_mark=re.compile("|".join(map(_page_mark, entry.page_marks))),
    )


def _page_mark(template: str) -> str:
    """The pattern of a page mark such as `第{}页 共{}页`, with any white space between number and words."""
    words = [r"\s*".join(map(re.escape, "".join(part.split()))) for part in template.split("{}")]
    return r"\s*" + r"\s*[0-9]{1,3}\s*".join(words) + r"\s*"
