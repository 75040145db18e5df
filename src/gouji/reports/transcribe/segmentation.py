"""Split the folded pieces of torn labels into known words: `本年新` `制作数量` is one label, `其他` `一本年新收…` are two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What the pieces are, in order: the official wording of a word, or the index of a piece that is part of none."""

    parts: tuple[str | int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The official words in order."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def unknown(self) -> tuple[int, ...]:
        """The indices of the pieces that are part of no word."""
        return tuple(part for part in self.parts if isinstance(part, int))

    @property
    def reaches_end(self) -> bool:
        """True where the last piece ends a word."""
        return bool(self.parts) and isinstance(self.parts[-1], str)


class Words:
    """The words that pieces are split into: every folded text that stands for a label -> the official wording."""

    def __init__(self, official: Mapping[str, str]) -> None:
        self.official = official
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(official, key=len):
            self._by_start.setdefault(word[:1], []).append(word)

    def at(self, text: str, position: int) -> Iterable[str]:
        """The words that `text` has at `position`, shortest first."""
        starting = self._by_start.get(text[position], ())
        return (word for word in starting if text.startswith(word, position))


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to read the text up to one position: fewest unknown pieces, then fewest words; `ways` counts ties."""

    unknown: int
    words: int
    ways: int
    back: int
    word: str | None


def segment(pieces: Sequence[str], words: Words) -> Segmentation:
    """Read `pieces` as words of the table, a word across several pieces or several words in one, else as unknown pieces.

    Where two readings are equally good the whole run is unknown: a label is not guessed.
    """
    if len(pieces) == 1 and pieces[0] in words.official:
        return Segmentation((words.official[pieces[0]],))
    text = "".join(pieces)
    starts: dict[int, tuple[int, int]] = {}
    position = 0
    for index, piece in enumerate(pieces):
        if piece:
            starts[position] = (index, len(piece))
            position += len(piece)
    best = _paths(text, starts, words)
    if best[len(text)].ways != 1:
        return Segmentation(tuple(range(len(pieces))))
    return Segmentation(tuple(reversed(list(_traced(len(text), best, starts, words)))))


def _paths(text: str, starts: dict[int, tuple[int, int]], words: Words) -> dict[int, _Path]:
    best: dict[int, _Path] = {0: _Path(0, 0, 1, 0, None)}
    for position in range(len(text)):
        here = best.get(position)
        if here is None:
            continue
        for word in words.at(text, position):
            _offer(best, position + len(word), _Path(here.unknown, here.words + 1, here.ways, position, word))
        if position in starts:
            end = position + starts[position][1]
            _offer(best, end, _Path(here.unknown + 1, here.words, here.ways, position, None))
    return best


def _offer(best: dict[int, _Path], end: int, path: _Path) -> None:
    known = best.get(end)
    if known is None or (path.unknown, path.words) < (known.unknown, known.words):
        best[end] = path
    elif (path.unknown, path.words) == (known.unknown, known.words):
        best[end] = _Path(known.unknown, known.words, known.ways + path.ways, known.back, known.word)


def _traced(end: int, best: dict[int, _Path], starts: dict[int, tuple[int, int]], words: Words) -> Iterable[str | int]:
    """The parts of the best reading, from the last to the first."""
    position = end
    while position:
        path = best[position]
        yield starts[path.back][0] if path.word is None else words.official[path.word]
        position = path.back
