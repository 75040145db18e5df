"""Frames such as a batch leaves behind, made from the forms: sound figures, then broken where a finding needs it."""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from gouji.declared import load_declared
from gouji.declared.forms import Form
from gouji.frames import CELLS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, TABLES
from gouji.outputs.workbook import Batch, RuleCard

EXPECTATIONS = Path(__file__).resolve().parents[2] / "expectations"
DECLARED = load_declared(EXPECTATIONS)
FORMS, ALL_TEXTS = DECLARED.forms, DECLARED.texts
TEXTS = ALL_TEXTS.workbook
BY_NAME = {form.name: form for form in FORMS}

JIALING, JIANGNING = "南充市嘉陵区", "南京市江宁区"
HOSTILE_TEXTS = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1+1",
    "-1-1",
    "\t=1",
    "#N/A",
    "http://example.org/",
    "_x0041_",
    "a\x00\x0bb\ufffe",
)

RULES = (
    RuleCard(
        "STR-003",
        "标题应为“单位全称+年份+政府信息公开工作年度报告”",
        "structure",
        "notice",
        "definite",
        "标题 = 单位全称 + 年份 + “政府信息公开工作年度报告”",
        "国办公开办函〔2021〕30号附格式",
        "改正标题后重新发布。",
    ),
    RuleCard(
        "STR-017",
        "各部分应有内容",
        "structure",
        "warning",
        "definite",
        "每一部分的正文字数 > 0",
        "《中华人民共和国政府信息公开条例》第五十条",
        "补写该部分内容；确无情况的，写明“无”。",
    ),
    RuleCard(
        "VAL-001",
        "新收加上年结转应等于办理总计加结转下年",
        "validity",
        "error",
        "definite",
        "本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理",
        "国办公开办函〔2021〕30号附格式，表三表头所印勾稽关系",
        "对照台账核实四项数字，改正错误的一项；上年结转应与上年报告的结转下年度一致。",
    ),
    RuleCard(
        "VAL-004",
        "每行各类申请人之和应等于总计",
        "validity",
        "error",
        "definite",
        "自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 = 总计",
        "国办公开办函〔2021〕30号附格式",
        "核对本行各列，改正总计或分项。",
    ),
    RuleCard(
        "VAL-008",
        "件数应为非负整数",
        "validity",
        "error",
        "definite",
        "件数 ≥ 0 且为整数",
        "国办公开办函〔2021〕30号附格式",
        "改为整数。",
    ),
    RuleCard(
        "VAL-017",
        "单项采购均价异常",
        "validity",
        "warning",
        "doubtful",
        "500 元 ≤ 采购总金额 ÷ 采购项目数量 ≤ 1 亿元",
        "国办公开办函〔2019〕60号附格式（试行）",
        "核实金额单位是元还是万元。",
    ),
    RuleCard(
        "VAL-024",
        "整张表不得以空白代替 0",
        "validity",
        "notice",
        "definite",
        "表内应填的数字不为空",
        "国办公开办函〔2021〕30号附格式",
        "没有发生的，填 0。",
    ),
    RuleCard(
        "VAL-025",
        "不得以“/”“无”代替 0",
        "validity",
        "notice",
        "definite",
        "数字格不为占位符",
        "国办公开办函〔2021〕30号附格式",
        "没有发生的，填 0。",
    ),
    RuleCard(
        "CYR-001",
        "上年结转应等于上年报告的结转下年度",
        "cross-year",
        "error",
        "definite",
        "本年“上年结转” = 上年“结转下年度继续办理”",
        "国办公开办函〔2021〕30号附格式",
        "与上年报告核对；上年报告有误的，一并更正。",
    ),
)


@dataclass
class Sheet:
    """One report in the making: its row of `reports`, its cells by address, its findings and leftovers."""

    report: dict[str, Any]
    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    leftovers: list[dict[str, Any]] = field(default_factory=list)
    explanations: list[dict[str, Any]] = field(default_factory=list)

    @property
    def report_id(self) -> str:
        """The report's id."""
        return self.report["report_id"]


