"""Great Expectations as judge: the same counts as Polars, errors that are no failures, a trail to be read offline."""

import json
import logging
import re
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.judging.gx_suite import judge_doubtful, validation
from gouji.judging.gx_suite.offline import offline
from gouji.rules.bounds import Bounds, Criterion, Operator, Verdict

pytestmark = pytest.mark.great_expectations

OPERATORS: tuple[Operator, ...] = get_args(Operator)
DECIMAL = pl.Decimal(38, 6)
TITLE = "本年新收申请数量与上年相比变化超过三倍"

NUMBERS = {
    pl.Int64(): st.integers(-(2**63), 2**63 - 1) | st.integers(-2, 2),
    pl.Float64(): st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, 5e-324, -5e-324]),
    DECIMAL: st.decimals(-(10**20), 10**20, places=6) | st.sampled_from([Decimal("0.000001"), Decimal("-0.000001")]),
}


def criterion(column: str, operator: Operator = ">=", severity: str = "warning", title: str = TITLE) -> Criterion:
    rule, _, place = column.partition(" ")
    return Criterion(column, Bounds(operator), rule, place, title, severity)


def measures(**columns: pl.Series) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    return pl.DataFrame({"report_id": pl.Series([f"r{row}" for row in range(height)], dtype=pl.String), **columns})


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    """A frame of up to eight reports with one measure for each operator, of some numeric type, nulls among them."""
    height = draw(st.integers(0, 8))
    columns: dict[str, pl.Series] = {}
    for operator in OPERATORS:
        dtype = draw(st.sampled_from(list(NUMBERS)))
        values = draw(st.lists(st.none() | NUMBERS[dtype], min_size=height, max_size=height))
        columns[operator] = pl.Series(values, dtype=dtype)
    return measures(**columns)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frame=frames())
def test_counts_what_bounds_do_not_hold_of(frame: pl.DataFrame) -> None:
    outside = {
        operator: frame.select((~Bounds(operator).holds(pl.col(operator))).sum()).item() for operator in OPERATORS
    }
    verdicts = judge_doubtful(frame, [criterion(operator, operator) for operator in OPERATORS], None)
    assert verdicts == {operator: Verdict(failed=count) for operator, count in outside.items()}


@pytest.mark.parametrize(("operator", "failed"), [("==", 2), (">=", 1), (">", 2), ("<=", 1), ("<", 2)], ids=str)
@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Int8(), pl.Float32(), DECIMAL], ids=str)
def test_below_at_and_above_zero(operator: Operator, failed: int, dtype: pl.DataType) -> None:
    frame = measures(measure=pl.Series([-1, 0, 1, None], dtype=dtype))
    assert judge_doubtful(frame, [criterion("measure", operator)], None) == {"measure": Verdict(failed)}


@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Float64(), DECIMAL, pl.Null()], ids=str)
def test_nothing_judged_is_nothing_failed(dtype: pl.DataType) -> None:
    frame = measures(measure=pl.Series([None, None], dtype=dtype))
    assert judge_doubtful(frame, [criterion("measure", "==")], None) == {"measure": Verdict(0)}


@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Float64(), DECIMAL, pl.Null()], ids=str)
def test_no_reports(dtype: pl.DataType) -> None:
    frame = measures(measure=pl.Series([], dtype=dtype))
    assert judge_doubtful(frame, [criterion("measure", "<")], None) == {"measure": Verdict(0)}


def test_no_criteria(tmp_path: Path) -> None:
    frame = measures(measure=pl.Series([1]))
    assert judge_doubtful(frame, [], tmp_path) == {}
    assert json.loads((tmp_path / "validation.json").read_text("utf-8"))["results"] == []
    assert (tmp_path / "data_docs" / "index.html").is_file()


def test_what_cannot_be_judged_is_an_error_beside_the_others() -> None:
    frame = measures(
        good=pl.Series([-1, 2, None]),
        text=pl.Series(["1", "2", None]),
        truth=pl.Series([False, True, None]),
        nan=pl.Series([-1.0, float("nan"), None]),
    )
    verdicts = judge_doubtful(frame, [criterion(name) for name in ("text", "missing", "good", "truth", "nan")], None)
    assert list(verdicts) == ["text", "missing", "good", "truth", "nan"]
    assert verdicts["good"] == Verdict(1)
    errors = {column: verdict.error or "" for column, verdict in verdicts.items() if column != "good"}
    assert all(verdicts[column].failed == 0 for column in errors)
    assert '"missing" in BatchData does not exist' in errors["missing"]
    assert "'text' is a String column" in errors["text"]
    assert "'truth' is a Boolean column" in errors["truth"]
    assert "'nan' is NaN, first in row 1" in errors["nan"]


def test_all_columns_missing() -> None:
    verdicts = judge_doubtful(measures(other=pl.Series([1, 2])), [criterion("a"), criterion("b")], None)
    assert [verdict.error is not None for verdict in verdicts.values()] == [True, True]


def test_two_criteria_on_one_column_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one criterion for column a"):
        judge_doubtful(measures(a=pl.Series([1])), [criterion("a", ">="), criterion("a", "<")], None)


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="severity 'fatal' of VAL-1 at 全省; expected error, warning, notice"):
        judge_doubtful(pl.DataFrame(), [criterion("VAL-1 全省", severity="fatal")], None)


