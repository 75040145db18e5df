"""The district of a report: roster, sub-folder, title, text, in this order; never a guess."""

import re

from gouji.bodies.names import county_before, describe
from gouji.bodies.roster import Roster
from gouji.declared.bodies import BodiesEntry
from gouji.document import Document
from gouji.document.folding import plain
from gouji.document.paragraphs import all_paragraphs
from gouji.reports.prose.facts import Sourced


def find_district(
    organisation: Sourced[str] | None,
    folder: str | None,
    document: Document | None,
    roster: Roster,
    bodies: BodiesEntry,
) -> Sourced[str] | None:
    """The county-level district of a report, and which source named it. `folder` is the sub-folder below SOURCE."""
    name = organisation.value if organisation else None
    listed = roster.district(name, bodies, folder)
    if listed:
        return Sourced(listed, "roster")
    if folder:
        return Sourced(folder, "folder")
    county = describe(name, bodies).county
    if county and organisation:
        return Sourced(county, organisation.source)
    return _named_in_text(document, bodies) if document else None


def _named_in_text(document: Document, bodies: BodiesEntry) -> Sourced[str] | None:
    """The one county whose government the text names (`依托依兰县人民政府网站`, report 003); None where it names several."""
    sign = re.compile("|".join(map(re.escape, bodies.county_signs)))
    found: dict[str, str] = {}
    for passage in all_paragraphs(document):
        text = plain(passage.text)
        for match in sign.finditer(text):
            county = county_before(text[: match.start()], bodies)
            if county is not None:
                found.setdefault(county, passage.locator)
    if len(found) != 1:
        return None
    ((county, locator),) = found.items()
    return Sourced(county, locator)
