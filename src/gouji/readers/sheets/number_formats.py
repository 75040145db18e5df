"""What a spreadsheet shows for a number: its number format applied, where that is certain and hides nothing."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, getcontext

from gouji.readers.marks import MARK

GENERAL = "General"

# ECMA-376 part 1, 18.8.30, as Excel shows them in Chinese; the ids left out are dates, currencies or unknown.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
}
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\* '
    r"|\[(?:black|blue|cyan|green|magenta|red|yellow|color ?\d+)\]|\[\$-[0-9a-f]+\]"
    r"|(?P<general>general|G/通用格式|@)|(?P<pattern>[#0][#0,]*(?:\.[#0]*)?|\.[#0]+)"
    r"|(?P<literal>[-+() \u3400-\u9fff])",
    re.IGNORECASE,
)
_PLACEHOLDERS_OF_NOTHING = re.compile(r"\?+")
# A semicolon outside quotes.
_NEXT_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
# What accounting formats show for nought.
_DASHES = frozenset(("-", "--", "\u2013", "\u2014", "\u2014\u2014", "\uff0d"))
# Whole numbers up to here have no more than the 15 digits that a spreadsheet keeps.
_EXACT = 1e15
# Excel counts 1900 as a leap year, so that days before March 1900 are off by one.
_FIRST_CERTAIN_DAY = 61
_LAST_DAY = 2_958_465


def plain_number(value: float) -> str:
    """`value` in plain digits: the 15 that a spreadsheet keeps, without an exponent (1327766.0 is 1327766)."""
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    number = Decimal(f"{value:.15g}")
    return f"{number:f}" if number else "0"


def built_in(identity: int) -> str | None:
    """The format of a number format id that no part of the file declares; None where it is not certain."""
    return "yyyy-mm-dd" if identity in _BUILT_IN_DATES else BUILT_IN.get(identity)


def shown(value: float, code: str | None, days_from_1904: bool = False) -> str:
    """The text that a cell of number format `code` shows for `value`.

    A date is written 2021-01-28, the dash that stands for nought 0. Marked is what shows fewer digits than the value has,
    nothing, or something that is not certain: then the number itself.
    """
    plain = plain_number(value)
    if code == GENERAL:
        return plain
    doubtful = MARK["number_format"] + plain
    if code is None:
        return doubtful
    if _DATE_LETTERS.search(_QUOTED.sub("", re.sub(r"general", "", code, flags=re.IGNORECASE))):
        return _date(value, days_from_1904) or doubtful
    sections = _NEXT_SECTION.split(code)
    number = Decimal(plain)
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    text = sign + (_filled(abs(number), section) or "").strip()
    # Below nought may be shown by red ink alone.
    is_signed = "-" in text or "(" in text
    if text in _DASHES and not number:
        return "0"
    if text and is_signed == (number < 0):
        return text
    if not number and not text:
        return MARK["zeros_hidden"]
    return MARK["number_format"] + (sign + (_filled(abs(number), section, whole=False) or "").strip() or plain)


def _filled(number: Decimal, section: str, whole: bool = True) -> str | None:
    """The section with `number` in it, None where that is not certain, or would hide a digit and must show the `whole`."""
    parts: list[str] = []
    at, patterns = 0, 0
    while at < len(section):
        match = _TOKEN.match(section, at) or (None if number else _PLACEHOLDERS_OF_NOTHING.match(section, at))
        if match is None:
            return None
        at = match.end()
        found = match.groupdict()
        if found.get("pattern") or found.get("general"):
            patterns += 1
            text = _digits(number, found["pattern"], whole) if found["pattern"] else f"{number:f}"
            if text is None:
                return None
            parts.append(text)
        elif any(character.isdigit() for character in found.get("quoted") or found.get("escaped") or ""):
            return None
        else:
            parts.append(found.get("quoted") or found.get("escaped") or found.get("literal") or "")
    # A value that no part of the section shows is only certain as the dash that stands for nought.
    return "".join(parts) if patterns == 1 or (patterns == 0 and not number) else None


def _digits(number: Decimal, pattern: str, exact: bool) -> str | None:
    whole, _, places = pattern.partition(".")
    if whole.endswith(","):
        # Shown in thousands.
        return None
    if number.adjusted() + len(places) >= getcontext().prec:
        # More digits than Decimal reckons with, and than a spreadsheet keeps: no figure of a report.
        return None
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    if exact and rounded != number:
        return None
    digits, _, fraction = f"{rounded:f}".partition(".")
    least = len(places.rstrip("#"))
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    digits = digits.lstrip("0").zfill(whole.count("0"))
    if "," in whole:
        digits = f"{int(digits or 0):,}" if len(digits) == len(str(int(digits or 0))) else digits
    return digits + ("." + fraction if places and fraction else "")


def _date(value: float, days_from_1904: bool) -> str | None:
    days = value + 1462 if days_from_1904 else value
    if not _FIRST_CERTAIN_DAY <= days <= _LAST_DAY:
        return None
    moment = dt.datetime(1899, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=days)
    return moment.date().isoformat()