def digest(*words: object) -> str:
    """A short hash of words, as the frames use for ids."""
    return hashlib.sha256("|".join(map(str, words)).encode(errors="surrogatepass")).hexdigest()[:16]


def make_sheet(
    organisation: str | None,
    year: int | None,
    district: str = JIALING,
    forms: tuple[str | None, str | None, str | None] = ("2021", "2021", "2021"),
    status: str = "audited",
    seed: int = 1,
    **changes: Any,
) -> Sheet:
    """A report whose figures add up; `forms` is the form of each table. Not audited: a file without cells."""
    file = f"{district}/{organisation or '扫描件'}{year or ''}.html"
    named = {name for name in forms if name is not None}
    report: dict[str, Any] = dict.fromkeys(REPORTS.names())
    report |= {
        "report_id": digest(organisation, year, district, forms, seed),
        "file": file,
        "sha256": digest("file", file, seed),
        "organisation": organisation,
        "organisation_source": "title",
        "level": "township",
        "is_department": False,
        "district": district,
        "district_source": "folder",
        "year": year,
        "year_source": "title",
        "status": status,
    }
    audited = status == "audited"
    if audited:
        report |= {
            "form": next(iter(named)) if len(named) == 1 else ("mixed" if named else None),
            **{f"{table}_form": form for table, form in zip(TABLES, forms, strict=True)},
            "title": f"{organisation}{year}年政府信息公开工作年度报告",
            "title_locator": "line 3",
            "published_on": date((year or 2020) + 1, 1, 19),
            "published_source": "line 5",
            "sections": [
                {
                    "number": section.number,
                    "printed": section.printed,
                    "characters": 812 - 70 * section.number,
                    "locator": "line 8",
                }
                for section in FORMS[-1].sections
            ],
        }
    sheet = Sheet(report | changes)
    if audited:
        rng = random.Random(seed)  # noqa: S311 - made-up figures
        for number, (table, form) in enumerate(zip(TABLES, forms, strict=True), 1):
            if form is not None:
                sheet.cells |= _table_cells(BY_NAME[form], table, number, sheet.report_id, rng)
    return sheet


def _table_cells(form: Form, table: str, number: int, report_id: str, rng: random.Random) -> dict[str, dict[str, Any]]:
    cells = form.table(table).cells
    values = _sound_values(form, table, rng)
    return {
        cell.address: {
            "report_id": report_id,
            "form": form.name,
            "table": table,
            "row": cell.row,
            "column": cell.column,
            "text": f"{values[cell.address]:f}",
            "value": values[cell.address],
            "unit": cell.unit,
            "status": "read",
            "reason": None,
            "notation": None,
            "locator": f"table {number}, row {index // 7 + 4}, column {index % 7 + 4}",
        }
        for index, cell in enumerate(cells)
    }


def _sound_values(form: Form, table: str, rng: random.Random) -> dict[str, Decimal]:
    """Figures that satisfy every printed total of the table: details first, then the totals of what is there."""
    declared = form.table(table)
    totals = {address for identity in declared.identities for address in identity.reported}
    received = {cell.address for cell in declared.cells if cell.row in ("received", "pending_start")}
    values: dict[str, Decimal] = {}
    for cell in declared.cells:
        if cell.kind == "amount":
            values[cell.address] = Decimal(rng.choice(["0", "12.5", "3805463.74", "0.092"]))
        elif cell.address not in totals | received:
            values[cell.address] = Decimal(rng.choice([0, 0, 0, 0, 1, 2, 7, 36]))
        else:
            values[cell.address] = Decimal(0)
    for identity in sorted(declared.identities, key=lambda identity: len(identity.reported)):
        if len(identity.reported) == 1:
            values[identity.reported[0]] = sum((values[address] for address in identity.expected), Decimal(0))
    for identity in declared.identities:
        if len(identity.reported) == 2:
            values[identity.expected[0]] = sum((values[address] for address in identity.reported), Decimal(0))
    for identity in declared.identities:
        if len(identity.reported) == 1:
            values[identity.reported[0]] = sum((values[address] for address in identity.expected), Decimal(0))
    return values


