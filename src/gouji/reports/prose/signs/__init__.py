"""Signs: what the text of a report shows beside its figures: a phrase, a word out of place, personal data."""

from gouji.declared.signs import Sign, load_signs
from gouji.reports.prose.signs.personal import masked
from gouji.reports.prose.signs.search import Seen, find_signs

__all__ = ["Seen", "Sign", "find_signs", "load_signs", "masked"]
