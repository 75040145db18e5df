"""Each layout prints every label and figure, as the real reports do."""

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from gouji.declared.forms import Form
from gouji.outputs.layout import layout
from samples.figures import distinct_figures
from samples.printers import ENCODINGS, LAYOUTS, encode, flat, html, paragraphs, print_report, tabbed, tabbed_vertical
from samples.prose import plain
from samples.report import SampleReport, sample_report
from tests.made.samples import FORMS, dice, each_form

each_layout = pytest.mark.parametrize("name", LAYOUTS)


def bare(form: Form, seed: int = 1) -> SampleReport:
    """A report with a different figure in each cell and no sentence in which a figure could turn up again."""
    rng = dice(seed)
    report = sample_report(form, rng, figures=distinct_figures(form, rng))
    sections = tuple(replace(section, paragraphs=()) for section in report.sections)
    return replace(report, sections=sections, basis="", period="", contact="")


def without_breaks(text: str) -> str:
    return re.sub(r"[\s\u00a0]|<br>", "", text).translate(str.maketrans("（），：", "(),:"))


@each_form
@each_layout
def test_each_layout_prints_every_label_and_figure_in_order(form: Form, name: str) -> None:
    report = bare(form)
    text = without_breaks(re.sub(r"</?(?:td|tr|p)\b[^>]*>", "", LAYOUTS[name](report)))
    position = 0
    for box in (box for table in form.tables for box in layout(table).boxes):
        wanted = without_breaks(report.text(box.cell) if box.cell else box.text)
        position = text.find(wanted, position)
        assert position >= 0, wanted
        position += len(wanted)


@each_form
def test_a_tabbed_cell_starts_with_a_tab(form: Form) -> None:
    text = tabbed(bare(form))
    blocks = [block for block in text.split("\n\n") if block.startswith("\t") or "\n\t" in block]
    requests = layout(form.table("requests"))
    granted = next(block for block in blocks if "予以公开" in block)
    assert [line[:1] for line in granted.split("\n")] == ["\t"] * 9
    in_part = next(block for block in blocks if "部分公开" in block)
    assert in_part.split("\n")[0] == "\t"
    rows = text[text.index("\t（本列") :].split("\n\n\n")[0].split("\n\n")
    assert len(rows) == requests.height


def test_tabbed_header_is_that_of_the_real_reports() -> None:
    text = tabbed(bare(FORMS[0]))
    assert (
        "二、主动公开政府信息情况\n\t第二十条第（一）项\n\n\t信息内容\n\t本年新\n制作数量\n\t本年新\n公开数量\n" in text
    )
    assert "\n\t申请人情况\n\n\t\n\t自然人\n\t法人或其他组织\n\t总计\n\n\t\n\t\n\t商业企业\n" in text
    assert "\n\t行政复议\n\t行政诉讼\n\n\t结果维持\n" in text
    assert "\n\t复议后起诉\n\n\t\n\t\n\t\n\t\n\t\n\t结果维持\n" in text
    figure = plain(bare(FORMS[0]).figures["disputes.litigation_after_reconsideration.total"])
    assert f"\n\t{figure}\n\n\n五、" in text


def test_tabbed_figures_stand_among_spaces() -> None:
    report = bare(FORMS[0])
    first, second = (plain(report.figures[f"proactive.rules.{column}"]) for column in ("produced", "published"))
    text = tabbed(report, around=("\u00a0{}", "{}\u3000"))
    assert f"\t规章\n\t\u00a0{first}\n\t{second}\u3000\n" in text


def test_tabbed_vertical_is_that_of_report_003() -> None:
    text = tabbed_vertical(bare(FORMS[0]), title=False, first_heading=" 1、 总体情况")
    assert text.startswith(" 1、 总体情况\n二、")
    assert "\t自\n然\n人\n\t法人或其他组织\n\t总计\n" in text
    assert "\n\t（三）\n不予\n公开\n\t1.属于国家秘密\n" in text
    assert "\n\t结\n果\n维\n持\n\t结\n果\n纠\n正\n" in text


