"""One batch of everything that goes wrong: each file ends in a clear entry, nothing is lost, the rest is done."""

import dataclasses
import json
import random
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from gouji.audit.run import Outcome, audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.printers import print_report
from samples.report import SampleReport, sample_report

GOOD, CUT, BARE = "好/甲.txt", "好/断.txt", "好/无表.txt"


def no_progress(stage: str, done: int, total: int) -> None:
    """An audit tells its progress to somebody."""


def printed(report: SampleReport, layout: str = "tabbed") -> bytes:
    return print_report(report, layout=layout)


@pytest.fixture(scope="module")
def declared() -> Declared:
    return load_declared()


@pytest.fixture(scope="module")
def batch(declared: Declared, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """The batch, audited once: it costs seconds to judge and every test looks at another file of it."""
    folder, out = tmp_path_factory.mktemp("batch"), tmp_path_factory.mktemp("out")
    form_2019, form_2021 = declared.forms
    rng = random.Random(7)  # noqa: S311 - a reproducible batch, no secret
    report = sample_report(form_2021, rng, organisation="云岭县霜渡乡人民政府", year=2023)
    twin = dataclasses.replace(report, published_on=report.published_on)
    other = sample_report(form_2021, rng, organisation="云岭县霜渡乡人民政府", year=2023, scale=30)
    mixed_form = dataclasses.replace(
        form_2021, tables=(form_2021.table("proactive"), form_2019.table("requests"), form_2021.table("disputes"))
    )
    mixed = sample_report(mixed_form, rng, organisation="云岭县财政局", year=2024)
    whole = printed(report)
    files = {
        GOOD: whole,
        "好/甲的副本.txt": printed(twin),
        "好/同年另一份.txt": printed(other),
        CUT: whole[: whole.index("（五）不予处理".encode())],
        "好/空.txt": b"",
        "好/图片.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "好/乱码.txt": bytes(random.Random(3).randbytes(4000)),  # noqa: S311
        BARE: "云岭县水利局2023年政府信息公开工作年度报告\n一、总体情况\n见附件。\n".encode(),
        "好/巨.txt": b"\xe4\xb8\x80" * 17_000_000,
        "好/2014.html": (
            "<html><body><p>云岭县2016年政府信息公开工作年度报告</p><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
            "<tr><td>主动公开政府信息数</td><td>条</td><td>12</td></tr></table></body></html>"
        ).encode(),
        "好/混合.html": printed(mixed, "html"),
        "好/说明.md": "# 说明\n\n本文件不是报告。\n".encode(),
        "同名 /乙.txt": printed(sample_report(form_2021, rng, organisation="云岭县荻渚街道办事处", year=2023)),
        "同名_/丙.txt": printed(sample_report(form_2021, rng, organisation="云岭县澜坞镇人民政府", year=2023)),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    sources = [folder, folder / "没有这个文件夹"]
    return audit(sources, out, "坏输入", Sound(declared, checks_of(declared)), NO_ROSTER, no_progress), out


def row(batch: tuple[Outcome, Path], name: str) -> dict[str, object]:
    reports = pl.read_parquet(batch[1] / "reports.parquet")
    (found,) = reports.filter(pl.col("file").str.ends_with(name)).iter_rows(named=True)
    return found


def test_every_file_has_one_entry(batch: tuple[Outcome, Path]) -> None:
    outcome, out = batch
    assert pl.read_parquet(out / "reports.parquet").height == len(outcome.intake.taken) == 14


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        (GOOD, "audited", "同年另一份.txt"),
        ("好/同年另一份.txt", "audited", "甲.txt"),
        (CUT, "audited", "同年另一份.txt"),
        ("好/甲的副本.txt", "duplicate", "内容完全相同"),
        ("好/空.txt", "unreadable", "没有内容"),
        ("好/图片.txt", "unreadable", "已损坏"),
        ("好/乱码.txt", "unreadable", "不是文字"),
        (BARE, "unreadable", "没有找到统计表"),
        ("好/巨.txt", "unreadable", "51 MB"),
        ("好/2014.html", "unreadable", "2014年格式"),
        ("好/混合.html", "audited", None),
        ("好/说明.md", "not_a_report", "没有年度报告"),
    ],
)
def test_status_and_reason(batch: tuple[Outcome, Path], name: str, status: str, words: str | None) -> None:
    found = row(batch, name)
    assert found["status"] == status
    assert (found["reason"] is None) if words is None else (words in str(found["reason"]))


def test_missing_source_is_in_run_json_and_the_exit_code(batch: tuple[Outcome, Path]) -> None:
    outcome, out = batch
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [key for key in run["not_opened"] if key.endswith("没有这个文件夹")]
    assert outcome.exit_code == 1


def test_mixed_form_is_named(batch: tuple[Outcome, Path]) -> None:
    found = row(batch, "好/混合.html")
    assert (found["form"], found["proactive_form"], found["requests_form"]) == ("mixed", "2021", "2019")
    findings = pl.read_parquet(batch[1] / "findings.parquet")
    rules = findings.filter(report_id=found["report_id"]).get_column("rule").to_list()
    assert "STR-005" in rules
    assert not [rule for rule in rules if rule in ("VAL-001", "VAL-002", "VAL-003", "VAL-004", "STR-009", "STR-010")]


def test_what_a_cut_file_lacks_is_our_trouble(batch: tuple[Outcome, Path]) -> None:
    """Rows and sections behind the break may have been there: unreadable and undecided, no finding."""
    found = row(batch, CUT)
    cells = pl.read_parquet(batch[1] / "cells.parquet").filter(report_id=found["report_id"])
    behind = cells.filter(pl.col("row").str.starts_with("rejected") | (pl.col("table") == "disputes"))
    assert behind.height > 20
    assert set(behind.get_column("status")) == {"unreadable"}
    findings = pl.read_parquet(batch[1] / "findings.parquet").filter(report_id=found["report_id"])
    assert not [rule for rule in findings.get_column("rule") if rule.startswith(("STR-00", "STR-01"))]


def test_duplicate_keeps_its_cells_once(batch: tuple[Outcome, Path]) -> None:
    cells = pl.read_parquet(batch[1] / "cells.parquet")
    first, second = row(batch, GOOD)["report_id"], row(batch, "好/甲的副本.txt")["report_id"]
    assert first != second
    assert cells.filter(report_id=first).height == 200
    assert cells.filter(report_id=second).height == 0


def test_districts_that_make_one_file_name_get_a_workbook_each(batch: tuple[Outcome, Path]) -> None:
    outcome, out = batch
    assert outcome.written is not None
    books = outcome.written.workbooks
    assert {"同名 ", "同名_", "好"} <= set(books)
    assert len({path.name.lower() for path in books.values()}) == len(books) == len(list(out.glob("*.xlsx")))
    for path in books.values():
        assert openpyxl.load_workbook(path).sheetnames[:5] == ["概览", "问题清单", "疑点清单", "待核对", "附录"]


def test_nothing_there(declared: Declared, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for sources in ([tmp_path / "空"], [tmp_path / "没有"]):
        outcome = audit(sources, tmp_path / "out", "空", Sound(declared, checks_of(declared)), NO_ROSTER, no_progress)
        assert outcome.exit_code == 2
        run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
        assert list(run["not_opened"]) == [str(source) for source in sources if not source.exists()]
