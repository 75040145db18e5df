"""The prose of a report as sentences made plain: Arabic numerals, no titles of documents, no comparisons of years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.declared.claims import ClaimPatterns
from gouji.document import Document, Passage
from gouji.document.dates import arabic_years
from gouji.document.doubts import within, without_doubted
from gouji.document.folding import collapse
from gouji.document.numerals import arabic_numbers
from gouji.reports.sections import FoundSection

_SENTENCE = re.compile(r"[^。！!;；\n]+")
_FINISHED = tuple("。！!;；:：")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Titles of other documents and their numbers carry years and words that are not the report's.
_QUOTED = re.compile(r"《[^》]*》|[〔\[(]\d{4}[〕\])]\d*号?")
_LONGEST_QUOTE = 300
_LONGEST_BEFORE = 600
_LONGEST_LEAD = 200
# Lines of a table flattened into paragraphs are short and end without a full stop; they are not prose.
_TABLE_SECTIONS = frozenset((2, 3, 4))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in plain characters (`_plain`), with the nearest of what its passage says in front of it.

    What is doubted in it is blotted out as well: no number that touches a doubt is in `text`. A passage that breaks off without a full stop may go on in the next (a PDF has one passage a line): `lead` is what
    the sentence may have begun with there.
    """

    quote: str
    text: str
    lead: str
    before: str
    locator: str


def sentences(document: Document, sections: Sequence[FoundSection], patterns: ClaimPatterns) -> Iterator[Sentence]:
    """The sentences of the prose, in reading order."""
    unfinished = ""
    for passage in _prose(document, sections):
        before, lead, unfinished = "", unfinished, ""
        for match in _SENTENCE.finditer(passage.text):
            printed = match[0]
            doubts = within(passage.doubts, *match.span()) if passage.doubts else ()
            text = _plain(without_doubted(printed, doubts), patterns)
            if text:
                yield Sentence(collapse(printed)[:_LONGEST_QUOTE], text, lead, before, passage.locator)
                before = f"{before}{text}。"[-_LONGEST_BEFORE:]
                lead, unfinished = "", (lead + text)[-_LONGEST_LEAD:]
        if passage.text.rstrip().endswith(_FINISHED) or _is_title(unfinished, patterns):
            unfinished = ""


def _is_title(text: str, patterns: ClaimPatterns) -> bool:
    """True where a plain passage is a title: it is not the beginning of a sentence."""
    return patterns.subjects is not None and patterns.subjects.title.fullmatch(text) is not None


def _plain(printed: str, patterns: ClaimPatterns) -> str:
    """`printed` in plain characters. What says nothing of this year's figures is blotted out with `#`, length kept."""
    text = arabic_numbers(arabic_years(_THOUSANDS.sub("", printed)), patterns.counters)
    return patterns.comparisons.sub(_blot, _QUOTED.sub(_blot, text))


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
