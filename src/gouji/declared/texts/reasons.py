"""The sentences that offices read when something could not be read, from `expectations/texts/reasons.yml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml
from gouji.document import CAUSES, Cause


class ReasonsEntry(Entry):
    files: dict[str, str]
    cells: dict[str, str]
    doubts: dict[Cause, str]
    leftovers: dict[str, str]
    unknown_district: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Code -> sentence, for files, cells (doubts among them) and leftovers, and the name of the district that is not known."""

    files: Mapping[str, str]
    cells: Mapping[str, str]
    leftovers: Mapping[str, str]
    unknown_district: str

    def of_file(self, code: str, details: Mapping[str, str | int]) -> str:
        """The sentence for a file that could not be audited."""
        return self.files[code].format_map(details)

    def of_cell(self, code: str, details: Iterable[tuple[str, str | int]]) -> str:
        """The sentence for a cell that could not be read."""
        return self.cells[code].format_map(dict(details))


def load_reasons(folder: Path) -> Reasons:
    """The sentences. Raises DeclarationError where the file is wrong or a sentence has braces that do not close."""
    path = folder / "texts" / "reasons.yml"
    entry = parse(ReasonsEntry, read_yaml(path), str(path))
    for group in (entry.files, entry.cells, entry.doubts, entry.leftovers):
        for code, sentence in group.items():
            if sentence.count("{") != sentence.count("}"):
                raise DeclarationError(f"{path}: {code}: braces do not match in {sentence!r}")
    if untold := set(CAUSES) - entry.doubts.keys():
        raise DeclarationError(f"{path}: doubts: no sentence for {', '.join(sorted(untold))}; add one for each")
    if twice := entry.doubts.keys() & entry.cells.keys():
        raise DeclarationError(
            f"{path}: both among cells and doubts: {', '.join(sorted(twice))}; give one another name"
        )
    return Reasons(entry.files, {**entry.cells, **entry.doubts}, entry.leftovers, entry.unknown_district)
