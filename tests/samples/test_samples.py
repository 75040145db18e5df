"""The samples: figures that add up, prose that agrees, layouts that lose nothing, files that stay as they are."""

import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form
from gouji.declared.locations import shipped
from gouji.outputs.layout import layout
from samples.batch import batch
from samples.demo import demo
from samples.figures import distinct_figures, holds, valid_figures
from samples.generate import main
from samples.places import bodies, body_named, districts
from samples.printers import ENCODINGS, LAYOUTS, encode, flat, html, paragraphs, print_report, tabbed, tabbed_vertical
from samples.prose import plain
from samples.report import SampleReport, sample_report

FORMS = load_forms(shipped("expectations"))
SAMPLES = Path(__file__).resolve().parents[2] / "samples"

forms = st.sampled_from(FORMS)
seeds = st.integers(0, 2**32)
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
each_layout = pytest.mark.parametrize("name", LAYOUTS)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable, not secret


def drawn(form: Form, seed: int, scale: int = 50) -> dict[str, Decimal]:
    return valid_figures(form, dice(seed), scale)


def bare(form: Form, seed: int = 1) -> SampleReport:
    """A report with a different figure in each cell and no sentence in which a figure could turn up again."""
    rng = dice(seed)
    report = sample_report(form, rng, figures=distinct_figures(form, rng))
    sections = tuple(replace(section, paragraphs=()) for section in report.sections)
    return replace(report, sections=sections, basis="", period="", contact="")


def without_breaks(text: str) -> str:
    return re.sub(r"[\s\u00a0]|<br>", "", text).translate(str.maketrans("（），：", "(),:"))


# Figures


