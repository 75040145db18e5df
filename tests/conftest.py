"""Fixtures that several test modules share, and the quick selection: `python3 dev.py test --quick`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.declared import Declared, load_declared
from gouji.reports.transcribe import Transcriber
from tests.made.one_judge import GX_SUITE, one_judge

HERE = Path(__file__).parent
# Left out of the quick run: whole batches, workers, pictures, and laws tried on many reports.
LONG = (
    "audit",
    "benchmarks",
    "cli",
    "declared/test_data_only.py",
    "followup",
    "judging/explain/test_smallest_sets.py",
    "judging/test_grouping.py",
    "judging/test_gx_suite.py",
    "judging/test_judge.py",
    "judging/test_judges_agree.py",
    "judging/test_pandera_suite.py",
    "outputs",
    "readers/pages/ofd",
    "readers/pages/pdf",
    "readers/pages/scans",
    "reports/prose/test_claims_of_reports.py",
    "reports/test_hostile_text.py",
    "rules",
    "samples",
    "workers",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quick`."""
    parser.addoption("--quick", action="store_true", help="one case of each short test, no whole batches")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the long tests out of a quick run, without loading them."""
    long = config.getoption("--quick") and collection_path.relative_to(HERE).as_posix() in LONG
    return True if long else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test keep the first case in a quick run."""
    if not config.getoption("--quick"):
        return
    first: dict[tuple[Path, str], pytest.Item] = {}
    for item in items:
        first.setdefault((item.path, getattr(item, "originalname", item.name)), item)
    config.hook.pytest_deselected(items=[item for item in items if item not in first.values()])
    items[:] = list(first.values())


@pytest.fixture(scope="module", autouse=True)
def _one_judge(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let pandera sit in both chairs, but in the modules marked `great_expectations`.

    Great Expectations takes 7 s to import and 3 s for each batch. That both judges find the same is tested in
    judging/test_judges_agree.py, and what it leaves behind in the modules so marked.
    """
    if request.node.get_closest_marker("great_expectations"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, GX_SUITE, one_judge())
        yield


@pytest.fixture
def both_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations in its own chair, for one test of a module that does without it elsewhere."""
    if getattr(sys.modules.get(GX_SUITE), "__file__", None) is None:
        monkeypatch.delitem(sys.modules, GX_SUITE, raising=False)


@pytest.fixture(scope="session")
def declared() -> Declared:
    """The declarations that ship with Gouji."""
    return load_declared()


@pytest.fixture(scope="session")
def transcriber(declared: Declared) -> Transcriber:
    """A transcriber onto the shipped forms."""
    return Transcriber(declared.forms, declared.aliases, declared.spellings)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that has the real reports (reports/) and their figures in other formats (made/)."""
    folder = os.environ.get("GOUJI_SHARED")
    if not folder:
        pytest.skip("set GOUJI_SHARED to the folder that has reports/ and made/ to compare with real reports")
    return Path(folder)
