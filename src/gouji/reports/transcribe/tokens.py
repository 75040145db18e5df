"""Flat text as a stream: runs of label texts, and between them runs of values and visible blanks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from gouji.document import Doubt, Passage
from gouji.document.figures import Spellings, is_page_mark, looks_like_value
from gouji.document.folding import collapse, fold, strip_invisible

TokenKind = Literal["label", "value", "blank"]


@dataclass(frozen=True, slots=True)
class Token:
    """One text of the stream; `word` is the folded form of a label, `passage` the rank of the passage it stands in.

    `doubts` are those of the whole passage.
    """

    kind: TokenKind
    text: str
    word: str
    locator: str
    passage: int
    doubts: tuple[Doubt, ...] = ()

    @property
    def certain_text(self) -> str:
        """The text; '' where it is doubted."""
        return "" if self.doubts else self.text


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that follow each other: all labels, or all values and blanks."""

    is_label: bool
    tokens: tuple[Token, ...]


def runs(passages: Iterable[Passage], spellings: Spellings) -> tuple[Run, ...]:
    """The stream of `passages` by runs. The values at the end of a passage are tokens of their own, page marks are none."""
    grouped = groupby(_tokens(passages, spellings), key=lambda token: token.kind == "label")
    return tuple(Run(is_label, tuple(tokens)) for is_label, tokens in grouped)


def _tokens(passages: Iterable[Passage], spellings: Spellings) -> Iterator[Token]:
    for rank, passage in enumerate(passages):
        if passage.doubts and not strip_invisible(passage.text):
            # Something is shown that is no text: neither a value nor a blank.
            yield Token("label", "", "", passage.locator, rank)
            continue
        if not passage.doubts and passage.text.isascii() and passage.text.isdigit():
            yield Token("value", passage.text, "", passage.locator, rank)
            continue
        if not strip_invisible(passage.text):
            yield Token("blank", "", "", passage.locator, rank)
            continue
        if is_page_mark(passage.text, spellings):
            continue
        words = collapse(passage.text).split(" ")
        kept = _kept_together(words, spellings) if "。" not in passage.text else [words]
        for row in kept:
            tail = len(row)
            while tail and looks_like_value(row[tail - 1], spellings):
                tail -= 1
            label = "".join(row[:tail])
            if label:
                yield Token("label", label, fold(label), passage.locator, rank)
            for word in row[tail:]:
                yield Token("value", word, "", passage.locator, rank, passage.doubts)


def _kept_together(words: Sequence[str], spellings: Spellings) -> list[Sequence[str]]:
    """The words of a passage apart by rows where it is several rows of a table: after values, a label begins anew.

    In a sentence with figures between its words there are fewer figures than words.
    """
    values = [looks_like_value(word, spellings) for word in words]
    starts = [at for at in range(1, len(words)) if values[at - 1] and not values[at]]
    if not starts or 2 * sum(values) <= len(words):
        return [words]
    return [words[start:end] for start, end in pairwise((0, *starts, len(words)))]
