"""Signs: what the text of a report shows beside its figures: a phrase, a word out of place, personal data."""

from gouji.signs.declared import Sign, load_signs
from gouji.signs.finding import Seen, find_signs
from gouji.signs.personal import masked

__all__ = ["Seen", "Sign", "find_signs", "load_signs", "masked"]
