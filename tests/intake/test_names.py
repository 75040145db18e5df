"""Names in any bytes: shown once at intake, and nothing after it meets half a character or a line break."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.intake.archives.member import inside
from gouji.intake.names import printable, printable_path
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound

bytes_for_names = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("云岭县.txt".encode(), "云岭县.txt"),
        ("云岭县.txt".encode("gb18030"), "云岭县.txt"),
        (b"\xff\xfe.txt", r"\xff\xfe.txt"),
        ("云".encode() + b"\xff", r"云\xff"),
        ("a\nb\x1b[31m\u2028\u202ec".encode(), r"a\x0ab\x1b[31m\u2028\u202ec"),
    ],
)
def test_bytes_shown(written: bytes, shown: str) -> None:
    assert printable(written.decode("utf-8", "surrogateescape")) == shown


def test_half_a_pair_is_shown() -> None:
    assert printable("a\ud83d.txt") == r"a\ud83d.txt"
    assert inside("a\ud83d/b\udcff.txt") == r"a\ud83d/b\xff.txt"


def test_a_path_is_shown_part_by_part() -> None:
    path = Path("/甲") / "乙县".encode("gb18030").decode("utf-8", "surrogateescape") / "c\nd"
    assert printable_path(path) == str(Path("/甲/乙县") / r"c\x0ad")


@given(st.binary(max_size=30))
def test_whatever_the_bytes_the_name_can_be_written(written: bytes) -> None:
    shown = printable(written.decode("utf-8", "surrogateescape"))
    assert shown.encode().decode() == shown
    assert shown.splitlines() in ([shown], [])
    assert printable(shown) == shown


@bytes_for_names
def test_files_of_any_name_are_taken_in_and_can_be_opened(tmp_path: Path) -> None:
    source = tmp_path / "年报"
    folder = os.fsencode(source) + b"/" + "乙县".encode("gb18030")
    os.makedirs(folder)  # noqa: PTH103 - a name that is no text
    for name in ("报告.txt".encode("gb18030"), b"\xff.txt", b"a\nb.txt"):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - a name that is no text
            file.write(name)
    taken = take_in([source]).taken
    assert sorted(one.file.name for one in taken) == [
        "年报/乙县/\\xff.txt",
        "年报/乙县/a\\x0ab.txt",
        "年报/乙县/报告.txt",
    ]
    assert {one.file.folder for one in taken} == {"乙县"}
    assert all(one.file.path.read_bytes() for one in taken)


@bytes_for_names
def test_a_batch_of_such_names_is_audited(tmp_path: Path, declared: Declared) -> None:
    source = os.fsencode(tmp_path) + b"/\xff" + "年报".encode("gb18030")
    os.makedirs(source + b"/" + "乙县".encode("gb18030"))  # noqa: PTH103 - a name that is no text
    with open(source + b"/" + "乙县/报告\n.txt".encode("gb18030"), "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write("云岭县2023年政府信息公开工作年度报告\n一、总体情况\n见附件。\n".encode())
    out = tmp_path / "out"
    outcome = audit(
        [Path(os.fsdecode(source))], out, "批", Sound(declared, checks_of(declared)), NO_ROSTER, lambda *_: None
    )
    assert outcome.audited is not None
    assert outcome.audited.frames.reports.get_column("status").to_list() == ["unreadable"]
    assert (out / "乙县.xlsx").is_file()
    assert "报告\\\\x0a.txt" in (out / "run.json").read_text(encoding="utf-8")
