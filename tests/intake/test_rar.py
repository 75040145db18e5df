"""RAR, and bytes changed anywhere in an archive."""

import ctypes.util
import importlib.util
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gouji.document import UnreadableError
from gouji.intake.archives import is_archive, members, unpack
from tests.made.archive_members import REPORT, listed, refusal
from tests.made.archives import rar, zipped

has_libarchive = ctypes.util.find_library("archive") and all(map(importlib.util.find_spec, ("libarchive", "rarfile")))
needs_libarchive = pytest.mark.skipif(not has_libarchive, reason="gouji[rar] or the system's libarchive is not there")


@needs_libarchive
def test_rar() -> None:
    made = rar({"乡镇/a.txt": REPORT, "__MACOSX/x": b"x", "in.zip": zipped({"b.txt": b"2"})})
    assert is_archive(made)
    assert listed(made) == {"乡镇/a.txt": REPORT, "in.zip/b.txt": b"2"}


@needs_libarchive
def test_a_rar_in_a_zip() -> None:
    assert listed(zipped({"r.rar": rar({"a.txt": REPORT})})) == {"r.rar/a.txt": REPORT}


@needs_libarchive
def test_a_zip_stored_in_a_rar_is_not_taken_for_the_whole() -> None:
    inner = zipped({"b.txt": b"2"}, zipfile.ZIP_STORED)
    assert listed(rar({"a.txt": REPORT, "in.zip": inner}))["a.txt"] == REPORT


@needs_libarchive
def test_a_changed_byte_in_a_rar_is_seen() -> None:
    """libarchive passes over the checksum of a stored member."""
    made = rar({"a.txt": REPORT, "b.txt": b"12"}).replace(b"12", b"13")
    assert listed(made) == {"a.txt": REPORT, "b.txt": "archive_damaged"}


@needs_libarchive
@pytest.mark.parametrize("length", [60, 40, 20])
def test_a_rar_that_was_cut_off(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": REPORT * 9})[:length])
    found = unpack(path, tmp_path)
    assert found is not None
    assert found[-1].reason in ("archive_damaged", "empty")
    assert all(one.reason for one in found)


def test_without_libarchive_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    assert refusal(rar({"a.txt": REPORT})).reason == "archive_needs_libarchive"
    # In another archive it costs itself only.
    made = zipped({"r.rar": rar({"a.txt": REPORT}), "b.txt": REPORT})
    assert listed(made) == {"r.rar": "archive_needs_libarchive", "b.txt": REPORT}


@pytest.mark.parametrize("make", [zipped, pytest.param(rar, marks=needs_libarchive)])
def test_bytes_changed_anywhere_change_no_content(make: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """A member comes out as it went in, or with the reason why it does not; nothing else happens."""
    files = {f"镇{number}/a.txt": random.Random(number).randbytes(300) for number in range(4)}  # noqa: S311
    whole = make(files)
    for seed in range(150):
        rng = random.Random(seed)  # noqa: S311 - repeatable
        content = bytearray(whole)
        for _ in range(rng.choice((1, 3, 30))):
            content[rng.randrange(len(content))] = rng.randrange(256)
        if not is_archive(bytes(content)):
            continue
        try:
            found = list(members(bytes(content)))
        except UnreadableError:
            continue
        assert all(one.reason or one.content in files.values() for one in found)
