"""The numbers that Word draws in front of paragraphs, where the file tells them for certain (ISO/IEC 29500-1, 17.9).

A list counts along the whole document. What another program would count otherwise is not told: several lists of one definition without
their own start, levels that are redefined, paragraphs that are hidden, moved, inserted or in boxes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from gouji.document.numerals import chinese_number
from gouji.readers.packages import Element

_PLACE = re.compile(r"%([1-9])")
# The formats that count one, two, three; of any other the number is not told.
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
# Below any of these a paragraph may or may not be counted.
_UNSURE = frozenset(
    ("txbxContent", "textbox", "del", "moveFrom", "ins", "moveTo", "AlternateContent", "object", "pict")
)
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str | None
    is_plain: bool


_NO_LEVELS: Mapping[int, _Level] = {}


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the definition it is of, and where its levels start anew."""

    definition: str
    starts: Mapping[int, int]
    is_plain: bool


@dataclass(slots=True)
class _Count:
    """How far a definition has counted, level by level, and by which list it did so last."""

    reached: dict[int, int] = field(default_factory=dict[int, int])
    list_id: str | None = None
    is_certain: bool = True
    met: set[str] = field(default_factory=set[str])


def shown_numbers(body: Element, numbering: Element, styles: Iterable[Element]) -> dict[Element, str]:
    """The number of each paragraph of `body` that has one which is told for certain, as it is shown: `一、`, `（二）`, `3.`."""
    definitions = {
        _attribute(one, "abstractNumId") or "": _levels(one)
        for one in numbering
        if _name(one) == "abstractNum" and _child(one, "numStyleLink") is None
    }
    lists = {_attribute(one, "numId") or "": _list(one) for one in numbering if _name(one) == "num"}
    of_style = _lists_of_styles(styles)
    counts: dict[str, _Count] = {}
    told: list[tuple[Element, str, str]] = []
    for paragraph in body.iter("{*}p"):
        found = _place_of(paragraph, of_style, lists, definitions)
        if found is None:
            continue
        list_id, level = found
        one = lists[list_id]
        count = counts.setdefault(one.definition, _Count())
        if not one.is_plain or not _is_sure(paragraph):
            count.is_certain = False
        _advance(count, list_id, one, level, definitions[one.definition])
        text = _text(definitions[one.definition], count.reached, level)
        if text is not None:
            told.append((paragraph, one.definition, text))
    return {paragraph: text for paragraph, definition, text in told if counts[definition].is_certain}


def _advance(count: _Count, list_id: str, one: _List, level: int, levels: Mapping[int, _Level]) -> None:
    """Count one paragraph further. A second list of one definition is certain only where it starts anew."""
    if count.list_id not in (None, list_id) and (list_id in count.met or level not in one.starts):
        count.is_certain = False
    starts_anew = list_id not in count.met and level in one.starts
    if level not in levels or not levels[level].is_plain:
        count.is_certain = False
        return
    start = one.starts[level] if level in one.starts else levels[level].start
    count.reached[level] = start if starts_anew or level not in count.reached else count.reached[level] + 1
    for deeper in [known for known in count.reached if known > level]:
        del count.reached[deeper]
    count.list_id = list_id
    count.met.add(list_id)


def _text(levels: Mapping[int, _Level], reached: Mapping[int, int], level: int) -> str | None:
    """What is drawn, None where a number in it is not told."""
    own = levels.get(level)
    places = {int(place) - 1 for place in _PLACE.findall(own.text)} if own else set[int]()
    numbers: dict[int, str] = {}
    for place in places:
        number = _number(levels[place].form, reached[place]) if place in reached and place in levels else None
        if number is None:
            return None
        numbers[place] = number
    # A bullet has no number.
    return _PLACE.sub(lambda match: numbers[int(match[1]) - 1], own.text) if own and places else None


def _number(form: str, value: int) -> str | None:
    if form == "decimal":
        return str(value)
    return chinese_number(value) if form in _CHINESE else None


