"""What is scheduled is run: Prefect's server plans the runs of a deployment that has a schedule."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.schedules import CronSchedule
from prefect.server.database import provide_database_interface
from prefect.server.models.deployments import schedule_runs
from prefect.testing.utilities import prefect_test_harness

from gouji.cli.flow_loader import load_flow

ROOT = Path(__file__).resolve().parents[2]


async def planned(start: datetime, end: datetime) -> int:
    """How many runs the server plans between two times."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"][0]
    [shipped] = declared["schedules"]
    schedule = DeploymentScheduleCreate(schedule=CronSchedule(**shipped))
    with prefect_test_harness(server_startup_timeout=120):
        async with get_client() as client:
            flow_id = await client.create_flow(load_flow("audit_inbox"))
            deployment = await client.create_deployment(flow_id, "inbox", schedules=[schedule])
        async with provide_database_interface().session_context(begin_transaction=True) as session:
            return len(await schedule_runs(session, deployment, start_time=start, end_time=end))


def test_runs_of_the_inbox_are_planned() -> None:
    start = datetime.now(UTC)
    assert asyncio.run(planned(start, start + timedelta(days=3))) >= 3
