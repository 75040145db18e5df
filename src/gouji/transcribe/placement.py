"""What a placer found of one table: texts at addresses, addresses refused with a reason, and what found no place."""

from dataclasses import dataclass, field

from gouji.forms import FormCell


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of one cell as printed, and where it stood."""

    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address could not be read: a code of `expectations/texts/reasons.yml` and what fills its sentence."""

    reason: str
    details: tuple[tuple[str, str | int], ...] = ()
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text inside a table that found no place in the form."""

    text: str
    reason: str
    locator: str


@dataclass(slots=True)
class Placement:
    """The growing result of one placer on one table.

    `proven` is True where the source keeps rows or cells apart, so that what was not found was not printed.
    `strange_lines` counts lines of figures whose heading the form does not have.
    """

    proven: bool
    placed: dict[str, list[Printed]] = field(default_factory=dict[str, list[Printed]])
    refused: dict[str, Refusal] = field(default_factory=dict[str, Refusal])
    leftovers: list[Leftover] = field(default_factory=list[Leftover])
    strange_lines: int = 0
    strange_headings: int = 0

    def put(self, cell: FormCell, printed: Printed) -> None:
        """Place a text; a second text for the same address is kept too, and settled when the table is complete."""
        self.placed.setdefault(cell.address, []).append(printed)

    def refuse(self, cells: tuple[FormCell, ...], reason: str, locator: str | None, **details: str | int) -> None:
        """Refuse every one of `cells`."""
        for cell in cells:
            self.refused[cell.address] = Refusal(reason, tuple(details.items()), locator)

    @property
    def misfit(self) -> int:
        """How badly the form fits what was found: lower is better.

        What is missing does not count: of a table that breaks off, the shorter form would always seem to fit best.
        """
        return 3 * (self.strange_lines + self.strange_headings) - len(self.placed.keys() | self.refused.keys())

    @property
    def found(self) -> bool:
        """True where anything of the table was found."""
        return bool(self.placed or self.refused)
