"""Wordings that say the same made one: what adds nothing is left out, and lists with 分别 are told item by item."""

import re

from gouji.declared.claims import ClaimPatterns, Distribution


def same_wording(text: str, patterns: ClaimPatterns) -> str:
    """`text` (plain characters) without adjuncts, each name of a list right in front of its own figure."""
    for words, adjunct in patterns.adjuncts:
        if any(word in text for word in words):
            text = adjunct.sub("", text)
    spread = patterns.distribution
    if spread is None or spread.word not in text:
        return text
    return spread.regex.sub(lambda match: _told(match, spread), text)


def _told(match: re.Match[str], spread: Distribution) -> str:
    """行政复议、行政诉讼分别为3件、2件 as 行政复议3件、行政诉讼2件; as it is where names and figures do not pair off.

    A noun that the last name alone has is that of all: 制发、废止规范性文件分别为3件、1件.
    """
    figures = spread.join.split(match["figures"])
    # 和 may stand inside a name (法人和其他组织).
    for join in (spread.join, spread.weak_join):
        names = join.split(match["names"])
        if len(names) == len(figures):
            break
    else:
        return match[0]
    noun = spread.shared.search(names[-1])
    if noun is None or any(noun[0] in name for name in names[:-1]) or not names[-1][: noun.start()]:
        head = ""
    else:
        head, names[-1] = noun[0], names[-1][: noun.start()]
    return head + "、".join(name + figure for name, figure in zip(names, figures, strict=True))
