"""Each status of a cell is shown on both sides, and what was not read step by step."""

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.declared.strict_yaml import DeclarationError
from gouji.declared.texts.show import load_show_texts
from gouji.intake import take_in
from gouji.outputs.show import Drawer, Shown
from gouji.reports.chunks import read_chunk, transcribe_chunk
from samples.printers import print_report
from samples.report import SampleReport
from tests.made.reading import printed
from tests.made.show_pages import drawn, ids, parsed, spots_of


@pytest.fixture(scope="module")
def drawer(declared: Declared) -> Drawer:
    return Drawer(declared)


def rows_of(report: SampleReport, folder: Path, declared: Declared) -> tuple[Shown, dict[str, dict[str, Any]]]:
    path = folder / "report.html"
    path.write_bytes(print_report(report, layout="html"))
    (read,) = read_chunk(take_in([path]).taken, declared)
    frames = transcribe_chunk([read], declared, NO_ROSTER)
    cells = frames.cells.to_dicts()
    shown = Shown(frames.reports.to_dicts()[0], cells, (), read.document, b"")
    return shown, {f"{row['table']}.{row['row']}.{row['column']}": row for row in cells}


def test_each_status_is_shown_on_both_sides(
    report: SampleReport, drawer: Drawer, declared: Declared, tmp_path: Path
) -> None:
    shown, rows = rows_of(report, tmp_path, declared)
    words = load_show_texts(declared.folder)
    wanted = {
        "requests.received.total": ("blank", "", words.marks.blank),
        "requests.received.other": ("placeholder", "/", "/"),
        "requests.received.civic": ("unreadable", "1 2", words.marks.unreadable),
        "requests.received.research": ("absent", None, words.marks.absent),
    }
    for address, (status, text, _) in wanted.items():
        rows[address] |= {"status": status, "text": text, "value": None, "reason": "数字之间有空格"}
    page = parsed(drawer.page(shown))
    named = ids(page)
    for address, (status, _, mark) in wanted.items():
        assert named[address].get("class").split() == ["cell", status]
        assert named[address].text == mark
        assert words.statuses.of(status) in named[address].get("data-detail")
        assert status in spots_of(page, address)[0].get("class").split()
    assert named["requests.pending_start.total"].get("class").split() == ["cell", "read"]
    counts = page.xpath("//header//span[contains(@class, 'count')]/@class")
    assert counts == [f"count {status}" for status in ("unreadable", "absent", "placeholder", "blank", "read")]
    (doubt,) = page.xpath("//div[@id='doubts']//button")
    assert doubt.get("data-to") == "requests.received.civic"
    assert "数字之间有空格" in page.get_element_by_id("doubts").text_content()


def test_many_cells_of_one_reason_are_steps_by_line_and_a_whole_table_is_one(
    report: SampleReport, drawer: Drawer, declared: Declared, tmp_path: Path
) -> None:
    shown, rows = rows_of(report, tmp_path, declared)
    for address, row in rows.items():
        if row["table"] == "disputes" or row["row"] in ("received", "granted"):
            rows[address] |= {"status": "unreadable", "value": None, "reason": "未读出"}
    page = parsed(drawer.page(shown))
    steps = [button.get("data-to").split() for button in page.xpath("//div[@id='doubts']//button")]
    assert [{address.rsplit(".", 1)[0] for address in step} for step in steps[:2]] == [
        {"requests.received"},
        {"requests.granted"},
    ]
    assert len(steps) == 3
    assert len(steps[2]) == sum(row["table"] == "disputes" for row in rows.values())


def test_a_table_that_was_not_found_leads_to_the_heading_of_its_section(
    report: SampleReport, declared: Declared, tmp_path: Path
) -> None:
    text = printed(report, "html", {})
    tables = list(re.finditer(r"<table.*?</table>", text, re.DOTALL))
    lost = text.replace(tables[-1][0], "")
    page = parsed(drawn(lost.encode(), tmp_path, declared))
    near = {ids(page)[one.get("data-near")] for one in page.xpath("//td[starts-with(@id, 'disputes.')]")}
    (heading,) = near
    assert heading.get("class") == "spot heading"
    assert "行政复议" in heading.text_content()


def test_values_are_shown_as_read_with_what_was_printed(
    report: SampleReport, drawer: Drawer, declared: Declared, tmp_path: Path
) -> None:
    shown, rows = rows_of(report, tmp_path, declared)
    rows["requests.received.total"] |= {"text": "１，２３４ 件", "value": Decimal("1234.000000")}
    cell = ids(parsed(drawer.page(shown)))["requests.received.total"]
    assert cell.text == "1234"
    assert cell.xpath("string(small)") == "１，２３４ 件"


def test_words_must_keep_their_places(declared: Declared, tmp_path: Path) -> None:
    folder = shutil.copytree(declared.folder, tmp_path / "expectations")
    path = folder / "texts" / "show.yml"
    path.write_text(path.read_text("utf-8").replace("第 {number} 页", "第页", 1), "utf-8")
    with pytest.raises(DeclarationError, match=r"needs exactly the places \{number\}"):
        load_show_texts(folder)


def test_the_head_names_body_and_year_or_says_that_they_are_not_known(
    report: SampleReport, declared: Declared, tmp_path: Path
) -> None:
    (head,) = parsed(drawn(print_report(report, "html"), tmp_path, declared)).xpath("//h1/text()")
    assert head == f"{report.organisation}　{report.year} 年度"
    table = print_report(report, "html").decode()
    bare = table[table.index("<table") : table.rindex("</table>") + len("</table>")]
    (head,) = parsed(drawn(f"<body>{bare}</body>".encode(), tmp_path, declared)).xpath("//h1/text()")
    assert head == "未识别单位　未识别年度"
