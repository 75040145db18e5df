"""Which finding of a group is read first, and that it is one that the explanation of the group covers."""

from collections.abc import Sequence

import polars as pl

from gouji.declared.causes import Causes
from gouji.declared.severity import Severity
from gouji.frames import FINDINGS
from gouji.judging.grouping import ExplainedFindings, grouped

ROWS = ("requests.granted.*", "requests.received.*", "requests.denied.*")
ORDER = {f"{row[:-2]}.total": rank for rank, row in enumerate(ROWS)}
ALONE = Causes(follows={}, repeats={})


def led(
    severities: list[Severity],
    covers: list[int],
    mends: Sequence[int] = (),
    *,
    causes: Causes = ALONE,
) -> tuple[list[str | None], list[bool]]:
    """Groups and leads of one finding a row of ROWS, in print order, where one explanation covers and mends some."""
    keys = [("VAL-004", row) for row in ROWS]
    rows = [
        {
            "report_id": "1",
            "rule": rule,
            "place": place,
            "severity": severity,
            "tier": "first",
            "cells": [f"{place[:-2]}.total"],
        }
        for (rule, place), severity in zip(keys, severities, strict=False)
    ]
    explanation = ExplainedFindings(
        "requests.1", frozenset(keys[rank] for rank in covers), frozenset(keys[rank] for rank in mends)
    )
    found = grouped(pl.DataFrame(rows, schema=FINDINGS), {"1": [explanation]}, causes, ORDER)
    return found["group"].to_list(), found["lead"].to_list()


def test_the_worst_finding_leads_wherever_it_is_printed() -> None:
    assert led(["notice", "error", "warning"], [0, 1, 2]) == (["requests.1"] * 3, [False, True, False])
    assert led(["warning", "notice", "error"], [0, 1, 2])[1] == [False, False, True]


def test_of_equally_bad_ones_the_first_in_print_leads() -> None:
    assert led(["warning", "error", "error"], [0, 1, 2])[1] == [False, True, False]


def test_a_worse_finding_that_is_only_mended_beside_does_not_lead() -> None:
    assert led(["error", "warning"], [1], [0]) == (["requests.1"] * 2, [False, True])


def test_a_finding_alone_in_its_explanation_bears_its_name_and_leads() -> None:
    assert led(["error"], [0]) == (["requests.1"], [True])


def test_without_an_explanation_a_finding_alone_has_no_group() -> None:
    assert led(["error"], []) == ([None], [True])
