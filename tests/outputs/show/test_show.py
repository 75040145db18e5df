"""The page of a report: every cell leads to where it stood and back, and no text of a report is anything but text."""

import base64
import hashlib
import io
import random
import re
import shutil
import zipfile
from collections.abc import Generator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement
from openpyxl import load_workbook
from PIL import Image

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.declared.strict_yaml import DeclarationError
from gouji.declared.texts.show import load_show_texts
from gouji.declared.texts.workbook import load_texts
from gouji.document import Document, Grid, GridCell, Passage
from gouji.intake import take_in
from gouji.outputs import show
from gouji.outputs.folder import OutFolder
from gouji.outputs.show import Drawer, Shown, draw_file, show_file, write_pages
from gouji.outputs.show.spots import At, find_spots
from gouji.outputs.workbook.pen import PageTarget
from gouji.reports.chunks import read_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames
from gouji.workers import Workers
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.page_documents import Page, Text, add, find, lay_out, ofd, pdf
from tests.made.reading import KEPT_APART, distinct_report, printed

# Made up, with a right check character: no such county.
ID_NUMBER = "999999199001010016"
HOSTILE = "</script></style></title><script>alert(1)</script><img src=//x.example/a onerror=alert(1)>\" onclick='a()' {{ 7*7 }}"


@pytest.fixture(scope="module")
def workers() -> Generator[Workers]:
    with Workers() as started:
        yield started


@pytest.fixture(scope="module")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[-1], "show")


@pytest.fixture(scope="module")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)


@pytest.fixture(scope="module")
def drawer(declared: Declared) -> Drawer:
    return Drawer(declared)


def drawn(content: bytes, folder: Path, declared: Declared, name: str = "report.bin") -> str:
    path = folder / name
    path.write_bytes(content)
    return draw_file(take_in([path]).taken[0], declared)[0]


def parsed(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


def ids(page: HtmlElement) -> dict[str, HtmlElement]:
    found = [element for element in page.iter() if element.get("id")]
    named = {element.get("id"): element for element in found}
    assert len(named) == len(found), "an id is given twice"
    return named


def spots_of(page: HtmlElement, address: str) -> list[HtmlElement]:
    named = ids(page)
    return [named[name] for name in named[address].get("data-spots").split()]


def without_labels(spot: HtmlElement) -> str:
    return (spot.text or "").strip()


def frames_of(files: Mapping[str, bytes], folder: Path, declared: Declared) -> tuple[Any, BatchFrames]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    taken = take_in([folder / name for name in files]).taken
    return taken, transcribe_chunk(read_chunk(taken), declared, NO_ROSTER)


@pytest.mark.parametrize(("layout", "options"), KEPT_APART)
def test_every_cell_leads_to_its_own_figure_and_back(
    layout: str, options: Mapping[str, Any], report: SampleReport, declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(printed(report, layout, options).encode(), tmp_path, declared))
    named = ids(page)
    assert {cell.address for cell in report.form.cells} <= named.keys()
    for cell in report.form.cells:
        if named[cell.address].get("class") != "cell read":
            # Of a layout that loses blanks a few cells are refused; those have no one place.
            continue
        (spot,) = spots_of(page, cell.address)
        assert spot.get("data-cells") == cell.address
        assert without_labels(spot) == report.text(cell).strip()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotated", [False, True])
def test_a_pdf_page_has_an_outline_for_each_cell_around_its_figure(
    turned: int, rotated: bool, report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(pdf(pages, turned=turned, declared=rotated), tmp_path, declared))
    sheets = page.xpath("//*[local-name()='svg']")
    assert len(page.xpath("//*[local-name()='rect']")) == len(report.form.cells)
    for cell in report.form.cells:
        (spot,) = spots_of(page, cell.address)
        number, text = find(pages, report.text(cell))
        left, top, width, height = (float(spot.get(name)) for name in ("x", "y", "width", "height"))
        assert left <= text.x <= left + width
        assert top <= text.y <= top + height
        assert sheets.index(spot.getparent()) == number
    for sheet in sheets:
        assert borders_are_drawn(sheet)


def borders_are_drawn(sheet: HtmlElement) -> bool:
    """True where the picture has the line that a cell's outline stands for: it is the right way up."""
    (image,) = sheet.xpath("./*[local-name()='image']")
    picture = picture_of(image)
    scale = picture.width / float(image.get("width"))
    for outline in sheet.xpath("./*[local-name()='rect']"):
        x, y = float(outline.get("x")) * scale, (float(outline.get("y")) + float(outline.get("height")) / 2) * scale
        across = [picture.getpixel((min(max(round(x) + by, 0), picture.width - 1), round(y))) for by in range(-3, 4)]
        if min(across) > 200:
            return False
    return True


def picture_of(image: HtmlElement) -> Image.Image:
    kind, _, content = image.get("href").partition(",")
    assert kind == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(content))).convert("L")