def set_cell(sheet: Sheet, address: str, status: str, text: str | None = None, **changes: Any) -> None:
    """Give a cell another status, and no value unless one is given."""
    sheet.cells[address] |= {"status": status, "text": text, "value": None} | changes


def add_finding(
    sheet: Sheet,
    rule: str,
    place: str,
    message: str,
    cells: Iterable[str] = (),
    reported: str | None = None,
    expected: str | None = None,
    difference: str | None = None,
    severity: str | None = None,
    evidence: str | None = None,
) -> None:
    """Add a finding; its severity is that of the rule unless given."""
    declared = next((card.severity for card in RULES if card.rule == rule), "notice")
    sheet.findings.append(
        {
            "report_id": sheet.report_id,
            "district": sheet.report["district"],
            "rule": rule,
            "place": place,
            "severity": severity or declared,
            "reported": reported,
            "expected": expected,
            "difference": difference,
            "cells": list(cells),
            "message": message,
            "evidence": evidence,
            "fingerprint": digest(sheet.report_id, rule, place, message),
            "group": None,
            "lead": True,
        }
    )


def break_balance(sheet: Sheet, column: str = "total", off: int = 1) -> None:
    """Make a column of the requests table fail to balance."""
    cells = [f"requests.{row}.{column}" for row in ("processed", "pending_end", "received", "pending_start")]
    first = sheet.cells[cells[0]]
    expected = first["value"] + sheet.cells[cells[1]]["value"]
    first |= {"value": first["value"] + off, "text": f"{first['value'] + off:f}"}
    add_finding(
        sheet,
        "VAL-001",
        f"requests.*.{column}",
        f"本年新收加上年结转为 {expected} 件，办理总计加结转下年为 {expected + off} 件，相差 {abs(off)} 件。",
        cells,
        f"{first['value']:f}",
        f"{first['value'] - off:f}",
        f"{off:+d}",
    )


def break_row(sheet: Sheet, row: str = "granted", off: int = 2) -> None:
    """Make a line of the requests table fail to add up."""
    columns = ("total", "natural_person", "business", "research", "civic", "legal_service", "other")
    cells = [f"requests.{row}.{column}" for column in columns]
    first = sheet.cells[cells[0]]
    expected = first["value"]
    first |= {"value": expected + off, "text": f"{expected + off:f}"}
    add_finding(
        sheet,
        "VAL-004",
        f"requests.{row}.*",
        f"总计填 {expected + off} 件，各类申请人之和为 {expected} 件，多 {off} 件。",
        cells,
        f"{expected + off:f}",
        f"{expected:f}",
        f"{off:+d}",
    )


def to_batch(sheets: Iterable[Sheet], name: str = "2024年度第一批", rules: tuple[RuleCard, ...] = RULES) -> Batch:
    """The frames of the sheets, in the order given."""
    made = list(sheets)
    cells = [cell for sheet in made for cell in sheet.cells.values()]
    findings = [finding for sheet in made for finding in sheet.findings]
    leftovers = [leftover for sheet in made for leftover in sheet.leftovers]
    coverage = [
        {
            "rule": card.rule,
            "place": place,
            "passed": 9 - rank,
            "failed": rank,
            "undecided": 2,
            "not_applicable": 1,
            "errored": 0,
        }
        for card in rules
        for rank, place in enumerate(("report", "title"))
    ]
    return Batch(
        name=name,
        reports=pl.DataFrame([sheet.report for sheet in made], schema=REPORTS),
        cells=pl.DataFrame(cells, schema=CELLS),
        leftovers=pl.DataFrame(leftovers, schema=LEFTOVERS),
        findings=pl.DataFrame(findings, schema=FINDINGS),
        explanations=pl.DataFrame([one for sheet in made for one in sheet.explanations], schema=EXPLANATIONS),
        coverage=pl.DataFrame(coverage, schema=COVERAGE),
        rules=rules,
        forms=FORMS,
    )


