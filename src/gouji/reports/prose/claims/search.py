"""Find the claims of a document: try the declared patterns on its sentences and keep what is certain."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fnmatch import fnmatchcase

from gouji.declared.claims import ClaimPattern, ClaimPatterns
from gouji.document import Document
from gouji.document.line_search import JoinedLines
from gouji.reports.prose.claims.certainty import Certainty, Standing, certainty_of, of_parts, without_brackets
from gouji.reports.prose.claims.sentences import Sentence, sentences
from gouji.reports.prose.claims.sums import stated_sum
from gouji.reports.prose.claims.wholes import known_whole
from gouji.reports.sections import FoundSection

_FRONT = re.compile(r".*[,:]")
_IN_A_ROW = re.compile(r"(?<=\d[件条份宗起例项个次元])、|(?<=\d万元)、")
_TO_MARK = re.compile(r"^[^,:]*")
_TO_NEXT_FIGURE = re.compile(r"^[^,:、]*")
# Small figures agree by chance.
_LEAST_PROOF = 3
# (普通程序), (不含下属单位): a bracket without figures right behind a figure says what it does not count.
_QUALIFIED = re.compile(r"[^\d,;:、()]{0,4}\([^\d()]+\)")
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d[^\d年月日][^\d]*\d")
# From one figure of a list to another, no new clause between them.
_SAME_LIST = re.compile(r"[^,;:()]*")
# Those of a figure in a cell.
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: its key, its number, the words, and where they stand."""

    claim: str
    value: Decimal
    quote: str
    locator: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A match that nothing but its subject, or a doubt that the table may take away, keeps from being a claim."""

    claim: str
    values: tuple[tuple[str, Decimal], ...]
    standing: Standing
    start: int
    wholes: tuple[tuple[str, ...], ...]


def find_claims(
    document: Document,
    sections: Sequence[FoundSection],
    patterns: ClaimPatterns,
    year: int | None,
    figures: Mapping[str, Decimal | None] | None = None,
) -> tuple[Claim, ...]:
    """The claims of the prose that are certain of their subject and of the report's `year`, in reading order.

    One sentence makes each claim once. Claims of one key with different numbers are all kept: whoever compares them
    must see that they are not certain. `figures` are the cells of the report by address, None where one could not be read:
    a sentence of which one figure agrees with them speaks of this body.
    """
    certainty = certainty_of(document, patterns, year)
    read = list(sentences(document, sections, patterns, year))
    table = _stated_by_table(patterns, figures or {})
    found: list[Claim] = []
    for sentence, possible in zip(read, _possible(read, patterns), strict=True):
        stated = dict.fromkeys(_stated(sentence, possible, patterns, certainty, table, figures or {}))
        found += [Claim(key, value, sentence.quote, sentence.locator) for key, value in stated]
    return (*_mentions_once(found, patterns), *_balance(found, patterns, figures or {}), *_sums(read, patterns))


def _stated_by_table(patterns: ClaimPatterns, figures: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    """What the cells say of each claim; nothing where one of them could not be read."""
    table: dict[str, Decimal] = {}
    for claim, addresses in _cells(patterns.states, tuple(figures)):
        value = _sum_of(addresses, figures)
        if value is not None:
            table[claim] = value
    return table


# The same for all reports of a form.
@functools.lru_cache(maxsize=8)
def _cells(
    states: tuple[tuple[str, tuple[str, ...]], ...], addresses: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The addresses that fit what each claim states, once for each claim that has any."""
    cells = (
        (claim, tuple(address for cell in stated for address in addresses if fnmatchcase(address, cell)))
        for claim, stated in states
    )
    return tuple((claim, fitting) for claim, fitting in cells if fitting)


def _possible(read: Sequence[Sentence], patterns: ClaimPatterns) -> list[list[ClaimPattern]]:
    """The patterns that can match in each sentence, in the order of their declaration.

    A sentence must have one of the words that the claim declares, and a figure where its pattern counts.
    """
    lines = JoinedLines([sentence.text for sentence in read])
    with_digits = frozenset(rank for rank, sentence in enumerate(read) if _DIGIT.search(sentence.text))
    everywhere = frozenset(range(len(read)))
    having = functools.cache(lines.having)

    @functools.cache
    def any_of(words: tuple[str, ...]) -> frozenset[int]:
        return frozenset[int]().union(*map(having, words))

    possible: list[list[ClaimPattern]] = [[] for _ in read]
    for (words, fixed), group in patterns.grouped:
        found = everywhere if fixed else with_digits
        for one_of in words:
            found = found & any_of(one_of)
        for rank in found:
            possible[rank] += group
    return possible


