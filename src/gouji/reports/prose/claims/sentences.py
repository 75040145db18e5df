"""The prose of a report as sentences made plain: Arabic numerals, no titles of documents, no comparisons of years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gouji.declared.claims import ClaimPatterns
from gouji.document import Document, Passage
from gouji.document.dates import arabic_years
from gouji.document.doubts import within, without_doubted
from gouji.document.folding import collapse
from gouji.document.numerals import arabic_numbers
from gouji.reports.prose.claims.wording import same_wording
from gouji.reports.sections import FoundSection

_SENTENCE = re.compile(r"[^。！!;；\n]+")
_FINISHED = tuple("。！!;；:：")
# Characters that stand for something else: raised and circled figures, symbols of other fonts, and what readers put where a text
# was struck, hidden or turned. What a number beside one says, nobody knows. 1月1日~12月31日 is a period.
_MARKS = r"(?:(?<![日月年])~|[\ufffc\ufffd□^\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\ue000-\uf8ff])"
_NUMBER = r"[\d.,，．零〇○一二两三四五六七八九十百千万亿]"
_NUMERAL = re.compile(_NUMBER)
_MARKED = re.compile(rf"{_NUMBER}*(?:{_MARKS}+{_NUMBER}+)+{_MARKS}*|{_NUMBER}+{_MARKS}+")
# A numbered line without a full stop is a heading, and so are the words up to the first full stop behind a number: it says what all
# is about that follows down to the next one, but begins no sentence.
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]+(?:、|部分)|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、])[^,。;:]{1,30}"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Titles of other documents and their numbers carry years and words that are not the report's.
_QUOTED = re.compile(r"《[^》]*》|[〔\[(]\d{4}[〕\])]\d*号?")
_SEMICOLONS = ("；", ";")
_LONGEST_QUOTE = 300
_LONGEST_BEFORE = 600
_LONGEST_LEAD = 200
# Lines of a table flattened into paragraphs are short and end without a full stop; they are not prose.
_TABLE_SECTIONS = frozenset((2, 3, 4))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in plain characters (`_plain`), with the nearest of what its passage says in front of it.

    What is doubted in it is blotted out as well: no number that touches a doubt is in `text`. A passage that breaks off
    without a full stop may go on in the next (a PDF has one passage a line): `lead` is what the sentence may have begun
    with there. `after` is what goes on behind a semicolon.
    """

    quote: str
    text: str
    lead: str
    before: str
    locator: str
    after: str = ""


def sentences(
    document: Document, sections: Sequence[FoundSection], patterns: ClaimPatterns, year: int | None
) -> Iterator[Sentence]:
    """The sentences of the prose, in reading order."""
    unfinished, heading = "", ""
    for passage in _prose(document, sections):
        before, lead, unfinished = heading, unfinished, ""
        parts = [
            (match[0], _plain(_certain(passage, match), patterns, year), passage.text[match.end() : match.end() + 1])
            for match in _SENTENCE.finditer(passage.text)
        ]
        if len(parts) > 1 and _HEADING.fullmatch(parts[0][1]):
            heading = f"{parts[0][1]}。"
        for (printed, text, end), following in zip_longest(parts, parts[1:]):
            if text:
                after = following[1] if following and end in _SEMICOLONS else ""
                yield Sentence(collapse(printed)[:_LONGEST_QUOTE], text, lead, before, passage.locator, after)
                before = f"{before}{text}。"[-_LONGEST_BEFORE:]
                lead, unfinished = "", (lead + text)[-_LONGEST_LEAD:]
        if _HEADING.fullmatch(unfinished):
            unfinished, heading = "", f"{unfinished}。"
        elif passage.text.rstrip().endswith(_FINISHED) or _is_title(unfinished, patterns):
            unfinished = ""


def _certain(passage: Passage, match: re.Match[str]) -> str:
    """A sentence of a passage without what is doubted in it."""
    doubts = within(passage.doubts, *match.span()) if passage.doubts else ()
    return without_doubted(match[0], doubts)


def _is_title(text: str, patterns: ClaimPatterns) -> bool:
    """True where a plain passage is a title: it is not the beginning of a sentence."""
    return patterns.subjects is not None and patterns.subjects.title.fullmatch(text) is not None


def _plain(printed: str, patterns: ClaimPatterns, year: int | None) -> str:
    """`printed` in plain characters and plain wording. What says nothing of this year's figures is blotted out with `#`.

    Where the year before or after is named only as that from or to which something was carried, it is called so.
    """
    marked = _MARKED.sub(_blot, _THOUSANDS.sub("", printed)) if _NUMERAL.search(printed) else printed
    text = arabic_numbers(arabic_years(marked), patterns.counters)
    if year is not None:
        for neighbour, spoken in ((year - 1, patterns.last_year), (year + 1, patterns.next_year)):
            if spoken is not None and f"{neighbour}年" in text:
                text = spoken.regex.sub(
                    lambda match, own=str(neighbour), word=spoken.word: word if match["year"] == own else match[0],
                    text,
                )
    return same_wording(patterns.comparisons.sub(_blot, _QUOTED.sub(_blot, text)), patterns)


def _blot(match: re.Match[str]) -> str:
    return "#" * len(match[0])


def _prose(document: Document, sections: Sequence[FoundSection]) -> Iterator[Passage]:
    tables = [range(s.start, s.end) for s in sections if s.number in _TABLE_SECTIONS]
    for rank, block in enumerate(document.blocks):
        if not isinstance(block, Passage):
            continue
        if any(rank in table for table in tables) and "。" not in block.text:
            continue
        yield block
