"""Pages drawn as pictures, with a font of the machine. The pages are those of tests/made/page_documents.py."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.made.page_documents import HEIGHT, WIDTH, Fill, Page, Stroke, Text

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
Picture = Any


def draw(page: Page, dpi: int = 200) -> Picture:
    """A page as an array of rows, columns and RGB. Skips the test where the machine has no Chinese font."""
    font = _font()
    scale = dpi / 72
    paper = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    pen = ImageDraw.Draw(paper)
    for mark in page:
        if isinstance(mark, Text):
            grey = round(mark.color * 255)
            written = ImageFont.truetype(font, round(mark.size * scale))
            pen.text((mark.x * scale, mark.y * scale), mark.text, (grey, grey, grey), written, anchor="ls")
        elif isinstance(mark, Stroke):
            ends = (mark.x0 * scale, mark.y0 * scale, mark.x1 * scale, mark.y1 * scale)
            pen.line(ends, "black", max(1, round(0.6 * scale)))
        elif isinstance(mark, Fill):
            grey = round(mark.color * 255)
            pen.rectangle((mark.x0 * scale, mark.y0 * scale, mark.x1 * scale, mark.y1 * scale), (grey, grey, grey))
    return np.asarray(paper).copy()


def _font() -> str:
    font = next((name for name in _FONTS if Path(name).is_file()), None)
    if font is None:
        pytest.skip("no Chinese font is installed to draw a scan with; install Noto Sans CJK")
    return font


def shape(character: str) -> bytes:
    """How a Type 3 font of `page_documents.pdf` draws a character: as a mask of 100 pixels on its body of 1000."""
    wide = 100 if character >= "\u2e80" else 50
    paper = Image.new("1", (wide, 100), 1)
    ImageDraw.Draw(paper).text((0, 80), character, 0, ImageFont.truetype(_font(), 85), anchor="ls")
    head = f"q {wide * 10} 0 0 1000 0 -200 cm BI /W {wide} /H 100 /IM true /BPC 1 /F /AHx ID ".encode()
    return head + paper.tobytes().hex().encode() + b"> EI Q"


def file_of(pages: Sequence[Picture], kind: str = "PNG", **options: Any) -> bytes:
    """Pictures as one file; TIFF and PDF hold several."""
    first, *rest = [Image.fromarray(page) for page in pages]
    out = io.BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": rest} if rest else {}
    first.save(out, kind, **more, **options)
    return out.getvalue()


def sealed(picture: Picture, x: float, y: float, dpi: int = 200) -> Picture:
    """A round red seal whose middle stands at a place in points, through which black ink is seen."""
    seal = np.full_like(picture, 255)
    cv2.circle(seal, (round(x * dpi / 72), round(y * dpi / 72)), round(30 * dpi / 72), (225, 45, 40), -1)
    return np.minimum(picture, seal)