def _stated(
    sentence: Sentence,
    possible: Sequence[ClaimPattern],
    patterns: ClaimPatterns,
    certainty: Certainty,
    table: Mapping[str, Decimal],
    figures: Mapping[str, Decimal | None],
) -> Iterator[tuple[str, Decimal]]:
    if not possible:
        return
    certain_of_time = certainty.of_this_year(sentence) and not patterns.not_statements.search(sentence.text)
    candidates: list[_Candidate] = []
    for pattern in possible:
        if not certain_of_time and not pattern.claim.mention:
            continue
        for match in pattern.regex.finditer(sentence.text):
            if pattern.claim.mention:
                yield from _values(match, pattern, patterns)
                continue
            standing = _standing(sentence, match, pattern, patterns, certainty)
            if standing is not None:
                values = tuple(_values(match, pattern, patterns))
                start = match.start("number") if "number" in pattern.regex.groupindex else match.start()
                wholes = tuple(tuple(one) for one in pattern.claim.wholes)
                candidates.append(_Candidate(pattern.claim.claim, values, standing, start, wholes))
    yield from _kept([_doubted(one, candidates, sentence, patterns, certainty, figures) for one in candidates], table)


def _doubted(
    one: _Candidate,
    candidates: Sequence[_Candidate],
    sentence: Sentence,
    patterns: ClaimPatterns,
    certainty: Certainty,
    figures: Mapping[str, Decimal | None],
) -> _Candidate:
    """`one`, strange where it is a part of nobody knows what, doubtful where its list began with something strange."""
    if one.standing == "strange":
        return one
    if one.wholes:
        heads = {other.start: not other.wholes for other in candidates}
        sums = {_sum_of(addresses, figures) for addresses in one.wholes}
        wholes = {int(value) for value in sums if value is not None and value >= _LEAST_PROOF}
        if not known_whole(sentence, one.start, wholes, patterns.openings, heads):
            return replace(one, standing="strange")
    for other in candidates:
        if other.standing == "strange" and other.start < one.start:
            between = sentence.text[other.start : one.start]
            if _SAME_LIST.fullmatch(between) or (one.wholes and other.wholes and not certainty.names_own(between)):
                return replace(one, standing="doubtful")
    return one


