"""The title of a report: found by its wording, put together where it was broken over lines, and the body it names."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.bodies.names import describe, is_body
from gouji.declared.bodies import BodiesEntry
from gouji.document import Document, Passage
from gouji.document.dates import arabic_years
from gouji.document.folding import collapse, plain, simplified
from gouji.document.paragraphs import all_paragraphs

# Also the first of 2022-2023年.
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|(?=[-—–~～至、和]20\d{2}年))")
# 某县民政局政府信息公开工作年度报告（2023年）
_YEAR_BEHIND = re.compile(r"[（(](20\d{2})年?度?[）)]$")
# A year in a title, with the brackets that hold nothing else.
_YEAR_IN_NAME = re.compile(r"[（(]20\d{2}年?度?[）)]|(?<!\d)20\d{2}年度?")
_ODD = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_MARKUP = re.compile(r"^[\s#*_>]+|[\s#*_]+$")
_LONGEST_TITLE = 80
_SHORTEST_TITLE = 6
# A title is broken over three lines at most: 南充市嘉陵区金凤镇人民政府 / 2020年政府信息公开 / 工作年度报告.
_MOST_LINES = 3
_SENTENCE = re.compile(r"[。，；！？《》:：,;]")
_BODY = re.compile(r"[\u4e00-\u9fff（）()·][\u4e00-\u9fff（）()、·]*[\u4e00-\u9fff）)]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,20}")
# What a page says of itself; the properties of an office file are often those of the file it was copied from.
PAGES = frozenset(("html", "mht"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed (radicals that a font left made characters), the places of its lines, and the body and the year it names."""

    text: str
    places: tuple[str, ...]
    body: str | None
    year: int | None


def unmarked(text: str) -> str:
    """`text` without the marks that Markdown puts around a title: `# 某镇…`, `**某镇…**`."""
    return _MARKUP.sub("", text)


def is_title(text: str, bodies: BodiesEntry) -> bool:
    """True where a passage can be the title of an annual report: it ends with one of the known wordings."""
    bare = _YEAR_BEHIND.sub("", simplified(plain(_modern(unmarked(text), bodies))))
    return len(bare) <= _LONGEST_TITLE and bare.endswith(tuple(bodies.titles.wordings)) and "《" not in bare


def find_title(document: Document, passages: Sequence[Passage], bodies: BodiesEntry) -> Title | None:
    """The title among `passages`, those above the report's text, or that of the web page.

    Of several the one next to the report's text: a page lists the titles of other years above it.
    """
    candidates: list[Title] = []
    at = 0
    while at < len(passages):
        lines = _title_lines(passages[at : at + _MOST_LINES], bodies)
        if lines:
            above = (
                passages[at - 1]
                if at and not (candidates and passages[at - 1].locator in candidates[0].places)
                else None
            )
            candidates.insert(0, _title(lines, above, document, bodies))
        at += max(len(lines), 1)
    if document.format in PAGES:
        candidates += _of_page(document, candidates, bodies)
    complete = [candidate for candidate in candidates if candidate.body]
    return next(iter(complete or candidates), None)


def all_titles(document: Document, bodies: BodiesEntry) -> list[tuple[int, int, Title]]:
    """Every line and cell that is a title and names a body or a year: rank of its block, row in a grid, title."""
    ends = {wording[-1] for wording in bodies.titles.wordings} | set("）)")
    found: list[tuple[int, int, Title]] = []
    for rank, block in enumerate(document.blocks):
        lines = [(0, block)] if isinstance(block, Passage) else [(cell.row, cell) for cell in block.cells]
        for row, line in lines:
            if len(line.text) < _SHORTEST_TITLE or line.text.rstrip(" *#_\n\u3000\xa0")[-1:] not in ends:
                continue
            text = unmarked(collapse(line.text))
            if len(text) <= 2 * _LONGEST_TITLE and text[-1:] in ends and is_title(text, bodies):
                title = _read(text, (line.locator,), bodies)
                if title.body is not None or title.year is not None:
                    found.append((rank, row, title))
    return found


def _of_page(document: Document, printed: Sequence[Title], bodies: BodiesEntry) -> list[Title]:
    """The titles in the page's metadata that do not contradict the year of the printed one."""
    years = {title.year for title in printed[:1] if title.year is not None}
    found: list[Title] = []
    for name in ("articletitle", "title"):
        text = document.metadata.get(name, "")
        if text and is_title(text, bodies):
            title = _read(collapse(text), (f"page metadata, {name}",), bodies)
            if not years or title.year in years:
                found.append(title)
    return found


