"""Reports whose labels and layouts differ from the form and can mean one thing only."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.declared import Declared
from gouji.declared.forms import Block, Form, Label
from samples.figures import distinct_figures, valid_figures
from samples.printers import html, paragraphs, pipes, tabbed
from samples.printers.parts import parts, table_rows
from samples.report import SampleReport, sample_report
from tests.made import office_documents, page_documents, pdf_pages

Printer = Callable[[SampleReport, random.Random], bytes]

PRINTERS: Mapping[str, Printer] = {
    "html": lambda report, _: html(report).encode(),
    "docx": office_documents.report_docx,
    "xlsx": office_documents.report_xlsx,
    "pdf": lambda report, _: pdf_pages.pdf(page_documents.lay_out(report)),
    "pipes": lambda report, _: pipes(report).encode(),
    "tabs": lambda report, _: tabbed(report).encode(),
    "a cell a line": lambda report, _: paragraphs(report, half_width=False, breaks="none").encode(),
}

# Labels as they are printed instead, in the words of the forms; on a form without the label nothing is changed.
LABELS: Mapping[str, Mapping[str, str]] = {
    "as on the form": {},
    "unit in brackets behind a label": {
        "采购总金额": "采购总金额（万元）",
        "本年收费金额（单位：万元）": "本年收费金额（元）",
        "本年处理决定数量": "本年处理决定数量（件）",
        "处理决定数量": "处理决定数量（单位：件）",
    },
    "remark in brackets behind a label": {
        "现行有效件数": "现行有效件数（历年累计）",
        "对外公开总数量": "对外公开总数量（历年累计）",
        "行政处罚": "行政处罚（含简易程序）",
        "2.重复申请": "2.重复申请（同一内容）",
    },
    "explanation in brackets": {
        "规章": "规章（由有权机关填写）",
        "行政许可": "行政许可（按实际办结的填写）",
        "上一年项目数量": "上一年项目数量（指2019年的事项）",
        "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数量（以登记日期为准）",
    },
    "a wrong character": {
        "本年废止件数": "本年废址件数",
        "本年新公开数量": "本年新公幵数量",
        "（一）予以公开": "（一）予以公幵",
        "2.没有现成信息需要另行制作": "2.没有现成信息需要另行制做",
        "法律服务机构": "法律服务机沟",
    },
    "a lost character": {
        "现行有效件数": "现行有效件",
        "本年增/减": "本年增/",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开（区分处理的，只计这情形，不计其他情形）",
        "科研机构": "科研构",
        "未经复议直接起诉": "未经复议直接起",
    },
    "a doubled character": {
        "规章": "规章章",
        "四、结转下年度继续办理": "四、结转下年度继续办理理",
        "尚未审结": "尚未未审结",
        "自然人": "自然人人",
    },
    "其他 for 3.其他": {"3.其他": "其他"},
    "a wrong number in front": {"3.要求提供公开出版物": "2.要求提供公开出版物", "（三）不予公开": "（二）不予公开"},
}


# Figures of one digit that add up, by row and column.
_FEW = {
    "normative_documents.issued": 3, "licensing.decisions": 125, "received.natural_person": 4, "received.business": 2,
    "received.total": 6, "pending_start.research": 1, "pending_start.total": 1, "granted.natural_person": 4,
    "granted.research": 1, "granted.total": 5, "rejected_repeat.business": 1, "rejected_repeat.total": 1,
    "processed.natural_person": 4, "processed.business": 1, "processed.research": 1, "processed.total": 6,
    "pending_end.business": 1, "pending_end.total": 1, "reconsideration.upheld": 2, "reconsideration.total": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A report printed in some way. `wrong_totals`: no total of a row holds."""

    name: str
    printer: Printer
    labels: Mapping[str, str]
    wrong_totals: bool = False


def relabelled(report: SampleReport, labels: Mapping[str, str]) -> SampleReport:
    """`report` on a form that prints other labels for some; its figures are those printed under them."""

    def renamed(label: Label) -> Label:
        return replace(label, text=labels.get(label.text, label.text), children=tuple(map(renamed, label.children)))

    def block(one: Block) -> Block:
        return replace(one, rows=tuple(map(renamed, one.rows)), columns=tuple(map(renamed, one.columns)))

    tables = tuple(replace(table, blocks=tuple(map(block, table.blocks))) for table in report.form.tables)
    return replace(report, form=replace(report.form, tables=tables))


def in_units_of_labels(report: SampleReport, labels: Mapping[str, str]) -> SampleReport:
    """`report` with the figures that stand under a label with another unit in that unit."""
    texts = dict(report.texts)
    for cell in report.form.cells:
        unit = re.fullmatch(r".*（(?:单位：)?(.*元)）", labels.get(cell.column_labels[-1], ""))
        if unit and unit[1] != cell.unit:
            figure = report.figures[cell.address]
            texts[cell.address] = f"{(figure * 10000 if unit[1] == '元' else figure / 10000).normalize():f}"
    return replace(report, texts=texts)


