"""Every variant of flat and damaged text: no cell is misread, and what is certain is read."""

import pytest

from benchmarks.flat_text import VARIANTS, Variant, main, measure
from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_no_cell_is_misread(declared: Declared, transcriber: Transcriber, variant: Variant) -> None:
    found = measure(variant, reports=4, seed=3, declared=declared, transcriber=transcriber)
    assert found.misreads == ()
    assert found.exact + found.refused == 2 * 198 + 2 * 200
    assert found.reasons.total() == found.refused


@pytest.mark.parametrize(
    "name",
    [
        "pipes, merged cells repeated",
        "pipes, merged cells empty",
        "pipes, merged cells below",
        "pipes, merged cells dropped",
        "pipes, repeated, no outer ones",
        "pipes without alignment row",
        "pipes in traditional characters",
        "pipes, labels torn",
        "pipes, empty, pages - 3 - with headings",
        "tabs, traditional characters",
    ],
)
def test_what_is_certain_is_read_blanks_included(declared: Declared, transcriber: Transcriber, name: str) -> None:
    (variant,) = (one for one in VARIANTS if one.name == name)
    found = measure(variant, reports=16, seed=4, declared=declared, transcriber=transcriber)
    assert (found.refused, dict(found.reasons)) == (0, {})


@pytest.mark.parametrize(
    "name",
    [
        "rows with spaces",
        "a cell a line",
        "rows with spaces, any page marks",
        "a cell a line, any page marks",
        "a cell a line, headings repeated, no numbers",
        "a cell a line, traditional characters",
        "a cell a line, labels torn",
    ],
)
def test_what_is_certain_without_blanks_is_read(declared: Declared, transcriber: Transcriber, name: str) -> None:
    """The first eight reports have none."""
    (variant,) = (one for one in VARIANTS if one.name == name)
    found = measure(variant, reports=8, seed=5, declared=declared, transcriber=transcriber)
    assert (found.refused, dict(found.reasons)) == (0, {})


def test_the_command_prints_a_line_for_each_variant(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--reports", "2", "--only", "rows run together", "--reasons"])
    said = capsys.readouterr().out.splitlines()
    # The figures of lines of one cell.
    assert said[1].split() == ["rows", "run", "together", "4", "0", "394", "1.0%"]
    assert said[-1] == "398 cells, misread 0"