def test_paragraphs_are_those_of_report_001() -> None:
    blank = "proactive.other_services.decisions"
    report = replace(bare(FORMS[0]), texts={blank: ""})
    text = paragraphs(report)
    change = plain(report.figures["proactive.other_services.change"])
    assert f"\n\n{change}\n\n\u00a0\n\n第二十条第(六)项\n\n信息内容\n\n" in text
    assert "\n\n(三)不予公开\n\n1.属于国家秘密\n\n" in text
    assert "\n\n\u00a0\n\n\u00a0 \u00a0 \u00a0 \u00a0 三、收到和处理政府信息公开申请情况\n\n(本列数据" in text
    assert "\n\n申请人情况\n\n自然人\n\n法人或其他组织\n\n总计\n\n商业企业\n\n" in text
    assert "分享:" in text
    plain_text = paragraphs(report, chrome=False, half_width=False, spaced_tables=("requests",))
    assert "（三）不予公开" in plain_text
    assert "分享" not in plain_text
    assert "\n\n\u00a0\n\n\u00a0 \u00a0 \u00a0 \u00a0 四、政府信息公开行政复议、行政诉讼情况" in plain_text


@each_form
def test_a_page_has_the_merged_cells_of_the_form(form: Form) -> None:
    report = bare(form)
    tables = LexborHTMLParser(html(report)).css("table")
    assert len(tables) == len(form.tables)
    for element, table in zip(tables, form.tables, strict=True):
        official = layout(table)
        grid: dict[tuple[int, int], str] = {}
        for row, line in enumerate(element.css("tr")):
            for cell in line.css("td"):
                column = next(column for column in range(official.width) if (row, column) not in grid)
                for down in range(int(cell.attributes.get("rowspan") or 1)):
                    for right in range(int(cell.attributes.get("colspan") or 1)):
                        assert (row + down, column + right) not in grid
                        grid[row + down, column + right] = cell.text()
        assert len(grid) == official.height * official.width
        for box in official.boxes:
            assert grid[box.row, box.column] == (report.text(box.cell) if box.cell else box.text)


def test_a_page_declares_what_it_is_told() -> None:
    report = sample_report(FORMS[1], dice(1))
    assert b'<meta charset="gb18030">' in print_report(report, "html", "gb18030")
    assert b'<meta charset="utf-8">' in print_report(report, "html", "utf-8-sig")
    assert '<meta charset="big5">' in print_report(report, "html", "gb18030", declared="big5").decode("gb18030")
    undeclared = html(report, declared=None, pub_date=False, vertical=True)
    assert "charset" not in undeclared
    assert "PubDate" not in undeclared
    assert "<p>结<br>果<br>维<br>持</p>" in undeclared
    assert f'<meta name="PubDate" content="{report.published_on}' in html(report)


def test_flat_drops_blanks() -> None:
    report = bare(FORMS[0])
    blank = replace(report, texts={"proactive.rules.published": "", "requests.other.total": "\u00a0"})
    assert len(flat(report).splitlines()) - len(flat(blank).splitlines()) == 2


def test_run_together_leaves_nothing_between_cells() -> None:
    report = sample_report(FORMS[0], dice(1), scale=0)
    assert "\n规章000\n" in LAYOUTS["run_together"](report)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "flat"])
def test_printed_texts_override_figures(name: str) -> None:
    texts = {"proactive.procurement.amount": "16.877万元", "proactive.licensing.change": "增52"}
    printed = LAYOUTS[name](replace(bare(FORMS[0]), texts=texts))
    assert all(text in printed for text in texts.values())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_can_be_read_back(encoding: str) -> None:
    text = paragraphs(sample_report(FORMS[0], dice(1)))
    assert encode(text, encoding).decode(encoding) == text
    assert encode("", encoding) == {"utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe"}.get(encoding, b"")
