"""The office whose folder a command runs in: `--office FILE`, else `office.yml` in the current folder."""

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.cli.manners import refuse

if TYPE_CHECKING:
    from gouji.bodies.expected import Asked
    from gouji.declared import Declared
    from gouji.declared.office import Office

# Not from `declared.office`, which takes the YAML library with it: arguments are looked at before.
OFFICE_FILE = Path("office.yml")

OfficeFile = Annotated[
    Path | None,
    typer.Option(
        "--office", metavar="FILE", help="An office's file (gouji init); office.yml in the current folder by default."
    ),
]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks who is due: an office or nobody, on which day, for which report years (none: those of the batch)."""

    office: "Office | None"
    day: dt.date
    years: tuple[int, ...] = ()

    @property
    def as_words(self) -> dict[str, Any]:
        """The same as parameters of the flow."""
        return {"office": self.office.path if self.office else None, "day": self.day, "years": self.years}

    def of(self, declared: "Declared") -> "Asked":
        """What is asked of the roster."""
        from gouji.audit.expected import asked_of

        return asked_of(self.office.entry if self.office else None, self.day, self.years, declared)


def wrong_office(office: Path | None) -> Generator[str]:
    """What is wrong with the option at first sight."""
    if office is not None and not office.is_file():
        yield f"{office}: no such file; --office names an office.yml (gouji init FOLDER makes one)"


def office_file(office: Path | None, policy: Path | None = None) -> Path | None:
    """The file of the office, None where there is none. A policy of that name in the current folder is no office."""
    if office is not None:
        return office
    if not OFFICE_FILE.is_file() or (policy is not None and policy.exists() and policy.samefile(OFFICE_FILE)):
        return None
    return OFFICE_FILE


def find_office(office: Path | None, expectations: Path | None, policy: Path | None = None) -> "Office | None":
    """The office, None where there is none; ends with 2 where its file is wrong."""
    path = office_file(office, policy)
    if path is None:
        return None
    from gouji.declared.office import open_office
    from gouji.declared.strict_yaml import DeclarationError

    try:
        return open_office(path, expectations)
    except DeclarationError as error:
        refuse(str(error))
