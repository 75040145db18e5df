"""Read one printed figure, or say why it cannot be read. A figure is never repaired and never completed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal, NamedTuple

from gouji.document.doubts import RAISED_CHARACTERS, untold
from gouji.document.folding import collapse

Kind = Literal["count", "change", "amount"]

Status = Literal["read", "blank", "placeholder", "unreadable", "absent"]

_LONGEST_PAGE_MARK = 30
# Decimal(38, 6): 32 digits before the point, 6 after it.
_WHOLE_DIGITS = 32
_DECIMAL_PLACES = 6
# Python's own context rounds products to 28 digits without a word.
_EXACT = Context(prec=100)

_FIGURE = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<places>\.[0-9]+)?")
# Also behind a sign: `-` on one line and `3` on the next are a placeholder and a page number as likely as minus three.
_SPACE_IN_DIGITS = re.compile(r"[0-9.,+\-\u2212]\s+[0-9.,]")
_FULL_WIDTH_DIGITS = re.compile("[\uff10-\uff19]")
# An override shows digits in another order than they are stored in.
_OVERRIDES = re.compile("[\u202d\u202e\u2066-\u2068]")
# U+2212 is a minus by definition; dashes are not, and a dash before a digit is left unread.
SIGNS = {"+": 1, "-": -1, "\u2212": -1}


class Reading(NamedTuple):
    """What one cell says: a value in the cell's own unit, or the code of the reason why there is none.

    `notation` lists how the figure departs from plain digits: full_width, separators, spaces, unit, sign, sign_word,
    decimal.
    """

    status: Status
    value: Decimal | None = None
    reason: str | None = None
    notation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """How figures are written in the wild, from `expectations/figures.yml`; `figure` matches any of the spellings.

    `page_mark` matches a line that is a page number and can be nothing else.
    """

    placeholders: frozenset[str]
    increase: tuple[str, ...]
    decrease: tuple[str, ...]
    units: dict[str, dict[str, Decimal]]
    figure: re.Pattern[str]
    page_mark: re.Pattern[str]


def is_page_mark(text: str, spellings: Spellings) -> bool:
    """True where a line is a page number and nothing else: `- 3 -`, `第3页 共5页`, `3 / 5`. A bare number never is."""
    if len(text) > _LONGEST_PAGE_MARK or text.isdigit():
        return False
    shown = unicodedata.normalize("NFKC", text)
    if not spellings.page_mark.fullmatch(shown):
        return False
    page, *pages = map(int, re.findall("[0-9]+", shown))
    return 0 < page <= min(pages, default=page)


def read_figure(text: str, kind: Kind, unit: str, spellings: Spellings, label_unit: str | None = None) -> Reading:
    """The figure printed in a cell of `kind` whose form counts in `unit`; `label_unit` is what its label says instead.

    A line break or space between digits, a figure that starts with a superfluous zero (`000` is three cells run
    together), any word that is not a declared unit: unreadable, with the reason.
    """
    if label_unit is not None and label_unit != unit:
        return _from_unit(read_figure(text, kind, label_unit, spellings), spellings.units[unit][label_unit])
    if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0") and len(text) <= _WHOLE_DIGITS:
        return Reading("read", Decimal(text))
    compatible = unicodedata.normalize("NFKC", text)
    shown = collapse(compatible)
    if not shown:
        return Reading("blank")
    if shown in spellings.placeholders:
        return Reading("placeholder")
    if _SPACE_IN_DIGITS.search(shown):
        return Reading("unreadable", reason="space_in_digits")
    if not text.isascii() and (reason := _doubted(text)):
        return Reading("unreadable", reason=reason)
    full_width = _FULL_WIDTH_DIGITS.search(text) is not None
    notation = [name for name, seen in (("spaces", shown != compatible), ("full_width", full_width)) if seen]
    return _signed(shown.replace(" ", ""), kind, unit, spellings, notation)


def _from_unit(reading: Reading, factor: Decimal) -> Reading:
    """A reading in one unit as one in another, of which one of the first is `factor`."""
    if reading.value is None:
        return reading
    value = _EXACT.add(_EXACT.multiply(reading.value, factor), Decimal(0))
    if not _fits(value):
        return Reading("unreadable", reason="too_long")
    notation = reading.notation if "unit" in reading.notation else (*reading.notation, "unit")
    return Reading("read", value, notation=notation)


def looks_like_value(text: str, spellings: Spellings) -> bool:
    """True where a text can only be the content of a value cell: a figure, with sign and unit or bare, or a placeholder."""
    if text.isascii() and text.isdigit():
        return True
    shown = collapse(unicodedata.normalize("NFKC", text))
    return shown in spellings.placeholders or bool(spellings.figure.fullmatch(shown.replace(" ", "")))


def _doubted(text: str) -> str | None:
    """The reason for which the characters of a text themselves let no figure be read from it, a doubt most often."""
    if doubts := untold(text):
        return doubts[0].cause
    if _OVERRIDES.search(text):
        return "turned"
    if RAISED_CHARACTERS.search(text):
        return "raised"
    # A digit of another script, a fraction: there for certain, and no figure.
    return "not_a_figure" if _foreign_digits(text) else None


def _foreign_digits(text: str) -> bool:
    """True where a character that is no digit of the figure would become one in its compatibility form."""
    return any(
        any(character.isdigit() for character in unicodedata.normalize("NFKC", original))
        for original in text
        if not original.isascii() and not "\uff10" <= original <= "\uff19"
    )


def _signed(text: str, kind: Kind, unit: str, spellings: Spellings, notation: list[str]) -> Reading:
    sign = 1
    if text[0] in SIGNS:
        sign, text = SIGNS[text[0]], text[1:]
        notation.append("sign")
    elif kind == "change":
        for words, direction in ((spellings.increase, 1), (spellings.decrease, -1)):
            word = next((word for word in words if text.startswith(word)), None)
            if word is not None:
                sign, text = direction, text[len(word) :]
                notation.append("sign_word")
                break
    match = _FIGURE.match(text)
    if match is None:
        return Reading("unreadable", reason="not_a_figure")
    return _scaled(match, text[match.end() :], sign, spellings.units.get(unit, {}), notation)


def _scaled(match: re.Match[str], suffix: str, sign: int, units: dict[str, Decimal], notation: list[str]) -> Reading:
    whole, places = match["whole"], match["places"] or ""
    if suffix and suffix not in units:
        return Reading("unreadable", reason="not_a_figure")
    digits = whole.replace(",", "")
    if len(digits) > 1 and digits[0] == "0":
        return Reading("unreadable", reason="digits_run_together")
    # Adding nought makes minus nought plain nought.
    value = _EXACT.add(_EXACT.multiply(Decimal(digits + places), sign * units.get(suffix, Decimal(1))), Decimal(0))
    if len(digits) > _WHOLE_DIGITS or not _fits(value):
        return Reading("unreadable", reason="too_long")
    for name, seen in (("separators", "," in whole), ("decimal", bool(places)), ("unit", bool(suffix))):
        if seen:
            notation.append(name)
    return Reading("read", value, notation=tuple(notation))


def _fits(value: Decimal) -> bool:
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DECIMAL_PLACES and value.adjusted() < _WHOLE_DIGITS
