"""How a stretch of text looks, as far as it decides whether a figure may be read from it."""

from dataclasses import dataclass

from gouji.readers.marks import MARK


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown. None: not said here, so that the style below decides.

    `pale`: in a colour not seen on white paper. `obscured`: too small, blackened, or in a font whose digits are none;
    `small` is told apart where the size may change back by itself.
    """

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    numbered: bool | None = None
    pale: bool | None = None
    obscured: bool | None = None
    small: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else that of `below`."""
        # Nearly all are the one that says nothing.
        if below is PLAIN or below == PLAIN:
            return self
        if self is PLAIN or self == PLAIN:
            return below
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
            below.numbered if self.numbered is None else self.numbered,
            below.pale if self.pale is None else self.pale,
            below.obscured if self.obscured is None else self.obscured,
            below.small if self.small is None else self.small,
        )

    @property
    def marks(self) -> str:
        """The marks of what is doubted of text of this look."""
        dim = MARK["obscured"] if self.pale or self.obscured or self.small else ""
        return (MARK["struck"] if self.struck else "") + (MARK["raised"] if self.raised else "") + dim


PLAIN = Look()
