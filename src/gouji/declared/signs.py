"""The declared signs (`expectations/signs.yml`): where each is looked for and what shows it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml
from gouji.document import Format

Number = Literal["id_number", "bank_card"]

Part = int | Literal["text", "before", "tables"]


class SignEntry(Entry):
    """One sign. What its fields mean stands in `signs.yml`."""

    sign: str
    within: list[Part]
    patterns: list[str]
    unless: list[str] = []
    not_in: list[Format] = []
    before_year: int | None = None
    verified: Number | None = None
    masked: bool = False
    as_printed: bool = False


class SignsEntry(Entry):
    signs: list[SignEntry]


@dataclass(frozen=True, slots=True)
class Sign:
    """One declared sign.

    `within` holds section numbers, `text` (all passages), `before` (those in front of section one) or `tables` (cells).
    A match counts unless its sentence holds one of `unless`, or it is no such number as `verified` says. It is not looked for
    in files of the formats `not_in`. A sign with `before_year` counts only in reports for an earlier year. The words of a `masked` one are personal data.
    """

    key: str
    within: tuple[Part, ...]
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]
    not_in: tuple[Format, ...]
    before_year: int | None
    verified: Number | None
    masked: bool
    as_printed: bool


def load_signs(folder: Path) -> tuple[Sign, ...]:
    """The declared signs. Raises DeclarationError for a duplicate key or a pattern that is no regular expression."""
    path = folder / "signs.yml"
    declared = parse(SignsEntry, read_yaml(path), str(path))
    signs: dict[str, Sign] = {}
    for entry in declared.signs:
        where = f"{path}: {entry.sign}"
        if entry.sign in signs:
            raise DeclarationError(f"{where}: the sign is declared twice")
        if not entry.patterns or not entry.within:
            raise DeclarationError(f"{where}: a sign needs at least one pattern, and one part to look in (`within`)")
        signs[entry.sign] = Sign(
            key=entry.sign,
            within=tuple(entry.within),
            patterns=tuple(_compiled(pattern, where) for pattern in entry.patterns),
            unless=tuple(entry.unless),
            not_in=tuple(entry.not_in),
            before_year=entry.before_year,
            verified=entry.verified,
            masked=entry.masked,
            as_printed=entry.as_printed,
        )
    return tuple(signs.values())


def _compiled(pattern: str, where: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise DeclarationError(f"{where}: {pattern!r} is no regular expression: {error}") from error
    if compiled.search(""):
        raise DeclarationError(f"{where}: {pattern!r} is found in an empty text, so everywhere")
    return compiled
