"""Which figures may be wrong where printed totals do not add up: every smallest explanation, and none above another."""

from gouji.declared.texts.explanations import ExplanationTexts, load_explanation_texts
from gouji.judging.explain.diagnosis import diagnose
from gouji.judging.explain.model import MOST_LISTED, Change, Classification, Diagnosis, Explanation
from gouji.judging.explain.wording import describe, tell

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
