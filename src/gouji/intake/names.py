"""Names of files and folders as texts that can be shown, written and mailed, whatever bytes they are in."""

import unicodedata
from pathlib import Path

# Beside control characters and line breaks: what turns the direction of the text around it, so that a name looks like
# another one.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))


def printable(name: str) -> str:
    """`name` without lone surrogates and control characters; each name that has none is itself.

    Bytes that are not UTF-8 (Python hands them on as surrogates) are read as GB18030, as the names in archives are;
    where they are no such text either, they and every control character are shown as escapes: `\\xff`, `\\x0a`, `\\u202e`.
    """
    return "".join(_shown(character) for character in _decoded(name))


def _decoded(name: str) -> str:
    try:
        written = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # Half of a pair, as Windows allows in names.
        return name
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return written.decode("gb18030")
    except UnicodeDecodeError:
        return written.decode("utf-8", "backslashreplace")


def _shown(character: str) -> str:
    if unicodedata.category(character) in _UNPRINTABLE or character in _TURNING:
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return character


def printable_path(path: Path) -> str:
    """A path for showing: each of its parts as `printable` has it."""
    return str(Path(*map(printable, path.parts)))
