"""One OFD -> Document: its pages in order, each with the objects of its template and its own, as ruled sheets.

Programs write it with any namespace, with backslashes, and with paths from the root or from the part they stand in.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from gouji.document import Document, PageBox, UnreadableError
from gouji.readers.packages import Element, Package
from gouji.readers.pages.ofd.objects import Canvas
from gouji.readers.pages.ofd.scanned import is_scanned, picture_in
from gouji.readers.pages.ofd.values import POINTS, numbers
from gouji.readers.pages.picture import Picture, kept
from gouji.readers.pages.ruled import NO_LABELS, Box, Labels, Sheet, read_sheets
from gouji.readers.pages.scans import REMARK, picture_of, read_recognised, recognise, require_ocr, seen_pictures

# As for PDF: a report has 10 to 40 pages.
MAX_PAGES = 300
_A4 = Box(0, 0, 210, 297)
_LOST_SHARE = 0.3
# Drawn over a page without being text of it.
_NO_TEXT = ("Link", "Watermark", "Stamp")


def read_ofd(package: Package, labels: Labels = NO_LABELS) -> Document:
    """The Document of an OFD. Pages that are pictures are recognised where the extra for that is installed.

    `labels` are those that the forms print. Raises UnreadableError: `damaged`, `part_missing`, `encrypted`, `ocr_missing`, `scanned` and `ocr_text` (pictures that
    cannot be had as they are shown), `no_text_map` (glyphs without characters), `too_many_pages`, `too_many_objects`.
    """
    root = _root(package)
    canvases = _canvases(package, root)
    scans = _scans(package, canvases)
    _refuse_lost([canvas for canvas in canvases if canvas.number not in scans], bool(scans))
    if scans:
        require_ocr(len(scans))
        blocks = read_recognised(
            [
                recognise(canvas.number, picture_of(scans[canvas.number])) if canvas.number in scans else _sheet(canvas)
                for canvas in canvases
            ],
            labels,
        )
    else:
        blocks = read_sheets([_sheet(canvas) for canvas in canvases], labels)
    title = next((_text(one).strip() for one in _all(root, "Title")), "")
    slanted = sum(canvas.slanted for canvas in canvases)
    remarks = (f"{slanted} slanted characters left out",) if slanted else ()
    if scans:
        remarks = (*remarks, REMARK)
    return Document("ofd", blocks, {"title": title} if title else {}, remarks, bool(scans))


def ofd_pictures(content: bytes, shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """The pages of an OFD as their characters and rules, or scanned; arguments and errors as in `gouji.readers.pages.pictures`."""
    package = Package(content)
    root = _root(package)
    canvases = _canvases(package, root)
    scans = _scans(package, canvases)
    if scans:
        pages = ((number, picture_of(file)) for number, file in scans.items())
        yield from seen_pictures(pages, {number: shown[number] for number in scans if number in shown})
    for canvas in canvases:
        if canvas.number in shown and canvas.number not in scans:
            glyphs = kept(canvas.glyphs, shown[canvas.number])
            rules = tuple(canvas.across), tuple(canvas.down)
            yield Picture(canvas.number, canvas.width, canvas.height, None, tuple(glyphs), *rules)


def _root(package: Package) -> Element:
    if "Encryptions.xml" in package or "Decryptseed.dat" in package:
        raise UnreadableError("encrypted")
    return package.xml("OFD.xml")


def _canvases(package: Package, root: Element) -> list[Canvas]:
    """The pages of all documents of the file, drawn."""
    bodies = [_place(package, "", _text(one)) for one in _all(root, "DocRoot")]
    if not bodies:
        raise UnreadableError("part_missing", part="DocRoot")
    canvases: list[Canvas] = []
    for body in bodies:
        canvases += _pages(package, body, len(canvases))
    return canvases


def _pages(package: Package, body: str, before: int) -> Iterator[Canvas]:
    """The pages of one document, drawn."""
    document = package.xml(body)
    templates = {
        one.get("ID", ""): _place(package, body, one.get("BaseLoc", "")) for one in _all(document, "TemplatePage")
    }
    listed = [one for pages in _all(document, "Pages") for one in _all(pages, "Page")]
    if before + len(listed) > MAX_PAGES:
        raise UnreadableError("too_many_pages", found=before + len(listed), limit=MAX_PAGES)
    usual = next((_box(one) for area in _all(document, "PageArea") for one in _all(area, "PhysicalBox")), _A4)
    notes = _notes(package, body, document)
    shared = _listings(package, body, document)
    for number, one in enumerate(listed, before + 1):
        place = _place(package, body, one.get("BaseLoc", ""))
        page = package.xml(place)
        canvas = Canvas(number, next((_box(box) for box in _all(page, "PhysicalBox")), usual))
        for used in _all(page, "Template"):
            template = templates.get(used.get("TemplateID", ""))
            if template is None:
                raise UnreadableError("part_missing", part="TemplatePage")
            canvas.draw(_all(package.xml(template), "Content"))
        canvas.draw(_all(page, "Content"))
        canvas.fields += notes.get(one.get("ID", ""), [])
        if canvas.images:
            canvas.listings = (*shared, *_listings(package, place, page))
        yield canvas


def _notes(package: Package, body: str, document: Element) -> dict[str, list[Box]]:
    """Page id -> where notes and form fields are drawn over the page. Links, watermarks and stamps hold no figures."""
    found: dict[str, list[Box]] = {}
    for listing in _all(document, "Annotations"):
        place = _place(package, body, _text(listing))
        for page in _all(package.xml(place), "Page"):
            for file in _all(page, "FileLoc"):
                notes = _all(package.xml(_place(package, place, _text(file))), "Annot")
                shown = (note for note in notes if note.get("Type") not in _NO_TEXT and note.get("Visible") != "false")
                boxes = [numbers(one.get("Boundary", "")) for note in shown for one in _all(note, "Appearance")]
                found.setdefault(page.get("PageID", ""), []).extend(_scaled(box) for box in boxes if len(box) == 4)
    return found


def _listings(package: Package, source: str, element: Element) -> Sequence[str]:
    """The parts in which a document or a page lists its resources, each once; what is missing is left out."""
    named = (one for name in ("PublicRes", "DocumentRes", "PageRes") for one in _all(element, name))
    # The package takes no regard to case either.
    return list(
        dict.fromkeys(one for one in (_place(package, source, _text(one)).lower() for one in named) if one in package)
    )


def _scans(package: Package, canvases: Sequence[Canvas]) -> dict[int, bytes]:
    """Page number -> the file of the picture that the page is, for those that are pictures."""
    scans: dict[int, bytes] = {}
    media: dict[str, dict[str, str]] = {}
    for canvas in canvases:
        if is_scanned(canvas):
            for listing in canvas.listings:
                if listing not in media:
                    media[listing] = _media(package, listing)
            scans[canvas.number] = picture_in(package, canvas, [media[listing] for listing in canvas.listings])
    return scans


def _media(package: Package, listing: str) -> dict[str, str]:
    """Id -> the part of each picture in a listing of resources."""
    resources = package.xml(listing)
    folder = _place(package, listing, posixpath.join(resources.get("BaseLoc", ""), "_"))
    return {
        one.get("ID", ""): _place(package, folder, _text(file))
        for one in _all(resources, "MultiMedia")
        for file in _all(one, "MediaFile")
    }


def _sheet(canvas: Canvas) -> Sheet:
    return Sheet(
        number=canvas.number,
        across=tuple(canvas.across),
        down=tuple(canvas.down),
        glyphs=tuple(canvas.glyphs),
        width=canvas.width,
        height=canvas.height,
        pictures=tuple(canvas.pictures),
        fields=tuple(canvas.fields),
    )


def _refuse_lost(canvases: list[Canvas], scanned: bool) -> None:
    """Refuse what the pages with text have lost; `scanned`: there are others."""
    glyphs = sum(len(canvas.glyphs) for canvas in canvases)
    if not glyphs and not scanned:
        raise UnreadableError("scanned")
    if sum(canvas.unknown for canvas in canvases) > _LOST_SHARE * glyphs:
        raise UnreadableError("no_text_map")


def _place(package: Package, source: str, location: str) -> str:
    """The part that a location written in `source` means: beside it, else from the root."""
    written = location.strip().replace("\\", "/")
    beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), written))
    return next((one for one in (beside, "/" + written.lstrip("/")) if one in package), beside)


def _all(element: Element, name: str) -> list[Element]:
    """The elements below of that local name, in any namespace."""
    return [one for one in element.iter(f"{{*}}{name}") if one is not element]


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _box(element: Element) -> Box:
    found = numbers(_text(element))
    if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
        raise UnreadableError("damaged", problem="PhysicalBox")
    return Box(found[0], found[1], found[0] + found[2], found[1] + found[3])


def _scaled(box: list[float]) -> Box:
    x, y, width, height = box
    return Box(x * POINTS, y * POINTS, (x + width) * POINTS, (y + height) * POINTS)
