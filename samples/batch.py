"""A batch of clean reports as files, one sub-folder a district."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from gouji.declared.forms import Form
from samples.places import Body, bodies, districts
from samples.printers import ENCODINGS, print_report, suffix
from samples.report import LATEST_YEAR, sample_report

PER_DISTRICT = 20

# The layouts that keep cells apart, with what real offices leave in them; each is as frequent as the next.
_LAYOUTS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("tabbed", {}),
    ("tabbed", {"around": ("\u00a0{}", "{}\u00a0", "{}")}),
    ("tabbed", {"around": ("\u3000\u3000{}", "\u00a0{}"), "indent": "    "}),
    ("tabbed_vertical", {}),
    ("paragraphs", {}),
    ("paragraphs", {"chrome": False, "half_width": False}),
    ("html", {}),
    ("html", {"vertical": True, "pub_date": False}),
)

_ALL_ZERO_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of a batch: its path below the folder of the batch, and its bytes."""

    path: PurePosixPath
    content: bytes


def batch(forms: tuple[Form, ...], count: int, seed: int) -> Iterator[SampleFile]:
    """`count` clean reports of as many bodies, 20 a district, on any of `forms`, in any readable layout and encoding.

    A tenth of them reports nothing but zeros. Files do not depend on `count`: a larger batch continues a smaller one.
    Where there are more reports than districts can take at 20 each, the districts get 20 more in turn.
    Raises ValueError where there are not bodies enough.
    """
    places = districts()
    laps = len(bodies(places[0])) // PER_DISTRICT
    if count > (most := laps * len(places) * PER_DISTRICT):
        raise ValueError(f"no more than {most} bodies are invented, so no batch of {count} reports; ask for fewer")
    for index in range(count):
        lap, place = divmod(index // PER_DISTRICT, len(places))
        body = _shuffled(places[place], seed)[lap * PER_DISTRICT + index % PER_DISTRICT]
        yield _file(forms, body, random.Random(f"{seed}/{index}"))  # noqa: S311 - repeatable, not secret


def form_for(forms: tuple[Form, ...], year: int) -> Form:
    """The form that reports for `year` are filed on. Raises StopIteration where none is."""
    return next(form for form in forms if form.holds_for(year))


def path_of(body: Body, year: int, layout: str) -> PurePosixPath:
    """Where the report of `body` for `year` goes: a folder for the district, a file for the body."""
    return PurePosixPath(body.district, f"{body.short_name}{year}{suffix(layout)}")


def _shuffled(district: str, seed: int) -> tuple[Body, ...]:
    """The bodies of `district`, its government first and the others in an order that depends on the seed."""
    government, *others = bodies(district)
    random.Random(f"{seed}/{district}").shuffle(others)  # noqa: S311 - repeatable, not secret
    return (government, *others)


def _file(forms: tuple[Form, ...], body: Body, rng: random.Random) -> SampleFile:
    form = rng.choice(forms)
    year = rng.randint(form.first_year, form.last_year or LATEST_YEAR)
    scale = 0 if rng.random() < _ALL_ZERO_SHARE else None
    report = sample_report(form, rng, scale=scale, organisation=body.name, year=year)
    layout, options = rng.choice(_LAYOUTS)
    content = print_report(report, layout, rng.choice(ENCODINGS), **options)
    return SampleFile(path_of(body, year, layout), content)
