"""The validation as a file that two runs over the same measures leave alike to the byte."""

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gouji.judging.gx_suite.verdicts import exception_message, results_by_column


def keep_validation(validation: Mapping[str, Any], columns: Sequence[str], path: Path) -> None:
    """Write `validation` to `path` as indented UTF-8 JSON in Great Expectations' own layout, in the order of `columns`.

    Left out: times of the run, random ids, and tracebacks, which name folders of the machine.
    """
    results = results_by_column(validation)
    kept = {
        "success": validation["success"],
        "suite_name": validation["suite_name"],
        "statistics": validation["statistics"],
        "meta": {
            "great_expectations_version": validation["meta"]["great_expectations_version"],
            "pandas_data_fingerprint": validation["meta"]["batch_markers"]["pandas_data_fingerprint"],
        },
        "results": [_kept(results[column]) for column in columns],
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _kept(result: Mapping[str, Any]) -> dict[str, Any]:
    config = result["expectation_config"]
    message = exception_message(result)
    return {
        "success": result["success"],
        "expectation_config": {
            "type": config["type"],
            "kwargs": {name: value for name, value in sorted(config["kwargs"].items()) if name != "batch_id"},
            "severity": config["severity"],
            # The suite holds it escaped, for the pages.
            "description": html.unescape(config["description"]),
            "meta": config["meta"],
        },
        "result": result["result"],
        "exception_info": {"raised_exception": message is not None, "exception_message": message},
    }