def sample_sheets() -> list[Sheet]:
    """Two districts, reports of both forms, every kind of place, file and hostile text."""
    towns = ("一立镇", "龙蟠镇", "金凤镇", "安福镇", "双桂镇", "七宝寺镇")
    sheets = [make_sheet(f"{JIALING}{town}人民政府", 2024, seed=seed) for seed, town in enumerate(towns, 1)]
    _break_many(sheets[0])
    _leave_blank(sheets[1])
    _lose_cells(sheets[2])
    break_row(sheets[3], "received", 3)
    add_finding(
        sheets[4], "STR-017", "section:5", "第五部分只有标题，没有内容。", evidence="五、存在的主要问题及改进情况"
    )
    sheets.append(_old_form())
    sheets.append(_mixed_forms())
    sheets.append(_hostile(f"{JIALING}[测试]单位:名称*很长?的/组织\\机构'一二三四五六七八九十", 2023, seed=21))
    sheets.append(_hostile(f"{JIALING}[测试]单位:名称*很长?的/组织\\机构'一二三四五六七八九十甲乙", 2023, seed=22))
    sheets.append(make_sheet("'=1+1'", 2024, seed=23))
    sheets.append(make_sheet(None, None, status="unreadable", seed=31, reason="扫描件，没有文字层"))
    sheets.append(make_sheet(None, 2018, status="unreadable", seed=32, reason="2014 年统计表格式，本工具暂不能核查"))
    sheets.append(
        make_sheet(
            None, None, status="not_a_report", seed=33, reason="没有年度报告的标题和表格", file="嘉陵区/通知.docx"
        )
    )
    twin = make_sheet(
        sheets[0].report["organisation"], 2024, status="duplicate", seed=1, reason="与 一立镇.html 内容完全相同"
    )
    twin.report |= {"report_id": sheets[0].report_id, "file": "南充市嘉陵区/副本/一立镇.html"}
    sheets.append(twin)
    sheets += [
        make_sheet(f"{JIANGNING}{town}街道办事处", 2024, JIANGNING, seed=40 + n)
        for n, town in enumerate(("东山", "秣陵"))
    ]
    break_balance(sheets[-1], off=-4)
    add_finding(sheets[-2], "STR-003", "title", "标题写成了“工作总结”。", reported="工作总结", expected="年度报告")
    return sheets


def _break_many(sheet: Sheet) -> None:
    break_balance(sheet)
    break_row(sheet)
    add_finding(
        sheet,
        "CYR-001",
        "requests.pending_start.total",
        "上年结转填 5 件，上年报告的结转下年度为 3 件。"
        + "两年数字应当一致，除机构调整、案件移交或者上年报告已经更正外，" * 8,
        ["requests.pending_start.total"],
        "5",
        "3",
        "+2",
        evidence="2023 年报告表三“四、结转下年度继续办理”行“总计”列：3",
    )
    address = "proactive.rules.issued"
    set_cell(sheet, address, "read", "2.5", value=Decimal("2.5"))
    add_finding(sheet, "VAL-008", address, "规章本年制发件数填 2.5 件，件数应为整数。", [address], "2.5", "整数")
    address = "disputes.litigation_direct.total"
    add_finding(
        sheet,
        "VAL-004",
        "disputes.litigation_direct.*",
        "未经复议直接起诉四项之和与总计不等。",
        [address],
        "1",
        "2",
        "-1",
    )
    add_finding(
        sheet, "STR-003", "title", "标题中单位不是全称。", reported="一立镇政府", expected="南充市嘉陵区一立镇人民政府"
    )
    sheet.leftovers.append(
        {
            "report_id": sheet.report_id,
            "table": "requests",
            "text": "注：以上数据不含镇直部门",
            "reason": "不是表格的行或列",
            "locator": "line 88",
        }
    )


