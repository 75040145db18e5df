"""Where in a file something stood, and what was quoted from there, in words that an office reads."""

import re

from gouji.declared.texts.workbook import WorkbookTexts

_STEP = re.compile(r"(?P<word>[a-z]+) (?P<number>[\d.+-]+)")


def locator_words(locator: str | None, texts: WorkbookTexts) -> str:
    """`table 2, row 9` or `roster` in words; a part that is not known stays as it is."""
    if not locator:
        return ""
    ends = [[_step(part, texts) or part.strip() for part in end.split(",")] for end in locator.split(";")]
    return texts.between_lists.join(texts.between.join(end) for end in ends)


def evidence_words(evidence: str, texts: WorkbookTexts) -> tuple[str, bool]:
    """Evidence with its locators in words: `line 31: 5; line 30: 5`. The second value tells whether it had any.

    A text that does not follow a known locator is a quotation and stays as it is.
    """
    said: list[str] = []
    located = False
    for part in evidence.split("; "):
        where, colon, text = part.partition(":")
        if colon and all(_step(step, texts) for step in where.split(",")):
            said.append(texts.quote.format(where=locator_words(where, texts), text=text.strip() or texts.quoted_blank))
            located = True
        elif said:
            said[-1] += f"; {part}"
        else:
            said.append(part)
    return "\n".join(said), located


def _step(part: str, texts: WorkbookTexts) -> str | None:
    word = part.strip()
    if word in texts.sources:
        return texts.sources[word]
    step = _STEP.fullmatch(word)
    template = texts.locators.get(step["word"]) if step else None
    return template.format(number=step["number"]) if step and template else None
