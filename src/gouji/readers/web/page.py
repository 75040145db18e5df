"""The tree of one web page, parsed within limits, and what the page says of itself."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gouji.document import UnreadableError
from gouji.document.encoding import decode
from gouji.readers.web.style_sheets import apply_sheets

# Lexbor takes time that grows with the square of the depth: 20,000 nested tags half a second, 100,000 a minute.
_MAX_DEPTH = 1_000

# Cells need no end tag and nest only by their tables, so that they are not counted.
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|table|span|font|b|i|u|em|strong|section|article|center|blockquote|ul|ol|dl|a|form|body|html"
    r"|big|small|code|pre|sub|sup|svg|math|object|main|header|footer|nav|aside|fieldset|label|button)(?=[\s/>])",
    re.IGNORECASE,
)
# A page with no more tags than that, end tags and these apart, cannot be deeper: most need no closer look.
_NOT_NESTING = ("<td", "<tr", "<p>", "<p ", "<br", "<!")
# Where none of this stands, no text of the page is too pale or too small to be seen.
_MAY_BE_DIM = (
    re.compile(
        rb"olor\s*[:=]\s*[\"']?\s*(?:#(?:[ef]|[0-9a-f]{4}\b|[0-9a-f]{8}\b)|white|transp|rgb|hsl|hwb|lab|lch|ok|color"
        rb"|snow|ivory|ghost|floral|mint|azure|alice|honey|lavenderb)"
    ),
    re.compile(rb"size\s*:\s*[+.]?[0-3](?![0-9])"),
    re.compile(rb"font\s*:(?:[^;\"'}]*[\s+])?[+.]?[0-3](?![0-9])"),
)
_DRAWS_TEXT = (b":before", b"counter-increment")
# Sheets in other files are not there.
_STYLES_LISTS = (b"stylesheet", b"@import", b"counter-", b"::marker")
_SHEET_ON_LISTS = re.compile(rb"<style[^<>]*>[^<]*list-style")
# What a page has that says where its lines end.
_LAID_OUT = (b"<p>", b"<p ", b"<br", b"<div", b"<body", b"<html", b"<li", b"<h1", b"<h2")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A parsed page and what was odd in decoding it. Nodes of `tree` live as long as it does.

    `may_be_dim`: some text may be too pale or too small to be seen. `draws_numbers`: its styles put text before
    elements, the numbers of headings among it. `keeps_lines`: it is Markdown with tables as HTML, one paragraph a line.
    `lists_are_told`: no sheet, within the page or beside it, may say how lists are numbered.
    """

    tree: LexborHTMLParser
    remarks: tuple[str, ...]
    may_be_dim: bool
    draws_numbers: bool
    keeps_lines: bool
    lists_are_told: bool

    @property
    def root(self) -> LexborNode | None:
        """What holds all that is shown: the body, or the frames of a page that has nothing else."""
        return self.tree.body or self.tree.css_first("frameset")

    @property
    def metadata(self) -> dict[str, str]:
        """The named texts of the page (PubDate, ArticleTitle ... of 国办发〔2017〕47号) and its title."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[name][content]"):
            name, content = node.attributes.get("name"), node.attributes.get("content")
            if name and content:
                found.setdefault(name.lower(), content.strip())
        title = self.tree.css_first("title")
        if title is not None:
            found.setdefault("title", title.text().strip())
        return found


def parse_page(content: bytes) -> HtmlPage:
    """Decode and parse a page. Raises UnreadableError for bytes that are no text, and tags nested beyond 1,000."""
    decoded = decode(content)
    text = _XML_DECLARATION.sub("", decoded.text)
    _refuse_depth(text)
    tree = LexborHTMLParser(text)
    # In small letters as bytes: three times as fast as looking for either case.
    small = text.encode("utf-8", "surrogatepass").lower()
    if b"<style" in small:
        apply_sheets(tree, text)
    return HtmlPage(
        tree,
        decoded.remarks,
        any(sign.search(small) for sign in _MAY_BE_DIM),
        draws_numbers=any(sign in small for sign in _DRAWS_TEXT),
        keeps_lines=not any(sign in small for sign in _LAID_OUT),
        lists_are_told=not any(sign in small for sign in _STYLES_LISTS) and not _SHEET_ON_LISTS.search(small),
    )


def _refuse_depth(text: str) -> None:
    tags = text.count("<") - text.count("</")
    if tags <= _MAX_DEPTH or tags - sum(map(text.count, _NOT_NESTING)) <= _MAX_DEPTH:
        return
    depth = 0
    for match in _NESTING_TAG.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise UnreadableError("nested_too_deep", limit=_MAX_DEPTH)
