"""A label variant, a rule and a new form year are added by editing declarations, and nothing else."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.intake import take_in
from gouji.judging.batch import Audited, judge_batch, together
from gouji.reports.chunks import read_chunk, transcribe_chunk
from gouji.rules.checks import checks_of
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.judging import shipped

BODY = "云岭县人民政府"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the declarations, to be edited."""
    return shutil.copytree(shipped().folder, tmp_path / "expectations")


def edit(path: Path, change: Callable[[Any], None]) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def audit(tmp_path: Path, declared: Declared, *files: bytes) -> Audited:
    source = tmp_path / "source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    for rank, content in enumerate(files):
        (source / f"{rank}.txt").write_bytes(content)
    chunk = read_chunk(take_in([source]).taken, declared)
    return judge_batch(
        together([transcribe_chunk(chunk, declared, NO_ROSTER)], declared), checks_of(declared), declared, None
    )


def clean(declared: Declared, form: str, year: int) -> SampleReport:
    [chosen] = [one for one in declared.forms if one.name == form]
    return sample_report(chosen, random.Random(7), scale=20, organisation=BODY, year=year)  # noqa: S311 - repeatable


def statuses(batch: Audited, row: str) -> set[str]:
    return set(batch.frames.cells.filter(pl.col("row") == row).get_column("status"))


def test_a_label_variant_is_one_alias(folder: Path, tmp_path: Path) -> None:
    official, variant = "一、本年新收政府信息公开申请数量", "一、本年新接政府信息公开申请件数"
    report = print_report(clean(shipped(), "2021", 2023), "html").decode()
    assert official in report
    content = report.replace(official, variant).encode()
    assert "read" not in statuses(audit(tmp_path, shipped(), content), "received")

    edit(folder / "aliases.yml", lambda aliases: aliases["labels"].update({official: [variant]}))
    batch = audit(tmp_path, load_declared(folder), content)
    assert statuses(batch, "received") == {"read"}
    assert batch.judgement.findings.is_empty()


NEW_RULE = """
rules:
  - id: NEW-001
    rule_class: validity
    title: 自然人申请多于总计一半的，请核实
    basis: 审核惯例
    certainty: doubtful
    checks:
      - rows: [requests.received]
        when: row.total > 0
        holds: 2 * row.natural_person <= row.total
        reported: 自然人{row.natural_person}件，总计{row.total}件
        expected: 不多于一半
        message: 自然人申请{row.natural_person}件，多于总计{row.total}件的一半，请核实。
    action: 核实。
    examples:
      fails:
        - {form: "2021", finds: [requests.received.*]}
      passes:
        - {form: "2021", cells: {requests.received.total: "20"}}
"""


def test_a_rule_is_one_entry_and_a_severity(folder: Path, tmp_path: Path) -> None:
    (folder / "rules" / "own.yml").write_text(NEW_RULE, "utf-8")
    edit(
        folder / "severity.yml",
        lambda table: (table["severity"].update({"NEW-001": "notice"}), table["tier"].update({"NEW-001": "second"})),
    )
    report = print_report(clean(shipped(), "2021", 2023))
    assert audit(tmp_path, shipped(), report).judgement.findings.is_empty()
    [finding] = audit(tmp_path, load_declared(folder), report).judgement.findings.to_dicts()
    assert (finding["rule"], finding["severity"], finding["place"]) == ("NEW-001", "notice", "requests.received.*")


# The row that the invented form of 2025 has more than that of 2021.
NEW_ROW = {"key": "other_withdrawn", "label": "4.申请人主动撤回"}


def add_form(folder: Path) -> None:
    """Form 2025: that of 2021, which ends with 2024, with one row more and that row in the total."""

    def changed(form: dict[str, Any]) -> None:
        form |= {"form": "2025", "document": "国办公开办函〔2025〕99号", "report_years": {"first": 2025}}
        [requests] = [table for table in form["tables"] if table["table"] == "requests"]
        [results] = [row for row in requests["blocks"][0]["rows"] if "rows" in row]
        [other] = [row for row in results["rows"] if row["label"] == "（六）其他处理"]
        other["rows"].append(NEW_ROW)
        [processed] = [total for total in requests["totals"] if total["name"] == "processed"]
        processed["expected"].append(NEW_ROW["key"])

    shutil.copy(folder / "forms" / "2021.yml", folder / "forms" / "2025.yml")
    edit(folder / "forms" / "2025.yml", changed)
    edit(folder / "forms" / "2021.yml", lambda form: form["report_years"].update({"last": 2024}))


def test_a_new_form_year_is_one_file(folder: Path, tmp_path: Path) -> None:
    add_form(folder)
    declared = load_declared(folder)
    fine = clean(declared, "2025", 2025)
    address = f"requests.{NEW_ROW['key']}.natural_person"
    assert address in fine.figures
    wrong = replace(fine, title=fine.title, figures={**fine.figures, address: fine.figures[address] + Decimal(3)})
    older = clean(declared, "2021", 2024)
    batch = audit(tmp_path, declared, print_report(fine), print_report(wrong), print_report(older))

    forms = batch.frames.reports.select("year", "form", "requests_form").rows()
    assert forms == [(2025, "2025", "2025"), (2025, "2025", "2025"), (2024, "2021", "2021")]
    assert statuses(batch, NEW_ROW["key"]) == {"read"}
    ids = batch.frames.reports.get_column("report_id").to_list()
    found = batch.judgement.findings.select("report_id", "rule", "place").rows()
    assert sorted(found) == sorted(
        [
            (ids[1], "VAL-003", "requests.*.natural_person"),
            (ids[1], "VAL-004", f"requests.{NEW_ROW['key']}.*"),
            # Two files of one body for one year, with another figure in one cell.
            (ids[0], "XRP-013", "report"),
            (ids[1], "XRP-013", "report"),
        ]
    )
    assert batch.judgement.errors == {}


def test_a_report_on_the_form_before_is_found_out(folder: Path, tmp_path: Path) -> None:
    add_form(folder)
    declared = load_declared(folder)
    late = replace(clean(declared, "2021", 2025), published_on=None)
    batch = audit(tmp_path, declared, print_report(late))
    assert batch.frames.reports.select("year", "form").rows() == [(2025, "2021")]
    [finding] = batch.judgement.findings.filter(pl.col("rule") == "STR-005").to_dicts()
    assert finding["message"].startswith("本报告为2025年度，应使用2025年格式，但表三用的是2021年格式（没有“")
