"""The year of which two of title, opening and period are witnesses; a body that was only picked from prose."""

import pytest

from gouji.reports.prose.facts import Facts, Sourced, without_body_of_text, year_of_two_witnesses


def facts(title: int | None, opening: int | None, organisation: str = "title, line 1") -> Facts:
    return Facts(
        Sourced("", "line 1"),
        title,
        Sourced("云岭镇", organisation),
        Sourced(title or 0, "title, line 1"),
        Sourced(opening, "first paragraph, line 2") if opening else None,
        None,
    )


@pytest.mark.parametrize(
    ("title", "opening", "period", "year"),
    [
        (2022, 2023, 2023, 2023),
        (2023, 2023, 2023, 2023),
        (2022, 2023, 2022, 2022),
        (2022, 2023, None, 2022),
        (2022, None, 2023, 2022),
    ],
)
def test_two_beat_one(title: int, opening: int | None, period: int | None, year: int) -> None:
    found = year_of_two_witnesses(facts(title, opening), period)
    assert found.year is not None
    assert (found.year.value, found.title_year) == (year, title)


def test_only_a_body_picked_from_prose_is_forgotten() -> None:
    assert without_body_of_text(facts(2023, None, "text, line 9")).organisation is None
    assert without_body_of_text(facts(2023, None)).organisation is not None
