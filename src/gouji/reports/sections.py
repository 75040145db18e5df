"""Find the section headings of a report in its passages, and what stands under each."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.forms import Section
from gouji.document import Document, Grid, Passage
from gouji.document.folding import collapse, fold, strip_invisible

# 一、 (一) 1、 1. 第一部分 in front of a heading; the official template prints 一、.
_NUMBERING = re.compile(r"^[\s（(]*(?:第?[一二三四五六七八九十]{1,2}|\d{1,2})(?:部分|章)?[\s）)、.．,，:：]*")
_LONGEST_HEADING = 60
# The first line of a heading that is broken over two has at least as many characters.
_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class FoundSection:
    """One section as printed: `start` is its heading's rank among the document's blocks, `end` that of the next.

    `has_more`: something is shown there that is no text, so that `characters` are not all that it says.
    """

    number: int
    printed: str
    locator: str
    start: int
    end: int
    characters: int
    has_table: bool
    has_more: bool = False


def find_sections(
    document: Document, sections: Sequence[Section], aliases: Mapping[str, str]
) -> tuple[FoundSection, ...]:
    """The sections of `sections` found in `document`, in the order in which they stand there.

    A heading must be a passage of its own, or of two where the line broke. Where one is printed twice (a table of
    contents) the last one counts.
    """
    wanted = {fold(section.heading): section.number for section in sections}
    wanted |= {variant: wanted[official] for variant, official in aliases.items() if official in wanted}
    begun = {heading[:length] for heading in wanted for length in range(_SHORTEST_PART, len(heading))}
    found: dict[int, tuple[int, Passage]] = {}
    for rank, block in enumerate(document.blocks):
        if isinstance(block, Passage) and len(block.text) <= _LONGEST_HEADING and not block.text.isascii():
            heading, bare = block, _bare(block.text)
            if bare in begun and bare not in wanted and rank + 1 < len(document.blocks):
                heading = _with_rest(block, document.blocks[rank + 1])
                bare = _bare(heading.text)
            if bare in wanted:
                found[wanted[bare]] = (rank, heading)
    starts = sorted((rank, number, passage) for number, (rank, passage) in found.items())
    ends = [*(rank for rank, _, _ in starts[1:]), len(document.blocks)]
    return tuple(
        _section(document, number, passage, rank, end)
        for (rank, number, passage), end in zip(starts, ends, strict=False)
    )


def _with_rest(passage: Passage, following: Passage | Grid) -> Passage:
    """A passage and the one behind it as one; the passage alone where no short one follows."""
    if not isinstance(following, Passage) or len(following.text) > _LONGEST_HEADING:
        return passage
    return Passage(passage.text + following.text, passage.locator)


def _bare(text: str) -> str:
    return fold(_NUMBERING.sub("", unicodedata.normalize("NFKC", collapse(text))))


def _section(document: Document, number: int, heading: Passage, start: int, end: int) -> FoundSection:
    body = document.blocks[start + 1 : end]
    return FoundSection(
        number=number,
        printed=collapse(heading.text),
        locator=heading.locator,
        start=start,
        end=end,
        characters=sum(len(strip_invisible(block.text)) for block in body if isinstance(block, Passage)),
        has_table=any(isinstance(block, Grid) for block in body),
        has_more=any(
            doubt.start == doubt.end for block in body if isinstance(block, Passage) for doubt in block.doubts
        ),
    )
