"""The words of formulas, from `expectations/texts/formulas.yml`; none of them is in the code."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from gouji.declared.language import REPORT_FACTS, SECTION_FACTS, SET_COUNTS, FactKind
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, places_for, read_yaml, suggestion

One = Annotated[str, places_for("0")]
Two = Annotated[str, places_for("0", "1")]
Day = Annotated[str, places_for("0", "1", "2")]


class TruthWords(Entry):
    """What is said where something is so (`some`), and where it is not (`none`)."""

    some: str
    none: str

    def said(self, truth: bool, *words: str) -> str:
        """The sentence for `truth`."""
        return (self.some if truth else self.none).format(*words)


class Joins(Entry):
    """Words between truths."""

    both: str
    either: str
    bracket: One
    negated: One


class FormulaTexts(Entry):
    """Every word of a formula told."""

    check: Annotated[str, places_for("place", "holds")]
    check_when: Annotated[str, places_for("place", "when", "holds")]
    check_otherwise: Annotated[str, places_for("reasons")]
    between_reasons: str
    forbidden: One
    joins: Joins
    signs: dict[str, str]
    equal: Two
    unequal: Two
    between_values: str
    alike: Two
    counted_truths: dict[str, Annotated[str, places_for("count", "truths")]]
    between_truths: str
    sum_of_rows: Annotated[str, places_for("first", "last", "count")]
    sum_of_columns: Annotated[str, places_for("first", "last", "count")]
    sum_of_cells: Annotated[str, places_for("place", "count")]
    sum_of_own: One
    otherwise: Two
    counts: dict[str, TruthWords]
    functions: dict[str, str]
    days: dict[str, dict[str, Day]]
    known: TruthWords
    known_cell: TruthWords
    matches: TruthWords
    patterns: dict[str, str]
    quoted: One
    values: dict[str, str]
    report: dict[str, str | TruthWords]
    section: dict[str, str | TruthWords]
    claim: One
    claim_known: TruthWords
    statement: TruthWords
    claims: dict[str, str]
    statements: dict[str, str]
    sign: TruthWords
    sign_count: One
    signs_seen: dict[str, str]


def load_formula_texts(folder: Path, claims: Iterable[str], signs: Iterable[str]) -> FormulaTexts:
    """The words in `folder`/texts/formulas.yml.

    Raises DeclarationError where one is missing or unknown: each fact, each function on sets of cells, each of
    `claims` and of `signs` has its words, a truth two of them.
    """
    path = folder / "texts" / "formulas.yml"
    texts = parse(FormulaTexts, read_yaml(path), str(path))
    _complete(path, "counts", texts.counts, SET_COUNTS)
    _complete(path, "claims and statements", {**texts.claims, **texts.statements}, tuple(claims))
    _complete(path, "signs_seen", texts.signs_seen, tuple(signs))
    for part, facts, words in (("report", REPORT_FACTS, texts.report), ("section", SECTION_FACTS, texts.section)):
        _complete(path, part, words, facts)
        _right_kind(path, part, facts, words)
    return texts


def _complete(path: Path, part: str, words: Mapping[str, object], names: Iterable[str]) -> None:
    known = set(names)
    for name in sorted(known - words.keys()):
        raise DeclarationError(f"{path}: {part}: no words for {name!r}; add them")
    for name in sorted(words.keys() - known):
        raise DeclarationError(f"{path}: {part}: nothing is called {name!r}{suggestion(name, known)}")


def _right_kind(path: Path, part: str, facts: Mapping[str, FactKind], words: Mapping[str, str | TruthWords]) -> None:
    for name, kind in facts.items():
        if (kind == "bool") != isinstance(words[name], TruthWords):
            raise DeclarationError(f"{path}: {part}: {name} is a {kind}; a truth has `some` and `none`, others a noun")
