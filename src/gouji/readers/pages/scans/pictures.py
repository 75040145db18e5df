"""The bytes of a picture -> its pages as arrays. What a picture claims to be is checked before it is unpacked."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from gouji.document import UnreadableError

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
# A4 at 600 dots an inch has 35 million.
_MOST_PIXELS = 50_000_000
# What Pillow raises for files that are cut off, altered, or no pictures at all.
_DAMAGE = (OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, EOFError, ZeroDivisionError)


def pictures_of(content: bytes, most_pages: int) -> Iterator[Any]:
    """The pages of a picture, set upright as its camera says, each an array of rows, columns and RGB.

    Raises UnreadableError: `damaged`, `picture_too_large`, `too_many_pages`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                pages = getattr(opened, "n_frames", 1)
                if pages > most_pages:
                    raise UnreadableError("too_many_pages", found=pages, limit=most_pages)
                for page in ImageSequence.Iterator(opened):
                    yield _upright(page)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except _DAMAGE as error:
        raise UnreadableError("damaged", problem=type(error).__name__) from error


def _upright(page: Image.Image) -> Any:
    if page.width * page.height > _MOST_PIXELS:
        raise _too_large()
    shown = ImageOps.exif_transpose(page)
    if shown.mode.startswith("I"):
        # 16 bits a pixel, of which the upper 8 are seen.
        return np.repeat((np.asarray(shown) >> 8).clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    if "A" in shown.mode or "transparency" in shown.info:
        paper = Image.new("RGBA", shown.size, "white")
        paper.alpha_composite(shown.convert("RGBA"))
        shown = paper
    return np.asarray(shown.convert("RGB"))


def _too_large() -> UnreadableError:
    return UnreadableError("picture_too_large", limit=_MOST_PIXELS // 1_000_000)