@given(forms, seeds, st.integers(0, 300))
def test_drawn_figures_add_up(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    assert list(figures) == [cell.address for cell in form.cells]
    assert [item.place for table in form.tables for item in table.identities if not holds(item, figures)] == []


@given(forms, seeds, st.integers(0, 300))
def test_drawn_counts_are_whole_and_never_negative(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    for cell in form.cells:
        assert figures[cell.address] >= 0 or cell.kind == "change"
        assert figures[cell.address] == int(figures[cell.address]) or cell.kind == "amount"


@given(seeds, st.integers(1, 300))
def test_form_2019_figures_are_plausible(seed: int, scale: int) -> None:
    figures = drawn(FORMS[0], seed, scale)

    def row(name: str, *columns: str) -> list[Decimal]:
        return [figures[f"proactive.{name}.{column}"] for column in columns]

    assert row("rules", "produced", "published", "public_total") == [0, 0, 0]
    produced, published, public_total = row("normative_documents", "produced", "published", "public_total")
    assert produced == published <= public_total
    assert public_total > published or published == 0
    for name in ("licensing", "other_services", "penalties", "coercion"):
        previous, change, decisions = row(name, "previous_items", "change", "decisions")
        items = previous + change
        assert items >= 0
        assert items > 0 or decisions == 0
        assert decisions > 0 or change <= 0
        assert items == 0 or abs(items - decisions) * 4 > items
    projects, amount = row("procurement", "projects", "amount")
    assert projects * 5_000 <= amount <= projects * 5_000_000


@given(seeds, st.integers(1, 300))
def test_form_2021_figures_are_plausible(seed: int, scale: int) -> None:
    figures = drawn(FORMS[1], seed, scale)
    assert all(figures[f"proactive.rules.{column}"] == 0 for column in ("issued", "repealed", "in_force"))
    issued, repealed, in_force = (
        figures[f"proactive.normative_documents.{column}"] for column in ("issued", "repealed", "in_force")
    )
    assert in_force >= issued - repealed
    assert in_force > issued or issued == 0
    fees = figures["proactive.fees.amount"]
    assert fees < 100
    assert fees == round(fees, 3)


@given(seeds)
def test_a_form_put_together_of_two_has_figures_too(seed: int) -> None:
    """Real reports mix the tables of both forms."""
    mixed = replace(FORMS[1], tables=(FORMS[1].table("proactive"), FORMS[0].table("requests")))
    report = sample_report(mixed, dice(seed), scale=20)
    assert list(report.figures) == [cell.address for cell in mixed.cells]
    assert all(holds(item, report.figures) for item in mixed.table("requests").identities)
    assert f"其他处理{report.figures['requests.other.total']}件" in prose(report)


@given(forms, seeds, st.integers(1, 300))
def test_disputes_follow_from_requests(form: Form, seed: int, scale: int) -> None:
    figures = drawn(form, seed, scale)
    totals = [figures[f"disputes.{row}.total"] for row in ("reconsideration", "litigation_direct")]
    concluded = totals[0] - figures["disputes.reconsideration.pending"]
    assert figures["disputes.litigation_after_reconsideration.total"] <= concluded
    assert figures["requests.received.total"] > 0 or sum(totals) == 0


@each_form
def test_scale_says_how_much_there_is(form: Form) -> None:
    assert set(drawn(form, 1, 0).values()) == {0}
    received = [drawn(form, 1, scale)["requests.received.total"] for scale in (5, 50, 500)]
    assert received == sorted(received)
    assert received[0] < received[1] < received[2]


@each_form
def test_a_row_can_be_kept_zero(form: Form) -> None:
    figures = valid_figures(form, dice(1), 300, ("requests.granted",))
    assert {value for address, value in figures.items() if address.startswith("requests.granted.")} == {0}
    assert figures["requests.granted_in_part.total"] > 0


@given(forms, seeds)
def test_distinct_figures_are_distinct(form: Form, seed: int) -> None:
    figures = distinct_figures(form, dice(seed))
    printed = {plain(abs(value)) for value in figures.values()}
    assert len(printed) == len(form.cells)
    assert not any(holds(item, figures) for table in form.tables for item in table.identities)
    for cell in form.cells:
        assert (figures[cell.address] == int(figures[cell.address])) == (cell.kind != "amount")
        assert figures[cell.address] > 0 or cell.kind == "change"


def test_distinct_changes_have_both_signs() -> None:
    figures = distinct_figures(FORMS[0], dice(1))
    changes = [figures[cell.address] for cell in FORMS[0].cells if cell.kind == "change"]
    assert min(changes) < 0 < max(changes)


# Report and prose


def prose(report: SampleReport) -> str:
    return "".join(paragraph for section in report.sections for paragraph in section.paragraphs)


@settings(deadline=None)
@given(forms, seeds, st.sampled_from([0, 1, 2, 20, None]))
def test_prose_agrees_with_the_tables(form: Form, seed: int, scale: int | None) -> None:
    report = sample_report(form, dice(seed), scale=scale)
    text, figures = prose(report), report.figures
    stated = {
        r"(?:收到|新收)政府信息公开申请(\d+)件": figures["requests.received.total"],
        r"办结(\d+)件": figures["requests.processed.total"],
        r"上年结转的?(\d+)件": figures["requests.pending_start.total"],
        r"结转下年度(?:继续办理)?(\d+)件": figures["requests.pending_end.total"],
        r"行政复议(\d+)件": figures["disputes.reconsideration.total"],
        r"行政诉讼(\d+)件": figures["disputes.litigation_direct.total"]
        + figures["disputes.litigation_after_reconsideration.total"],
    }
    for pattern, figure in stated.items():
        found = re.findall(pattern, text)
        assert found == [str(figure)] or (found == [] and figure == 0), pattern
    assert ("未收到政府信息公开申请" in text) == (
        figures["requests.received.total"] == figures["requests.pending_start.total"] == 0
    )
    shares = re.search(
        r"予以公开(\d+)件.部分公开(\d+)件.不予公开(\d+)件.无法提供(\d+)件.不予处理(\d+)件.其他处理(\d+)件", text
    )
    assert sum(map(int, shares.groups() if shares else ())) == figures["requests.processed.total"]


@settings(deadline=None)
@given(forms, seeds, st.sampled_from([0, 2, 90]))
def test_prose_agrees_with_the_first_table(form: Form, seed: int, scale: int) -> None:
    report = sample_report(form, dice(seed), scale=scale, organisation="云岭县人民政府")
    text = prose(report)
    figures = {address: plain(value) for address, value in report.figures.items()}
    assert re.findall(r"行政许可决定(\d+)件", text) in ([figures["proactive.licensing.decisions"]], [])
    if form.name == "2019":
        amount = re.findall(r"政府集中采购(\d+)项，.*?([\d.]+)元", text)
        row = (figures["proactive.procurement.projects"], figures["proactive.procurement.amount"])
        assert amount == [row] or (amount == [] and row == ("0", "0"))
        published = re.findall(r"新公开(?:规范性文件)?(\d+)件", text) or ["0"]
        assert published == [figures["proactive.normative_documents.published"]]
    else:
        assert re.findall(r"行政事业性收费([\d.]+)万元", text) in ([figures["proactive.fees.amount"]], [])
        in_force = re.findall(r"现行有效(\d+)件", text)
        assert in_force == ["0", figures["proactive.normative_documents.in_force"]]


@settings(deadline=None)
@given(forms, seeds)
def test_a_report_is_complete_and_in_time(form: Form, seed: int) -> None:
    report = sample_report(form, dice(seed))
    assert form.holds_for(report.year)
    assert report.title == f"{report.organisation}{report.year}年政府信息公开工作年度报告"
    assert report.published_on is not None
    assert (report.published_on.year, report.published_on.month) == (report.year + 1, 1)
    assert f"{report.year}年1月1日至12月31日" in report.period
    assert re.search(r"地址：.+邮(政编码|编)：\d{6}.+电话：\d{4}-\d{7}", report.contact)
    assert [section.heading for section in report.sections] == [section.printed for section in form.sections]
    overview = "".join(report.sections[0].paragraphs)
    assert all(word in overview for word in ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"))
    results = all(word in overview for word in ("工作考核", "社会评议", "责任追究"))
    assert results == (body_named(report.organisation).kind != "department")
    assert all(section.paragraphs for section in report.sections if not report.tables(section))
    assert "{" not in prose(report) + report.basis


def test_overrides_replace_fields_and_lead_the_prose() -> None:
    figures = drawn(FORMS[1], 5)
    report = sample_report(
        FORMS[1],
        dice(1),
        organisation="云岭县财政局",
        year=2022,
        figures=figures,
        texts={"a": "/"},
        contact="",
    )
    assert (report.title[:10], report.texts, report.contact) == ("云岭县财政局2022", {"a": "/"}, "")
    assert "我局" in prose(report)
    assert f"申请{figures['requests.received.total']}件" in prose(report)
    with pytest.raises(TypeError, match="colour"):
        sample_report(FORMS[1], dice(1), colour="red")


def test_a_body_is_known_by_its_name() -> None:
    names = ("云岭县市场监督管理局", "澜江市明河区霜渡乡人民政府", "云岭县人民政府")
    known = [(body.district, body.short_name, body.kind) for body in map(body_named, names)]
    assert known == [
        ("云岭县", "市场监督管理局", "department"),
        ("澜江市明河区", "霜渡乡人民政府", "township"),
        ("云岭县", "人民政府", "government"),
    ]


def test_every_invented_name_is_used_once() -> None:
    names = [body.name for district in districts() for body in bodies(district)]
    assert len(set(names)) == len(names)


# Layouts


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


# Files


def test_the_same_seed_gives_the_same_files() -> None:
    files = list(batch(FORMS, 45, seed=3))
    assert files == list(batch(FORMS, 60, seed=3))[:45]
    assert files != list(batch(FORMS, 45, seed=4))
    assert len({file.path for file in files}) == 45
    assert [len({file.path.parent for file in files[start : start + 20]}) for start in (0, 20, 40)] == [1, 1, 1]
    assert {file.path.suffix for file in files} == {".txt", ".html"}


def test_a_batch_cannot_be_larger_than_the_invented_country() -> None:
    with pytest.raises(ValueError, match="ask for fewer"):
        list(batch(FORMS, 1_000_000, seed=1))


def test_the_command_line_writes_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--count", "3", "--seed", "5", "--out", str(tmp_path)])
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert written == {str(file.path): file.content for file in batch(FORMS, 3, seed=5)}
    assert capsys.readouterr().out.startswith("3 files")
    with pytest.raises(SystemExit, match="2"):
        main(["--count", "1000000", "--out", str(tmp_path)])


def test_the_batch_in_the_repository_is_current() -> None:
    kept = {path.relative_to(SAMPLES / "batch").as_posix(): path for path in (SAMPLES / "batch").rglob("*.*")}
    made = {str(file.path): file.content for file in demo(FORMS)}
    assert kept.keys() == made.keys()
    changed = [name for name, path in kept.items() if path.read_bytes() != made[name]]
    assert changed == [], "run: python -m samples.generate --demo --out samples/batch"


def test_the_batch_in_the_repository_has_the_mistakes_that_its_readme_lists() -> None:
    content = {
        file.path.stem: file.content.decode("gb18030" if b"gb18030" in file.content else "utf-8", "replace")
        for file in demo(FORMS)
    }
    assert re.search("\n\n其他对外管理服务事项\n\n\\d+\n\n-?\\d+\n\n\u00a0\n\n", content["霜渡乡人民政府2020"])
    assert "\n\t规章\n\t2\n\t2\n\t5\n\n" in content["澜坞镇人民政府2020"]
    assert content["荻渚街道办事处2024"] == ""
    assert "6</p></td>\n<td><p>4</p></td>\n<td><p>31</p>" in content["人民政府2020"]
    assert "\n\n总计\n\n3\n\n1\n\n0\n\n1\n\n4\n\n" in content["柏渚镇人民政府2024"]
    assert "未收到政府信息公开申请" in content["沐浦乡人民政府2022"]
    assert "\n\t一、本年新收政府信息公开申请数量\n\t7\n" in content["沐浦乡人民政府2022"]
    assert "<h1>澜江市明河区蓝谷镇人民政府2022年" in content["蓝谷镇人民政府2023"]
    assert "2023年1月1日至12月31日" in content["蓝谷镇人民政府2023"]
    assert "\n规章000\n" in content["云崖街道办事处2021"]


def test_the_readme_names_every_file_of_the_batch() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(.+?)` \|", readme, re.MULTILINE)) == sorted(str(file.path) for file in demo(FORMS))
