"""Which figures may be wrong where printed totals do not add up: every smallest explanation, and none above another."""

from gouji.explain.diagnosis import diagnose
from gouji.explain.findings import group_findings
from gouji.explain.model import Change, Classification, Diagnosis, Explanation
from gouji.explain.texts import ExplanationTexts, load_explanation_texts
from gouji.explain.wording import describe

__all__ = [
    "Change",
    "Classification",
    "Diagnosis",
    "Explanation",
    "ExplanationTexts",
    "describe",
    "diagnose",
    "group_findings",
    "load_explanation_texts",
]
