"""Checks: rules put at their places and compiled, for the forms whose cells they need."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from gouji.declared.forms import Form, Identity, Table
from gouji.declared.strict_yaml import DeclarationError
from gouji.frames.wide import STATES, state_column
from gouji.rules.checks import compile_checks, require_totals_judged
from tests.made.judging import compiled, example, judged, outcomes, rule, shipped, shipped_checks, wide_of

TOTAL = "disputes.reconsideration.total"


def refused(*checks: dict[str, Any], **entry: Any) -> str:
    with pytest.raises(DeclarationError) as raised:
        compiled(rule(*checks, **entry))
    return str(raised.value)


def applies(check: dict[str, Any], form: str, **entry: Any) -> bool:
    judgement = judged(wide_of(example(form)), compiled(rule(check, **entry)))
    assert judgement.errors == {}
    return outcomes(judgement)["not_applicable"] < judgement.coverage.height


def test_the_shipped_rules_make_their_checks() -> None:
    checks = shipped_checks()
    assert {check.rule.id for check in checks} == {one.id for one in shipped().rules if one.state != "retired"}
    assert len({check.column for check in checks}) == len(checks)
    assert [check.rule.id for check in checks] == sorted(check.rule.id for check in checks)


def test_a_check_is_only_for_forms_that_print_the_cells_it_names() -> None:
    amount = {"cells": ["proactive.fees.*"], "holds": "proactive.fees.amount >= 0"}
    assert applies(amount, "2021")
    assert not applies(amount, "2019")


def test_a_check_is_only_for_forms_that_have_its_place() -> None:
    assert applies({"rows": ["proactive.procurement"], "holds": "blanks(row) == 0"}, "2019")
    assert not applies({"rows": ["proactive.procurement"], "holds": "blanks(row) == 0"}, "2021")


def test_a_count_in_cells_that_a_form_does_not_have_is_no_pass() -> None:
    count = {"place": "report", "holds": "nonzero('requests.other.*') == 0"}
    assert applies(count, "2019")
    assert not applies(count, "2021")


def test_a_rule_for_one_form_is_not_put_on_another() -> None:
    every = {"cells": [TOTAL], "holds": "cell >= 0"}
    assert applies(every, "2019", forms=["2019"])
    assert not applies(every, "2021", forms=["2019"])


def test_a_count_in_the_whole_report_needs_no_table_that_was_not_found() -> None:
    """Where one table was not found and another has a figure, a figure was seen all the same."""
    checks = compiled(rule({"place": "report", "holds": "printed('*') > 0"}))
    wide = wide_of(example())
    lost = [name for name in wide.columns if name.startswith("requests")]
    without = wide.with_columns(pl.lit(None, wide.schema[name]).alias(name) for name in lost)
    assert outcomes(judged(without, checks))["passed"] == 1
    nothing = [name for name in wide.columns if name.split(".")[0] in ("proactive", "disputes") and ":" not in name]
    blank = pl.lit(STATES["blank"], pl.UInt8)
    unprinted = without.with_columns(*(blank.alias(state_column(name)) for name in nothing))
    assert outcomes(judged(unprinted, checks))["undecided"] == 1


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({"cells": [TOTAL], "holds": "row.totl == 0"}, "unknown name 'row.totl'; did you mean 'row.total'?"),
        ({"place": "report", "holds": "report.yaer == 0"}, "unknown name 'report.yaer'; did you mean 'report.year'?"),
        ({"place": "report", "holds": "claim.suit == 0"}, "unknown name 'claim.suit'; did you mean 'claim.suits'?"),
        ({"sections": [1], "holds": "section.fuond == True"}, "did you mean 'section.found'?"),
        ({"cells": [TOTAL], "holds": "placholders(cell) == 0"}, "did you mean 'placeholders'?"),
        ({"cells": [TOTAL]}, "says nothing that must hold"),
        ({"cells": [TOTAL], "holds": "cell == 0", "when": "cell"}, "a condition must be true or false"),
        (
            {"cells": [TOTAL], "holds": "cell == 0", "message": "填{cel}"},
            "unknown word {cel} in '填{cel}'; did you mean 'cell'?",
        ),
        (
            {"cells": [TOTAL], "holds": "cell == 0", "evidence": "suit"},
            "unknown evidence 'suit'; did you mean 'suits'?",
        ),
        ({"cells": [TOTAL], "holds": "cell != 0", "reported": None}, "is no difference; say `reported` and `expected`"),
        ({"place": "report", "holds": "cell == 0"}, "unknown name 'cell'"),
        ({"place": "report", "holds": "blanks(row) == 0"}, "'row' names no cells"),
    ],
)
def test_what_a_check_must_not_say(check: dict[str, Any], problem: str) -> None:
    message = refused(check)
    assert problem in message
    assert message.startswith("test.yml: TST-001: ")


def test_one_rule_may_not_look_at_one_place_twice() -> None:
    check = {"cells": [TOTAL], "holds": "cell >= 0"}
    assert f"TST-001 looks at {TOTAL} twice" in refused(check, check)


def later_form() -> Form:
    """Form 2021 with the first row of the sum of （七） left out of it, as a later template might have it."""
    form = shipped().forms[-1]
    tables: list[Table] = []
    for table in form.tables:
        fewer: list[Identity] = [
            replace(one, expected=one.expected[1:]) if one.name == "processed" else one for one in table.identities
        ]
        tables.append(replace(table, identities=tuple(fewer)))
    return replace(form, name="2025", first_year=2025, last_year=None, tables=tuple(tables))


def test_one_place_with_different_lines_on_two_forms_is_two_checks() -> None:
    forms = (*shipped().forms[:-1], replace(shipped().forms[-1], last_year=2024), later_form())
    checks = compile_checks([rule({"identity": "requests.processed"})], forms, (), ())
    mine = [check for check in checks if check.place == "requests.*.civic"]
    assert [check.forms for check in mine] == [("2019",), ("2021",), ("2025",)]
    assert len({check.column for check in mine}) == 3


def test_a_total_that_no_rule_judges_stops_the_run() -> None:
    require_totals_judged(shipped_checks(), shipped().forms)
    without = [check for check in shipped_checks() if check.rule.id != "VAL-003"]
    with pytest.raises(
        DeclarationError, match=r"form 2021: the printed total 'processed' at requests\.\*\.natural_person"
    ):
        require_totals_judged(without, shipped().forms)


def test_rules_from_2021_on_judge_a_later_form() -> None:
    forms = (*shipped().forms[:-1], replace(shipped().forms[-1], last_year=2024), later_form())
    require_totals_judged(compile_checks(shipped().rules, forms, shipped().claims.keys, shipped().sign_keys), forms)
