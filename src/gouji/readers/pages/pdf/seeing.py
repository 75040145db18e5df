"""A page of a PDF as it is seen, at the resolution at which it is recognised."""

from typing import Any

from gouji.readers.pages.pdf.drawing import Drawing

# A picture over this share of a page is the page itself, scanned.
SCAN_SHARE = 0.5
# Pixels along the short and the long side: 200 dots an inch on A4, and no roll of paper.
_ACROSS, _ALONG = 1654, 8000


def seen(page: Any, drawing: Drawing) -> Any:
    """A page as an array of rows, columns and RGB, its text upright."""
    width, height = page.get_size()
    # A picture lies as its file says; text may run along another side of the paper.
    written = drawing.directions and drawing.scan <= SCAN_SHARE
    bitmap = page.render(
        scale=min(_ACROSS / max(min(width, height), 1), _ALONG / max(width, height, 1)),
        rotation=(drawing.degrees - page.get_rotation()) % 360 if written else 0,
        rev_byteorder=True,
    )
    try:
        return bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
