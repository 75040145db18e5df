"""Every doubt that a reader can have: told with its reason, beside the text, and never held against an office."""

import ast
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared, load_declared
from gouji.document import CAUSES, Cause, Document, Doubt, Grid, GridCell, Passage
from gouji.document.doubts import without_doubted
from gouji.frames.wide import STATES, state_column
from gouji.intake import Taken
from gouji.intake.files import SourceFile
from gouji.judging.batch import judge_batch, transcribe_chunk
from gouji.readers import marks, read
from gouji.readers.marks import END, MARK, lifted
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import ReadFile
from gouji.rules.checks import checks_of
from samples.printers import print_report
from samples.report import sample_report
from tests.made import office_documents as office
from tests.made import rich_text as rich
from tests.made.reading import readings, transcribe

READERS = Path(marks.__file__).parent
# What no reader marks: the character itself is what is doubted.
IN_THE_TEXT = {"unknown_character", "private_character"}
CLEAN = "clean"


@pytest.fixture(scope="module")
def declared() -> Declared:
    return load_declared()


@pytest.fixture(scope="module")
def clean(declared: Declared) -> Document:
    rng = random.Random(11)  # noqa: S311 - a reproducible report, no secret
    report = sample_report(declared.forms[-1], rng, organisation="云岭县霜渡镇人民政府", year=2023)
    return read(print_report(report, layout="html"))


@pytest.fixture(scope="module")
def addresses(clean: Document, declared: Declared) -> dict[str, str]:
    """Locator -> address of every cell of the clean report."""
    transcript = transcribe(clean, declared, Transcriber(declared.forms, declared.aliases, declared.spellings))
    return {one.locator: address for address, one in readings(transcript).items() if one.locator}


def doubted(document: Document, cause: Cause, wanted: Callable[[str], bool], shown: str | None = None) -> Document:
    """The report with every cell that is `wanted`, by its locator, and every passage with a figure doubted."""

    def of_cell(cell: GridCell) -> GridCell:
        if not wanted(cell.locator):
            return cell
        text = cell.text if shown is None else shown
        return cell._replace(text=text, doubts=(Doubt(cause, 0, len(text)),))

    def of_block(block: Passage | Grid) -> Passage | Grid:
        if isinstance(block, Grid):
            return replace(block, cells=tuple(map(of_cell, block.cells)))
        figures = [at for at, character in enumerate(block.text) if character.isdigit()] if "件" in block.text else []
        return block._replace(doubts=tuple(Doubt(cause, at, at + 1) for at in figures))

    return replace(document, blocks=tuple(map(of_block, document.blocks)))


