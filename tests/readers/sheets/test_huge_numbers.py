"""Numbers with more digits than Decimal reckons with cost their cell, and not the file."""

import pytest

from gouji.readers.sheets.number_formats import shown


@pytest.mark.parametrize("code", ["0", "0.00", "#,##0"])
def test_a_number_of_forty_digits_is_shown_with_its_format(code: str) -> None:
    assert shown(1e39, code) == f"1{'0' * 39} [{code}]"
    assert shown(1e12, "0") == "1000000000000"
