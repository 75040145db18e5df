"""Two districts of made reports: both forms, every kind of place, file and hostile text."""

from decimal import Decimal

from tests.made.workbook import JIALING, JIANGNING, Sheet, add_finding, break_balance, break_row, make_sheet, set_cell

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
