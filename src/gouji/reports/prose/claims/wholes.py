"""Of what a figure is a part, told by the figures that its sentence counts in front of it."""

import re
from collections.abc import Mapping, Set

from gouji.reports.prose.claims.sentences import Sentence

_FIGURE = re.compile(r"(?<![\d.])(\d{1,9})(?:件|条|份|宗|起|例|项|个)")
_BRACKETED = re.compile(r"\([^()]*\)")


def known_whole(
    sentence: Sentence, at: int, wholes: Set[int], openings: re.Pattern[str], heads: Mapping[int, bool]
) -> bool:
    """True unless the parts that hold the figure at `at` are parts of something that is no whole of the table.

    Looks back from figure to figure, not into closed brackets. `heads` are the figures of the sentence, by their start, that patterns
    know: True for a whole, False for a part. Of 涉及预算的申请9件，其中公开7件 nobody knows what the nine are; a figure in the
    midst of a list (信息不存在8件) is a part whatever it is.
    """
    text = _BRACKETED.sub(lambda match: " " * len(match[0]), sentence.text[:at])
    figures = list(_FIGURE.finditer(text))
    behind = at
    for rank in range(len(figures) - 1, -1, -1):
        figure = figures[rank]
        whole = heads.get(figure.start())
        if whole or int(figure[1]) in wholes:
            return True
        opens = rank == 0 or openings.search(text, figure.end(), behind) is not None
        if whole is None and opens:
            return False
        behind = figure.start()
    return True
