"""Brackets behind a label: `采购总金额（万元）` gives the unit of what stands under it, `现行有效件数（历年累计）` a remark."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from gouji.declared.aliases import Unlisted
from gouji.document.figures import Spellings
from gouji.document.folding import fold, strip_invisible

_BEHIND = re.compile(r"(?P<label>.+?)[(\[【〔](?P<inside>[^()\[\]【】〔〕]*)[)\]】〕]", re.DOTALL)
_BRACKETS = frozenset("([（【〔［")
# A unit that is not declared is written as briefly as one that is: 千元, 美元, 平方米.
_LONGEST_UNIT = 4
# Hardly a remark: 次, 人次, 宗.
_BRIEF = 2


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A label without the brackets behind it (folded), the unit that they give, and whether there is a remark in them."""

    label: str
    unit: str | None
    has_remark: bool


def has_brackets(text: str) -> bool:
    """True where a text has a bracket behind its first character."""
    return not _BRACKETS.isdisjoint(text[1:])


def without_brackets(text: str, known: Collection[str], unlisted: Unlisted, spellings: Spellings) -> Bracketed | None:
    """The label of `known` (folded) that `text` is without the brackets at its end.

    None where it is none, where brackets give a unit that is not declared, or two, or speak of other figures.
    """
    rest = strip_invisible(unicodedata.normalize("NFKC", text))
    units: set[str] = set()
    has_remark = False
    while (match := _BEHIND.fullmatch(rest)) is not None:
        rest, inside = match["label"], match["inside"]
        unit = _unit(inside, unlisted, spellings)
        if unit is not None:
            units.add(unit)
        elif _is_unit(inside, unlisted, spellings) or _speaks_of_others(fold(inside), fold(rest), unlisted):
            return None
        else:
            has_remark = True
        if fold(rest) in known:
            is_told = len(units) == 1 or (has_remark and not units)
            return Bracketed(fold(rest), next(iter(units), None), has_remark) if is_told else None
    return None


def _unit(inside: str, unlisted: Unlisted, spellings: Spellings) -> str | None:
    bare = _bare(inside, unlisted)
    return bare if any(bare in units for units in spellings.units.values()) else None


def _is_unit(inside: str, unlisted: Unlisted, spellings: Spellings) -> bool:
    """True where a text can only be a unit, declared or not."""
    bare = _bare(inside, unlisted)
    ends = {word[-1] for units in spellings.units.values() for word in units}
    brief = len(bare) <= _BRIEF or (len(bare) <= _LONGEST_UNIT and bare.endswith(tuple(ends)))
    return brief or bare != fold(inside)


def _bare(inside: str, unlisted: Unlisted) -> str:
    folded = fold(inside)
    return next((folded.removeprefix(word) for word in unlisted.unit_words if folded.startswith(word)), folded)


def _speaks_of_others(remark: str, label: str, unlisted: Unlisted) -> bool:
    return any(word in remark and word not in label for word in unlisted.other_figures)