def _sum_of(addresses: Sequence[str], figures: Mapping[str, Decimal | None]) -> Decimal | None:
    values = [figures.get(address) for address in addresses]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _kept(candidates: Sequence[_Candidate], table: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """The candidates of one sentence that are certain, or that another of its figures proves.

    Where the sentence counts the same of somebody else as well, its own figure may be a part: nothing is certain.
    """
    proven = any(value >= _LEAST_PROOF and table.get(key) == value for one in candidates for key, value in one.values)
    kept = [one for one in candidates if one.standing == "certain" or (proven and one.standing == "doubtful")]
    strange = {(one.claim, one.values) for one in candidates if one.standing == "strange"}
    agreed = {(one.claim, one.values) for one in kept}
    torn = {claim for claim, _ in strange - agreed}
    for one in kept:
        if one.claim not in torn:
            yield from one.values


def _standing(
    sentence: Sentence, match: re.Match[str], pattern: ClaimPattern, patterns: ClaimPatterns, certainty: Certainty
) -> Standing | None:
    """How certain it is whom a match is about; None where something around it makes it a statement about something else."""
    claim = pattern.claim
    counted = "number" in pattern.regex.groupindex
    start, end = match.span("number") if counted else match.span()
    if counted and _QUALIFIED.match(sentence.text, end):
        return None
    clause = _clause(sentence.text, start, end) if claim.unless else ""
    if any(word in clause for word in claim.unless):
        return None
    around = without_brackets(sentence.text[:start]) + sentence.text[start:end] + without_brackets(sentence.text[end:])
    if pattern.unless_in_sentence is not None and pattern.unless_in_sentence.search(around):
        return None
    if counted and not claim.of_parts and patterns.remainders.search(sentence.after):
        return None
    if pattern.about is not None and not _about(sentence, start, end, pattern):
        return None
    if not claim.of_parts and of_parts(sentence, start):
        return None
    if claim.topic is not None and _topic(sentence.text[: match.end()], patterns) != claim.topic:
        return None
    standing = certainty.of_this_body(sentence, match, pattern)
    if standing == "certain" and pattern.doubted_by is not None and pattern.doubted_by.search(around):
        return "doubtful"
    return standing


def _about(sentence: Sentence, start: int, end: int, pattern: ClaimPattern) -> bool:
    """True where the sentence, or what stands in front of it in its passage, comes to speak of what the claim is about.

    Of a claim that must stand `behind` something, that is in the clauses in front, or there are none and the sentence right
    in front of it speaks of the matter.
    """
    assert pattern.about is not None
    own = sentence.lead + (sentence.text[:end] if pattern.claim.about_in_front else sentence.text)
    if pattern.about.search(own):
        return True
    if pattern.behind is None or pattern.behind.search(sentence.text[:start]):
        return pattern.about.search(sentence.before) is not None
    last = sentence.before.removesuffix("。").rpartition("。")[2]
    if "," in sentence.text[:start]:
        return False
    if pattern.behind.search(last):
        return pattern.about.search(sentence.before) is not None
    return pattern.about.search(last) is not None


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a span: what could turn its meaning stands there, but not in brackets (网络4件、信函1件).

    Figures in a row (收到6件、办结5件) are clauses of their own, but what the first of them says may hold for all
    (办结上年结转2件、本年新收5件).
    """
    before, behind = without_brackets(text[:start]), without_brackets(text[end:])
    row = _IN_A_ROW.split(_FRONT.sub("", before))
    front = row[0] + row[-1] if len(row) > 1 else row[0]
    return front + text[start:end] + (_TO_NEXT_FIGURE if _DIGIT.match(text, start) else _TO_MARK).findall(behind)[0]


def _topic(text: str, patterns: ClaimPatterns) -> str | None:
    """What `text` came to speak of last, one of the declared topics."""
    topic = None
    for match in patterns.topics.finditer(text):
        topic = match.lastgroup
    return topic


def _values(match: re.Match[str], pattern: ClaimPattern, patterns: ClaimPatterns) -> Iterator[tuple[str, Decimal]]:
    """The claim of a match, and the step to which its figure is rounded where that is a claim as well.

    A figure finer than a cell can hold (more than six decimals) is not one, and makes no claim.
    """
    claim = pattern.claim
    if pattern.value is not None:
        value, step = Decimal(pattern.value), Decimal(0)
    elif pattern.scaled:
        scale, number = patterns.scales.get(match["unit"]), Decimal(match["number"])
        exponent = int(number.as_tuple().exponent)
        if scale is None or exponent < -_DECIMALS:
            return
        value, step = number * scale, Decimal(scale).scaleb(exponent)
    else:
        value, step = Decimal(match["number"]), Decimal(1)
    yield claim.claim, value
    if claim.step is not None:
        yield claim.step, step


def _mentions_once(found: Sequence[Claim], patterns: ClaimPatterns) -> Iterator[Claim]:
    """`found`, of each mention only the first."""
    mentions = {pattern.claim.claim for pattern in patterns.patterns if pattern.claim.mention}
    seen: set[str] = set()
    for claim in found:
        if claim.claim in mentions:
            if claim.claim in seen:
                continue
            seen.add(claim.claim)
        yield claim


def _balance(
    found: Sequence[Claim], patterns: ClaimPatterns, figures: Mapping[str, Decimal | None]
) -> tuple[Claim, ...]:
    """What came and what went of the first passage that says all of it, each once; what was carried in may be the table's."""
    balance = patterns.balance
    if balance is None:
        return ()
    keys = (*balance.came, *balance.went)
    by_passage: dict[str, dict[str, set[Claim]]] = {}
    for claim in found:
        if claim.claim in keys:
            by_passage.setdefault(claim.locator, {}).setdefault(claim.claim, set()).add(claim)
    for locator, stated in by_passage.items():
        one = {key: next(iter(claims)) for key, claims in stated.items() if len({claim.value for claim in claims}) == 1}
        if balance.carried not in stated and keys[0] in one:
            carried = _sum_of(balance.carried_states, figures) if balance.carried_states else None
            if carried is not None:
                one[balance.carried] = Claim(balance.carried, carried, one[keys[0]].quote, locator)
        if len(one) == len(keys):
            quote = min((claim for claim in one.values()), key=lambda claim: keys.index(claim.claim)).quote
            totals = {
                balance.came_total: sum((one[key].value for key in balance.came), Decimal(0)),
                balance.went_total: sum((one[key].value for key in balance.went), Decimal(0)),
                balance.carried_total: one[balance.carried].value,
            }
            return tuple(Claim(key, value, quote, locator) for key, value in totals.items())
    return ()


def _sums(read: Sequence[Sentence], patterns: ClaimPatterns) -> tuple[Claim, ...]:
    """Total and sum of the first sentence whose parts do not make its total, else of the first that says a sum.

    Its arithmetic holds in itself, whatever year or unit it speaks of.
    """
    sums = patterns.sums
    if sums is None:
        return ()
    counting = [sentence for sentence in read if _FIGURES.search(sentence.text)]
    stated = [(sentence, total, parts) for sentence in counting for total, parts in stated_sum(sentence.text, sums)]
    stated.sort(key=lambda one: one[1] == one[2])
    return tuple(
        Claim(key, value, sentence.quote, sentence.locator)
        for sentence, total, parts in stated[:1]
        for key, value in ((sums.total, total), (sums.parts, parts))
    )
