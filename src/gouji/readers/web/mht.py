"""Saved web page in one file (MHT, MHTML) -> Document: its main part goes the way of any web page.

Pages in frames are read where the file has them as parts; nothing outside the file is ever opened.
"""

import codecs
import email.errors
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser

from gouji.document import Document, UnreadableError
from gouji.readers.web.html import read_html
from gouji.readers.web.inner_pages import SAVED, InnerPages

# A saved page has its pictures, scripts and frames beside it: some dozens, hundreds on a portal.
_MOST_PARTS = 2_000
# Multipart within multipart: browsers write two levels, mail programs one more.
_MOST_NESTED = 20
_PAGES = ("text/html", "application/xhtml+xml")
# Headers of the file that say something of the page.
_HEADERS = {"subject": "title", "snapshot-content-location": "url"}
_CUT = (
    email.errors.CloseBoundaryNotFoundDefect,
    email.errors.StartBoundaryNotFoundDefect,
    email.errors.MultipartInvariantViolationDefect,
)
_BROKEN = (
    email.errors.InvalidBase64PaddingDefect,
    email.errors.InvalidBase64CharactersDefect,
    email.errors.InvalidBase64LengthDefect,
)


def read_mht(content: bytes) -> Document:
    """The Document of a saved page.

    Raises UnreadableError: `part_missing` where no part is a web page, `empty` where that is, `damaged` where its packing is broken, and what
    `read_html` raises. The encoding is told by the bytes, whatever the part declares.
    """
    try:
        message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(
            content.removeprefix(codecs.BOM_UTF8).lstrip()
        )
        part = _page(message)
        page = part.get_payload(decode=True)
        inner = _inner_pages(message, part)
    except RecursionError as error:
        raise UnreadableError("nested_too_deep", limit=_MOST_NESTED) from error
    except (ValueError, LookupError, TypeError, AttributeError, email.errors.MessageError) as error:
        # The standard library stumbles over headers that are no headers in many ways.
        raise UnreadableError("damaged", problem=f"{type(error).__name__}: {error}"[:80]) from error
    if not isinstance(page, bytes):
        raise UnreadableError("part_missing", part="text/html")
    if not page.strip():
        raise UnreadableError("empty")
    if any(isinstance(defect, _BROKEN) for defect in part.defects):
        raise UnreadableError("damaged", problem="base64")
    document = read_html(page, inner)
    remarks = document.remarks
    if _is_cut(message, part):
        remarks = (*remarks, "cut inside the saved page")
    return replace(document, format="mht", metadata=_metadata(message) | document.metadata, remarks=remarks)


def _page(message: EmailMessage) -> EmailMessage:
    """The part that is the page: the one that `start` names, else the first that is a web page."""
    start = str(message.get_param("start", "") or "").strip("<> ")
    pages = [part for part in _parts(message) if part.get_content_type() in _PAGES]
    if not pages:
        raise UnreadableError("part_missing", part="text/html")
    named = (part for part in pages if start and str(part.get("Content-ID", "")).strip("<> ") == start)
    return next(named, pages[0])


def _inner_pages(message: EmailMessage, page: EmailMessage) -> InnerPages:
    """The other pages of the file by the addresses that frames name them by: of their own, and of their part."""
    pages: dict[str, bytes] = {}
    for part in _parts(message):
        content = part.get_payload(decode=True) if part is not page and part.get_content_type() in _PAGES else None
        if isinstance(content, bytes):
            number = str(part.get("Content-ID", "")).strip("<> ")
            addresses = (str(part.get("Content-Location", "")).strip(), f"cid:{number}" if number else "")
            pages |= {address: content for address in addresses if address}
    return InnerPages(str(page.get("Content-Location", "")).strip() or SAVED, pages)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    todo: list[tuple[EmailMessage, int]] = [(message, 0)]
    found = 0
    while todo:
        part, depth = todo.pop(0)
        found += 1
        if found > _MOST_PARTS:
            raise UnreadableError("too_many_parts", limit=_MOST_PARTS)
        if depth > _MOST_NESTED:
            raise UnreadableError("nested_too_deep", limit=_MOST_NESTED)
        if part.is_multipart():
            todo[:0] = [(inner, depth + 1) for inner in part.get_payload() if isinstance(inner, EmailMessage)]
        else:
            yield part


def _is_cut(message: EmailMessage, part: EmailMessage) -> bool:
    """True where the file ends before its last boundary, inside the page."""
    ended = not any(isinstance(defect, _CUT) for defect in message.defects)
    return not ended and list(_parts(message))[-1] is part


def _metadata(message: EmailMessage) -> dict[str, str]:
    named = ((key, str(message.get(header, "")).strip()) for header, key in _HEADERS.items())
    return {key: value for key, value in named if value}
