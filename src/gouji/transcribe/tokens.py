"""Flat text as a stream: runs of label texts, and between them runs of values and visible blanks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from gouji.document import Passage
from gouji.figures import Spellings, is_page_mark, looks_like_value
from gouji.folding import collapse, fold, strip_invisible

TokenKind = Literal["label", "value", "blank"]


@dataclass(frozen=True, slots=True)
class Token:
    """One text of the stream; `word` is the folded form of a label, `passage` the rank of the passage it stands in."""

    kind: TokenKind
    text: str
    word: str
    locator: str
    passage: int


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
        if passage.text.isascii() and passage.text.isdigit():
            yield Token("value", passage.text, "", passage.locator, rank)
            continue
        if not strip_invisible(passage.text):
            yield Token("blank", "", "", passage.locator, rank)
            continue
        if is_page_mark(passage.text, spellings):
            continue
        words = collapse(passage.text).split(" ")
        tail = len(words)
        while tail and looks_like_value(words[tail - 1], spellings):
            tail -= 1
        label = "".join(words[:tail])
        if label:
            yield Token("label", label, fold(label), passage.locator, rank)
        for word in words[tail:]:
            yield Token("value", word, "", passage.locator, rank)
