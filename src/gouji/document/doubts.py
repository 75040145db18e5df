"""What a reader doubts of a text: said beside it, with its cause, and never in it.

A doubted cell is unreadable for that cause, and from a doubted part of a passage nothing is claimed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

Cause = Literal[
    "struck",
    "raised",
    "obscured",
    "turned",
    "hidden",
    "under_merge",
    "merge_unclear",
    "picture",
    "text_box",
    "form_field",
    "list_number",
    "field_without_result",
    "inserted_document",
    "change_unclear",
    "unknown_element",
    "formula_without_value",
    "zeros_hidden",
    "number_format",
    "conditional_format",
    "value_unclear",
    "drawn_over",
    "overprinted",
    "cut_off",
    "torn_cell",
    "unknown_character",
    "private_character",
]
# Every cause that a reader can give; `doubts` of `expectations/texts/reasons.yml` has a sentence for each and no other.
CAUSES: tuple[Cause, ...] = get_args(Cause)

# What stands for a doubted part where the rest of its text is looked at: no pattern takes it for a word or a figure.
BLOT = "#"
# U+FFFD is there for a character that is not told. Private characters look as the font of the file says.
_UNTOLD = re.compile("[\ufffd\ufffc]|[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_UNKNOWN, _OBJECT = "\ufffd", "\ufffc"
_RAISED = "\u2460-\u249b\u2776-\u2793\u24ea\u24f5-\u24ff\u00b2\u00b3\u00b9\u2070-\u209c"
# A note's number right behind a figure; in front of a sentence it numbers that.
RAISED_CHARACTERS = re.compile(f"[{_RAISED}]")
_NOTE = re.compile(rf"(?<=[0-9\uff10-\uff19])\s?[{_RAISED}]+")
_NUMBER = "[0-9\uff10-\uff19.,\uff0c\u2460-\u2473\u00b2\u00b3\u00b9\u2070-\u2089〇零一二三四五六七八九十百千万亿两]"
_NUMBER_BEFORE, _NUMBER_BEHIND = re.compile(rf"(?:{_NUMBER}|\s)*\Z"), re.compile(rf"(?:{_NUMBER}|\s)*")


class Doubt(NamedTuple):
    """The text from `start` to before `end` is doubted for `cause`; where the two are equal, something shown there is no text."""

    cause: Cause
    start: int
    end: int


def untold(text: str) -> tuple[Doubt, ...]:
    """The characters of `text` of which nobody can tell what they show, and those that are a note behind a figure."""
    if text.isascii():
        return ()
    doubts = [Doubt(_cause(match[0]), *match.span()) for match in _UNTOLD.finditer(text)]
    doubts += [Doubt("raised", *match.span()) for match in _NOTE.finditer(text)]
    return tuple(doubts)


def _cause(character: str) -> Cause:
    if character == _UNKNOWN:
        return "unknown_character"
    return "picture" if character == _OBJECT else "private_character"


def without_doubted(text: str, doubts: Sequence[Doubt]) -> str:
    """`text` with BLOT for what is doubted in it, and for every number that touches that.

    192 with a footnote mark behind it is 1921 to whoever counts characters; 190 struck out before 192 is no part of it.
    Nothing is longer or shorter afterwards but where something shown is no text: there BLOT is put in.
    """
    if not doubts:
        return text
    blotted = list(text)
    extra: dict[int, str] = {}
    for _, start, end in doubts:
        before, behind = _NUMBER_BEFORE.search(text[:start]), _NUMBER_BEHIND.match(text[end:])
        first = before.start() if before else start
        last = end + (behind.end() if behind else 0)
        blotted[first:last] = BLOT * (last - first)
        if start == end:
            extra[start] = BLOT
    for at in sorted(extra, reverse=True):
        blotted.insert(at, BLOT)
    return "".join(blotted)


def within(doubts: Iterable[Doubt], start: int, end: int) -> tuple[Doubt, ...]:
    """Those of `doubts` that reach into the text from `start` to `end`, counted from its start."""
    return tuple(
        Doubt(cause, max(first - start, 0), min(last, end) - start)
        for cause, first, last in doubts
        if first <= end and last >= start and not (first < last and (first >= end or last <= start))
    )


def moved(doubts: Iterable[Doubt], by: int) -> tuple[Doubt, ...]:
    """The doubts of a text that now stands behind `by` characters more."""
    return tuple(Doubt(cause, max(start + by, 0), max(end + by, 0)) for cause, start, end in doubts)
