"""The declarations know the ways to count by name, the rules by what they count: both know the same ones."""

from gouji.declared.language import SET_COUNTS
from gouji.rules.cellsets import SET_FUNCTIONS


def test_every_way_to_count_has_a_name_and_every_name_a_way() -> None:
    assert set(SET_COUNTS) == set(SET_FUNCTIONS)
    assert len(SET_COUNTS) == len(set(SET_COUNTS))