def _place_of(
    paragraph: Element,
    of_style: Mapping[str | None, tuple[str, str]],
    lists: Mapping[str, _List],
    definitions: Mapping[str, Mapping[int, _Level]],
) -> tuple[str, int] | None:
    """The list that a paragraph is in, and the level; None where it is in none that is defined."""
    properties = _child(paragraph, "pPr")
    own = _child(properties, "numPr")
    style_node = _child(properties, "pStyle")
    style = _attribute(style_node, "val") if style_node is not None else None
    list_id = _value(_child(own, "numId"))
    level = _value(_child(own, "ilvl"))
    if list_id is None:
        list_id, owner = of_style.get(style, (None, ""))
        if list_id is not None and level is None:
            levels = definitions.get(lists[list_id].definition, _NO_LEVELS) if list_id in lists else _NO_LEVELS
            level = str(next((rank for rank, one in levels.items() if one.style == owner), 0))
    if list_id is None or list_id not in lists or lists[list_id].definition not in definitions:
        return None
    rank = int(level) if level and level.isdecimal() and len(level) == 1 else 0
    return list_id, min(rank, _DEEPEST)


def _lists_of_styles(styles: Iterable[Element]) -> dict[str | None, tuple[str, str]]:
    """The list of each paragraph style, its ancestors' where it has none, with the style that says so; None: of no style."""
    own: dict[str, tuple[str | None, str | None]] = {}
    plain: str | None = None
    for style in styles:
        identity = _attribute(style, "styleId")
        if _name(style) != "style" or identity is None:
            continue
        if _attribute(style, "type") == "paragraph" and _attribute(style, "default") in ("1", "true", "on"):
            plain = identity
        numbering = _child(_child(style, "pPr"), "numPr")
        own[identity] = (_value(_child(numbering, "numId")), _value(_child(style, "basedOn")))
    found: dict[str | None, tuple[str, str]] = {}
    for identity in own:
        at: str | None = identity
        met = set[str]()
        while at in own and at not in met:
            met.add(at)
            list_id, based = own[at]
            if list_id is not None:
                found[identity] = (list_id, at)
                break
            at = based
    if plain in found:
        found[None] = found[plain]
    return found


def _levels(definition: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for one in definition:
        rank = _attribute(one, "ilvl") or ""
        if _name(one) == "lvl" and rank.isdecimal() and len(rank) == 1:
            start = _value(_child(one, "start")) or "0"
            levels[int(rank)] = _Level(
                int(start) if start.isdecimal() and len(start) < 6 else 0,
                _value(_child(one, "numFmt")) or "decimal",
                _value(_child(one, "lvlText")) or "",
                _value(_child(one, "pStyle")),
                is_plain=start.isdecimal() and all(_child(one, name) is None for name in ("lvlRestart", "isLgl")),
            )
    return levels


def _list(one: Element) -> _List:
    starts: dict[int, int] = {}
    is_plain = True
    for change in one:
        if _name(change) == "lvlOverride":
            rank, start = _attribute(change, "ilvl") or "", _value(_child(change, "startOverride")) or ""
            if (
                _child(change, "lvl") is None
                and rank.isdecimal()
                and start.isdecimal()
                and len(rank) == 1
                and len(start) < 6
            ):
                starts[int(rank)] = int(start)
            else:
                is_plain = False
    return _List(_value(_child(one, "abstractNumId")) or "", starts, is_plain)


def _is_sure(paragraph: Element) -> bool:
    """Whether it is certain that a paragraph is counted: it is shown, and no tracked change brings or takes it."""
    mark = _child(_child(paragraph, "pPr"), "rPr")
    if any(_child(mark, name) is not None for name in ("vanish", "specVanish", "ins", "del", "moveFrom", "moveTo")):
        return False
    return not any(_name(above) in _UNSURE for above in paragraph.iterancestors())


def _name(node: Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _child(node: Element | None, name: str) -> Element | None:
    return None if node is None else next((child for child in node if _name(child) == name), None)


def _attribute(node: Element, name: str) -> str | None:
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _value(node: Element | None) -> str | None:
    return None if node is None else _attribute(node, "val")