def _title_lines(passages: Sequence[Passage], bodies: BodiesEntry) -> Sequence[Passage]:
    """The passages from the first one on that are a title together; none where they are none.

    The fewest that do; a line that is a title by itself is not taken for the end of the one above it.
    """
    for number in range(1, len(passages) + 1):
        lines = passages[:number]
        text = "".join(line.text for line in lines)
        if is_title(text, bodies) and (number == 1 or _names_something(text, bodies)):
            return lines
        if _SENTENCE.search(plain(lines[-1].text)) or (
            number < len(passages) and is_title(passages[number].text, bodies)
        ):
            return ()
    return ()


def _names_something(text: str, bodies: BodiesEntry) -> bool:
    """True where a text names a year or a body. 首页 / 信息公开 / 年度报告 are the buttons of a site and no title."""
    body = body_in_title(text, bodies)
    return bool(_YEAR.search(arabic_years(plain(text)))) or (body is not None and _is_body(body, bodies))


def _title(lines: Sequence[Passage], above: Passage | None, document: Document, bodies: BodiesEntry) -> Title:
    """The title that `lines` are, with the passage above where that has the beginning of it (report 000)."""
    text = "".join(unmarked(collapse(line.text)) for line in lines)
    title = _read(text, tuple(line.locator for line in lines), bodies)
    upper = plain(_modern(above.text, bodies)) if above else ""
    if above is None or _SENTENCE.search(upper) or "报告" in upper:
        return title
    whole = _read(upper + text, (above.locator, *title.places), bodies)
    if whole.body is None or (title.year is not None and whole.year != title.year):
        return title
    if title.body is None or title.body in bodies.government_words:
        return whole if _is_body(whole.body, bodies) else title
    if not _may_be_cut(upper, title.body, bodies):
        return title
    # 某县自然 / 资源局2020年…: the name was broken, if the text has it whole; a name that may be half of one is none.
    named = any(whole.body in plain(one.text) for one in all_paragraphs(document) if one.locator not in whole.places)
    return whole if named else replace(title, body=None)


def _is_body(name: str, bodies: BodiesEntry) -> bool:
    return describe(name, bodies).level is not None or is_body(name, bodies)


def _may_be_cut(upper: str, lower: str, bodies: BodiesEntry) -> bool:
    """True where the passage above has a place and a rest that is no body, and the name below has no place in front."""
    if describe(lower, bodies).county is not None or not _NAME.fullmatch(upper) or "公开" in upper:
        return False
    return not _is_body(upper, bodies) and describe(upper, bodies).county is not None


def _read(text: str, places: tuple[str, ...], bodies: BodiesEntry) -> Title:
    text = _modern(text, bodies)
    bare = arabic_years(text)
    years = {*_YEAR.findall(bare), *_YEAR_BEHIND.findall(bare)}
    return Title(text, places, body_in_title(text, bodies), int(years.pop()) if len(years) == 1 else None)


def body_in_title(title: str, bodies: BodiesEntry) -> str | None:
    """The name of the body in a title, before or after the year; None where there is none that can be told.

    In simplified characters, in which names are compared.
    """
    bare = _YEAR_BEHIND.sub("", simplified(arabic_years(_modern(title, bodies))))
    wording = next((wording for wording in bodies.titles.wordings if bare.endswith(wording)), "")
    rest = _without_page_words(bare.removesuffix(wording), bodies)
    rest = _YEAR_IN_NAME.sub("", rest).removeprefix("关于").removesuffix("的").removesuffix("关于")
    for half, other in bodies.titles.halves.items():
        # 于洪区人民 / 政府信息公开工作年度报告: the wording begins with the end of the name.
        if rest.endswith(half) and wording.startswith(other):
            rest += other
    if not _BODY.fullmatch(rest) or rest.startswith(tuple(bodies.titles.not_before)):
        return None
    return None if rest.endswith(tuple(bodies.titles.not_behind)) else rest


def _modern(text: str, bodies: BodiesEntry) -> str:
    """`text` with radicals and compatibility ideographs, as fonts of PDF leave them, made ordinary characters."""
    if not _ODD.search(text):
        return text
    radicals = text.translate({ord(radical): character for radical, character in bodies.titles.radicals.items()})
    return _ODD.sub(lambda match: unicodedata.normalize("NFKC", match[0]), radicals)


def _without_page_words(text: str, bodies: BodiesEntry) -> str:
    """`text` without what a page or its markup prints in front of a title: # 正文 标题：."""
    words = bodies.titles.page_words
    while word := next((word for word in words if text.startswith(word) and text != word), None):
        text = text.removeprefix(word)
    return text
