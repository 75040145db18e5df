"""Which figures may be wrong where printed totals do not add up: every smallest explanation, and none above another."""

from gouji.judging.explain.diagnosis import diagnose
from gouji.judging.explain.model import MOST_LISTED, Change, Classification, Diagnosis, Explanation
from gouji.judging.explain.wording import describe, tell

__all__ = [
    "MOST_LISTED",
    "Change",
    "Classification",
    "Diagnosis",
    "Explanation",
    "describe",
    "diagnose",
    "tell",
]
