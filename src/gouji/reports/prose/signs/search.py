"""Find the signs of a document: how often each is seen, and the words and place of the first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.declared.signs import Part, Sign
from gouji.document import Document, Grid, GridCell, Passage
from gouji.document.dates import arabic_years
from gouji.document.doubts import without_doubted
from gouji.document.folding import collapse
from gouji.document.line_search import JoinedLines
from gouji.reports.prose.signs.personal import hidden, is_number
from gouji.reports.sections import FoundSection

_LONGEST_QUOTE = 80
_SENTENCE_ENDS = "。；;"
_CLAUSE_ENDS = "。；;，,"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign that was looked for: how often it was seen, and the words and place of the first time."""

    key: str
    count: int
    quote: str | None = None
    locator: str | None = None


def find_signs(
    document: Document, sections: Sequence[FoundSection], signs: Sequence[Sign], year: int | None, *, whole: bool
) -> tuple[Seen, ...]:
    """Every sign with how often it was seen in its part of the document; zero where it was looked for in vain.

    Left out, for nobody can know: a sign that is not looked for in this format, one of a section that was not found, one that depends on a `year` that is not
    known, and one that was not seen in a document of which the end may be missing (not `whole`) or where characters are not told.
    """
    looked_at: set[tuple[Part, bool]] = {(part, sign.as_printed) for sign in signs for part in sign.within}
    pieces = {part: list(_pieces(document, sections, part)) for part, _ in looked_at}
    texts = {(part, as_printed): [_certain(one, as_printed) for one in pieces[part]] for part, as_printed in looked_at}
    joined = {key: JoinedLines(of_it) for key, of_it in texts.items()}
    # Where characters are not told, what was looked for in vain may stand all the same.
    untold = {part for part, _ in looked_at if any(map(_is_untold, pieces[part]))}
    there = {section.number for section in sections}
    found: list[Seen] = []
    for sign in signs:
        if document.format in sign.not_in or any(isinstance(part, int) and part not in there for part in sign.within):
            continue
        if sign.before_year is not None and (year is None or year >= sign.before_year):
            if year is not None:
                found.append(Seen(sign.key, 0))
            continue
        may_show = [
            (texts[part, sign.as_printed][rank], pieces[part][rank].locator)
            for part in sign.within
            for rank in joined[part, sign.as_printed].where(sign.patterns)
        ]
        seen = _look(sign, may_show)
        if seen.count or (whole and not any(part in untold for part in sign.within)):
            found.append(seen)
    return tuple(found)


def _certain(piece: Passage | GridCell, as_printed: bool) -> str:
    """The text of a piece without what is doubted in it."""
    text = without_doubted(piece.text, piece.doubts) if piece.doubts else piece.text
    return text if as_printed else arabic_years(text)


def _is_untold(piece: Passage | GridCell) -> bool:
    return bool(piece.doubts) and any(doubt.cause == "unknown_character" for doubt in piece.doubts)


def _pieces(document: Document, sections: Sequence[FoundSection], part: Part) -> Iterator[Passage | GridCell]:
    """The passages, or the cells, of one part of the document."""
    blocks = document.blocks
    if isinstance(part, int):
        section = next((section for section in sections if section.number == part), None)
        blocks = document.blocks[section.first : section.end] if section else ()
    elif part == "before":
        blocks = document.blocks[: min((section.start for section in sections), default=0)]
    for block in blocks:
        if isinstance(block, Grid):
            if part == "tables":
                yield from block.cells
        elif part != "tables":
            yield block


def _look(sign: Sign, texts: Sequence[tuple[str, str]]) -> Seen:
    """The sign in `texts`, each with its locator."""
    count = 0
    first: tuple[str, str] | None = None
    for text, locator in texts:
        for pattern in sign.patterns:
            for match in pattern.finditer(text):
                if not _taken_back(sign, text, match):
                    count += 1
                    first = first or (_quote(sign, text, match), locator)
    return Seen(sign.key, count, *(first or (None, None)))


def _taken_back(sign: Sign, text: str, match: re.Match[str]) -> bool:
    """True where the number is none, or its sentence says that the sign means nothing there."""
    if sign.verified is not None and not is_number(sign.verified, match[0]):
        return True
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, match.end())) >= 0]
    sentence = text[_after_last(_SENTENCE_ENDS, text, match.start()) : min(ends, default=len(text))]
    return any(word in sentence for word in sign.unless)


def _quote(sign: Sign, text: str, match: re.Match[str]) -> str:
    """The words that show the sign, from the beginning of their clause; personal data hidden."""
    if sign.masked:
        return hidden(match[0])
    start = max(_after_last(_CLAUSE_ENDS, text, match.start()), match.end() - _LONGEST_QUOTE)
    return collapse(text[start : start + _LONGEST_QUOTE])


def _after_last(marks: str, text: str, end: int) -> int:
    return max(text.rfind(mark, 0, end) for mark in marks) + 1
