"""The flow with Prefect's own temporary server: the same frames as the command, cached by content, artifacts left behind."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from prefect.artifacts import Artifact
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER
from gouji.cli.flow_loader import load_flow
from gouji.rules.gate import load_sound

ROOT = Path(__file__).resolve().parents[2]
BATCH = ROOT / "samples" / "batch"


@pytest.fixture(scope="module", autouse=True)
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    storage = tmp_path_factory.mktemp("storage")
    with prefect_test_harness(server_startup_timeout=120), temporary_settings({PREFECT_LOCAL_STORAGE_PATH: storage}):
        yield


def test_the_flow_finds_what_the_command_finds(tmp_path: Path) -> None:
    flow = load_flow("audit_batch")
    outcome = flow([BATCH], tmp_path / "flow", "一批")
    audit([BATCH], tmp_path / "command", "一批", load_sound(), NO_ROSTER, lambda *_: None)
    for name in ("reports", "cells", "leftovers", "claims", "findings", "coverage"):
        ours, theirs = (pl.read_parquet(tmp_path / way / f"{name}.parquet") for way in ("flow", "command"))
        assert ours.equals(theirs), name
    books = sorted(path.name for path in (tmp_path / "flow").glob("*.xlsx"))
    assert books == ["云岭县.xlsx", "澜江市明河区.xlsx"]
    for book in books:
        assert (tmp_path / "flow" / book).read_bytes() == (tmp_path / "command" / book).read_bytes()
    assert outcome.exit_code == 1
    summary = Artifact.get("audit-summary")
    assert summary is not None
    assert "unreadable" in str(summary.data)
    table = Artifact.get("findings-by-district")
    assert table is not None
    assert "云岭县" in str(table.data) or "\\u4e91\\u5cad\\u53bf" in str(table.data)


def test_the_inbox_is_audited_once(tmp_path: Path) -> None:
    inbox, out, outbox = tmp_path / "inbox", tmp_path / "out", tmp_path / "outbox"
    shutil.copytree(BATCH, inbox)
    roster = tmp_path / "roster.csv"
    roster.write_text("单位,区县,主管单位,邮箱\n财政局,云岭县,县政务公开办,a@office.example\n", encoding="utf-8")
    flow = load_flow("audit_inbox")
    parameters = {"inbox": str(inbox), "out": str(out), "outbox": str(outbox), "roster": str(roster)}
    name = flow(**parameters)
    assert pl.read_parquet(out / name / "reports.parquet").height == 12
    assert [path.suffix for path in (outbox / name).iterdir()] == [".eml"]
    assert flow(**parameters) == "nothing new"
    late = next(inbox.glob("*/*.html"))
    late.write_bytes(late.read_bytes() + b"<p>\xe6\x9b\xb4\xe6\xad\xa3</p>")
    again = flow(**parameters)
    assert pl.read_parquet(out / again / "reports.parquet").height == 1
