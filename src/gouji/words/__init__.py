"""Formulas of rules in Chinese words, for those who read reports and not the language of rules."""

from gouji.words.formula import spoken
from gouji.words.rule import spoken_check, spoken_rule

__all__ = ["spoken", "spoken_check", "spoken_rule"]
