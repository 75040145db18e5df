"""Show pages of made reports, parsed again."""

import base64
import io
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from PIL import Image

from gouji.declared import Declared
from gouji.intake import take_in
from gouji.outputs.show import draw_file


def drawn(content: bytes, folder: Path, declared: Declared, name: str = "report.bin") -> str:
    path = folder / name
    path.write_bytes(content)
    return draw_file(take_in([path]).taken[0], declared)[0]


def parsed(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


def ids(page: HtmlElement) -> dict[str, HtmlElement]:
    found = [element for element in page.iter() if element.get("id")]
    named = {element.get("id"): element for element in found}
    assert len(named) == len(found), "an id is given twice"
    return named


def spots_of(page: HtmlElement, address: str) -> list[HtmlElement]:
    named = ids(page)
    return [named[name] for name in named[address].get("data-spots").split()]


def picture_of(image: HtmlElement) -> Image.Image:
    kind, _, content = image.get("href").partition(",")
    assert kind == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(content))).convert("L")
