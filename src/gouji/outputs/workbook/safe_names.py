"""Names that every file system and every spreadsheet program accepts, unique without regard to case."""

import hashlib
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

# Windows keeps these for devices, with any extension: CON, con.txt, COM1, LPT¹.
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\..*)?", re.IGNORECASE)
# Refused by Windows, and brackets by Excel. Their full-width forms say the same and are ordinary letters everywhere.
_FILE_UNSAFE = str.maketrans('<>:"/\\|?*[]', "＜＞：＂／＼｜？＊［］")
# 255 bytes are a name's limit on most systems; a temporary name and the hash need some of them.
_FILE_BYTES = 180

# Refused by Excel, and `#` and `%` because links to a sheet of such a name are read in two ways.
_SHEET_UNSAFE = str.maketrans("[]:*?/\\#%", "［］：＊？／＼＃％")
_SHEET_LENGTH = 31
_SHEET_RESERVED = ("history",)
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def file_names(districts: Iterable[str]) -> dict[str, str]:
    """A workbook's file name for each district; a short hash of the district is added where names would collide."""
    stems = {district: _file_stem(district) for district in sorted(set(districts))}
    hashed = {district for district, stem in stems.items() if not stem or _DEVICE.fullmatch(stem)}
    while True:
        names = {name: _with_hash(stem, name) if name in hashed else stem for name, stem in stems.items()}
        uses = Counter(_same(name) for name in names.values())
        crowded = {district for district, name in names.items() if uses[_same(name)] > 1} - hashed
        if not crowded:
            return {district: f"{name}.xlsx" for district, name in names.items()}
        hashed |= crowded


def _file_stem(district: str) -> str:
    safe = printable(district).translate(_FILE_UNSAFE)
    cut = safe.encode()[:_FILE_BYTES].decode(errors="ignore")
    # Windows drops dots and spaces at the end; a dot in front hides the file elsewhere.
    return cut.strip(". \u3000")


def _with_hash(stem: str, district: str) -> str:
    digest = hashlib.sha256(district.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{stem}-{digest}" if stem and not _DEVICE.fullmatch(stem) else f"_{digest}"


def sheet_names(wanted: Sequence[tuple[str, int | None]], taken: Iterable[str]) -> list[str]:
    """A sheet name for each organisation and year of `wanted`, unlike each other and unlike the names `taken`.

    An organisation that has the name to itself gets it plain; otherwise its year is added, and a number where that is
    not enough.
    """
    used = {_same(name) for name in taken} | set(_SHEET_RESERVED)
    uses = Counter(_same(_sheet_name(organisation, "")) for organisation, _ in wanted)
    names: list[str] = []
    for organisation, year in wanted:
        plain = _sheet_name(organisation, "")
        alone = uses[_same(plain)] == 1
        with_year = f" {year}" if year is not None else ""
        suffixes = itertools.chain([""] if alone else [], [with_year] if with_year else [], _numbers(with_year))
        choices = (_sheet_name(organisation, suffix) for suffix in suffixes)
        name = next(choice for choice in choices if _same(choice) not in used)
        used.add(_same(name))
        names.append(name)
    return names


def _numbers(suffix: str) -> Iterable[str]:
    return (f"{suffix} ({number})" for number in itertools.count(1))


def _sheet_name(organisation: str, suffix: str) -> str:
    safe = printable(organisation).translate(_SHEET_UNSAFE).strip()
    # Excel refuses an apostrophe at either end.
    safe = re.sub("^'+|'+$", "’", safe) or "_"
    return _shortened(safe, _SHEET_LENGTH - len(suffix)) + suffix


def _shortened(name: str, length: int) -> str:
    """`name` in at most `length` UTF-16 units, as Excel counts; the middle goes, for long names differ at the end."""
    if _units(name) <= length:
        return name
    head, tail = name[: length // 2], name[-(length // 2) :]
    while _units(head) + _units(tail) + 1 > length:
        head, tail = (head[:-1], tail) if _units(head) >= _units(tail) else (head, tail[1:])
    return f"{head}…{tail}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def printable(text: str) -> str:
    """A text without what no file system, header or XML takes: a space for each control and format character."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(letter) in _UNPRINTABLE else letter for letter in composed)


def _same(name: str) -> str:
    """Names with the same result are one name to some file system or to Excel."""
    return unicodedata.normalize("NFKC", name).casefold()
