"""Batches of files: repeatable, and the one in the repository current."""

import re
from pathlib import Path

import pytest

from samples.batch import batch
from samples.demo import demo
from samples.generate import main
from tests.made.samples import FORMS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


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
