"""Years and days as they are printed: in digits or Chinese numerals, with white space between."""

import datetime as dt
import functools
import re
import unicodedata

from gouji.document.folding import collapse, plain
from gouji.document.numerals import read_chinese_number

_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_DAY = re.compile(
    r"(?P<year>20\d{2}|二[〇零○][〇零○一二三四五六七八九]{2})\s*[-/.年]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s*[-/.月]\s*(?P<day>\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})\s*日?"
)


@functools.lru_cache(maxsize=4096)
def arabic_years(text: str) -> str:
    """`text` in plain characters, with years such as 二〇二〇年 in digits."""
    return _of_short(text) if len(text) <= _SHORT else _arabic_years(text)


def _arabic_years(text: str) -> str:
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), plain(text))


# Cells and the words of the template come again and again, and every stage asks for them.
_SHORT = 300
_of_short = functools.lru_cache(maxsize=4096)(_arabic_years)


def first_day(text: str) -> tuple[dt.date, str] | None:
    """The day that `text` starts with (2024年1月15日, 2024 - 01 - 15, 二〇二四年一月十五日) and the text behind it."""
    bare = collapse(unicodedata.normalize("NFKC", text))
    match = _DAY.match(bare)
    if match is None:
        return None
    year, month, day = int(match["year"].translate(_HAN_DIGITS)), _number(match["month"]), _number(match["day"])
    try:
        return dt.date(year, month, day), bare[match.end() :]
    except ValueError:
        # 2021-02-30 is no date; a page that says so has not said when it was published.
        return None


def _number(text: str) -> int:
    """A month or day; 0, which is neither, where the numeral is none."""
    return int(text) if text.isdigit() else read_chinese_number(text) or 0
