"""What the sheets within a page say, written onto the elements that they select, so that one reading of `style` tells all.

Which of several rules wins is not worked out: what a sheet may hide is doubtful, and no figure is read through it. Sheets
in other files are not there and not asked for.
"""

import functools
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from gouji.readers.web.looks import COMMENT, PLAIN, declarations, looks_of

_SHEET = re.compile(r"<style[^<>]*>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
# A block of rules for some media, and a medium that is not the screen of an office: paper, a voice, a window of less than
# some width.
_MEDIA = re.compile(r"@media([^{]*+)\{((?:[^{}]*+\{[^{}]*+\})*+)[^{}]*+\}", re.IGNORECASE)
_OTHER_MEDIUM = re.compile(r"\s*(?:only\s+)?(?:print|speech)\b|(?!.*min-).*max-", re.IGNORECASE | re.DOTALL)
_PSEUDO = re.compile(r"::?(?:before|after|first-line|first-letter)\b", re.IGNORECASE)
_STATES = re.compile(r":(?:hover|focus|active|visited|target|checked|disabled)", re.IGNORECASE)


def apply_sheets(tree: LexborHTMLParser, text: str) -> None:
    """Write what the sheets within the page `text` say that may alter a text onto the elements that they select.

    Most sheets say nothing of the kind, and the tree is not searched for them.
    """
    for sheet in _SHEET.findall(text):
        for selector, important, rest in _rules(sheet):
            for node in _selected(tree, selector):
                node.attrs["style"] = f"{rest};{node.attributes.get('style') or ''};{important}"


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:
        # Browsers, too, pass over the rules whose selectors they do not know.
        return []


@functools.lru_cache(maxsize=100)
def _rules(sheet: str) -> tuple[tuple[str, str, str], ...]:
    """Selector, important declarations and others for each rule of a sheet that may alter a text."""
    text = _MEDIA.sub(
        lambda found: "" if all(map(_OTHER_MEDIUM.match, found[1].split(","))) else found[2], COMMENT.sub("", sheet)
    )
    found: list[tuple[str, str, str]] = []
    for part in text.split("}"):
        head, brace, body = part.rpartition("{")
        if not brace:
            continue
        for selector in head.rpartition("{")[2].rpartition(";")[2].split(","):
            bare = _PSEUDO.sub("", selector).strip()
            said = list(_of_pseudo(body) if _PSEUDO.search(selector) else _of_sheet(body))
            if said and bare and not bare.startswith("@") and not _STATES.search(selector):
                important = ";".join(f"{name}:{value}" for name, value, holds in said if holds)
                found.append((bare, important, ";".join(f"{name}:{value}" for name, value, holds in said if not holds)))
    return tuple(found)


def _of_pseudo(body: str) -> Iterator[tuple[str, str, bool]]:
    """What a rule for the text before or after an element does to it: there is a text, or there is none."""
    for name, value in declarations(body):
        if name == "content" and value.strip().strip("\"' ") and value.strip() not in ("none", "normal"):
            yield "display", "doubtful", True


def _of_sheet(body: str) -> Iterator[tuple[str, str, bool]]:
    """The declarations of a rule that may alter a text, and whether they hold against those of the element itself."""
    for name, text in declarations(body):
        value = text.partition("!")[0].strip()
        looks = looks_of(f"{name}:{value}")
        if looks.hidden:
            yield name, "doubtful", "!important" in text.replace(" ", "")
        elif looks != PLAIN:
            yield name, value, "!important" in text.replace(" ", "")
