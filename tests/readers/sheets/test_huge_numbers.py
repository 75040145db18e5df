"""Numbers with more digits than Decimal reckons with cost their cell, and not the file."""

import pytest

from gouji.readers.marks import told_apart
from gouji.readers.sheets.number_formats import shown


@pytest.mark.parametrize("code", ["0", "0.00", "#,##0"])
def test_a_number_of_forty_digits_is_doubted(code: str) -> None:
    text, [doubt] = told_apart(shown(1e39, code))
    assert (text, doubt.cause) == (f"1{'0' * 39}", "number_format")
    assert shown(1e12, "0") == "1000000000000"
