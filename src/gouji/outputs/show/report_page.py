"""One page for one report: where it came from on the left, what was read on the right, each leading to the other.

The page stands alone: no network, no other file. Its policy lets only its own script and style run, by their hashes, and
every text of the report goes through the template's escaping.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gouji.declared import Declared
from gouji.document import Document, UnreadableError
from gouji.outputs.show.blocks import ShownText, shown_text
from gouji.outputs.show.doubts import doubts_of, strays_of
from gouji.outputs.show.form_side import Reader, form_tables, shown_readings
from gouji.outputs.show.pictured_side import ShownPages, shown_pages
from gouji.outputs.show.spots import STATUSES, Spots, find_spots
from gouji.reports.prose.signs import masked
from gouji.words.places import chart_places

_HERE = Path(__file__).parent
WITH_PAGES = ("pdf", "ofd", "scan")


@dataclass(frozen=True, slots=True)
class Shown:
    """One report: its row of the frame REPORTS, its rows of CELLS and LEFTOVERS, and what they were read from.

    `document` is None where nothing could be read; `content` are the bytes of the file.
    """

    report: Mapping[str, Any]
    cells: Sequence[Mapping[str, Any]]
    leftovers: Sequence[Mapping[str, Any]]
    document: Document | None
    content: bytes


class Drawer:
    """Draws the pages of reports; holds template and words, which are costly to make."""

    def __init__(self, declared: Declared) -> None:
        texts = declared.texts
        self._signs = declared.signs
        self._reader = Reader(declared.forms, texts.show, texts.workbook, chart_places(declared.forms, texts))
        self._template = _template()
        self._style, self._script = _asset("page.css"), _asset("page.js")

    def page(self, shown: Shown) -> str:
        """The page. The same report gives the same page."""
        reader, words = self._reader, self._reader.words
        spots = self._spots(shown)
        readings = shown_readings(shown.cells, spots, reader)
        source, note = self._source(shown, spots)
        counts = Counter(row["status"] for row in shown.cells)
        return self._template.render(
            words=words,
            csp=_policy(self._style, self._script),
            style=self._style,
            script=self._script,
            head=self._head(shown.report),
            report=shown.report,
            counts=[(status, words.statuses.of(status), counts[status]) for status in STATUSES if counts[status]],
            doubts=doubts_of(shown.cells, readings, reader),
            strays=strays_of(shown.leftovers, spots, reader),
            tables=form_tables(shown.cells, readings, reader),
            readings=readings,
            source=source,
            note=note,
            unread=counts["unreadable"],
        )

    def _spots(self, shown: Shown) -> Spots:
        if shown.document is None:
            return Spots({}, {}, (), {})
        listed: list[dict[str, Any]] = shown.report["sections"] or []
        sections: dict[int, str] = {one["number"]: one["locator"] for one in listed}
        tables = {table.key: table.section for form in self._reader.forms for table in form.tables}
        headings = {key: sections[number] for key, number in tables.items() if number in sections}
        return find_spots(shown.document, shown.cells, shown.leftovers, headings, self._mask)

    def _head(self, report: Mapping[str, Any]) -> str:
        words = self._reader.words
        year = words.unknown_year if report["year"] is None else words.known_year.format(year=report["year"])
        return words.heading.format(organisation=report["organisation"] or words.unnamed, year=year)

    def _source(self, shown: Shown, spots: Spots) -> tuple[ShownPages | ShownText, str]:
        """The left side, and the sentence above it."""
        words, document = self._reader.words, shown.document
        if document is None:
            return ShownText((), 0), words.no_source
        note = words.source_blocks
        if document.format in WITH_PAGES:
            try:
                pages = shown_pages(document, shown.content, spots.at, self._mask)
            except UnreadableError:
                note = words.no_picture
            else:
                drawn = any(page.png is None for page in pages.pages)
                return pages, words.source_drawn if drawn else words.source_pages
        return shown_text(document, spots.at, self._mask, words.cut), note

    def _mask(self, text: str) -> str:
        return masked(text, self._signs)


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["file_name"] = _file_name
    return environment.get_template("page.html.j2")


def _file_name(path: str) -> str:
    return PurePosixPath(path).name


def _asset(name: str) -> Markup:
    """A file of ours beside this module, as it is."""
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - no text of a report


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing but the page's own style and script, and pictures inside of it."""
    return (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
