"""The number of a list's paragraph as `\\listtext` writes it for programs that do not count themselves (RTF 1.9.1, Word 97 lists)."""

import re

_PIECE = re.compile(
    rb"\\u(?P<code>-?[0-9]{1,6}) ?|\\uc(?P<fallback>[0-9]) ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]+)-?[0-9]* ?"
    rb"|(?P<text>[ -\[\]-z|~])|(?P<layout>[{}\r\n]+)"
)
# Words behind which a number ends.
_BLANKS = frozenset((b"tab", b"emspace", b"enspace"))
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]")


def number_text(group: bytes, fallback: int) -> str | None:
    """What a `\\listtext` group shows, None where it is no number or not told in plain characters.

    `fallback`: how many characters stand in behind a \\u for programs that do not know it.
    """
    shown: list[str] = []
    passed, at = 0, 0
    while at < len(group):
        match = _PIECE.match(group, at)
        if match is None:
            return None
        at = match.end()
        if match["code"] is not None:
            shown.append(chr(int(match["code"]) & 0xFFFF))
            passed = fallback
        elif match["fallback"] is not None:
            fallback = int(match["fallback"])
        elif match["byte"] is not None or match["text"] is not None:
            if passed:
                passed -= 1
            elif match["text"] is None:
                # A byte of a code page or of a font of symbols.
                return None
            else:
                shown.append(match["text"].decode("ascii"))
        elif match["word"] is not None:
            passed = 0
            if match["word"] in _BLANKS:
                shown.append("\t")
    text = "".join(shown).strip()
    is_plain = all(one.isprintable() and not "\ud800" <= one <= "\uf8ff" for one in text)
    return text if is_plain and _NUMBERED.search(text) else None
