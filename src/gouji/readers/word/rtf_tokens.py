"""The tokens of RTF (Rich Text Format specification 1.9.1): groups, control words and symbols, bytes of text."""

import re
from collections.abc import Generator, Iterator
from typing import Literal, NamedTuple

from gouji.document import UnreadableError
from gouji.readers.word.rtf_words import KNOWN

# Word nests some twenty groups.
MAX_DEPTH = 500

Kind = Literal["open", "close", "word", "symbol", "byte", "text"]

# The outermost group that closes last names the token.
_TOKEN = re.compile(
    rb"\\(?P<word>(?P<name>[a-zA-Z]+)(?P<number>-?[0-9]+)? ?)|(?P<text>[^\\{}\r\n]+)"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z'])|(?P<brace>[{}])|[\r\n]+",
    re.DOTALL,
)
# Dates of tracked changes have ten and a sign.
_MOST_DIGITS = 12
_HOLE = b"\0" * 8


class Token(NamedTuple):
    """One token: `name` of a control word or symbol, `number` of a control word that has one, `data` of text and bytes.

    `end` is where it ends in the file.
    """

    kind: Kind
    name: str
    number: int | None
    data: bytes
    end: int


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of the one group that the file is.

    Left out are `\\bin` data, line ends, and control words that no reader here asks for, save behind `\\*` and `\\u`.
    Raises UnreadableError where groups do not balance, where something follows the group, and where bytes are lost.
    """
    at: int | None = 0
    depth = _Depth()
    while at is not None:
        at = yield from _stretch(content, at, depth)
    if depth.now:
        raise damaged("the file ends inside a group")
    if content[depth.closed :].strip(b"\0 \t\r\n\x1a"):
        raise damaged("something follows the last group")


class _Depth:
    """How many groups are open, and where the last one was closed."""

    now = 0
    closed = 0

    def change(self, by: int, at: int) -> None:
        self.now += by
        if self.now > MAX_DEPTH:
            raise UnreadableError("nested_too_deep", limit=MAX_DEPTH)
        if not self.now:
            self.closed = at


def _stretch(content: bytes, start: int, depth: _Depth) -> Generator[Token, None, int | None]:
    """The tokens from `start` up to binary data, behind which it goes on, or to the end (None)."""
    at, wanted = start, False
    for match in _TOKEN.finditer(content, start):
        if match.start() != at:
            break
        at = match.end()
        kind = match.lastgroup
        if kind is None:
            # A line end says nothing, also where it parts a star from its word.
            continue
        if kind == "word":
            word, stated = match["name"], match["number"]
            number = int(stated[:_MOST_DIGITS]) if stated else None
            if word == b"bin" and number:
                if not 0 <= number <= len(content) - at:
                    raise damaged("the data of a picture are cut off")
                return at + number
            if wanted or word in KNOWN:
                yield Token("word", word.decode("ascii"), number, b"", at)
            wanted = word == b"u"
            continue
        if kind == "text":
            if _HOLE in match[0]:
                raise damaged("zeros in the text")
            yield Token("text", "", None, match[0], at)
        elif kind == "byte":
            yield Token("byte", "", None, bytes((int(match["byte"], 16),)), at)
        elif kind == "symbol":
            yield Token("symbol", match["symbol"].decode("latin-1"), None, match["symbol"], at)
        elif kind == "brace":
            opens = match[0] == b"{"
            depth.change(1 if opens else -1, at)
            yield Token("open" if opens else "close", "", None, b"", at)
            if not depth.now:
                return None
        wanted = kind == "symbol" and match["symbol"] == b"*"
    if at < len(content):
        raise damaged("a backslash without a word")
    return None


def damaged(problem: str) -> UnreadableError:
    """The error of a file that no program writes so."""
    return UnreadableError("damaged", problem=f"RTF: {problem}")


def until_closed(found: Iterator[Token]) -> Iterator[Token]:
    """The tokens up to the end of the group that is open, its closing brace included."""
    depth = 1
    for token in found:
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
        yield token
        if not depth:
            return
