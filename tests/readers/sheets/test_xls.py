"""Old workbooks: values, shared strings, hidden parts, and what is refused."""

import struct

import pytest

from gouji.declared import Declared
from tests.made import office_documents as made
from tests.made import old_documents as old
from tests.made.sheet_reading import cells, read_xls


def test_values_of_an_old_workbook() -> None:
    rk = struct.pack("<HHHI", 0, 2, 0, (1688 << 2) | 3)
    several = struct.pack("<HHHIHIH", 1, 1, 0, (7 << 2) | 2, 0, (-8 << 2 | 2) & 0xFFFFFFFF, 2)
    text_result = b"\0\0\0\0\0\0\xff\xff"
    error = b"\x02\0\x2a\0\0\0\xff\xff"
    records = [
        old.shared_text(0, 0, 0),
        old.number(0, 1, 1327766.0),
        old.record(0x27E, rk),
        old.shared_text(1, 0, 1),
        old.record(0xBD, several),
        old.shared_text(2, 0, 0),
        old.formula(2, 1, text_result),
        old.record(0x207, struct.pack("<HB", 2, 1), "42".encode("utf-16-le")),
        old.formula(2, 2, error),
        old.formula(2, 3, struct.pack("<d", 5), flags=1),
        old.number(3, 1, 0.5, style=1),
        old.record(0x201, struct.pack("<HHH", 3, 2, 0)),
        old.record(0xE5, struct.pack("<HHHHH", 1, 3, 3, 2, 3)),
    ]
    content = old.xls({"表": records}, [old.packed("甲"), old.packed("51", [(1, 1)])], ["General", "0%"])
    document = read_xls(content)
    assert cells(document) == {
        "sheet 表, cell A1": "甲",
        "sheet 表, cell B1": "1327766",
        "sheet 表, cell C1": "16.88",
        "sheet 表, cell D1": "",
        "sheet 表, cell A2": "5{raised}1",
        "sheet 表, cell B2": "7",
        "sheet 表, cell C2": "-8",
        "sheet 表, cell D2": "",
        "sheet 表, cell A3": "甲",
        "sheet 表, cell B3": "42",
        "sheet 表, cell C3": "#N/A",
        "sheet 表, cell D3": "{formula_without_value}",
        "sheet 表, cell A4": "",
        "sheet 表, cell B4": "{number_format}0.5",
        "sheet 表, cell C4": "",
    }


def test_text_of_an_old_workbook_that_cannot_be_seen() -> None:
    """The writer's second font is white here, its third tiny; the last style has a dark fill."""
    font = "<HHHHH"
    more = old.record(0x31, struct.pack(font, 200, 0, 9, 400, 0), bytes(6))
    more += old.record(0x31, struct.pack(font, 20, 0, 8, 400, 0), bytes(6))
    styles = ((2, 0, 0), (3, 0, 0), (2, 1 << 26, 18), (0, 0, 0))
    more += b"".join(
        old.record(0xE0, struct.pack("<HH10xIH", font, 0, pattern, colours)) for font, pattern, colours in styles
    )
    values = [old.shared_text(0, 0, 0), *(old.number(0, 1 + at, at, style=at) for at in range(len(styles)))]
    document = read_xls(old.xls({"表": values}, [old.packed("甲")], formats=(), more=more))
    assert list(cells(document).values()) == ["{obscured}甲", "{obscured}0", "{obscured}1", "2", "3"]


def test_shared_strings_go_on_in_another_record() -> None:
    head = struct.pack("<HB", 4, 1) + "甲乙".encode("utf-16-le")
    content = old.xls({"表": [old.shared_text(0, 0, 0), old.number(0, 1, 1)]}, [head])
    # The rest of the text stands in a CONTINUE record right behind, in one byte a character.
    whole = old.record(0xFC, struct.pack("<II", 1, 1), head)
    stream_start = 512
    stream = content[stream_start:]
    at = stream.index(whole) + len(whole)
    continued = old.record(0x3C, b"\0ab")
    moved = bytearray(stream[:at] + continued + stream[at:])
    offset = struct.unpack_from("<I", moved, 24)[0]
    struct.pack_into("<I", moved, 24, offset + len(continued))
    document = read_xls(old.compound({"Workbook": bytes(moved[:4096])}))
    assert list(cells(document).values()) == ["甲乙ab", "1"]


def test_hidden_parts_of_an_old_workbook() -> None:
    hidden_row = old.record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 300, 0, 0, 0x20, 0))
    records = [
        old.record(0x7D, struct.pack("<HHHHHH", 2, 2, 0, 0, 1, 0)),
        old.shared_text(0, 0, 0),
        old.number(0, 1, 1),
        old.number(0, 2, 2),
        hidden_row,
        old.shared_text(1, 0, 0),
        old.number(1, 1, 3),
    ]
    other = [old.number(0, 0, 9)]
    content = old.xls({"表": records, "藏": other}, [old.packed("甲")], states={"藏": 1})
    document = read_xls(content)
    assert list(cells(document).values()) == ["甲", "1", "{hidden}2", "甲", "{hidden}3", ""]
    assert "hidden sheet 藏 is not read" in document.remarks


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (old.xls({"表": [old.number(0, 0, 1)]}, more=old.record(0x2F, bytes(6))), "encrypted"),
        (old.xls({"表": [old.number(0, 0, 1)]}, version=0x500), "office_format_not_readable"),
        (old.compound({"Book": b""}), "office_format_not_readable"),
        (old.xls({"表": [old.number(0, 1, 1), old.number(0, 0, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1), old.record(0x999, bytes(14)), old.number(0, 2, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1), bytes(20), old.number(0, 2, 1)]}), "damaged"),
        (old.xls({"表": [old.number(0, 0, 1, style=5)]}), "damaged"),
        (old.xls({"表": [old.shared_text(0, 0, 5)]}), "damaged"),
        (old.xls({"表": []}), "empty"),
        (old.xls({"表": [old.number(0, 0, 1)]})[:1000], "damaged"),
    ],
)
def test_refused_old_workbooks(content: bytes, reason: str, declared: Declared) -> None:
    assert made.attempt(content, read_xls) == reason
    assert reason in declared.reasons.files