def test_an_ofd_page_is_drawn_from_its_characters_and_rules(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(ofd(pages), tmp_path, declared))
    assert len(page.xpath("//*[local-name()='rect']")) == len(report.form.cells)
    texts = "".join(page.xpath("//*[local-name()='svg']/*[local-name()='text']/text()"))
    assert all(report.text(cell) in texts for cell in report.form.cells)
    assert page.xpath("//*[local-name()='path'][starts-with(@d, 'M')]")


def test_the_policy_lets_only_the_pages_own_script_and_style_run(
    pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    for content in (pdf(pages), ofd(pages), "一、总体情况\n".encode()):
        text = drawn(content, tmp_path, declared)
        page = parsed(text)
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (style,), (script,) = page.xpath("//style/text()"), page.xpath("//script/text()")
        directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
        assert directives == {
            "default-src": "'none'",
            "img-src": "data:",
            "style-src": f"'{hash_of(style)}'",
            "script-src": f"'{hash_of(script)}'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        assert all(href.startswith("data:image/png;base64,") for href in page.xpath("//@href"))
        assert not page.xpath("//@src | //@style | //a | //link | //iframe | //form | //base | //object")
        assert not re.search(r"https?:|url\(|@import|//[a-z]", re.sub(r"base64,[^\"]+", "", text))


def hash_of(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def hostile(report: SampleReport) -> list[tuple[str, bytes]]:
    """Reports with markup in a passage, a label, a figure and the title, in formats that can hold it as text."""
    lines = printed(report, "tabbed", {}).splitlines()
    some = [f"{line}\t{HOSTILE}" if rank % 3 == 0 else line for rank, line in enumerate(lines)]
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    page = printed(report, "html", {})
    at = lay_out(report)
    spoiled = add(at, Text(60, 300, HOSTILE))
    return [
        ("text", "\n".join([HOSTILE, *some]).encode()),
        ("html", page.replace("<td>", f"<td>{escaped} ", 40).replace("<p>", f"<p>{escaped}").encode()),
        ("ofd", ofd(spoiled)),
        ("pdf", pdf(spoiled)),
    ]


def test_no_text_of_a_report_becomes_markup(report: SampleReport, declared: Declared, tmp_path: Path) -> None:
    met = 0
    for kind, content in hostile(report):
        name = f"a'b\"&<i>.{kind}"
        page = parsed(drawn(content, tmp_path, declared, name))
        assert len(page.xpath("//script")) == len(page.xpath("//style")) == len(page.xpath("//title")) == 1
        assert not page.xpath("//img | //a")
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert name in page.xpath("string(//header)")
        met += HOSTILE in page.text_content()
    assert met >= 2, "no document brought the hostile text as far as the page"


def rows_of(report: SampleReport, folder: Path, declared: Declared) -> tuple[Shown, dict[str, dict[str, Any]]]:
    path = folder / "report.html"
    path.write_bytes(print_report(report, layout="html"))
    (read,) = read_chunk(take_in([path]).taken)
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


def test_a_cell_that_its_row_does_not_tell_is_shown_by_the_whole_row() -> None:
    cells = tuple(GridCell(0, rank, text, "line 7") for rank, text in enumerate(("规章", "3", "3", "3")))
    document = Document("text", (Passage("标题", "line 1"), Grid(cells, "lines 7-7", spans_known=False)))

    def row(column: str, text: str) -> dict[str, Any]:
        return {
            "table": "proactive",
            "row": "rules",
            "column": column,
            "text": text,
            "status": "read",
            "locator": "line 7",
        }

    told = find_spots(document, [row("issued", "3"), row("repealed", "3"), row("in_force", "3")], (), {}, str)
    assert [told.at[At(1, rank)].addresses for rank in (1, 2, 3)] == [
        ("proactive.rules.issued",),
        ("proactive.rules.repealed",),
        ("proactive.rules.in_force",),
    ]
    untold = find_spots(document, [row("issued", "3"), row("repealed", "3")], (), {}, str)
    assert all(len(untold.at[At(1, rank)].addresses) == 2 for rank in range(4))


def test_personal_data_is_shown_nowhere(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    secret = f"张某某，身份证号{ID_NUMBER}"
    text = f"{printed(report, 'tabbed', {})}\n{secret}。"
    assert ID_NUMBER in text
    assert ID_NUMBER not in drawn(text.encode(), tmp_path, declared)
    spoiled = add(pages, Text(60, 20, secret))
    for content in (ofd(spoiled), pdf(spoiled)):
        page = drawn(content, tmp_path, declared)
        assert load_show_texts(declared.folder).hidden in page
        assert ID_NUMBER not in "".join(parsed(page).xpath("//*[local-name()='text']/text()"))
    (first, *others) = [picture_of(image) for image in parsed(page).xpath("//*[local-name()='image']")]
    head = (0, 0, first.width, round(first.height * 30 / 842))
    assert first.crop(head).getextrema()[0] > 250, "the line with the number is still in the picture"
    assert all(other.getextrema()[0] < 100 for other in others)
    (clean, *_) = [
        picture_of(image) for image in parsed(drawn(pdf(pages), tmp_path, declared)).xpath("//*[local-name()='image']")
    ]
    assert clean.getextrema()[0] < 100


def test_the_same_report_is_the_same_bytes(pages: list[Page], declared: Declared, tmp_path: Path) -> None:
    for content in (pdf(pages), ofd(pages), print_report(sample(declared, 3), layout="html")):
        assert drawn(content, tmp_path, declared) == drawn(content, tmp_path, declared)


def sample(declared: Declared, seed: int) -> SampleReport:
    return sample_report(declared.forms[-1], random.Random(seed), organisation="云岭县财政局", year=2023)  # noqa: S311


def test_what_is_too_much_to_show_is_said(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = load_show_texts(declared.folder)
    monkeypatch.setattr("gouji.outputs.show.pictured_side.MOST_PAGES", 1)
    page = drawn(pdf(pages), tmp_path, declared)
    assert len(parsed(page).xpath("//*[local-name()='svg']")) == 1
    assert words.pages_left_out.split("{")[0] in page
    assert {cell.address for cell in report.form.cells} <= ids(parsed(page)).keys()
    monkeypatch.setattr("gouji.outputs.show.blocks.MOST_BLOCKS", 2)
    monkeypatch.setattr("gouji.outputs.show.blocks.LONGEST_TEXT", 20)
    text = printed(report, "paragraphs", {}) + "\n" + "长" * 100
    page = drawn(text.encode(), tmp_path, declared)
    assert "长" * 21 not in page
    assert words.blocks_left_out.split("{")[0] in page
    assert all(spots_of(parsed(page), cell.address) for cell in report.form.cells[:3])


def test_a_file_that_cannot_be_read_says_why(declared: Declared, tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(b"GIF89a")
    page, status = show_file(path, declared)
    assert status == "unreadable"
    assert "GIF" in parsed(page).xpath("//p[@class='reason']")[0].text_content()
    assert load_show_texts(declared.folder).no_source in page


def doubtful(declared: Declared, organisation: str = "云岭县财政局") -> bytes:
    """A report with a figure that is none."""
    report = sample_report(declared.forms[-1], random.Random(5), organisation=organisation, year=2023)  # noqa: S311
    spoiled = replace(report, texts={"requests.received.total": "1 2 3"})
    return print_report(spoiled, layout="html")


def test_a_file_of_an_archive_is_shown_and_of_several_none(declared: Declared, tmp_path: Path) -> None:
    archive = tmp_path / "batch.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.html", doubtful(declared))
    assert show_file(archive, declared)[1] == "audited"
    with zipfile.ZipFile(archive, "a") as files:
        files.writestr("b.html", doubtful(declared, "云岭县审计局"))
    with pytest.raises(ValueError, match="holds 2 files; unpack it and show one of them"):
        show_file(archive, declared)


def test_a_report_in_an_archive_has_its_page(declared: Declared, tmp_path: Path) -> None:
    """Its file is gone when the workers are, so it is drawn before."""
    archive = tmp_path / "batch.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.html", doubtful(declared))
    outcome = audit([archive], tmp_path / "out", "批", declared, NO_ROSTER, lambda *_: None)
    assert outcome.written is not None
    assert list(outcome.written.pages.values()) == [True]


def test_only_reports_with_something_to_settle_have_a_page(
    declared: Declared, tmp_path: Path, workers: Workers
) -> None:
    taken, frames = frames_of(
        {"clean.html": print_report(sample(declared, 3), layout="html"), "doubt.html": doubtful(declared)},
        tmp_path,
        declared,
    )
    stale = tmp_path / "out" / show.PAGES / "0123456789abcdef.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")
    written = write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers)
    assert written == {taken[1].report_id: True}
    assert [path.name for path in stale.parent.iterdir()] == [f"{taken[1].report_id}.html"]


def test_a_file_that_changed_has_no_page_and_beyond_the_limit_none_is_drawn(
    declared: Declared, tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.html": doubtful(declared), "b.html": doubtful(declared, "云岭县审计局")}
    taken, frames = frames_of(files, tmp_path, declared)
    (tmp_path / "a.html").write_bytes(b"<html>other")
    ids_of = [one.report_id for one in taken]
    assert write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers) == {
        ids_of[0]: False,
        ids_of[1]: True,
    }
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 1)
    assert write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers) == {
        ids_of[0]: False,
        ids_of[1]: False,
    }
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 9)
    monkeypatch.setattr("gouji.outputs.show.write.MOST_BYTES", 0)
    assert not any(write_pages(taken, frames, declared, OutFolder(tmp_path / "out"), workers).values())