def test_threads_wait_for_each_other_and_get_their_own_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[int] = []
    overlapping: list[int] = []
    definition = validation.gx.ValidationDefinition
    run = definition.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        overlapping.extend(running)
        running.append(1)
        time.sleep(0.02)
        try:
            return run(*args, **kwargs)
        finally:
            running.pop()

    def count(failing: int) -> dict[str, Verdict]:
        frame = measures(measure=pl.Series([-1] * failing + [1] * (12 - failing)))
        return judge_doubtful(frame, [criterion("measure")], None)

    monkeypatch.setattr(definition, "run", watched)
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(count, range(12)))
    assert counts == [{"measure": Verdict(failing)} for failing in range(12)]
    assert overlapping == []


def test_warnings_are_not_left_to_logging() -> None:
    judge_doubtful(measures(measure=pl.Series([1])), [criterion("measure")], None)
    shown = warnings.showwarning
    try:
        # Does nothing where warnings go to logging already, as importing Great Expectations makes them.
        logging.captureWarnings(True)
        assert warnings.showwarning is not shown
    finally:
        logging.captureWarnings(False)


FRAME = measures(
    **{
        "VAL-012 proactive.rules.*": pl.Series([-3, 0, None, 5]),
        "VAL-013 全省": pl.Series([1.0, 2.0, None, None]),
        "VAL-014 text": pl.Series(["1", "2", "3", "4"]),
    }
)
CRITERIA = [
    criterion("VAL-014 text", "==", "notice", "a < b & c"),
    criterion("VAL-012 proactive.rules.*", ">", "error"),
    criterion("VAL-013 全省", "<=", "warning", "上年结转应当一致"),
    criterion("VAL-015 missing", "<", "notice"),
]


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "trail"
    judge_doubtful(FRAME, CRITERIA, folder)
    return folder


def test_validation_json_tells_of_each_criterion_in_order(trail: Path) -> None:
    text = (trail / "validation.json").read_text("utf-8")
    assert TITLE in text
    results = json.loads(text)["results"]
    configs = [result["expectation_config"] for result in results]
    assert [config["kwargs"] for config in configs[1:]] == [
        {"column": "VAL-012 proactive.rules.*", "min_value": 0, "strict_min": True},
        {"column": "VAL-013 全省", "max_value": 0},
        {"column": "VAL-015 missing", "max_value": 0, "strict_max": True},
    ]
    assert [config["severity"] for config in configs] == ["info", "critical", "warning", "info"]
    assert configs[0]["description"].startswith("VAL-014 text a < b & c (measure 'VAL-014 text' is a String column")
    assert configs[1]["description"] == f"VAL-012 proactive.rules.* {TITLE}"
    assert configs[1]["meta"] == {"rule": "VAL-012", "place": "proactive.rules.*"}
    assert [result["exception_info"]["raised_exception"] for result in results] == [True, False, False, True]
    assert [result["result"].get("unexpected_count") for result in results] == [None, 2, 2, None]


def test_the_trail_is_the_same_after_every_run(trail: Path, tmp_path: Path) -> None:
    (tmp_path / "data_docs").mkdir()
    (tmp_path / "data_docs" / "left_by_an_earlier_run.html").write_text("old")
    judge_doubtful(FRAME, CRITERIA, tmp_path)
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (trail, tmp_path)
    )
    assert first.keys() == second.keys()
    assert first == second


def test_pages_show_the_chinese_titles_and_counts(trail: Path) -> None:
    pages = trail / "data_docs"
    results = (pages / "validation.html").read_text("utf-8")
    assert f"VAL-012 proactive.rules.* {TITLE}" in results
    assert "VAL-013 全省 上年结转应当一致" in results
    assert "VAL-014 text a &lt; b &amp; c" in results
    assert "2 unexpected values found." in results
    assert TITLE in (pages / "suite.html").read_text("utf-8")
    assert "gouji_doubtful" in (pages / "index.html").read_text("utf-8")


def test_pages_load_and_link_nothing_but_files_beside_them(trail: Path) -> None:
    pages = sorted((trail / "data_docs").glob("*.html"))
    assert [page.name for page in pages] == ["index.html", "suite.html", "validation.html"]
    for page in pages:
        text = page.read_text("utf-8")
        assert "http://" not in text
        assert "https://" not in text
        targets = set(re.findall(r"""(?:href|src|_table_row_link_path)['"]?\s*[=:]\s*['"]([^'"#]+)['"]""", text))
        assert "assets/bootstrap.min.css" in targets
        for target in targets:
            assert (page.parent / target).is_file(), f"{page.name} names {target}"
    for sheet in (trail / "data_docs" / "assets").glob("*.css"):
        assert set(re.findall(r"url\(\s*[\"']?([^:)]*)", sheet.read_text("utf-8"))) <= {"data"}


def test_the_trail_names_no_folder_of_the_machine(trail: Path) -> None:
    kept = "".join(path.read_text("utf-8") for path in (*trail.rglob("*.html"), trail / "validation.json"))
    assert "Traceback" in kept
    assert "site-packages" not in kept
    for folder in (Path.cwd(), Path.home(), trail.parent):
        assert str(folder) not in kept


def test_a_page_that_loads_something_unknown_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"loads 'https://cdn\.example/new\.js'"):
        offline('<html><head><script src="https://cdn.example/new.js"></script></head></html>')
    with pytest.raises(RuntimeError, match=r"still names .*https://cdn\.example/back\.png"):
        offline("<html><head></head><style>body {background: url('https://cdn.example/back.png')}</style></html>")
