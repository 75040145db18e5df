"""Labels that no list has and that can mean one thing only, in the place where they stand (docs/decisions/0005)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.document.figures import Spellings
from gouji.document.folding import collapse
from gouji.reports.transcribe.brackets import has_brackets, without_brackets
from gouji.reports.transcribe.misprints import is_misprint
from gouji.reports.transcribe.vocabulary import Vocabulary, without_number

_HAN = re.compile(r"[\u3400-\u9fff]")
# Longer text is prose.
_LONGEST = 100


class Seen(NamedTuple):
    """A text that may be a label, in reading order: its folded form, its text, and where it stands."""

    word: str
    text: str
    locator: str


class Mended(NamedTuple):
    """What a label means: the folded official wording, the unit that it gives, and whether its wording is wrong."""

    official: str
    unit: str | None = None
    is_wrong: bool = False


class WrongLabel(NamedTuple):
    """A label that is printed otherwise than on the form and was read in spite of it."""

    text: str
    official: str
    locator: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What the labels of one table mean: by word, and by rank where the same word means another label elsewhere.

    `units`: folded official wording -> the unit of what stands under it, where that is not the form's.
    """

    words: Mapping[str, Mended]
    ranks: Mapping[int, Mended]
    units: Mapping[str, str]
    wrong: tuple[WrongLabel, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.ranks)

    def official(self, rank: int, word: str) -> str:
        """The folded official wording of the label at `rank`, or `word` itself."""
        mended = self.ranks.get(rank) or self.words.get(word)
        return mended.official if mended else word


NOTHING = Meant({}, {}, {}, ())


def meant(labels: Sequence[Seen], vocabulary: Vocabulary, spellings: Spellings) -> Meant:
    """What those of `labels` mean that `vocabulary` does not know, as far as it is certain."""
    unknown = {one.word: one for one in labels if _may_be_label(one, vocabulary)}
    bracketed = dict(_bracketed(unknown.values(), vocabulary, spellings))
    places = _Places([one.word for one in labels], bracketed, vocabulary)
    words = {word: one for word, one in bracketed.items() if one.unit or places.holds(word, one.official)}
    for word in unknown.keys() - bracketed.keys():
        candidates = {label for label in _alike(word, vocabulary) if places.holds(word, label)}
        if len(candidates) == 1 and len(_alike(word, vocabulary)) == 1:
            words[word] = Mended(candidates.pop(), is_wrong=True)
    words = _without_rivals(words, labels, vocabulary)
    ranks = {rank: Mended(label, is_wrong=True) for rank, label in places.numberless()}
    if not words and not ranks:
        return NOTHING
    return Meant(words, ranks, dict(_units(words, vocabulary)), tuple(_wrong(labels, words, ranks, vocabulary)))


def _may_be_label(one: Seen, vocabulary: Vocabulary) -> bool:
    word = one.word
    return (
        len(word) <= _LONGEST
        and word not in vocabulary.known
        and word not in vocabulary.foreign
        and bool(_HAN.search(word))
    )


def _bracketed(unknown: Iterable[Seen], vocabulary: Vocabulary, spellings: Spellings) -> Iterator[tuple[str, Mended]]:
    for one in unknown:
        if not has_brackets(one.text):
            continue
        found = without_brackets(one.text, vocabulary.known, vocabulary.unlisted, spellings)
        if found is None:
            continue
        official = vocabulary.official(found.label)
        if found.unit is None:
            yield one.word, Mended(official)
        elif (factors := _factors(official, found.unit, vocabulary, spellings)) is not None:
            prints_unit = any(word in official for word in vocabulary.unlisted.unit_words)
            yield one.word, Mended(official, found.unit, is_wrong=factors != {1} and prints_unit)


def _factors(official: str, unit: str, vocabulary: Vocabulary, spellings: Spellings) -> set[object] | None:
    """How many of the form's own unit one of `unit` is, in the cells that a label speaks of; None where that is not told."""
    cells = [
        cell
        for line in vocabulary.lines
        for cell, path in zip(line.cells, vocabulary.column_paths[line.block], strict=True)
        if official in (*path, *line.path)
    ]
    known = [spellings.units.get(cell.unit, {}).get(unit) for cell in cells]
    if not known or None in known:
        return None
    factors: set[object] = set(known)
    # Another unit than the form's is only told by the heading of the one column that it stands over.
    return factors if factors == {1} or (len(cells) == 1 and official in vocabulary.column_words) else None


