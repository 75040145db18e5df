"""One validation by Great Expectations, alone in its process, with its pages where they are asked for."""

import datetime
import threading
from pathlib import Path
from typing import Any, cast

import great_expectations as gx
import pandas as pd
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

# Great Expectations shares state across threads: two validations at once return each other's rows without an error.
_ALONE = threading.Lock()

# It only counts; the rows come from Polars. Values and row numbers would cost half a millisecond for each finding.
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}

# Fixed, because the same measures must leave the same trail; gx_suite/pages.py takes it off the pages.
_RUN = gx.RunIdentifier(run_name="batch", run_time=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))


def validate(frame: pd.DataFrame, suite: gx.ExpectationSuite, site: Path | None = None) -> dict[str, Any]:
    """The result of `suite` on `frame` as JSON values in Great Expectations' layout, from a context held in memory.

    Where the folder `site` is given, the pages go there as Great Expectations makes them, wanting a network.
    """
    with _ALONE:
        # Unknown to the type checker below: Great Expectations leaves type arguments of these methods open.
        context = gx.get_context(mode="ephemeral", project_config=_config(site))  # pyright: ignore[reportUnknownMemberType]
        asset = context.data_sources.add_pandas("gouji").add_dataframe_asset("measures")  # pyright: ignore[reportUnknownMemberType]
        definition = gx.ValidationDefinition(
            name="gouji_doubtful",
            data=asset.add_batch_definition_whole_dataframe("batch"),  # pyright: ignore[reportUnknownMemberType]
            suite=context.suites.add(suite),
        )
        result = context.validation_definitions.add(definition).run(  # pyright: ignore[reportUnknownMemberType]
            batch_parameters={"dataframe": frame}, result_format=_COUNTS, run_id=_RUN
        )
        if site is not None:
            context.build_data_docs()
        return cast("dict[str, Any]", result.to_json_dict())


def _config(site: Path | None) -> DataContextConfig:
    sites: dict[str, Any] = {}
    if site is not None:
        sites["gouji"] = {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site)},
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
        }
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        data_docs_sites=sites,
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
