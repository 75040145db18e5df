"""Whether a sentence certainly speaks of the report's year, and of the reporting body as a whole.

Strangers are too many to list: in its own clause a statement may have nothing in front of it but times, manners and the
body's own names. In the clauses and sentences before it, where a subject may be left standing, known strangers are looked for.
"""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from gouji.declared.claims import ClaimPattern, ClaimPatterns, Lead
from gouji.document import Document
from gouji.document.dates import arabic_years
from gouji.document.folding import plain
from gouji.reports.prose.claims.sentences import Sentence

_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_DISTRICT = re.compile(r"^.{2,}?[市县区州旗](?=.{2})")
_GOVERNMENT = re.compile(r"(?:人民政府|办事处)$")
_OFFICE = "办公室"
# What a name of an area ends with.
_AREA_ENDS = "省市县区州旗镇乡道"
_TITLE_AMONG_FIRST = 15
# `strange`: somebody else, or nobody knows who, stands in the clause itself.
Standing = Literal["certain", "doubtful", "strange"]

# In front of what a clause begins: a mark, or a figure that is counted (收到6件、办结5件).
_CLAUSE_START = re.compile(r".*(?:[,;:()]|\d(?:[件条份宗起例项个次%]|万?元)、?)")
_LONGEST_LEAD = 80
# What follows are parts, of a figure or of what a bracket explains.
_PART = re.compile(r"其中|[,(](?:包括|包含|含)")
# Clauses that say under what guidance or for what end something was done name no subject.
_CIRCUMSTANCE = re.compile(r"(?:^|(?<=[,;:]))(?:在|为|按照?|根据|依据|随着|围绕|通过|由于|经过?)[^,;:]*[,;:]")


@dataclass(frozen=True, slots=True)
class Certainty:
    """The test of sentences of one document: `own` and `names` are the words by which its body speaks of itself.

    `short_for`: district and name of the body, for which also some of their characters may stand.
    """

    patterns: ClaimPatterns
    year: int | None
    own: re.Pattern[str]
    names: tuple[str, ...]
    short_for: tuple[tuple[str, str], ...] = ()

    def of_this_year(self, sentence: Sentence) -> bool:
        """False where the sentence names another time, or names none and what stands before it is of another time.

        A comparison with another year is no such mention, nor is what was carried over from it (`neutral_times`).
        """
        named = self._times(sentence.lead + sentence.text)
        if named:
            return not any(other for _, other in named)
        before = sorted(self._times(sentence.before))
        return not before or not before[-1][1]

    def _times(self, text: str) -> list[tuple[int, bool]]:
        """Where times are named, each with whether it is another one than the report's year."""
        bare = self.patterns.neutral_times.sub(lambda match: "#" * len(match[0]), text)
        years = [(match.start(), int(match[1]) != self.year) for match in _YEAR.finditer(bare)]
        others = [(match.start(), True) for match in self.patterns.other_times.finditer(bare)]
        own = [(match.start(), False) for match in self.patterns.own_times.finditer(bare)]
        return [*years, *others, *own]

    def of_this_body(self, sentence: Sentence, match: re.Match[str], pattern: ClaimPattern) -> Standing:
        """Who the statement `match` is about, told by what stands in front of it.

        Report 洪泽 2024: 区政府办代表区政府受理政府信息公开申请17件, while the table counts the 95 of the district.
        """
        subjects = self.patterns.subjects
        if subjects is None:
            return "certain"
        front = sentence.lead + sentence.text[: match.start()]
        if pattern.lead is None:
            counted = "number" in pattern.regex.groupindex
            # A number has its subject in front of it; a statement without one may have it inside.
            front = sentence.lead + sentence.text[: match.start("number") if counted else match.end()]
        else:
            clause = _CLAUSE_START.sub("", front)
            # Most figures of a list have nothing in front of them, and the lead is the dearest of all expressions.
            if clause:
                who = _who(pattern.lead, clause) if len(clause) <= _LONGEST_LEAD else None
                if who is None or not self._is_own(who):
                    return "strange"
                if who:
                    return "certain"
                front = front.removesuffix(clause)
        earlier = without_brackets(front)
        if pattern.lead is not None:
            earlier = _CIRCUMSTANCE.sub("", earlier)
        spoken = self._after_own(earlier)
        if subjects.others.search(earlier if spoken is None else spoken):
            return "doubtful"
        if spoken is not None:
            return "certain"
        before = self._after_own(sentence.before)
        others = subjects.others_before.search(sentence.before if before is None else before)
        return "doubtful" if others else "certain"

    def _is_own(self, who: str) -> bool:
        """True where `who` is nobody, the body's word for itself, or one of its names, also shortened (县财局)."""
        if not who or self.own.fullmatch(who) or who in self.names:
            return True
        return any(_is_short_for(who, *name) for name in self.short_for)

    def names_own(self, text: str) -> bool:
        """True where `text` names the body itself."""
        return self._after_own(text) is not None

    def _after_own(self, text: str) -> str | None:
        """What follows the last mention of the body itself, None where it is not mentioned."""
        ends = [match.end() for match in self.own.finditer(text)]
        ends += [_end_of_last(name, text) for name in self.names]
        last = max(ends, default=-1)
        return text[last:] if last >= 0 else None


