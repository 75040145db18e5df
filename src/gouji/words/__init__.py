"""Formulas of rules in Chinese words, for those who read reports and not the language of rules."""

from gouji.declared.texts.formulas import FormulaTexts, TruthWords, load_formula_texts
from gouji.words.formula import spoken
from gouji.words.rule import spoken_check, spoken_rule

__all__ = ["FormulaTexts", "TruthWords", "load_formula_texts", "spoken", "spoken_check", "spoken_rule"]