def test_the_sheet_of_what_was_not_read_leads_to_cells_of_the_pages(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_bytes(doubtful(declared))
    texts = load_texts(declared.folder)

    def links(out: Path) -> list[tuple[str | None, str | None, str | None]]:
        outcome = audit([tmp_path / "a.html"], out, "一批", declared, NO_ROSTER, lambda *_: None)
        assert outcome.written is not None
        (workbook,) = outcome.written.workbooks.values()
        sheet = load_workbook(workbook)[texts.sheets.unread]
        column = next(cell.column for cell in sheet[3] if cell.value == texts.unread.page)
        cells = [sheet.cell(row, column) for row in range(4, sheet.max_row + 1)]
        return [
            (one.value, one.hyperlink and one.hyperlink.target, sheet.cell(one.row, column + 1).value) for one in cells
        ]

    ((word, target, where),) = links(tmp_path / "out")
    assert word == texts.unread.open_page
    assert target is not None
    path, _, anchor = target.partition("#")
    assert anchor == "requests.received.total"
    assert anchor in ids(parsed((tmp_path / "out" / path).read_text("utf-8")))
    assert where, "mailed alone, the workbook must still say where it stood"
    monkeypatch.setattr("gouji.outputs.show.write.MOST_PAGES", 0)
    assert [(word, target) for word, target, _ in links(tmp_path / "second")] == [(texts.unread.no_page, None)]


@pytest.mark.parametrize(
    ("report_id", "anchor"),
    [("../../x", ""), ("0123456789abcdeg", ""), ("0123456789abcdef", "a b"), ("0123456789abcdef", "x#javascript:y")],
)
def test_nothing_but_an_id_and_an_address_becomes_a_link(report_id: str, anchor: str) -> None:
    with pytest.raises(ValueError, match="no page of a report"):
        PageTarget(report_id, anchor)


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
