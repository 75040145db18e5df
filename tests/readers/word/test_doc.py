"""Word documents of before 2007: what is shown is read, what cannot be read exactly is refused."""

from pathlib import Path

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.readers.compound import Compound, compound_kind
from gouji.readers.word import doc as ole_word
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import old_documents as old
from tests.made.doubted import told

CELL = old.IN_TABLE
EDGES = (0, 2000, 4000)


def read_doc(content: bytes) -> Document:
    return ole_word.read_doc(Compound(content))


def row(*texts: str, flags: tuple[int, ...] | None = None, edges: tuple[int, ...] = EDGES) -> list[tuple[str, bytes]]:
    """The paragraphs of a row of a table."""
    ended = old.row_end(edges, flags or (0,) * len(texts))
    return [*((text + "\x07", CELL) for text in texts), ("\x07", ended)]


def texts(document: Document) -> list[str]:
    (grid,) = document.grids
    return [told(cell) for cell in grid.cells]


def test_paragraphs_and_a_table() -> None:
    document = read_doc(old.doc([("标题\r", b""), *row("甲", "1327"), *row("", "5"), ("第一行\x0b第二行\r", b"")]))
    assert [told(passage) for passage in document.passages] == ["标题", "第一行", "第二行"]
    assert texts(document) == ["甲", "1327", "", "5"]
    assert [type(block).__name__ for block in document.blocks] == ["Passage", "Grid", "Passage", "Passage"]


def test_columns_by_their_edges_and_merged_cells() -> None:
    first, continued = 0x60, 0x20
    document = read_doc(
        old.doc(
            [
                *row("甲", "乙", flags=(first, 0), edges=(0, 1000, 4002)),
                *row("", "1", "2", flags=(continued, 0, 0), edges=(0, 1000, 2500, 4000)),
                *row("丙", "", "3", flags=(3, 1, 0), edges=(0, 1000, 2500, 4000)),
                ("\r", b""),
            ]
        )
    )
    (grid,) = document.grids
    assert [(told(cell), cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("丙", 2, 0, 1, 2),
        ("3", 2, 2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "looks", "shown"),
    [
        ("13\r27", {}, "13\n27"),
        ("13\x0b27", {}, "13\n27"),
        ("139", {"9": old.HIDDEN}, "13"),
        ("139", {"9": old.DELETED}, "13"),
        ("139", {"9": old.RAISED}, "13{raised}9"),
        ("139", {"139": old.STRUCK}, "{struck}139"),
        ("139", {"9": old.WHITE}, "13{obscured}9"),
        ("139", {"9": old.WHITE_ON_DARK}, "139"),
        ("139", {"9": old.TINY}, "13{obscured}9"),
        ("13\x02", {}, "13{raised}"),
        ("1\x0127", {}, "1{picture}27"),
        ("1\x0327", {}, "1{picture}27"),
        ("\x13 =SUM(LEFT) 99\x1442\x15", {}, "42"),
        ("\x13 =SUM(LEFT) 99\x14\x15", {}, "{field_without_result}"),
        ("\x13 FORMDROPDOWN \x14\x15", {}, "{form_field}{field_without_result}"),
        ("\x13 =1", {}, "{field_without_result}"),
        ("𠮷", {}, "𠮷"),
    ],
)
def test_what_is_shown_of_a_cell(text: str, looks: dict[str, bytes], shown: str) -> None:
    ended = old.row_end((0, 2000), (0,))
    paragraphs = [
        (one + mark, CELL) for one, mark in zip(text.split("\r"), "\r" * text.count("\r") + "\x07", strict=True)
    ]
    if "𠮷" in text:
        # The little writer counts characters, the file halves of pairs.
        paragraphs = [("\ud842\udfb7\x07", CELL)]
    content = old.doc([*paragraphs, ("\x07", ended), ("\r", b"")], looks)
    assert texts(read_doc(content)) == [shown]


def test_text_boxes_are_named_and_where_one_hangs_there_is_no_blank() -> None:
    """Their text is kept apart from the text they hang on (ccpTxbx); character 8 stands where they do."""
    paragraphs = [("甲\x07", CELL), ("\x08\x07", CELL), ("\x07", old.row_end((0, 2000, 4000), (0, 0))), ("\r", b"")]
    document = read_doc(old.doc(paragraphs, boxes=3))
    assert texts(document) == ["甲", "{picture}"]
    assert document.remarks == ("text boxes are not read",)
    assert read_doc(old.doc(paragraphs)).remarks == ()


def test_a_row_deleted_as_a_tracked_change_is_left_out() -> None:
    paragraphs = [*row("甲", "77"), *row("乙", "5"), ("\r", b"")]
    document = read_doc(old.doc(paragraphs, {"甲\x0777\x07\x07": old.DELETED}))
    assert texts(document) == ["乙", "5"]
    assert "a table row hidden or deleted as a tracked change is not read" in document.remarks


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (old.doc([("1\x07", old.NESTED), ("\r", b"")]), "nested_tables"),
        (old.doc([("文\r", b"")], flags=0x300), "encrypted"),
        (old.doc([("文\r", b"")], version=104), "office_format_not_readable"),
        (old.doc([("文\r", b"")], changes=1), "fast_saved"),
        (old.doc([("1\x07", CELL), ("2\x07", CELL), ("\x07", old.row_end(EDGES, (0, 0, 0)[:1]))]), "damaged"),
        (old.doc([("1\x07", CELL), ("\r", b"")]), "damaged"),
        (old.doc([("1\x07", b"")]), "damaged"),
        (old.doc([("1\x15\r", b"")]), "damaged"),
        (old.doc([("文\r", b"")])[:5000], "damaged"),
        (old.doc([("\r", b"")]), "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
    ],
)
def test_refusals(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read_doc) == reason
    assert reason in declared.reasons.files


def test_altered_bytes_lead_to_a_document_or_a_reason(declared: Declared) -> None:
    content = old.doc([("标题\r", b""), *row("甲", "1327"), *row("乙", "5"), ("完\r", b"")])
    assert sum(1 for _ in made.altered(content, read_doc, declared, times=300))


def test_a_container_is_told_by_its_streams() -> None:
    assert compound_kind(Compound(old.doc([("文\r", b"")]))) == "doc"
    assert compound_kind(Compound(old.compound({"EncryptedPackage": b""}))) == "encrypted"
    assert compound_kind(Compound(old.compound({"MM": b""}))) == "other"


def test_the_real_reports(shared: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_with_originals(shared, "doc", read_doc, declared, transcriber)


def test_documents_of_libreoffice(tmp_path: Path, declared: Declared, transcriber: Transcriber) -> None:
    made.compare_conversions(tmp_path, "doc", read_doc, declared, transcriber)