# Reports begin their clauses alike (全年共, 其中, 2023年).
@functools.lru_cache(maxsize=4096)
def _who(lead: Lead, clause: str) -> str | None:
    """Who stands in a clause that is nothing but a lead, empty where nobody does; None where it is more."""
    told = lead.regex.fullmatch(clause)
    return told["who"] if told is not None else None


def _is_short_for(short: str, district: str, name: str) -> bool:
    """True where `short` is characters of the district, and behind them two or more of the name, in their order, the last too.

    县财政局 and 县财局 are 云岭县财政局, 镇政府 is 青石镇人民政府; 县政府 is not.
    """
    core = _GOVERNMENT.sub("", name)
    must_have = core[-1] if core != name else name[-1]
    for cut in range(len(short) - 1):
        own = short[cut:]
        if own[-1] == name[-1] and must_have in own and _in_order(short[:cut], district) and _in_order(own, name):
            return True
    return False


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


def of_parts(sentence: Sentence, end: int) -> bool:
    """True where what stands in front of `end` has come to speak of parts (其中) outside of brackets."""
    return _PART.search(without_brackets(sentence.lead + sentence.text[:end])) is not None


def without_brackets(text: str) -> str:
    """`text` without what stands in brackets that are both in it."""
    return _IN_BRACKETS.sub("", text) if "(" in text else text


def certainty_of(document: Document, patterns: ClaimPatterns, year: int | None) -> Certainty:
    """The test for `document`, whose body is told by its title (the claims must not depend on how a body is found)."""
    body = _body(document, patterns)
    own, names = _own_words(body, patterns)
    return Certainty(patterns, year, _any_of(own), names, _parted(body) if names else ())


def _body(document: Document, patterns: ClaimPatterns) -> str:
    """The body that the title names, on the title's line or the one before (report 000), else that which the first lines name;
    empty where none is named.
    """
    if patterns.subjects is None:
        return ""
    before = ""
    for passage in document.passages[:_TITLE_AMONG_FIRST]:
        text = arabic_years(passage.text)
        match = patterns.subjects.title.fullmatch(text)
        if match is not None:
            return match["body"] or (before if re.fullmatch(r"[\u4e00-\u9fff]{3,30}", before) else "")
        before = plain(passage.text) or before
    openings = (
        patterns.subjects.opening.search(arabic_years(passage.text))
        for passage in document.passages[:_TITLE_AMONG_FIRST]
    )
    return next((match["body"] for match in openings if match is not None), "")


def _own_words(body: str, patterns: ClaimPatterns) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Expressions for the body as a whole, and its names. The name of an area's government stands for its own office only."""
    if patterns.subjects is None:
        return (), ()
    for name, own in patterns.subjects.bodies:
        match = name.search(body)
        if match is not None:
            kind = match.groupdict().get("kind")
            if not kind:
                return own, _names(body)
            area = re.escape(_GOVERNMENT.sub("", body))
            return tuple(word.replace("{kind}", kind).replace("{area}", area) for word in own), ()
    return (), ()


# The same few for all bodies of a kind, and a millisecond each to compile.
@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words) or "(?!)")


def _names(body: str) -> tuple[str, ...]:
    """The names of a body: in full, without its district, without 人民 (县政府办公室) or the ending of a government."""
    if not body:
        return ()
    district = _DISTRICT.match(body)
    full = {body, body[district.end() :]} if district else {body}
    if district:
        # 县政府办公室: with the last character of the district; another level's office is another body.
        full.add(body[district.end() - 1 :])
    names = full | {name.replace("人民政府", "政府") for name in full}
    names |= {_GOVERNMENT.sub("", name) for name in full}
    names |= {f"{name[:-3]}办" for name in names if name.endswith(_OFFICE) and len(name) > len(_OFFICE)}
    return tuple(name for name in sorted(names, key=len, reverse=True) if len(name) >= 3)


def _parted(body: str) -> tuple[tuple[str, str], ...]:
    """District and name of a body; of an office also under its short name."""
    district = _DISTRICT.match(body)
    place, name = (district[0], body[district.end() :]) if district else ("", body)
    names = [name, f"{name[:-3]}办"] if name.endswith(_OFFICE) and name != _OFFICE else [name]
    return tuple((place, one) for one in names)


def _end_of_last(name: str, text: str) -> int:
    """Where the last `name` in `text` ends that is not the end of a longer name (某某县某镇政府); -1 where there is none."""
    at = text.rfind(name)
    while at > 0 and text[at - 1] in _AREA_ENDS:
        at = text.rfind(name, 0, at + len(name) - 1)
    return at + len(name) if at >= 0 else -1
