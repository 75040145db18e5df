"""Which figures may be wrong where printed totals do not add up: every smallest explanation, and none above another."""

from gouji.explain.diagnosis import diagnose
from gouji.explain.model import MOST_LISTED, Change, Classification, Diagnosis, Explanation
from gouji.explain.texts import ExplanationTexts, load_explanation_texts
from gouji.explain.wording import describe, tell

__all__ = [
    "MOST_LISTED",
    "Change",
    "Classification",
    "Diagnosis",
    "Explanation",
    "ExplanationTexts",
    "describe",
    "diagnose",
    "load_explanation_texts",
    "tell",
]
