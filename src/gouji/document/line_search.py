"""Many short texts searched at once: most patterns match in none of them, and one look spares one look at each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class JoinedLines:
    """Texts searched as the lines of one text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts[:-1])]

    def where(self, patterns: Iterable[re.Pattern[str]]) -> list[int]:
        """The ranks, ascending, of all texts in which one of `patterns` can match; of some others as well.

        A pattern that begins or ends at `^` or `$` must be compiled with MULTILINE. A match may run over the end of a line
        and cover one in the next: every text that it touches counts.
        """
        touched: set[int] = set()
        for pattern in patterns:
            for match in pattern.finditer(self._text):
                first, last = (bisect_right(self._starts, at) - 1 for at in match.span())
                touched.update(range(first, last + 1))
        return sorted(touched)

    def having(self, word: str) -> frozenset[int]:
        """The ranks of all texts in which `word` stands."""
        found: set[int] = set()
        at = self._text.find(word)
        while at >= 0:
            rank = bisect_right(self._starts, at) - 1
            found.add(rank)
            if rank + 1 == len(self._starts):
                break
            at = self._text.find(word, self._starts[rank + 1])
        return frozenset(found)
