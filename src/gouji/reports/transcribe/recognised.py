"""Figures that were recognised in a picture: certain, or unreadable. A doubtful one is never corrected by arithmetic."""

import re
import unicodedata

from gouji.document.figures import Reading

# Below it every figure of 120 dots an inch that was wrong was found, and few that were right.
LEAST_CONFIDENCE = 0.95
# What stands in value cells of scans. Letters and other words there are digits misread; a dash alone may be dirt.
_CERTAIN = re.compile(r"[0-9.,+\-\u2212万元%]*[0-9万元%]|/|")


def certain(text: str, confidence: float, reading: Reading) -> Reading:
    """The reading of a recognised text if it is certain, else unreadable with the reason `ocr_doubtful`.

    How a figure is written is not told: OCR has no eye for full-width digits and spaces.
    """
    shown = "".join(unicodedata.normalize("NFKC", text).split())
    sure = confidence >= LEAST_CONFIDENCE and _CERTAIN.fullmatch(shown) is not None
    if not sure or reading.status == "unreadable":
        return Reading("unreadable", reason="ocr_doubtful")
    return Reading(reading.status, reading.value)
