"""Pages that were recognised as people see them: in their colours, laid as their Sheets were read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2 as _cv2
import numpy as np
from PIL import Image

from gouji.document import PageBox
from gouji.readers.pages.picture import SCALE as SHOWN
from gouji.readers.pages.picture import Picture, png_of
from gouji.readers.pages.ruled import Sheet
from gouji.readers.pages.scans.aligning import aligned
from gouji.readers.pages.scans.lines import lines_of
from gouji.readers.pages.scans.paper import SCALE, paper_of, straightened

cv2: Any = _cv2


@dataclass(frozen=True, slots=True)
class _Page:
    """A straightened page: its lines, and (only where it is shown) its picture."""

    lines: Sheet
    picture: Any


def scan_pictures(pages: Iterable[tuple[int, Any]], shown: Mapping[int, Sequence[PageBox] | None]) -> Iterator[Picture]:
    """The pages (number and picture, an array of rows, columns and RGB) that `shown` names, as `gouji.readers.pages.pictures`.

    Raises UnreadableError for a page that is too coarse to have been read.
    """
    last = max(shown, default=0)
    laid = [_laid(number, picture, number in shown) for number, picture in pages if number <= last]
    for page, moved in zip(laid, aligned([one.lines for one in laid]), strict=True):
        if page.picture is not None:
            picture = _moved(page.picture, page.lines, moved)
            png = png_of(Image.fromarray(picture), SHOWN, shown[moved.number])
            yield Picture(moved.number, moved.width, moved.height, png)


def _laid(number: int, picture: Any, is_shown: bool) -> _Page:
    paper = paper_of(picture)
    lines = lines_of(paper.grey)
    height, width = (side / SCALE for side in paper.grey.shape)
    sheet = Sheet(number, lines.across, lines.down, (), width, height, recognised=True)
    small = (round(width * SHOWN), round(height * SHOWN))
    drawn = cv2.resize(straightened(picture, paper), small, interpolation=cv2.INTER_AREA) if is_shown else None
    return _Page(sheet, drawn)


def _moved(picture: Any, before: Sheet, after: Sheet) -> Any:
    """A picture moved and stretched sideways as the rules of its sheet were, so that it stands below the page before."""
    if before is after:
        return picture
    (_, start, end), (_, left, right) = before.across[0], after.across[0]
    scale = (right - left) / (end - start)
    turn = np.array([[scale, 0, (left - start * scale) * SHOWN], [0, 1, 0]], np.float32)
    height, width = picture.shape[:2]
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))
