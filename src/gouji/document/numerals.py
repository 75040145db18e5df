"""Chinese numerals: 三十二, 二百零五, 两, 〇. A numeral that is not exact (三四, 十余, 数十) has no value."""

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}
_NUMERALS = "".join((*_DIGITS, *_PLACES, *_MYRIADS))
# Positional numerals (二〇二〇) need a zero or three digits: 三四 may as well be 3 or 4.
_POSITIONAL = re.compile(rf"[{''.join(_DIGITS)}]+")
_SHORTEST_POSITIONAL = 3
_MOST_LISTED = 100
# 数十, 几百, 上百, 近百, 约三十: not exact. 第一, 其一, 之一: no count.
_INEXACT = "数几上近约逾超多余第其之唯统"
_RUN = re.compile(rf"(?<![{_INEXACT}{_NUMERALS}\d.])[{_NUMERALS}]+(?![{_NUMERALS}])")
_PERCENT = re.compile(rf"百分之(?P<whole>[{_NUMERALS}]+)(?:点(?P<decimals>[{_NUMERALS}]+))?")


def read_chinese_number(text: str) -> int | None:
    """The number that `text` is as a whole, or None where it is no numeral, or not certainly one number.

    Colloquial short forms (一百二 for 120) are not certain.
    """
    if _POSITIONAL.fullmatch(text):
        if len(text) > 1 and len(text) < _SHORTEST_POSITIONAL and not set(text) & set("零〇○"):
            return None
        return int("".join(str(_DIGITS[digit]) for digit in text))
    total = 0
    rest, above = text, None
    for mark, myriad in _MYRIADS.items():
        head, found, tail = rest.partition(mark)
        if not found:
            continue
        value = _below_myriad(head, above)
        if not value:
            return None
        total, rest, above = total + value * myriad, tail, myriad
    if rest:
        value = _below_myriad(rest, above)
        if value is None:
            return None
        total += value
    return total if text else None


def _below_myriad(text: str, above: int | None) -> int | None:
    """The value of a numeral below 10,000. `above`: the myriad in front of it, after which a gap needs its 零."""
    value, place, gap = 0, 10_000, False
    rest = text
    first = above is None
    while rest:
        if rest[0] in "零〇○":
            if gap or first:
                return None
            gap, rest = True, rest[1:]
            continue
        digit = _DIGITS.get(rest[0])
        if digit is None:
            # 十五 may stand without its 一, but only in front; 百 and 千 may not.
            if rest[0] != "十" or not first:
                return None
            digit, rest = 1, "十" + rest[1:]
        else:
            rest = rest[1:]
        here = _PLACES.get(rest[0], 0) if rest else 1
        if not here or here >= place or (here * 10 != place and not gap and not first):
            return None
        value, place, gap, first = value + digit * here, here, False, False
        rest = rest[1:]
    return None if gap or not text else value


def arabic_numbers(text: str, units: str) -> str:
    """`text` with every exact Chinese numeral in front of one of the characters `units` in Arabic digits.

    三十二件 -> 32件, 百分之九十五 -> 95%, 三万元 -> 3万元 (how far it is rounded stays visible); 十余件 stays.
    """

    def counted(match: re.Match[str]) -> str:
        run = match[0]
        kept = run[-1] if run[-1] in _MYRIADS else ""
        follows = text[match.end() : match.end() + 1]
        value = read_chinese_number(run.removesuffix(kept)) if follows and follows in units else None
        return run if value is None else f"{value}{kept}"

    text = _PERCENT.sub(_percent, text)
    return _RUN.sub(counted, text)


def _percent(match: re.Match[str]) -> str:
    if match["whole"] == "百" and match["decimals"] is None:
        return "100%"
    whole = read_chinese_number(match["whole"])
    decimals = match["decimals"] or ""
    if whole is None or any(digit not in _DIGITS for digit in decimals):
        return match[0]
    return f"{whole}{'.' if decimals else ''}{''.join(str(_DIGITS[digit]) for digit in decimals)}%"


def chinese_number(value: int) -> str | None:
    """How a list writes `value`, 1 to 99: 九, 十, 十一, 二十; None for any other, which programs write in several ways."""
    if not 0 < value < _MOST_LISTED:
        return None
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