def _alike(word: str, vocabulary: Vocabulary) -> set[str]:
    """The official labels that `word` is but for a misprint, or for the number in front."""
    body = without_number(word)
    found = {label for known, label in vocabulary.known.items() if is_misprint(word, known, vocabulary.unlisted)}
    if body != word and body in vocabulary.numberless:
        found.add(vocabulary.numberless[body])
    return found


def _without_rivals(words: Mapping[str, Mended], labels: Sequence[Seen], vocabulary: Vocabulary) -> dict[str, Mended]:
    """Those of `words` that do not share their official label with more texts than the form prints it."""
    printed: dict[str, set[str]] = defaultdict(set)
    for word in {one.word for one in labels}:
        label = words[word].official if word in words else vocabulary.known.get(word)
        if label is not None:
            printed[label].add(word)
    times = {label: max(order.count(label) for order in vocabulary.orders) for label in printed}
    return {word: one for word, one in words.items() if len(printed[one.official]) <= times[one.official]}


def _units(words: Mapping[str, Mended], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for one in words.values():
        if one.unit is not None and one.official in vocabulary.column_words:
            yield one.official, one.unit


def _wrong(
    labels: Sequence[Seen], words: Mapping[str, Mended], ranks: Mapping[int, Mended], vocabulary: Vocabulary
) -> Iterator[WrongLabel]:
    told: set[str] = set()
    for rank, one in enumerate(labels):
        mended = ranks.get(rank) or words.get(one.word)
        if mended is not None and mended.is_wrong and one.word not in told:
            told.add(one.word)
            yield WrongLabel(collapse(one.text).replace(" ", ""), vocabulary.printed[mended.official], one.locator)


class _Places:
    """Where the labels stand: what stands before and behind them, as far as it is known."""

    def __init__(self, words: Sequence[str], bracketed: Mapping[str, Mended], vocabulary: Vocabulary) -> None:
        self.words = words
        self.vocabulary = vocabulary
        known = dict(vocabulary.known) | {word: one.official for word, one in bracketed.items()}
        self.official = [known.get(word) for word in words]
        self.at: dict[str, list[int]] = defaultdict(list)
        for rank, word in enumerate(words):
            self.at[word].append(rank)

    def holds(self, word: str, label: str) -> bool:
        """True where `word` stands somewhere between the labels that `label` has before and behind it on the form."""
        return any(self._fits(rank, label) for rank in self.at[word] if not self._is_torn(rank))

    def _is_torn(self, rank: int) -> bool:
        """True where a text and its neighbour are one label: what it lacks stands there."""
        pairs = ("".join(self.words[start : start + 2]) for start in (max(rank - 1, 0), rank))
        return any(pair in self.vocabulary.known for pair in pairs)

    def numberless(self) -> Iterator[tuple[int, str]]:
        """The labels of rows without their number that read like a heading of a column: 其他, 总计."""
        for body, label in self.vocabulary.numberless.items():
            if body != label and self.vocabulary.official(body) in self.vocabulary.column_words:
                fitting = [rank for rank in self.at.get(body, ()) if self._fits(rank, label)]
                # Where merged cells are spread over columns, a label stands beside itself.
                is_one = fitting == list(range(fitting[0], fitting[-1] + 1)) if fitting else False
                if is_one and label not in self.official:
                    yield from ((rank, label) for rank in fitting)

    def _fits(self, rank: int, label: str) -> bool:
        skipped = self.vocabulary.groups.get(label, frozenset()) | self.vocabulary.around
        before = self._next(range(rank - 1, -1, -1), self.words[rank], skipped)
        behind = self._next(range(rank + 1, len(self.words)), self.words[rank], skipped)
        return any(
            self._is_same(before, _beside(reversed(order[:at]), skipped))
            and self._is_same(behind, _beside(order[at + 1 :], skipped))
            for order in self.vocabulary.orders
            for at, word in enumerate(order)
            if word == label
        )

    def _next(self, ranks: Iterable[int], own: str, skipped: Collection[str]) -> int | None:
        """The rank of the next label that is not printed again for the line it belongs to."""
        return next((one for one in ranks if self.words[one] != own and self.official[one] not in skipped), None)

    def _is_same(self, rank: int | None, expected: str | None) -> bool:
        """True where the label at `rank` is the one expected beside; at an end of the table anything may follow."""
        if expected is None:
            return True
        if rank is None:
            return False
        return self.official[rank] == expected or self.words[rank] == without_number(expected)


def _beside(words: Iterable[str], skipped: Collection[str]) -> str | None:
    return next((word for word in words if word not in skipped), None)
