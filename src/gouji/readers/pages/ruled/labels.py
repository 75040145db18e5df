"""Whether a text at a page break is a whole label of the forms or one half of it."""

import re
from dataclasses import dataclass

from gouji.document.folding import fold

_BRACKETS_BEHIND = re.compile(r"(?P<label>.+?)(?:[(（\[【][^()（）\[\]【】]*[)）\]】]\s*)+", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")


def has_word(text: str) -> bool:
    """True where a text has a Chinese character: it is no figure."""
    return bool(_HAN.search(text))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that the forms of a run print, folded (`gouji.document.folding`), as they are handed to the readers."""

    words: frozenset[str]

    def is_cut(self, above: str, below: str) -> bool:
        """True where two texts make one label together, and the lower one is none by itself."""
        return fold(above + below) in self.words and fold(below) not in self.words

    def is_begun(self, above: str, below: str) -> bool:
        """True where two texts, the upper one no label by itself, are the first characters of one."""
        begun = fold(above + below)
        grown = bool(fold(below)) and self.is_torn(above) and begun not in self.words
        return grown and any(label.startswith(begun) for label in self.words)

    def is_torn(self, text: str) -> bool:
        """True for words that are no label: part of one, or something else. A remark in brackets behind a label is no part of it."""
        if not has_word(text) or fold(text) in self.words:
            return False
        remarked = _BRACKETS_BEHIND.fullmatch(text.strip())
        return remarked is None or fold(remarked["label"]) not in self.words


# Where no label is known, no words are joined over the end of a page.
NO_LABELS = Labels(frozenset())
