"""An office's own file, `office.yml` in its folder: checked strictly, and filled up from the template that ships as data."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from gouji.declared.bodies import Level
from gouji.declared.severity import PolicyEntry
from gouji.declared.strict_yaml import (
    DeclarationError,
    Entry,
    Positive,
    checked_by,
    declarations_dir,
    parse,
    read_yaml,
    suggestion,
)

OFFICE_FILE = "office.yml"

# No leap year: what is a day in it is one in every year.
_ANY_YEAR = 2001


def _day(text: str) -> str:
    month, _, day = text.partition("-")
    try:
        dt.date(_ANY_YEAR, int(month), int(day))
    except ValueError as error:
        raise ValueError(f"{text!r} is no day; write month-day such as 01-31") from error
    return text


Day = Annotated[str, checked_by(_day)]


class DeadlinesEntry(Entry):
    """The last day of the year after the report year, `month-day`, for departments and for the governments of each level."""

    department: Day
    province: Day
    prefecture: Day
    county: Day
    township: Day
    other: Day
    late_by: Literal["published", "arrival"]

    def on(self, keys: tuple[str, ...], year: int) -> dt.date:
        """The latest of the days under `keys` for the reports of `year`. Raises AttributeError for another key."""
        return max(self._date(getattr(self, key), year) for key in keys)

    @staticmethod
    def _date(day: str, year: int) -> dt.date:
        month, _, rest = day.partition("-")
        return dt.date(year + 1, int(month), int(rest))


class MailEntry(Entry):
    sender: str
    server: str
    port: Positive
    security: Literal["starttls", "tls", "none"]
    user: str


class OfficeEntry(Entry):
    """Every key of `office.yml`. What a file leaves out is as the template has it."""

    name: str
    level: Level | None
    roster: str
    inbox: str
    outbox: str
    archive: str
    results: str
    years: list[int]
    deadlines: DeadlinesEntry
    retention: Positive | None
    policy: PolicyEntry
    mail: MailEntry


@dataclass(frozen=True, slots=True)
class Office:
    """An office's file with its paths, which are taken from its folder.

    `policy_file` is the file itself where it has a policy of rules of its own, for `gouji.declared.severity.load_policy`.
    """

    path: Path
    entry: OfficeEntry
    policy_file: Path | None

    def at(self, name: str) -> Path:
        """A file or folder that the office's file names."""
        return self.path.parent / name

    @property
    def roster(self) -> Path | None:
        """The roster; None where the office does without one."""
        return self.at(self.entry.roster) if self.entry.roster else None

    @property
    def inbox(self) -> Path:
        """What was handed in."""
        return self.at(self.entry.inbox)

    @property
    def outbox(self) -> Path:
        """Letters that are due."""
        return self.at(self.entry.outbox)

    @property
    def archive(self) -> Path:
        """What all batches left behind."""
        return self.at(self.entry.archive)

    @property
    def results(self) -> Path:
        """Workbooks and frames."""
        return self.at(self.entry.results)


def open_office(path: Path, folder: Path | None = None) -> Office:
    """The office of the file `path`; what it leaves out is taken from the template in the declarations `folder`.

    It is opened before the declarations are loaded, since its policy goes into them.

    Raises DeclarationError for an unknown or wrong key, with file, key and the nearest right word, and for a roster that
    is not there.
    """
    data = read_yaml(path)
    if isinstance(data, dict) and data and set(cast(dict[str, Any], data)) <= set(PolicyEntry.model_fields):
        raise DeclarationError(
            f"{path}: this is a policy of rules, not an office's file; put it under the key 'policy', or rename it and use --policy"
        )
    if not isinstance(data, dict):
        raise DeclarationError(f"{path}: not an office's file; expected keys such as 'roster: roster.csv' (gouji init)")
    own = cast(dict[str, Any], data)
    entry = parse(OfficeEntry, _over(_template(folder), own), str(path))
    office = Office(path, entry, path if own.get("policy") else None)
    _require_roster(office)
    return office


def load_template(folder: Path | None = None) -> OfficeEntry:
    """What the template says. Raises DeclarationError where it does not fit the model."""
    return parse(OfficeEntry, _template(folder), str(template_file(folder)))


def template_file(folder: Path | None = None) -> Path:
    """The template of an office's file."""
    return declarations_dir(folder) / OFFICE_FILE


def _template(folder: Path | None) -> dict[str, Any]:
    return cast(dict[str, Any], read_yaml(template_file(folder)))


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`own` over `base`, mapping by mapping."""
    both = {key: (base[key], own[key]) for key in base.keys() & own.keys()}
    nested = {
        key: _over(cast(dict[str, Any], one), cast(dict[str, Any], other))
        for key, (one, other) in both.items()
        if isinstance(one, dict) and isinstance(other, dict)
    }
    return {**base, **own, **nested}


def _require_roster(office: Office) -> None:
    roster = office.roster
    if roster is None or roster.is_file():
        return
    near = roster.parent.iterdir() if roster.parent.is_dir() else ()
    files = [one.name for one in near if one.suffix.lower() in (".csv", ".xlsx")]
    raise DeclarationError(f"{office.path}: roster: no file {roster}{suggestion(roster.name, files)}")
