"""The pages of a PDF as pictures, set upright, as pdfium draws them."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2
from PIL import Image

from gouji.document import PageBox, UnreadableError
from gouji.readers.pdf.drawing import draw
from gouji.readers.pdf.geometry import Turn
from gouji.readers.pdf.inspection import inspect
from gouji.readers.picture import Picture
from gouji.readers.ruled import Box

# Pixels a point: figures of 9 points can be read, and a page of text takes some 60 KB.
_SCALE = 1.6
# A page of A3; larger ones are drawn smaller.
_MOST_PIXELS = 3_000_000
# Black text with its soft edges, and a seal.
_COLORS = 32


def pdf_pictures(content: bytes, shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """The pages of a PDF that `shown` names; arguments and errors as in `gouji.readers.pictures`."""
    inspection = inspect(content)
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    try:
        for number in range(1, len(file) + 1):
            if number in shown:
                page: Any = file[number - 1]
                box = Box(*page.get_bbox())
                drawing = draw(page.raw, inspection, max((box.x1 - box.x0) * (box.y1 - box.y0), 1.0))
                yield _picture(page, number, Turn(drawing.degrees, box), shown[number])
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    finally:
        file.close()


def _picture(page: Any, number: int, turn: Turn, boxes: Sequence[PageBox] | None) -> Picture:
    width, height = turn.size
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
    # pdfium turns a page as its file says; the reader goes by the direction of the text.
    bitmap = page.render(scale=scale, rotation=(turn.degrees - page.get_rotation()) % 360)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    if boxes is not None:
        whole, image = image, Image.new("RGB", image.size, "white")
        for box in boxes:
            left, top, right, bottom = (round(at * scale) for at in box[1:])
            area = max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)
            if area[0] < area[2] and area[1] < area[3]:
                image.paste(whole.crop(area), area[:2])
    packed = io.BytesIO()
    # The octree takes a tenth of the time of the median cut, and makes smaller files of pages of text.
    image.quantize(_COLORS, Image.Quantize.FASTOCTREE).save(packed, "PNG")
    return Picture(number, width, height, packed.getvalue())
