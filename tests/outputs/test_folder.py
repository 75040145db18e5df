"""What lies in the folder of a run: only what an earlier run left there, unchanged, is replaced or removed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from gouji.outputs.folder import Beside, OutFolder, beside_sources, outputs_before, source_around

OLD, NEW = b"of the first run", b"of the second run"


def run(folder: Path, files: Mapping[str, bytes]) -> OutFolder:
    """What a run does: put its files, clear away what it has not written, and list them."""
    out = OutFolder(folder)
    for name, content in files.items():
        out.put(name, content)
    out.clear()
    listed = {"batch": "批", "inputs": {}, "outputs": out.written, "outputs_left": out.left}
    out.put("run.json", json.dumps(listed).encode())
    return out


def test_an_earlier_run_is_replaced_and_what_it_alone_wrote_removed(tmp_path: Path) -> None:
    run(tmp_path, {"甲县.xlsx": OLD, "乙县.xlsx": OLD, "show/1.html": OLD})
    out = run(tmp_path, {"甲县.xlsx": NEW})
    assert (tmp_path / "甲县.xlsx").read_bytes() == NEW
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["run.json", "甲县.xlsx"]
    assert outputs_before(tmp_path) == {"甲县.xlsx": hashlib.sha256(NEW).hexdigest()}
    assert out.beside == []


def test_what_no_run_has_left_is_kept(tmp_path: Path) -> None:
    (tmp_path / "底稿.xlsx").write_bytes(b"of a clerk")
    (tmp_path / "甲县.xlsx").write_bytes(b"handed in")
    out = run(tmp_path, {"甲县.xlsx": NEW})
    assert (tmp_path / "底稿.xlsx").read_bytes() == b"of a clerk"
    assert (tmp_path / "甲县.xlsx").read_bytes() == b"handed in"
    assert (tmp_path / "甲县 (2).xlsx").read_bytes() == NEW
    assert out.beside == [Beside("甲县.xlsx", "甲县 (2).xlsx", "not_ours")]
    # The name beside is ours, and used again.
    again = run(tmp_path, {"甲县.xlsx": OLD})
    assert (tmp_path / "甲县 (2).xlsx").read_bytes() == OLD
    assert again.beside == out.beside


def test_what_a_person_has_changed_is_kept_whether_it_is_written_again_or_not(tmp_path: Path) -> None:
    run(tmp_path, {"甲县.xlsx": OLD, "乙县.xlsx": OLD})
    for name in ("甲县.xlsx", "乙县.xlsx"):
        (tmp_path / name).write_bytes(b"with notes")
    out = run(tmp_path, {"甲县.xlsx": NEW})
    assert {(tmp_path / name).read_bytes() for name in ("甲县.xlsx", "乙县.xlsx")} == {b"with notes"}
    assert out.beside == [Beside("甲县.xlsx", "甲县 (2).xlsx", "changed")]


def test_a_folder_a_link_and_a_file_against_writing_are_left(tmp_path: Path) -> None:
    run(tmp_path, {"丙县.xlsx": OLD})
    (tmp_path / "丙县.xlsx").chmod(0o444)
    (tmp_path / "甲县.xlsx").mkdir()
    (tmp_path / "别处").write_bytes(b"elsewhere")
    (tmp_path / "乙县.xlsx").symlink_to(tmp_path / "别处")
    out = run(tmp_path, dict.fromkeys(("甲县.xlsx", "乙县.xlsx", "丙县.xlsx"), NEW))
    assert {one.wanted: one.why for one in out.beside} == {
        "甲县.xlsx": "folder",
        "乙县.xlsx": "link",
        "丙县.xlsx": "read_only",
    }
    assert all((tmp_path / one.written).read_bytes() == NEW for one in out.beside)
    assert (tmp_path / "别处").read_bytes() == b"elsewhere"
    assert (tmp_path / "丙县.xlsx").read_bytes() == OLD


def open_in_excel(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As Windows has it: nobody replaces or removes a file that a program has open."""
    replace, unlink = Path.replace, Path.unlink

    def refused(path: Path) -> None:
        if path.name == name:
            raise PermissionError(13, "The process cannot access the file", str(path))

    def replacing(self: Path, target: Path) -> Path:
        refused(target)
        return replace(self, target)

    def unlinking(self: Path, missing_ok: bool = False) -> None:
        refused(self)
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", replacing)
    monkeypatch.setattr(Path, "unlink", unlinking)


