"""From a table that does not add up to its diagnoses: search, take apart, check each explanation, classify."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.declared.forms import Identity, Table
from gouji.judging.explain.edits import Edit, single_edits
from gouji.judging.explain.equations import Equation, equation, mask_of
from gouji.judging.explain.model import MOST_LISTED, Change, Classification, Diagnosis, Explanation
from gouji.judging.explain.separate import Cause, causes
from gouji.judging.explain.slips import digit_slips
from gouji.judging.explain.smallest import ALWAYS, BUDGET, Found, smallest_sets
from gouji.judging.explain.tally import Tally, broken, check_mended, connected, parts, tally


def diagnose(
    table: Table, values: Mapping[str, int | None], unknown: Collection[str] = (), budget: int = BUDGET
) -> tuple[Diagnosis, ...]:
    """What can explain that identities of `table` do not hold: one diagnosis for each cause that stands by itself.

    `values` has what each cell prints, None for a blank; `unknown` has the addresses of those that are unreadable, a
    placeholder or no whole number: identities that need them are left out. A blank is read as 0, and may also be what
    is wrong: to fill it counts as one cell. `budget` limits the search for more than three cells. Nothing broken, even
    with each blank as 0: no diagnosis. Raises KeyError where a cell has no value and is not `unknown`.
    """
    sheet = tally(table, values, unknown)
    if not broken(sheet.identities, sheet.figures):
        return ()
    edits = single_edits(sheet)
    diagnoses: list[Diagnosis] = []
    for identities in connected(sheet.identities):
        if broken(identities, sheet.figures):
            diagnoses += _diagnoses(_part(sheet, identities), edits, budget)
    order = {cell.address: number for number, cell in enumerate(table.cells)}
    return tuple(sorted(diagnoses, key=lambda item: min(order[address] for address in _first(item))))


def _first(diagnosis: Diagnosis) -> Sequence[str]:
    """Where a reader starts: the cells of the first explanation, or those of a broken identity where there is none."""
    return diagnosis.explanations[0].addresses if diagnosis.explanations else parts(diagnosis.broken[0])


@dataclass(frozen=True, slots=True)
class _Part:
    """Identities of a table that hang together, and what is asked of its cells again and again."""

    sheet: Tally
    identities: tuple[Identity, ...]
    addresses: tuple[str, ...]
    figures: tuple[int, ...]
    numbers: Mapping[str, int]
    bound: frozenset[str]
    totals: frozenset[str]
    above: Mapping[str, str]
    blanks: int

    @property
    def lone(self) -> bool:
        """True where one identity is all that binds its cells."""
        return len(self.identities) == 1


def _part(sheet: Tally, identities: tuple[Identity, ...]) -> _Part:
    addresses = tuple(sheet.figures)
    printed = enumerate(sheet.printed.values())
    return _Part(
        sheet,
        identities,
        addresses,
        tuple(sheet.figures.values()),
        {address: number for number, address in enumerate(addresses)},
        frozenset(address for identity in identities for address in parts(identity)),
        frozenset(identity.reported[0] for identity in identities if len(identity.reported) == 1),
        {
            address: up
            for lines in sheet.lines
            for one, other in pairwise(lines)
            for up, address in zip(one, other, strict=False)
        },
        mask_of(number for number, value in printed if value is None),
    )


def _diagnoses(part: _Part, edits: Sequence[Edit], budget: int) -> Iterator[Diagnosis]:
    equations = [equation(identity, part.sheet.figures, part.numbers) for identity in part.identities]
    found = _search(part, equations, budget)
    apart = causes(equations, found.sets)
    grouped = [frozenset(part.identities[number] for number in cause.broken) for cause in apart]
    for cause, own in zip(apart, grouped, strict=True):
        # An edit that mends half of what belongs together explains nothing.
        whole = [
            edit
            for edit in edits
            if own <= edit.mended and all(group <= edit.mended or not group & edit.mended for group in grouped)
        ]
        yield _diagnosis(part, cause, whole, found.examined)


def _search(part: _Part, equations: Sequence[Equation], budget: int) -> Found:
    """The smallest sets when blanks may be filled; where all of them do, also the smallest that leave blanks at 0."""
    found = smallest_sets(equations, part.figures, budget=budget)
    if not found.sets or any(not mask_of(needs.changes) & part.blanks for needs in found.sets):
        return found
    kept = smallest_sets(equations, part.figures, part.blanks, largest=ALWAYS)
    return Found((*found.sets, *kept.sets), found.examined)


def _diagnosis(part: _Part, cause: Cause, mending: Sequence[Edit], examined: int) -> Diagnosis:
    sheet = part.sheet
    own = tuple(part.identities[number] for number in sorted(cause.broken))
    known = {frozenset(edit.needed.items()): edit for edit in mending}
    explanations: list[Explanation] = []
    blanks_kept: list[Explanation] = []
    fewest = min((len(needs.changes) for needs in cause.sets), default=0)
    for needs in cause.sets:
        mended = {part.addresses[cell]: part.figures[cell] + change for cell, change in needs.changes.items()}
        check_mended(sheet, mended, own)
        loose = {part.addresses[cell] for cell in needs.loose}
        needed = {address: None if address in loose else figure for address, figure in mended.items()}
        same = None if loose else known.pop(frozenset(mended.items()), None)
        kept = len(needed) > fewest and not mask_of(needs.changes) & part.blanks
        (blanks_kept if kept else explanations).append(_explanation(part, needed, same.slips if same else ()))
    for listed in (explanations, blanks_kept):
        listed.sort(key=lambda item: [part.numbers[address] for address in item.addresses])
    edits = [_explanation(part, edit.needed, edit.slips) for edit in known.values()]
    certain = _shared((*explanations, *blanks_kept, *edits)) if explanations else set[str]()
    return Diagnosis(
        table=sheet.table.key,
        broken=own,
        undecided=tuple(item for item in own if any(sheet.printed[address] is None for address in parts(item))),
        left_out=tuple(item for item in sheet.left_out if not part.bound.isdisjoint(parts(item))),
        classification=_classification(explanations, (*blanks_kept, *edits), certain),
        explanations=tuple(explanations),
        blanks_kept=tuple(blanks_kept),
        edits=tuple(edits),
        certain=tuple(address for address in part.addresses if address in certain),
        exhaustive_up_to=fewest or examined,
        single_check=tuple(address for address in part.addresses if address in part.bound) if part.lone else (),
    )


def _explanation(part: _Part, needed: Mapping[str, int | None], slips: tuple[str, ...]) -> Explanation:
    changes: list[Change] = []
    for address in sorted(needed, key=part.numbers.__getitem__):
        printed, value = part.sheet.printed[address], needed[address]
        own = digit_slips(printed, value)
        if printed and printed == part.sheet.printed.get(part.above.get(address, "")):
            own = (*own, "copied_from_above")
        # Where one total is all there is to check, that it may be wrong is no news.
        if len(needed) == 1 and address in part.totals and not part.lone:
            own = (*own, "total_not_updated")
        changes.append(Change(address, printed, value, own))
    return Explanation(tuple(changes), slips)


def _shared(explanations: Sequence[Explanation]) -> set[str]:
    """The cells that every one of them changes."""
    shared = set(explanations[0].addresses)
    for item in explanations:
        shared.intersection_update(item.addresses)
    return shared


def _classification(
    explanations: Sequence[Explanation], others: Sequence[Explanation], certain: Collection[str]
) -> Classification:
    if not explanations:
        return "open"
    if len(explanations) == 1 and not others and all(change.needed is not None for change in explanations[0].changes):
        return "one"
    if certain:
        return "some_certain"
    return "several" if len(explanations) <= MOST_LISTED else "open"
