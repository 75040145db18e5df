"""The tables of an archive and their columns: the frames of a run, each row with its batch and body, and the archive's own.

`body` is a hash of the body's key, here and in the log of Delta, so that no name outlives what was forgotten.
"""

import hashlib

import polars as pl

from gouji.frames import CELLS, CLAIMS, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS

# An archive of a higher number is refused. Raised where older code would misread what newer code wrote.
VERSION = 1

_OWN = {"batch": pl.String(), "body": pl.String()}

# One row belongs to one report; each is found by (`batch`, `report_id`).
REPORT_TABLES = {
    name: pl.Schema(_OWN | dict(schema))
    for name, schema in (
        ("reports", REPORTS),
        ("cells", CELLS),
        ("leftovers", LEFTOVERS),
        ("claims", CLAIMS),
        ("signs", SIGNS),
        ("findings", FINDINGS),
        ("trial_findings", FINDINGS),
        ("explanations", EXPLANATIONS),
    )
}

# How many rows each table has of a submission: what a lost commit would take away shows.
ROWS = {name: f"rows_{name}" for name in REPORT_TABLES}

# The marker: a batch is in the archive once its rows are here, all in one commit; every reader joins to it. `number` is the
# archive's counter of batches, `body_name` the key under which names are one body, `judged_by` what the reading depends on.
SUBMISSIONS = pl.Schema(
    {
        "number": pl.Int64,
        "batch": pl.String,
        "batch_name": pl.String,
        "body": pl.String,
        "body_name": pl.String,
        "organisation": pl.String,
        "district": pl.String,
        "year": pl.Int64,
        "report_id": pl.String,
        "sha256": pl.String,
        "file": pl.String,
        "status": pl.String,
        "form": pl.String,
        "published_on": pl.Date,
        "judged_by": pl.String,
        **dict.fromkeys(ROWS.values(), pl.Int64),
    }
)
BATCHES = pl.Schema({"batch": pl.String, "roster": pl.String, "judged_by": pl.String, "gouji": pl.String})
ROSTER = pl.Schema(
    {
        "roster": pl.String,
        "body": pl.String,
        "organisation": pl.String,
        "district": pl.String,
        "supervising_office": pl.String,
        "email": pl.String,
    }
)
# `after` is the newest batch of the archive when a person chose: a later submission is not held back by the choice.
CHOICES = pl.Schema({"choice": pl.Int64, "body": pl.String, "year": pl.Int64, "sha256": pl.String, "after": pl.Int64})
FORGOTTEN = pl.Schema({"sha256": pl.String, "forgotten_on": pl.Date, "reason": pl.String})

MARKER = "submissions"
# In the order in which they are made: the marker last, so that where it is, all are.
TABLES = {
    **REPORT_TABLES,
    "batches": BATCHES,
    "roster": ROSTER,
    "choices": CHOICES,
    "forgotten": FORGOTTEN,
    MARKER: SUBMISSIONS,
}


def body_hash(key: str) -> str:
    """The hash by which the body of a key is known."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
