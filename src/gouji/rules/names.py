"""What the names of a formula mean: everywhere, and at the place where a rule looks."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Form
from gouji.declared.language import SECTION_FACTS, FactKind, addresses, fact_columns
from gouji.declared.rules import EVIDENT_FACTS
from gouji.rules.cellsets import Recomputed
from gouji.rules.targets import Placed


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a formula mean at one place.

    `cells` maps a name (`row.published`, `proactive.fees.amount`, `cell`) to an address, `sets` a name (`row`, `table`,
    `*`) or a pattern to the addresses it stands for, `facts` a name (`report.year`, `section.found`) to column and
    kind. `recomputed` is the table at this place with its printed totals.
    """

    cells: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, FactKind]]
    recomputed: Recomputed | None = None


class Names:
    """Everything that a formula may name anywhere, worked out once for all checks."""

    def __init__(self, forms: Sequence[Form], claims: Sequence[str], signs: Sequence[str]) -> None:
        self.forms = forms
        self.evident = (*claims, *signs, *EVIDENT_FACTS)
        self.addresses = addresses(forms)
        self.cells = {address: address for address in self.addresses}
        self.patterns = _patterns(self.addresses)
        self.facts: dict[str, tuple[str, FactKind]] = {
            name: (name, kind) for name, kind in fact_columns(forms, claims, signs).items()
        }
        self.of_form = {form.name: frozenset(cell.address for cell in form.cells) for form in forms}

    def totals(self, table: str) -> Recomputed:
        """The printed totals of a table, on every form."""
        return Recomputed(
            table,
            tuple(
                (form.name, identity.reported, identity.expected)
                for form in self.forms
                for one in form.tables
                if one.key == table
                for identity in one.identities
            ),
        )


def scope_at(placed: Placed, names: Names) -> Scope:
    """What the names mean at one place: `row`, `column`, `cell`, `table`, `here`, `section`, beside those of all."""
    cells: dict[str, str] = {}
    sets: dict[str, tuple[str, ...]] = {}
    facts: dict[str, tuple[str, FactKind]] = {}
    if placed.section is not None:
        facts = {f"section.{name}": (f"section.{placed.section}.{name}", kind) for name, kind in SECTION_FACTS.items()}
    table, row, column = placed.place.split(".") if placed.cells else ("", "", "")
    if placed.cells:
        sets = {"table": names.patterns[f"{table}.*.*"], "here": placed.cells}
    if placed.prefix is not None:
        sets["row"] = names.patterns[f"{placed.prefix}*"]
        cells |= {f"row.{address.removeprefix(placed.prefix)}": address for address in sets["row"]}
    if row == "*" != column:
        cells |= {f"column.{address.split('.')[1]}": address for address in placed.cells}
    if placed.place in names.cells:
        cells["cell"] = placed.place
    if placed.identity is not None:
        sets |= {"reported": placed.identity.reported, "expected": placed.identity.expected}
    return Scope(
        ChainMap(cells, names.cells),
        ChainMap(sets, names.patterns),
        ChainMap(facts, names.facts),
        names.totals(table) if row == column == "*" else None,
    )


def _patterns(everywhere: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every pattern of an address (`requests.*.total`, `*`) and the addresses that fit it."""
    found: dict[str, list[str]] = {"*": list(everywhere)}
    for address in everywhere:
        table, row, column = address.split(".")
        for pattern in (f"{table}.*.*", f"{table}.{row}.*", f"{table}.*.{column}", address):
            found.setdefault(pattern, []).append(address)
    return {pattern: tuple(cells) for pattern, cells in found.items()}
