"""The pages of a PDF as pictures, set upright, as pdfium draws them."""

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

import pypdfium2
from PIL import Image

from gouji.document import PageBox, UnreadableError
from gouji.readers.pages.pdf.drawing import draw
from gouji.readers.pages.pdf.geometry import Turn
from gouji.readers.pages.pdf.inspection import inspect
from gouji.readers.pages.pdf.seeing import seen
from gouji.readers.pages.picture import SCALE, Picture, png_of
from gouji.readers.pages.ruled import Box
from gouji.readers.pages.scans import seen_pictures

# A page of A3; larger ones are drawn smaller.
_MOST_PIXELS = 3_000_000


def pdf_pictures(
    content: bytes, shown: Mapping[int, Sequence[PageBox] | None], recognised: Container[int]
) -> Iterator[Picture]:
    """The pages of a PDF that `shown` names; arguments and errors as in `gouji.readers.pages.pictures`."""
    inspection = inspect(content)
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    try:
        scans: list[tuple[int, Any]] = []
        for number in range(1, len(file) + 1):
            if number in shown or number in recognised:
                page: Any = file[number - 1]
                box = Box(*page.get_bbox())
                drawing = draw(page.raw, inspection, max((box.x1 - box.x0) * (box.y1 - box.y0), 1.0))
                if number in recognised:
                    scans.append((number, seen(page, drawing)))
                else:
                    yield _picture(page, number, Turn(drawing.degrees, box), shown[number])
        if scans:
            yield from seen_pictures(scans, {number: shown[number] for number, _ in scans if number in shown})
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    finally:
        file.close()


def _picture(page: Any, number: int, turn: Turn, boxes: Sequence[PageBox] | None) -> Picture:
    width, height = turn.size
    scale = min(SCALE, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
    # pdfium turns a page as its file says; the reader goes by the direction of the text.
    bitmap = page.render(scale=scale, rotation=(turn.degrees - page.get_rotation()) % 360)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return Picture(number, width, height, png_of(image, scale, boxes))
