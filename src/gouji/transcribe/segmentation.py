"""Split the folded pieces of torn labels into known words: `本年新` `制作数量` is one label, `其他` `一本年新收…` are two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The official words in order, the indices of pieces that are part of none, and whether the last piece ends a word."""

    words: tuple[str, ...]
    unknown: tuple[int, ...]
    reaches_end: bool


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to read the text up to one position: fewest unknown pieces, then fewest words; `ways` counts ties."""

    unknown: int
    words: int
    ways: int
    back: int
    word: str | None


def segment(pieces: Sequence[str], words: Mapping[str, str]) -> Segmentation:
    """Read `pieces` as words of the table, a word across several pieces or several words in one, else as unknown pieces.

    Where two readings are equally good the whole run is unknown: a label is not guessed.
    """
    text = "".join(pieces)
    starts: dict[int, tuple[int, int]] = {}
    position = 0
    for index, piece in enumerate(pieces):
        if piece:
            starts[position] = (index, len(piece))
            position += len(piece)
    best = _paths(text, starts, words)
    if best[len(text)].ways != 1:
        return Segmentation((), tuple(range(len(pieces))), False)
    return _trace(text, best, starts, words)


def _paths(text: str, starts: dict[int, tuple[int, int]], words: Mapping[str, str]) -> dict[int, _Path]:
    longest = max(map(len, words), default=0)
    best: dict[int, _Path] = {0: _Path(0, 0, 1, 0, None)}
    for position in range(len(text)):
        here = best.get(position)
        if here is None:
            continue
        for length in range(1, min(longest, len(text) - position) + 1):
            word = text[position : position + length]
            if word in words:
                _offer(best, position + length, _Path(here.unknown, here.words + 1, here.ways, position, word))
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


def _trace(
    text: str, best: dict[int, _Path], starts: dict[int, tuple[int, int]], words: Mapping[str, str]
) -> Segmentation:
    found: list[str] = []
    unknown: list[int] = []
    position = len(text)
    reaches_end = bool(text) and best[position].word is not None
    while position:
        path = best[position]
        if path.word is None:
            unknown.append(starts[path.back][0])
        else:
            found.append(words[path.word])
        position = path.back
    return Segmentation(tuple(reversed(found)), tuple(reversed(unknown)), reaches_end)
