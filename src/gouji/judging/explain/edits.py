"""Single edits that people make of several figures at once, and which of them would mend the table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.declared.forms import Identity
from gouji.judging.explain.equations import balance
from gouji.judging.explain.tally import Tally, check_mended, connected

# A shift that moves fewer figures is a pair of neighbours swapped, or one figure.
_FEWEST_SHIFTED = 3
# A guess about many cells must be borne out by more than one identity that was not used to make it.
_FEWEST_MENDED = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that mends `mended` and breaks nothing: the figure that each changed cell would need, and its codes."""

    needed: Mapping[str, int]
    slips: tuple[str, ...]
    mended: frozenset[Identity]


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a cell would need; None for one figure that was lost, to be found from an identity."""

    slip: str
    needed: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Each cell's identities by number with the cell's sign, and what each identity lacks."""

    tally: Tally
    bound: Mapping[str, Sequence[tuple[int, int]]]
    due: Sequence[int]


def single_edits(tally: Tally) -> tuple[Edit, ...]:
    """Every single edit of two or more cells that mends the identities whose balance it changes, all of them."""
    ledger = _ledger(tally)
    found: dict[frozenset[tuple[str, int]], Edit] = {}
    for guess in _guesses(ledger):
        edit = _checked(ledger, guess)
        if edit is not None:
            key = frozenset(edit.needed.items())
            slips = (*found[key].slips, *edit.slips) if key in found else edit.slips
            found[key] = Edit(edit.needed, tuple(dict.fromkeys(slips)), edit.mended)
    for edit in found.values():
        check_mended(tally, edit.needed, edit.mended)
    return tuple(found.values())


def _ledger(tally: Tally) -> _Ledger:
    bound: dict[str, list[tuple[int, int]]] = {address: [] for address in tally.figures}
    for number, identity in enumerate(tally.identities):
        for sign, parts in ((1, identity.reported), (-1, identity.expected)):
            for part in parts:
                bound[part].append((number, sign))
    return _Ledger(tally, bound, [-balance(identity, tally.figures) for identity in tally.identities])


def _guesses(ledger: _Ledger) -> Iterator[_Guess]:
    figures = ledger.tally.figures
    for lines in ledger.tally.lines:
        for line in lines:
            yield from _swaps("swapped_across", pairwise(line), figures)
            if any(figures.get(address) for address in line):
                yield from _shifts(ledger, line, ("shifted_right", "shifted_left"))
        for column in zip(*lines, strict=False):
            if any(figures.get(address) for address in column):
                yield from _shifts(ledger, column, ("shifted_down", "shifted_up"))
        for above, line in pairwise(lines):
            yield from _swaps("swapped_down", zip(above, line, strict=False), figures)
            yield from _swapped_lines(above, line, figures)
            yield from _copied(ledger, above, line)
    yield from _stale_totals(ledger.tally)


def _swaps(slip: str, pairs: Iterable[tuple[str, str]], figures: Mapping[str, int]) -> Iterator[_Guess]:
    for one, other in pairs:
        if one in figures and other in figures and figures[one] != figures[other]:
            yield _Guess(slip, {one: figures[other], other: figures[one]})


def _swapped_lines(above: Sequence[str], line: Sequence[str], figures: Mapping[str, int]) -> Iterator[_Guess]:
    """Two lines with each other's figures; that the one below was left empty is the same with zeros."""
    pairs = list(zip(above, line, strict=False))
    if all(address in figures for pair in pairs for address in pair):
        differing = [(up, down) for up, down in pairs if figures[up] != figures[down]]
        # Two figures of one column are neighbours swapped.
        if len(differing) > 1:
            needed = {up: figures[down] for up, down in differing} | {down: figures[up] for up, down in differing}
            yield _Guess("lines_swapped", needed)