def _leave_blank(sheet: Sheet) -> None:
    blank = [address for address, cell in sheet.cells.items() if cell["table"] == "disputes"]
    for address in blank:
        set_cell(sheet, address, "blank", "")
    add_finding(
        sheet, "VAL-024", "report", "表四全部为空，其他表有数字；按 0 复算成立，请填 0。", blank, severity="notice"
    )
    for address in ("requests.other_reasons.research", "requests.other_reasons.civic"):
        set_cell(sheet, address, "placeholder", "/")
        add_finding(sheet, "VAL-025", address, "以“/”代替数字。", [address], "/", "0")
    address = "proactive.coercion.decisions"
    set_cell(sheet, address, "absent")


def _lose_cells(sheet: Sheet) -> None:
    for address, cell in sheet.cells.items():
        if cell["table"] == "proactive":
            set_cell(sheet, address, "unreadable", reason="没有找到这张表", locator=None)
    sheet.report["proactive_form"] = None
    for column in ("natural_person", "business", "total"):
        set_cell(sheet, f"requests.denied_internal.{column}", "unreadable", "3 | 4", reason="同一格印了两次，数字不同")
    for column in ("upheld", "corrected", "other", "pending", "total"):
        set_cell(sheet, f"disputes.reconsideration.{column}", "unreadable", "12 0 1", reason="几个数字连在一起")


def _old_form() -> Sheet:
    sheet = make_sheet(f"{JIALING}教育科技和体育局", 2020, forms=("2019", "2019", "2019"), seed=11)
    address = "proactive.procurement.amount"
    set_cell(sheet, address, "read", "2601.953875万", value=Decimal("26019538.75"), notation="unit")
    set_cell(sheet, "proactive.licensing.change", "read", "减38", value=Decimal(-38), notation="sign_word")
    set_cell(sheet, "proactive.fees.previous_items", "read", "９,１２３", value=Decimal(9123), notation="full_width")
    add_finding(
        sheet,
        "VAL-017",
        address,
        "采购 1 项，均价 26,019,538.75 元，可能把元当成了万元。",
        [address, "proactive.procurement.projects"],
        "26019538.75",
    )
    break_balance(sheet, off=3)
    return sheet


def _mixed_forms() -> Sheet:
    sheet = make_sheet(f"{JIALING}水务局", 2022, forms=("2019", "2021", "2021"), seed=12)
    add_finding(
        sheet,
        "STR-005",
        "proactive",
        "表二用了 2019 年旧格式。",
        severity="error",
        reported="2019 年格式",
        expected="2021 年格式",
    )
    return sheet


def _hostile(organisation: str, year: int, seed: int) -> Sheet:
    sheet = make_sheet(organisation, year, seed=seed, title=HOSTILE_TEXTS[0])
    addresses = list(sheet.cells)[12:]
    for address, text in zip(addresses, HOSTILE_TEXTS, strict=False):
        set_cell(sheet, address, "placeholder", text)
        add_finding(sheet, "VAL-025", address, text, [address], text, text, text, evidence=text)
    set_cell(sheet, "requests.granted.total", "read", "123456789012345678901", value=Decimal("123456789012345678901"))
    set_cell(sheet, "requests.granted.other", "read", "123456789012", value=Decimal("123456789012"))
    set_cell(sheet, "requests.granted.civic", "placeholder", "见附件" * 20000)
    add_finding(
        sheet, "VAL-026", "requests.granted.civic", "长" * 40000, ["requests.granted.civic"], evidence="文" * 40000
    )
    sheet.leftovers.append(
        {
            "report_id": sheet.report_id,
            "table": None,
            "text": "=1+1" * 300,
            "reason": "不在任何一张表中",
            "locator": None,
        }
    )
    return sheet