@pytest.fixture(scope="module")
def judged(clean: Document, addresses: dict[str, str], declared: Declared) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Findings and cells of the clean report, and of it with some cells, or all, doubted for each cause."""
    every = set(addresses)
    some = {
        where for where, address in addresses.items() if address.startswith(("proactive.fees", "requests.received"))
    }
    documents = {CLEAN: clean}
    for cause in CAUSES:
        documents[f"{cause} some"] = doubted(clean, cause, some.__contains__)
        documents[f"{cause} empty"] = doubted(clean, cause, some.__contains__, shown="")
        documents[f"{cause} all"] = doubted(clean, cause, every.__contains__)
    files = [
        ReadFile(Taken(SourceFile(Path(name), name, None), f"{rank + 1:04x}".ljust(64, "0")), document)
        for rank, (name, document) in enumerate(documents.items())
    ]
    audited = judge_batch(transcribe_chunk(files, declared, NO_ROSTER), checks_of(declared), declared, None)
    named = audited.frames.reports.select("report_id", "file")
    return audited.judgement.findings.join(named, on="report_id"), audited.frames.cells.join(named, on="report_id")


def found(findings: pl.DataFrame, name: str) -> set[str]:
    return set(findings.filter(pl.col("file") == name).get_column("rule"))


@pytest.mark.parametrize("cause", CAUSES)
def test_no_doubt_accuses_and_each_is_told(
    cause: Cause, judged: tuple[pl.DataFrame, pl.DataFrame], declared: Declared
) -> None:
    findings, cells = judged
    usual = found(findings, CLEAN)
    for kind in ("some", "empty", "all"):
        name = f"{cause} {kind}"
        assert found(findings, name) <= usual, name
        unread = cells.filter((pl.col("file") == name) & (pl.col("reason_code") == cause))
        assert unread.height >= (100 if kind == "all" else 5), name
        assert set(unread.get_column("status")) == {"unreadable"}
        assert set(unread.get_column("reason")) == {declared.reasons.cells[cause]}
        assert not any(mark in text for text in unread.get_column("text") for mark in (*MARK.values(), END, "\ufffc"))


def test_the_clean_report_is_one_that_could_be_accused(judged: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    _, cells = judged
    assert set(cells.filter(pl.col("file") == CLEAN).get_column("status")) <= {"read", "blank"}


def test_only_the_words_of_an_office_are_wordy(judged: tuple[pl.DataFrame, pl.DataFrame], declared: Declared) -> None:
    from gouji.frames.wide import widen
    from gouji.reports.frames import to_frames

    _, cells = judged
    name = f"{CAUSES[0]} all"
    own = cells.filter(pl.col("file") == name).drop("file")
    facts = to_frames([], declared).facts
    facts = pl.concat([facts, pl.DataFrame({"report_id": [own["report_id"][0]]})], how="diagonal")
    wide = widen(facts, own, declared.forms)
    states = {wide[column][0] for column in map(state_column, _addresses(own))}
    assert states == {STATES["unreadable"]}


def _addresses(cells: pl.DataFrame) -> Iterator[str]:
    return (f"{table}.{row}.{column}" for table, row, column in cells.select("table", "row", "column").iter_rows())


def test_readers_raise_no_cause_that_is_not_declared_and_every_one_that_is() -> None:
    """Each mark is taken from MARK by its cause: one that is not among CAUSES would be met here, not by an office."""
    named: set[str] = set()
    for path in sorted(READERS.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        named |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CAUSES
        }
        marked = [
            node.slice.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == "MARK"
            and isinstance(node.slice, ast.Constant)
        ]
        assert set(marked) <= set(CAUSES), path
    assert named == set(CAUSES) - IN_THE_TEXT | {"unknown_character"}
    assert len(set(MARK.values()) | {END}) == len(CAUSES) + 1


def in_html(cell: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><table><tr><td>甲</td><td>{cell}</td></tr></table></body></html>".encode()


def in_docx(content: str) -> bytes:
    return office.docx(office.table([office.cell(office.paragraph(office.run("甲"))), office.cell(content)]))


def in_rtf(text: str) -> bytes:
    return rich.rtf(rich.row(["x", text], [900, 1800]))


RAISED_RUN = office.run("5") + office.run("1", '<w:vertAlign w:val="superscript"/>')
SITUATIONS: list[tuple[str, bytes, Cause]] = [
    ("html struck", in_html("<s>190</s>192"), "struck"),
    ("html styled", in_html('<span style="text-decoration:line-through">190</span>192'), "struck"),
    ("html raised", in_html("5<sup>1</sup>"), "raised"),
    ("html circled", in_html("5①"), "raised"),
    ("html white", in_html('<font color="#ffffff">5</font>'), "obscured"),
    ("html bdo", in_html("<bdo dir=rtl>12</bdo>"), "turned"),
    ("html hidden", in_html('<span style="text-indent:-999px">5</span>'), "hidden"),
    ("html picture", in_html("<img src=a.png>"), "picture"),
    ("html choice", in_html("<select><option>5</select>"), "form_field"),
    ("html list", in_html("<ol><li>5</ol>"), "list_number"),
    ("html private", in_html("5\ue003"), "private_character"),
    ("html object", in_html("5\ufffc"), "picture"),
    ("html lost", in_html("5\ufffd"), "unknown_character"),
    ("docx struck", in_docx(office.paragraph(office.run("5", "<w:strike/>"))), "struck"),
    ("docx raised", in_docx(office.paragraph(RAISED_RUN)), "raised"),
    ("docx white", in_docx(office.paragraph(office.run("5", '<w:color w:val="FFFFFF"/>'))), "obscured"),
    ("docx picture", in_docx(office.paragraph("<w:r><w:drawing/></w:r>")), "picture"),
    ("docx field", in_docx(office.paragraph('<w:fldSimple w:instr=" =SUM(LEFT) "/>')), "field_without_result"),
    ("docx unknown", in_docx(office.paragraph("<w:unknown>" + office.run("5") + "</w:unknown>")), "unknown_element"),
    ("docx inserted", in_docx("<w:altChunk/>"), "inserted_document"),
    ("rtf struck", in_rtf(r"{\strike 5}"), "struck"),
    ("rtf raised", in_rtf(r"5{\super 1}"), "raised"),
    ("rtf picture", in_rtf(r"{\pict\pngblip 0a}"), "picture"),
    ("rtf numbered", in_rtf(r"{\listtext\tab 1.}5"), "list_number"),
    ("text struck", "| 甲 | 1 |\n|---|---|\n| 乙 | ~~190~~192 |".encode(), "struck"),
    ("text raised", "| 甲 | 1 |\n|---|---|\n| 乙 | 5<sup>1</sup> |".encode(), "raised"),
    ("text note", "| 甲 | 1 |\n|---|---|\n| 乙 | 5[^1] |".encode(), "raised"),
]


@pytest.mark.parametrize(("content", "cause"), [one[1:] for one in SITUATIONS], ids=[one[0] for one in SITUATIONS])
def test_a_doubt_stands_beside_the_text_of_a_cell(content: bytes, cause: Cause) -> None:
    cell = read(content).grids[0].cells[-1]
    assert cause in {doubt.cause for doubt in cell.doubts}
    assert not set(cell.text) & {*MARK.values(), END, "~", "^", "\u25a1"}
    assert all(0 <= doubt.start <= doubt.end <= len(cell.text) for doubt in cell.doubts)


@pytest.mark.parametrize(
    ("content", "certain"),
    [
        ("<p>收到申请192<sup>1</sup>件，办结8件。</p>".encode(), "收到申请####件，办结8件。"),
        ("<p>收到申请<s>190</s>192件，办结8件。</p>".encode(), "收到申请######件，办结8件。"),
        ("<p>收到申请192①件，办结8件。</p>".encode(), "收到申请####件，办结8件。"),
        ("<p>①收到申请192件。</p>".encode(), "①收到申请192件。"),
        ("<p>收到申请19\ue0002件，办结8件。</p>".encode(), "收到申请####件，办结8件。"),
        ("<p>收到申请1<img src=2.png>2件，办结8件。</p>".encode(), "收到申请###件，办结8件。"),
        (office.docx(office.paragraph(RAISED_RUN + office.run("件，8件"))), "##件，8件"),
        ("收到申请~~190~~192件，办结8件。".encode(), "收到申请######件，办结8件。"),
    ],
)
def test_a_number_that_touches_a_doubt_is_not_in_the_certain_part(content: bytes, certain: str) -> None:
    content = content if content.startswith(b"PK") or not content.startswith(b"<") else b"<html><body>" + content
    (passage,) = read(content).passages
    assert without_doubted(passage.text, passage.doubts) == certain


def test_a_mark_that_a_file_brings_itself_is_a_doubt_and_no_text() -> None:
    """A file may hold the characters that readers mark with; what it ends with them was never begun."""
    for character in (*MARK.values(), END):
        cell = read(in_html(f"5{character}")).grids[0].cells[1]
        assert cell.doubts
        assert cell.text == "5"


def test_a_document_without_a_doubt_is_left_alone(clean: Document) -> None:
    assert lifted(clean) is clean
