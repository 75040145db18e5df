"""The contracts of the frames that one batch leaves behind (keys and meanings: docs/output.md)."""

import polars as pl

AMOUNT = pl.Decimal(38, 6)
TABLES = ("proactive", "requests", "disputes")

SECTION = pl.Struct({"number": pl.Int64, "printed": pl.String, "characters": pl.Int64, "locator": pl.String})

REPORTS = pl.Schema(
    {
        "report_id": pl.String,
        "file": pl.String,
        "sha256": pl.String,
        "organisation": pl.String,
        "organisation_source": pl.String,
        "level": pl.String,
        "is_department": pl.Boolean,
        "body_kind": pl.String,
        "place": pl.String,
        "district": pl.String,
        "district_source": pl.String,
        "year": pl.Int64,
        "year_source": pl.String,
        "form": pl.String,
        "proactive_form": pl.String,
        "requests_form": pl.String,
        "disputes_form": pl.String,
        "title": pl.String,
        "title_locator": pl.String,
        "published_on": pl.Date,
        "published_source": pl.String,
        "sections": pl.List(SECTION),
        "same_report": pl.String,
        "complete": pl.Boolean,
        "status": pl.String,
        "reason": pl.String,
    }
)

CELLS = pl.Schema(
    {
        "report_id": pl.String,
        "form": pl.String,
        "table": pl.String,
        "row": pl.String,
        "column": pl.String,
        "text": pl.String,
        "value": AMOUNT,
        "unit": pl.String,
        "status": pl.String,
        "reason_code": pl.String,
        "reason": pl.String,
        "notation": pl.String,
        "locator": pl.String,
        "confidence": pl.Float64,
    }
)

LEFTOVERS = pl.Schema(
    {"report_id": pl.String, "table": pl.String, "text": pl.String, "reason": pl.String, "locator": pl.String}
)

CLAIMS = pl.Schema(
    {"report_id": pl.String, "claim": pl.String, "value": AMOUNT, "quote": pl.String, "locator": pl.String}
)

# A sign that was seen; one that was looked for in vain has no row.
SIGNS = pl.Schema(
    {"report_id": pl.String, "sign": pl.String, "count": pl.Int64, "quote": pl.String, "locator": pl.String}
)

FINDINGS = pl.Schema(
    {
        "report_id": pl.String,
        "district": pl.String,
        "rule": pl.String,
        "place": pl.String,
        "check": pl.String,
        "severity": pl.String,
        "tier": pl.String,
        "reported": pl.String,
        "expected": pl.String,
        "difference": pl.String,
        "cells": pl.List(pl.String),
        "message": pl.String,
        "evidence": pl.String,
        "fingerprint": pl.String,
        "group": pl.String,
        "lead": pl.Boolean,
    }
)

# A check that does not hold, unless another count is meant, which agrees: a person decides. `reason` says which, `message` what differs.
UNDECIDED = pl.Schema(
    {
        "report_id": pl.String,
        "district": pl.String,
        "rule": pl.String,
        "place": pl.String,
        "cells": pl.List(pl.String),
        "reason_code": pl.String,
        "reason": pl.String,
        "message": pl.String,
    }
)

# What a cell prints and would need; whole numbers, longer than a figure since they may be sums.
WHOLE = pl.Decimal(38, 0)
CHANGE = pl.Struct({"address": pl.String, "printed": WHOLE, "needed": WHOLE})
MENDING = pl.Struct({"kind": pl.String, "text": pl.String, "changes": pl.List(CHANGE)})

EXPLANATIONS = pl.Schema(
    {
        "report_id": pl.String,
        "district": pl.String,
        "group": pl.String,
        "table": pl.String,
        "form": pl.String,
        "class": pl.String,
        "broken": pl.List(pl.String),
        "count": pl.Int64,
        "cells": pl.List(pl.String),
        "certain": pl.List(pl.String),
        "sets": pl.List(MENDING),
        "summary": pl.String,
        "text": pl.String,
    }
)

COVERAGE = pl.Schema(
    {
        "rule": pl.String,
        "place": pl.String,
        "passed": pl.Int64,
        "failed": pl.Int64,
        "undecided": pl.Int64,
        "not_applicable": pl.Int64,
        "errored": pl.Int64,
    }
)

# A body of the roster and a report year; states: `gouji.bodies.expected.State`.
DUE = pl.Schema(
    {
        "organisation": pl.String,
        "code": pl.String,
        "district": pl.String,
        "supervising_office": pl.String,
        "level": pl.String,
        "year": pl.Int64,
        "state": pl.String,
        "deadline": pl.Date,
        "report_ids": pl.List(pl.String),
        "published_on": pl.Date,
        "remark": pl.String,
    }
)
