from email import message_from_bytes
from email.policy import default
from pathlib import Path

import polars as pl
import pytest

from gouji.bodies.roster import Roster, RosterLine
from gouji.declared import Declared, load_declared
from gouji.followup.letters import Letters, write_letters


@pytest.fixture(scope="module")
def declared() -> Declared:
    return load_declared()


REPORTS = pl.DataFrame(
    {
        "district": ["依兰县", "依兰县", "依兰县", "滦州市"],
        "report_id": ["1", "3", "4", "2"],
        "status": ["audited", "audited", "unreadable", "audited"],
        "complete": [True, True, None, False],
    }
)
# The error and the first warning have one cause.
FINDINGS = pl.DataFrame(
    {
        "report_id": ["1", "1", "1", "2"],
        "district": ["依兰县", "依兰县", "依兰县", "滦州市"],
        "rule": ["VAL-004", "NAR-001", "PUB-006", "PUB-006"],
        "place": ["requests.received.*", "requests.received.total", "report", "report"],
        "check": pl.Series([None, None, None, None], dtype=pl.String),
        "severity": ["error", "warning", "warning", "notice"],
        "tier": ["first", "second", "second", "second"],
        "group": ["requests.1", "requests.1", None, None],
        "lead": [True, False, True, True],
    }
)


def line(organisation: str, district: str, office: str, email: str) -> RosterLine:
    return RosterLine(organisation, district, office, email)


def letters(declared: Declared, folder: Path, *lines: RosterLine, batch: str = "一批") -> Letters:
    workbook = folder / "依兰县.xlsx"
    workbook.write_bytes(b"PK workbook")
    roster = Roster({each.organisation: each for each in lines})
    return write_letters(
        batch,
        REPORTS,
        FINDINGS,
        {"依兰县": workbook},
        roster,
        declared.folding,
        declared.texts.letter,
        folder / "outbox",
    )


def test_one_letter_an_address_with_the_workbook(declared: Declared, tmp_path: Path) -> None:
    made = letters(
        declared,
        tmp_path,
        line("依兰镇", "依兰县", "县政务公开办", "a@office.example"),
        line("道台桥镇", "依兰县", "县政务公开办", "a@office.example"),
        line("宏克力镇", "依兰县", "县司法局", "b@office.example"),
        line("雷庄镇", "滦州市", "市政务公开办", "c@office.example"),
    )
    assert len(made.written) == 2
    letter = message_from_bytes(made.written[0].read_bytes(), policy=default)
    assert letter["To"] == "a@office.example"
    assert letter["Subject"] == "政府信息公开工作年度报告核查结果（依兰县，一批）"
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.startswith("县政务公开办：")
    assert "核查报告2份：问题1组，请核实的疑点1组（同一原因或同类的合为一组）；另有1个文件" in text
    (attachment,) = letter.iter_attachments()
    assert attachment.get_filename() == "依兰县.xlsx"
    assert attachment.get_content() == b"PK workbook"


def test_same_input_same_bytes(declared: Declared, tmp_path: Path) -> None:
    one = line("依兰镇", "依兰县", "县政务公开办", "a@office.example")
    first = letters(declared, tmp_path, one).written[0].read_bytes()
    assert letters(declared, tmp_path, one).written[0].read_bytes() == first


def test_what_is_no_address_is_refused_and_named(declared: Declared, tmp_path: Path) -> None:
    made = letters(
        declared,
        tmp_path,
        line("甲镇", "依兰县", "", "a@office.example\nBcc: x@y.example"),
        line("乙镇", "依兰县", "", "电话联系"),
    )
    assert not made.written
    assert set(made.refused) == {"a@office.example\nBcc: x@y.example", "电话联系"}
    assert not (tmp_path / "outbox").exists()


def test_a_batch_name_cannot_add_a_header(declared: Declared, tmp_path: Path) -> None:
    made = letters(declared, tmp_path, line("甲镇", "依兰县", "", "a@office.example"), batch="一\r\nBcc: x@y.example")
    letter = message_from_bytes(made.written[0].read_bytes(), policy=default)
    assert letter["Bcc"] is None
    assert "Bcc: x@y.example" in str(letter["Subject"])


def test_no_address_no_letter(declared: Declared, tmp_path: Path) -> None:
    assert not letters(declared, tmp_path, line("依兰镇", "依兰县", "县政务公开办", "")).written