def test_a_workbook_open_in_a_program_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, {"甲县.xlsx": OLD, "乙县.xlsx": OLD})
    with monkeypatch.context() as patched:
        open_in_excel(patched, "甲县.xlsx")
        out = run(tmp_path, {"甲县.xlsx": NEW, "乙县.xlsx": NEW})
    assert out.beside == [Beside("甲县.xlsx", "甲县 (2).xlsx", "in_use")]
    assert (tmp_path / "甲县.xlsx").read_bytes() == OLD
    assert (tmp_path / "乙县.xlsx").read_bytes() == NEW
    # It is still an earlier run's: once it is closed, it is replaced, and the one beside it goes.
    after = run(tmp_path, {"甲县.xlsx": b"third"})
    assert after.beside == []
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["甲县.xlsx"]


def test_a_stale_workbook_that_is_open_stays_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, {"甲县.xlsx": OLD})
    with monkeypatch.context() as patched:
        open_in_excel(patched, "甲县.xlsx")
        assert run(tmp_path, {}).left.keys() == {"甲县.xlsx"}
    run(tmp_path, {})
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_list_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    victim, out = tmp_path / "victim.txt", tmp_path / "out"
    victim.write_bytes(OLD)
    out.mkdir()
    (out / "link").symlink_to(tmp_path)
    digest = hashlib.sha256(OLD).hexdigest()
    names = ("../victim.txt", str(victim), "link/victim.txt", "a/../../victim.txt", "..\\victim.txt")
    (out / "run.json").write_text(json.dumps({"batch": "", "inputs": {}, "outputs": dict.fromkeys(names, digest)}))
    assert outputs_before(out) == {}
    run(out, {})
    assert victim.read_bytes() == OLD


def test_another_programs_run_json_is_kept(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"speed": 3}')
    run(tmp_path, {})
    assert (tmp_path / "run.json").read_text() == '{"speed": 3}'
    assert "inputs" in json.loads((tmp_path / "run (2).json").read_text())


def test_a_file_where_a_folder_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "show").write_bytes(b"a file")
    out = OutFolder(tmp_path)
    assert out.put("show/1.html", NEW) == tmp_path / "show (2)" / "1.html"
    assert (tmp_path / "show").read_bytes() == b"a file"


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, {"甲县.xlsx": OLD})
    out = OutFolder(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        out.put("甲县.xlsx", NEW)
    assert (tmp_path / "甲县.xlsx").read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.json", "甲县.xlsx"]


def test_which_source_lies_around_a_folder(tmp_path: Path) -> None:
    source, other = tmp_path / "年报", tmp_path / "别处"
    source.mkdir()
    other.mkdir()
    report = source / "a.txt"
    report.write_bytes(b"")
    (tmp_path / "link").symlink_to(source)
    for inside in (source, source / "new" / "deep", other / ".." / "年报" / "out", tmp_path / "link" / "out"):
        assert source_around(inside, [other, source]) == source
    for outside in (tmp_path, tmp_path / "年报2", other):
        assert source_around(outside, [source, report]) is None


def test_the_default_folder_is_made_beside_the_sources_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "所有" / "年报"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    default = Path("reports_out") / "批"
    assert beside_sources(default, [Path()]) == tmp_path / "所有" / default
    assert beside_sources(default, [inner, tmp_path / "所有"]) == tmp_path / default
    assert beside_sources(default, [tmp_path / "elsewhere"]) == default
    assert beside_sources(default, [Path("/")]) == default