def piped_cells(report: SampleReport, alone: bool) -> str:
    """One cell a line, a pipe behind each, or on a line of its own."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines += [part.text, ""]
            continue
        texts = [
            line for row in table_rows(report, part.table) for item in row if not item.continued for line in item.lines
        ]
        lines += (
            [f"{text} |" for text in texts] if not alone else "\n|\n".join(f"{text} |" for text in texts).split("\n")
        )
        lines.append("")
    return "\n".join(lines)


def small_tables(report: SampleReport) -> str:
    """`pipes`, in which every row group of a table is a table of its own, under the headings of columns once."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines += [part.text, ""]
            continue
        for row in table_rows(report, part.table):
            group = not row[0].continued
            cells = [item.lines[0] for item in row if not item.continued]
            if group and lines[-1]:
                lines.append("")
            lines.append(f"| {' | '.join(cells)} |")
            if group:
                lines.append("|" + " --- |" * len(cells))
        lines.append("")
    return "\n".join(lines)


def headed_groups(report: SampleReport, corner: str = "") -> str:
    """Table three with every row group as a Markdown table that has the headings of its seven columns in one row."""
    lines: list[str] = []
    for part in parts(report):
        lines += [part.text, ""] if part.table is None else []
        if part.table is not None and part.table.key != "requests":
            lines += [
                _piped([item.lines[0] for item in row if not item.continued]) for row in table_rows(report, part.table)
            ]
        group: str | None = None
        for line in part.table.blocks[0].lines if part.table is not None and part.table.key == "requests" else ():
            *above, label = line[0].row_labels
            if group is None or group != "".join(above[-1:]):
                group = "".join(above[-1:])
                heads = [cell.column_labels[-1] for cell in line]
                lines += ["", _piped([corner or group, *heads]), _piped(["---"] * (len(heads) + 1))]
            lines.append(_piped([label, *(report.text(cell) for cell in line)]))
        lines.append("")
    return "\n".join(lines)


def _piped(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def a_table_a_row(report: SampleReport) -> str:
    """`html`, in which every row is a table of its own (no cell is merged downwards)."""
    return re.sub(r"</tr>\n<tr>", "</tr></tbody></table>\n<table><tbody><tr>", html(report))


def column_then_gap(report: SampleReport) -> str:
    """`paragraphs` with a no-break space behind every table."""
    keys = [table.key for table in report.form.tables]
    return paragraphs(report, half_width=False, spaced_tables=keys)


def wide_spaces(report: SampleReport) -> str:
    """Rows on a line, ideographic spaces between their cells."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines.append(part.text)
            continue
        for row in table_rows(report, part.table):
            lines.append("　".join(item.lines[0] for item in row if not item.continued))
    return "\n".join(lines)


def seven_digits(report: SampleReport) -> str:
    """Rows on a line, nothing between their cells; every cell is one digit."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines.append(part.text)
            continue
        for row in table_rows(report, part.table):
            lines.append("".join(item.lines[0] for item in row if not item.continued))
    return "\n".join(lines)


def _text(printer: Callable[[SampleReport], str]) -> Printer:
    return lambda report, _: printer(report).encode()


def layouts() -> tuple[Variant, ...]:
    """The layouts that are not those of the form, its labels as they are."""
    return (
        Variant("a cell a line, a pipe behind", _text(lambda report: piped_cells(report, alone=False)), {}),
        Variant("a cell a line, pipes between", _text(lambda report: piped_cells(report, alone=True)), {}),
        Variant("a Markdown table a row group", _text(small_tables), {}),
        Variant("a headed Markdown table a row group", _text(headed_groups), {}),
        Variant(
            "a headed Markdown table a row group, a word in the corner",
            _text(lambda report: headed_groups(report, "项目")),
            {},
        ),
        Variant("an HTML table a row", _text(a_table_a_row), {}),
        Variant("a cell a line, a gap behind tables", _text(column_then_gap), {}),
        Variant("a cell a line, totals wrong", PRINTERS["a cell a line"], {}, wrong_totals=True),
        Variant("rows on a line, wide spaces", _text(wide_spaces), {}),
        Variant("rows run together, a digit a cell", _text(seven_digits), {}),
    )


def variants() -> Iterator[Variant]:
    """Every kind of label in every format, and every layout."""
    for kind, labels in LABELS.items():
        for name, printer in PRINTERS.items():
            yield Variant(f"{kind}, {name}", printer, labels)
    yield from layouts()


def made(variant: Variant, number: int, declared: Declared) -> SampleReport:
    """The report `number` of a variant: on each form in turn, with figures that add up, and others that do not."""
    rng = random.Random(f"one meaning {number}")  # noqa: S311 - repeatable, not secret
    form: Form = declared.forms[number % len(declared.forms)]
    figures = valid_figures(form, rng, 20)
    if variant.name.endswith("a digit a cell"):
        figures = {cell.address: Decimal(_FEW.get(f"{cell.row}.{cell.column}", 0)) for cell in form.cells}
    elif number // 2 % 2 and not variant.wrong_totals:
        figures = distinct_figures(form, rng)
    if variant.wrong_totals:
        figures = figures | {cell.address: figures[cell.address] + 1 for cell in form.cells if cell.column == "total"}
    return sample_report(form, rng, figures=figures)


def printed_otherwise(variant: Variant, number: int, declared: Declared) -> tuple[SampleReport, bytes]:
    """The report `number` of a variant as it is on the form, and the file that prints it otherwise."""
    rng = random.Random(f"{variant.name} {number}")  # noqa: S311 - repeatable, not secret
    report = made(variant, number, declared)
    shown = in_units_of_labels(relabelled(report, variant.labels), variant.labels)
    return report, variant.printer(shown, rng)
