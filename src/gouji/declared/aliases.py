"""The words of a form as they are met in the wild: official labels, their declared variants, and headings of sections."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.forms import Block, Form, Label
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion
from gouji.document.folding import fold


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A template that is recognised by its words and not read."""

    name: str
    document: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Headings:
    """How sections are headed in the wild, everything folded.

    `variants`: another wording -> the official one. `words`: official wording -> words that a heading of that section
    has and no other. `nothing`: what is written behind a heading, in its line, where a section has no content.
    `labels`: the labels of tables; those that are numbered like headings are none.
    """

    variants: dict[str, str]
    words: dict[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What tells a misprint in a label, or a remark behind it, from another label.

    `telling`: characters in which no misprint is seen. `alike`: pairs of characters that are taken for one another.
    `other_figures`: words of a remark that speaks of other figures. `unit_words`: words in front of a unit, longest first.
    """

    telling: frozenset[str]
    alike: frozenset[tuple[str, str]]
    other_figures: tuple[str, ...]
    unit_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Folded variant -> folded official wording of table labels, and the headings of sections.

    `unlisted` is what labels are told by that are no variant. `rows`: for each table the folded labels of its lines, on any form and in any wording.
    """

    labels: dict[str, str]
    headings: Headings
    unlisted: Unlisted
    rows: tuple[frozenset[str], ...]
    unsupported: tuple[Unsupported, ...]


class UnsupportedEntry(Entry):
    name: str
    document: str
    words: list[str]


class UnlistedEntry(Entry):
    telling: str
    alike: list[str]
    other_figures: list[str]
    unit_words: list[str]


class AliasesEntry(Entry):
    labels: dict[str, list[str]]
    unlisted: UnlistedEntry
    headings: dict[str, list[str]]
    heading_words: dict[str, list[str]]
    nothing_behind: list[str]
    unsupported: list[UnsupportedEntry]


def load_aliases(folder: Path, forms: Iterable[Form]) -> Aliases:
    """The declared variants. Raises DeclarationError where one stands for a wording that no form prints, or for two."""
    path = folder / "aliases.yml"
    entry = parse(AliasesEntry, read_yaml(path), str(path))
    forms = tuple(forms)
    official = {
        text for form in forms for table in form.tables for block in table.blocks for text in block_words(block)
    }
    headings = {section.heading for form in forms for section in form.sections}
    labels = _inverted(entry.labels, official, f"{path}: labels")
    words = _inverted(entry.heading_words, headings, f"{path}: heading_words")
    return Aliases(
        labels=labels,
        headings=Headings(
            variants=_inverted(entry.headings, headings, f"{path}: headings"),
            words={fold(one): tuple(word for word, of in words.items() if of == fold(one)) for one in headings},
            nothing=tuple(fold(word) for word in entry.nothing_behind),
            labels=frozenset(map(fold, official)) | labels.keys(),
        ),
        unlisted=_unlisted(entry.unlisted),
        rows=tuple(
            _rows(forms, key, labels) for key in dict.fromkeys(table.key for form in forms for table in form.tables)
        ),
        unsupported=tuple(
            Unsupported(item.name, item.document, frozenset(fold(word) for word in item.words))
            for item in entry.unsupported
        ),
    )


def _unlisted(entry: UnlistedEntry) -> Unlisted:
    pairs = {(one, other) for group in entry.alike for one in group for other in group if one != other}
    return Unlisted(
        telling=frozenset(entry.telling),
        alike=frozenset(pairs),
        other_figures=tuple(fold(word) for word in entry.other_figures),
        unit_words=tuple(sorted(map(fold, entry.unit_words), key=len, reverse=True)),
    )


def _inverted(declared: dict[str, list[str]], official: set[str], where: str) -> dict[str, str]:
    inverted: dict[str, str] = {}
    for wording, variants in declared.items():
        if wording not in official:
            raise DeclarationError(f"{where}: no form prints {wording!r}{suggestion(wording, official)}")
        for variant in variants:
            known = inverted.setdefault(fold(variant), fold(wording))
            if known != fold(wording):
                raise DeclarationError(f"{where}: {variant!r} is given for two wordings; keep one")
    return inverted


def printed_labels(forms: Iterable[Form]) -> frozenset[str]:
    """Every text that the tables of `forms` print, folded."""
    blocks = [block for form in forms for table in form.tables for block in table.blocks]
    return frozenset(fold(text) for block in blocks for text in block_words(block) if text)


def _rows(forms: Iterable[Form], key: str, labels: dict[str, str]) -> frozenset[str]:
    printed = {
        fold(text)
        for form in forms
        for table in form.tables
        if table.key == key
        for block in table.blocks
        for text in _texts(block.rows)
    }
    return frozenset(printed | {variant for variant, official in labels.items() if official in printed})


def block_words(block: Block) -> Iterable[str]:
    """Every text that a block prints, figures apart."""
    yield from block.corner
    yield from (text for text in (block.caption, block.banner) if text is not None)
    yield from _texts(block.columns)
    yield from _texts(block.rows)


def _texts(labels: tuple[Label, ...]) -> Iterable[str]:
    for label in labels:
        yield label.text
        yield from _texts(label.children)
