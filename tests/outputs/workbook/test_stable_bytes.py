"""The same batch is the same bytes."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from tests.made import workbook as made
from tests.made.workbook_samples import sample_sheets


def test_the_same_batch_is_the_same_bytes_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    batch = made.to_batch(sample_sheets())
    first = write_workbooks(batch, OutFolder(tmp_path / "first"), made.ALL_TEXTS)
    second = write_workbooks(made.to_batch(sample_sheets()), OutFolder(tmp_path / "second"), made.ALL_TEXTS)
    turned = made.to_batch([])
    turned = type(turned)(
        name=batch.name,
        reports=batch.reports.reverse(),
        cells=batch.cells,
        leftovers=batch.leftovers,
        findings=batch.findings.reverse(),
        undecided=batch.undecided.reverse(),
        explanations=batch.explanations.reverse(),
        coverage=batch.coverage.reverse(),
        rules=tuple(reversed(batch.rules)),
        forms=batch.forms,
        folding=batch.folding,
    )
    third = write_workbooks(turned, OutFolder(tmp_path / "third"), made.ALL_TEXTS)
    for district, path in first.items():
        assert path.read_bytes() == second[district].read_bytes() == third[district].read_bytes()


def test_the_same_batch_is_the_same_bytes_in_another_process(written: dict[str, Path], tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pathlib;"
        "from tests.made import workbook as made;"
        "from tests.made.workbook_samples import sample_sheets;"
        "from gouji.outputs.folder import OutFolder; from gouji.outputs.workbook import write_workbooks;"
        "write_workbooks(made.to_batch(sample_sheets()), OutFolder(pathlib.Path(sys.argv[2])), made.ALL_TEXTS)"
    )
    arguments = [sys.executable, "-c", program, str(Path(__file__).resolve().parents[3]), str(tmp_path)]
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "LC_ALL": "C"}
    subprocess.run(arguments, check=True, env=environment)  # noqa: S603 - this very interpreter
    for path in written.values():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_archive_carries_no_date_of_its_making(written: dict[str, Path]) -> None:
    for path in written.values():
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            assert archive.namelist() == sorted(archive.namelist())
            dates = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", archive.read("docProps/core.xml"))
            assert set(dates) == {b"2000-01-01T00:00:00Z"}
        assert not list(path.parent.glob("*.part"))
