"""Sums that one sentence states by itself: 网站12条，微信8条，合计20条; 共382条，其中公众号2443条."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.declared.claims import Sums

_YEAR = re.compile(r"(?<!\d)20\d{2}年")
_BREAK = re.compile(r"[,、]")


def stated_sum(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    """The total that a plain sentence states and what its parts make; nothing where it does not certainly say a sum.

    Parts that are said to make a total (合计) must make it. Parts of a total (其中) may be some of them only, and may
    overlap, so only one that is larger than its total contradicts it: then that part is the second number.
    """
    if "#" in text or sums.not_parts.search(text):
        return
    yield from _closed(text, sums)
    yield from _opened(text, sums)


def _closed(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    closing = sums.closing.search(text)
    if closing is None or sums.opening.search(text):
        return
    items = _items(_BREAK.split(_YEAR.sub("", text[: closing.start()]).rstrip(",、")), sums)
    if items is None or len(items) < 2 or {unit for _, unit in items} != {closing["unit"]}:
        return
    total, parts = Decimal(closing["number"]), [number for number, _ in items]
    # 制发3件，公开3件，共计3件: the same things twice.
    if total in parts and any(parts) and sum(parts) != total:
        return
    yield total, sum(parts, Decimal(0))


def _items(clauses: list[str], sums: Sums) -> list[tuple[Decimal, str]] | None:
    """Number and unit of each clause, None where one of them is not just that. A clause of time in front is no item."""
    if len(clauses) > 1 and not re.search(r"\d", clauses[0]):
        clauses = clauses[1:]
    found: list[tuple[Decimal, str]] = []
    for clause in clauses:
        match = sums.item.fullmatch(clause)
        if match is None:
            return None
        found.append((Decimal(match["number"]), match["unit"]))
    return found


def _opened(text: str, sums: Sums) -> Iterator[tuple[Decimal, Decimal]]:
    opening = sums.opening.search(text)
    if opening is None:
        return
    wholes = list(sums.item.finditer(_YEAR.sub("", text[: opening.start()])))
    # 规章3件，规范性文件5件，其中新制发6件: parts of both, not of the last.
    if len(wholes) != 1:
        return
    whole = wholes[0]
    # What stands behind a comma may be of something else.
    for clause in re.split(r"[,;)]", text[opening.end() :].lstrip(",:"))[0].split("、"):
        part = sums.item.fullmatch(clause)
        if part is None or part["unit"] != whole["unit"]:
            return
        if Decimal(part["number"]) > Decimal(whole["number"]):
            yield Decimal(whole["number"]), Decimal(part["number"])
            return
