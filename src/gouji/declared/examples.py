"""The clean reports that examples of rules are changes of, from `expectations/examples.yml`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.forms import Form
from gouji.declared.language import REPORT_FACTS, FactKind
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion

Value = str | int | bool | None

_PYTHON: dict[FactKind, type] = {"number": int, "text": str, "bool": bool, "date": str}


class BaseEntry(Entry):
    figures: dict[str, str]
    report: dict[str, Value]


class BasesEntry(Entry):
    """`signs`: how often each is seen in a clean report, 0 where it is not named; `quote`: the words of one seen."""

    base: dict[str, BaseEntry]
    signs: dict[str, int]
    quote: str
    characters: int
    district: str


@dataclass(frozen=True, slots=True)
class Bases:
    """The clean reports by form, and the file they are declared in."""

    entry: BasesEntry
    where: str


def load_bases(folder: Path, forms: Sequence[Form]) -> Bases:
    """The clean reports of `examples.yml`. Raises DeclarationError for an unknown form, cell or fact, or one left out."""
    path = folder / "examples.yml"
    bases = Bases(parse(BasesEntry, read_yaml(path), str(path)), str(path))
    for name, base in bases.entry.base.items():
        form = form_called(name, forms, bases.where)
        _check_addresses(base.figures, form, f"{path}: base {name}")
        require_facts(base.report, REPORT_FACTS, f"{path}: base {name}: report")
        missing = [fact for fact in REPORT_FACTS if fact not in base.report]
        if missing:
            raise DeclarationError(
                f"{path}: base {name}: report lacks {', '.join(missing)}; null says that it is not known"
            )
    return bases


def form_called(name: str, forms: Sequence[Form], where: str) -> Form:
    """The form of that name. Raises DeclarationError with the nearest name where there is none."""
    for form in forms:
        if form.name == name:
            return form
    raise DeclarationError(f"{where}: unknown form {name!r}{suggestion(name, [form.name for form in forms])}")


def _check_addresses(found: Iterable[str], form: Form, where: str) -> None:
    known = [cell.address for cell in form.cells]
    for address in found:
        if address not in known:
            raise DeclarationError(f"{where}: unknown cell {address!r}{suggestion(address, known)}")


def require_facts(facts: Mapping[str, Value], known: Mapping[str, FactKind], where: str) -> None:
    """Raise DeclarationError for a fact that is not among the `known`, and for a value of another kind than its own."""
    for fact, value in facts.items():
        if fact not in known:
            raise DeclarationError(f"{where}: unknown fact {fact!r}{suggestion(fact, known)}")
        kind = known[fact]
        # bool is an int in Python.
        if value is not None and (type(value) is not _PYTHON[kind] or (kind == "date" and not _is_day(str(value)))):
            raise DeclarationError(f"{where}: {fact} is a {kind}, found {value!r}")


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