def _shifts(ledger: _Ledger, line: Sequence[str], slips: tuple[str, str]) -> Iterator[_Guess]:
    """Runs of figures that stand one cell too far along or back: right or left in a line, down or up in a column (`slips`).

    The cell they left is empty or 0, and the figure they pushed out is lost; or it stands in the cell they left.
    """
    touched = {number for address in line for number, _ in ledger.bound.get(address, ()) if ledger.due[number]}
    if len(touched) < _FEWEST_MENDED:
        return
    figures = ledger.tally.figures
    for first in range(len(line)):
        for end in range(first + _FEWEST_SHIFTED, len(line) + 1):
            run = line[first:end]
            if any(address not in figures for address in run):
                break
            printed = [figures[address] for address in run]
            for slip, needed in _unshifted(printed, slips):
                # A run that ends in a figure which stays is that of a shorter one.
                if needed[0] != printed[0] and needed[-1] != printed[-1]:
                    yield _Guess(slip, dict(zip(run, needed, strict=True)))


def _unshifted(printed: Sequence[int], slips: tuple[str, str]) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    first, last = printed[0], printed[-1]
    along, back = slips
    yield along, (*printed[1:], first)
    yield back, (last, *printed[:-1])
    if not first:
        yield along, (*printed[1:], None)
    if not last:
        yield back, (None, *printed[:-1])


def _copied(ledger: _Ledger, above: Sequence[str], line: Sequence[str]) -> Iterator[_Guess]:
    """Figures of a line that are those of the line above: what they should be is what their columns lack."""
    figures = ledger.tally.figures
    alike = [a for up, a in zip(above, line, strict=False) if figures.get(a, 0) and figures[a] == figures.get(up)]
    binding = Counter(number for address in line for number, _ in ledger.bound.get(address, ()))
    needed: dict[str, int | None] = {}
    for address in alike:
        for number, sign in ledger.bound[address]:
            if ledger.due[number] and binding[number] == 1:
                needed[address] = figures[address] + sign * ledger.due[number]
    if len(needed) > 1:
        yield _Guess("copied_from_above", needed)


def _stale_totals(tally: Tally) -> Iterator[_Guess]:
    """Totals that were not brought up to date after a part was changed: all that depend on each other summed anew."""
    for identities in connected(tally.identities):
        totals = [identity for identity in identities if len(identity.reported) == 1]
        figures = dict(tally.figures)
        # A total of totals is right one round later.
        for _ in totals:
            before = dict(figures)
            for identity in totals:
                figures[identity.reported[0]] = sum(figures[part] for part in identity.expected)
            if figures == before:
                break
        yield _Guess("totals_not_updated", {a: figure for a, figure in figures.items() if figure != tally.figures[a]})


def _checked(ledger: _Ledger, guess: _Guess) -> Edit | None:
    """The edit, if every identity whose balance it changes holds afterwards; a lost figure is found first."""
    figures = ledger.tally.figures
    needed = {address: value for address, value in guess.needed.items() if value is not None}
    moved = _moved(ledger, needed)
    lost = next((address for address, value in guess.needed.items() if value is None), None)
    if lost is not None:
        if not ledger.bound[lost]:
            return None
        number, sign = ledger.bound[lost][0]
        needed[lost] = figures[lost] + sign * (ledger.due[number] - moved.get(number, 0))
        moved = _moved(ledger, needed)
    needed = {address: value for address, value in needed.items() if value != figures[address]}
    if len(needed) < 2 or min(needed.values()) < 0 or any(by and by != ledger.due[n] for n, by in moved.items()):
        return None
    mended = {number for number, by in moved.items() if by}
    if guess.slip.startswith("shifted"):
        borne_out = mended - {number for number, _ in ledger.bound.get(lost or "", ())}
        if len(needed) < _FEWEST_SHIFTED or len(borne_out) < _FEWEST_MENDED:
            return None
    return (
        Edit(needed, (guess.slip,), frozenset(ledger.tally.identities[number] for number in mended)) if mended else None
    )


def _moved(ledger: _Ledger, needed: Mapping[str, int]) -> dict[int, int]:
    """By how much each identity's balance changes, by its number."""
    moved: dict[int, int] = {}
    for address, value in needed.items():
        change = value - ledger.tally.figures[address]
        if change:
            for number, sign in ledger.bound[address]:
                moved[number] = moved.get(number, 0) + sign * change
    return moved
