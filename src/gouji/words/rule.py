"""A rule in words: where each of its checks looks, when, and what must hold there."""

from collections.abc import Iterable, Sequence

from gouji.declared.forms import Form, FormCell, Identity
from gouji.declared.rules import CheckEntry, Rule
from gouji.declared.texts import Texts
from gouji.rules.targets import Placed, forms_of, places
from gouji.words.cells import Cells
from gouji.words.formula import spoken


def spoken_rule(rule: Rule, forms: Sequence[Form], texts: Texts) -> tuple[str, ...]:
    """The checks of `rule` in words, in their order, each once."""
    return tuple(dict.fromkeys(spoken_check(rule, check, forms, texts) for check in rule.entry.checks))


def spoken_check(rule: Rule, check: CheckEntry, forms: Sequence[Form], texts: Texts) -> str:
    """One check in words. Raises DeclarationError where it names what no form has, or what has no words."""
    chosen = forms_of(rule, forms)
    where = f"{rule.where}: {rule.id}"
    cells = Cells(tuple(reversed(chosen)), texts)
    placed = places(rule, check, forms)
    here = _here(placed, cells)
    # Of a total that forms print with different lines, the newest is told.
    identity = next((one.identity for one in reversed(placed) if one.identity), None)
    formula = check.holds or (_sides(identity, _along(identity)) if identity else "")
    if identity is not None and check.holds is None:
        here = [cell for address in (*identity.reported, *identity.expected) if (cell := cells.find(address))]
    words = {"place": _place(check, placed, cells), "holds": spoken(formula, chosen, texts, here, where)}
    if check.when is None:
        told = texts.formulas.check.format(**words)
    else:
        told = texts.formulas.check_when.format(when=spoken(check.when, chosen, texts, here, where), **words)
    if check.otherwise:
        told += texts.formulas.check_otherwise.format(
            reasons=texts.formulas.between_reasons.join(one.reason for one in check.otherwise)
        )
    return told


def _here(placed: Iterable[Placed], cells: Cells) -> list[FormCell]:
    found = [cells.find(address) for one in placed for address in one.cells]
    return list(dict.fromkeys(cell for cell in found if cell is not None))


def _along(identity: Identity) -> str:
    """Whether a total adds up along a row or down a column, as a formula names its cells."""
    return "column" if identity.place.split(".")[1] == "*" else "row"


def _sides(identity: Identity, along: str) -> str:
    part = 1 if along == "column" else 2
    sides = (identity.reported, identity.expected)
    return " == ".join(" + ".join(f"{along}.{address.split('.')[part]}" for address in side) for side in sides)


def _place(check: CheckEntry, placed: Sequence[Placed], cells: Cells) -> str:
    words = cells.names.texts
    if check.place:
        return words.title if check.place == "title" else words.report
    if check.sections:
        every = {section.number for form in cells.forms for section in form.sections}
        if every <= set(check.sections):
            return words.every_section
        return words.between.join(cells.names.section(number) or str(number) for number in check.sections)
    by_table: dict[str, list[Placed]] = {}
    for one in placed:
        by_table.setdefault(one.place.split(".")[0], []).append(one)
    if check.cells and len(by_table) > 1:
        return words.every_cell
    if check.tables and len(by_table) > 1:
        return words.every_table
    told = [_in_table(table, [one.place for one in found], cells) for table, found in by_table.items()]
    return words.between_places.join(told)


def _in_table(table: str, found: Sequence[str], cells: Cells) -> str:
    """The places in one table: all its lines, those that are named, or cells of them."""
    names, words = cells.names, cells.names.texts
    of_table = cells.fitting(f"{table}.*.*")
    there = {cell.address: cell for place in found for cell in cells.fitting(place)}
    rows, columns = ({place.split(".")[part] for place in found} for part in (1, 2))
    lined = bool(of_table[0].row_labels)
    if rows == columns == {"*"}:
        return names.table(table)
    if rows == {"*"}:
        if columns >= {cell.column for cell in of_table}:
            return words.every_column.format(table=names.table(table))
        return names.columns(there.values())
    if columns == {"*"} and rows >= {cell.row for cell in of_table}:
        return (words.every_row if lined else words.every_group).format(table=names.table(table))
    if len(there) == 1:
        return names.cell(next(iter(there.values())))
    told = names.rows(there.values())
    return told if columns == {"*"} else words.cells.format(rows=told, columns=names.column_labels(there.values()))
