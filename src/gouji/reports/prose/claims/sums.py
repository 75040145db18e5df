"""Sums that one sentence states by itself: 网站12条，微信8条，合计20条; 共382条，其中动态310条、公告80条."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.declared.claims import Sums

_YEAR = re.compile(r"(?<!\d)20\d{2}年")
_BREAK = re.compile(r"[,、:]")
# (其中工作动态300条、通知公告150条) at the end says the same without its brackets.
_LAST_BRACKET = re.compile(r"\(([^()]*)\)$")
_BARE_OPENING = re.compile(r"(其中)[,:]")


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure with its unit and the words in front of it; `opened` where they begin with 其中."""

    words: str
    number: Decimal
    unit: str
    opened: bool


def stated_sum(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    """The total that a plain sentence states and what its parts make; nothing where it does not certainly say a sum.

    Parts must make a total that stands behind them (合计), and one whose list is closed (其他). Of an open list below a total
    they may be some only, so nothing but more than the total contradicts it. The same thing in several channels is
    counted once, so parts by channel may make more than their total, but none of them may be more by itself.
    """
    bracket = _LAST_BRACKET.search(text)
    if bracket is not None and sums.opening_word.match(bracket[1]):
        text = f"{text[: bracket.start()]},{bracket[1]}"
    if sums.not_parts.search(text):
        return
    yield from _closed(text, sums)
    yield from _opened(text, sums)


def _closed(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    closing = sums.closing.search(text)
    if closing is None or sums.opening.search(text):
        return
    clauses = _YEAR.sub("", text[: closing.start()]).rstrip(",、:")
    items = [_item(clause, sums) for clause in _BREAK.split(clauses)]
    # A clause of time in front is no item.
    if len(items) > 1 and items[0] is None and not re.search(r"\d", _BREAK.split(clauses)[0]):
        items = items[1:]
    parts = [item for item in items if item is not None]
    if len(parts) < len(items) or len(parts) < 2 or {part.unit for part in parts} != {closing["unit"]}:
        return
    total, together = Decimal(closing["number"]), _sum(parts)
    # 制发3件，公开3件，共计3件: the same things twice.
    if total in [part.number for part in parts] and together and together != total:
        return
    if together > total and any(sums.channels.search(part.words) for part in parts):
        return
    yield total, together


def _opened(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    """Lists below a total: introduced by 其中, or of nothing but kinds of the same thing."""
    items = [_item(clause, sums) for clause in _BREAK.split(_without_bare_opening(_YEAR.sub("", text)))]
    for at, whole in enumerate(items):
        if whole is None or (at and items[at - 1] is not None):
            continue
        parts: list[_Item] = []
        for item in items[at + 1 :]:
            if item is None or item.unit != whole.unit or (parts and item.opened) or sums.others.search(item.words):
                break
            parts.append(item)
        if parts:
            yield from _below(whole, parts, sums)


def _below(whole: _Item, parts: Sequence[_Item], sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    total, together = whole.number, _sum(parts)
    by_channel = any(sums.channels.search(part.words) for part in parts)
    if parts[0].opened:
        largest = max(parts, key=lambda part: part.number)
        of_a_kind = sums.channels.search(largest.words) or sums.kinds.search(largest.words)
        if largest.number > total:
            if of_a_kind:
                yield total, largest.number
            return
    elif by_channel or not all(sums.kinds.search(part.words) for part in parts):
        return
    if len(parts) < 2:
        return
    closed = sums.remainder.match(parts[-1].words) is not None
    if together == total or (together > total and not by_channel) or (together < total and closed):
        yield total, together


def _item(clause: str, sums: Sums) -> _Item | None:
    """The figure of a clause, None where it is not just that."""
    match = sums.item.fullmatch(clause)
    if match is None:
        return None
    words = match["words"]
    bare = sums.opening_word.sub("", words)
    return _Item(bare, Decimal(match["number"]), match["unit"], opened=bare != words)


def _without_bare_opening(text: str) -> str:
    """`text` with 其中 that stands alone (其中:, 其中，) joined to what follows."""
    return _BARE_OPENING.sub(r"\1", text)


def _sum(parts: Sequence[_Item]) -> Decimal:
    return sum((part.number for part in parts), Decimal(0))
