"""Where a rule looks: the patterns of its checks put on the cells, totals and sections of the forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from gouji.declared.forms import Form, FormCell, Identity
from gouji.declared.rules import CheckEntry, Rule
from gouji.declared.strict_yaml import DeclarationError, suggestion

KINDS_OF_PLACE = ("identity", "cells", "rows", "columns", "tables", "sections", "place")
_WHOLE = ("report", "title")


@dataclass(frozen=True, slots=True)
class Placed:
    """A check of a rule at one place, before compilation.

    `cells` are the addresses there on any form, `forms` the names of those forms that the check is for. `prefix`
    (`requests.granted.`) is given where the place lies in one row; `section` and `identity` where it is one.
    """

    place: str
    forms: tuple[str, ...]
    cells: tuple[str, ...] = ()
    prefix: str | None = None
    section: int | None = None
    identity: Identity | None = None


def places(rule: Rule, check: CheckEntry, forms: Sequence[Form]) -> list[Placed]:
    """Every place at which a check of `rule` looks, in print order.

    Raises DeclarationError for an unknown form or segment, for a pattern that matches nothing, and where not exactly
    one kind of place is named.
    """
    chosen = forms_of(rule, forms)
    given = [name for name in KINDS_OF_PLACE if getattr(check, name)]
    if len(given) != 1:
        raise _error(
            rule, f"a check names exactly one of {', '.join(KINDS_OF_PLACE)}; found {', '.join(given) or 'none'}"
        )
    return list(dict.fromkeys(_expand(rule, check, chosen)))


def forms_of(rule: Rule, forms: Sequence[Form]) -> list[Form]:
    """The forms that a rule is for, all where it names none; `2021+` names form 2021 and every later one.

    Raises DeclarationError for an unknown form.
    """
    names = [form.name for form in forms]
    wanted: set[str] = set()
    for word in rule.entry.forms:
        name = word.removesuffix("+")
        if name not in names:
            raise _error(rule, f"unknown form {name!r}{suggestion(name, names)}")
        wanted |= set(names[names.index(name) :]) if word.endswith("+") else {name}
    return [form for form in forms if not wanted or form.name in wanted]


def _expand(rule: Rule, check: CheckEntry, forms: Sequence[Form]) -> Iterator[Placed]:
    names = tuple(form.name for form in forms)
    if check.place:
        if check.place not in _WHOLE:
            raise _error(rule, f"unknown place {check.place!r}{suggestion(check.place, _WHOLE)}")
        yield Placed(check.place, names)
    for number in check.sections:
        if not any(section.number == number for form in forms for section in form.sections):
            raise _error(rule, f"no form has a section {number}")
        yield Placed(f"section:{number}", names, section=number)
    if check.identity:
        yield from _identities(rule, check.identity, forms)
    cells = list(
        dict.fromkeys(cell for form in forms for cell in form.cells if not check.kinds or cell.kind in check.kinds)
    )
    for pattern in check.cells:
        for cell in _fitting(rule, pattern, ("table", "row", "column"), cells):
            yield Placed(cell.address, names, (cell.address,), f"{cell.table}.{cell.row}.")
    for pattern in check.rows:
        for line in _lines(_fitting(rule, pattern, ("table", "row"), cells)):
            prefix = f"{line[0].table}.{line[0].row}."
            yield Placed(f"{prefix}*", names, _addresses(line), prefix)
    for pattern in check.columns:
        for line in _lines(_fitting(rule, pattern, ("table", "column"), cells), by_column=True):
            yield Placed(f"{line[0].table}.*.{line[0].column}", names, _addresses(line))
    for pattern in check.tables:
        fitting = _fitting(rule, pattern, ("table",), cells)
        for table in dict.fromkeys(cell.table for cell in fitting):
            yield Placed(f"{table}.*.*", names, _addresses([cell for cell in fitting if cell.table == table]))


def _identities(rule: Rule, name: str, forms: Sequence[Form]) -> Iterator[Placed]:
    """The printed totals called `table.name`, or `table.name.line` for one line, each with the forms that print it."""
    printed: dict[Identity, list[str]] = {}
    known: set[str] = set()
    for form in forms:
        for table in form.tables:
            for identity in table.identities:
                line = next(word for word in identity.place.split(".")[1:] if word != "*")
                names = (f"{table.key}.{identity.name}", f"{table.key}.{identity.name}.{line}")
                known.update(names)
                if name in names:
                    printed.setdefault(identity, []).append(form.name)
    if not printed:
        raise _error(rule, f"unknown identity {name!r}{suggestion(name, known)}")
    for identity, names in printed.items():
        yield Placed(identity.place, tuple(names), (*identity.reported, *identity.expected), identity=identity)


def _fitting(rule: Rule, pattern: str, segments: Sequence[str], cells: Sequence[FormCell]) -> list[FormCell]:
    """The cells whose `segments` fit `pattern` (`proactive.*.change`); `*` alone fits every cell."""
    if pattern == "*":
        return list(cells)
    words = pattern.split(".")
    if len(words) != len(segments):
        raise _error(rule, f"{pattern!r} must have {len(segments)} parts, parted by dots: {'.'.join(segments)}")
    for segment, word in zip(segments, words, strict=True):
        known = {getattr(cell, segment) for cell in cells}
        if not any(fnmatchcase(one, word) for one in known):
            raise _error(rule, f"unknown {segment} {word!r} in {pattern!r}{suggestion(word, known)}")
    fitting = [
        cell
        for cell in cells
        if all(fnmatchcase(getattr(cell, segment), word) for segment, word in zip(segments, words, strict=True))
    ]
    if not fitting:
        raise _error(rule, f"{pattern!r} matches no cell of the forms that the check is for")
    return fitting


def _lines(cells: Sequence[FormCell], by_column: bool = False) -> list[list[FormCell]]:
    lines: dict[tuple[str, str], list[FormCell]] = {}
    for cell in cells:
        lines.setdefault((cell.table, cell.column if by_column else cell.row), []).append(cell)
    return list(lines.values())


def _addresses(cells: Sequence[FormCell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.address for cell in cells))


def _error(rule: Rule, problem: str) -> DeclarationError:
    return DeclarationError(f"{rule.where}: {rule.id}: {problem}")
