"""Formulas of rules in Chinese words, for those who read reports and not the language of rules."""

from gouji.spoken.formula import spoken
from gouji.spoken.rule import spoken_check, spoken_rule
from gouji.spoken.texts import FormulaTexts, TruthWords, load_formula_texts

__all__ = ["FormulaTexts", "TruthWords", "load_formula_texts", "spoken", "spoken_check", "spoken_rule"]
