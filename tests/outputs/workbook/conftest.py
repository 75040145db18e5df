"""A batch of two districts, written once for all tests of the workbook."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from tests.made import workbook as made
from tests.made.workbook_samples import sample_sheets


@pytest.fixture(scope="session")
def sheets() -> list[made.Sheet]:
    """The sample reports."""
    return sample_sheets()


@pytest.fixture(scope="session")
def written(sheets: list[made.Sheet], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbooks of the sample by district."""
    return write_workbooks(made.to_batch(sheets), OutFolder(tmp_path_factory.mktemp("written")), made.ALL_TEXTS)


@pytest.fixture(scope="session")
def books(written: dict[str, Path]) -> dict[str, Workbook]:
    """The workbooks of the sample, opened again, by district."""
    return {district: load_workbook(path) for district, path in written.items()}


@pytest.fixture(scope="session")
def jialing(books: dict[str, Workbook]) -> Workbook:
    """The larger workbook of the sample."""
    return books[made.JIALING]
