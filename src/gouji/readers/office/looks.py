"""How a stretch of text looks, as far as it decides whether a figure may be read from it."""

from dataclasses import dataclass

from gouji.readers.office.boxes import RAISED, STRUCK


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown. None: not said here, so that the style below decides."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    numbered: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else that of `below`."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
            below.numbered if self.numbered is None else self.numbered,
        )

    @property
    def marks(self) -> str:
        """What goes in front of text of this look, so that no figure is read through it."""
        return (STRUCK if self.struck else "") + (RAISED if self.raised else "")


PLAIN = Look()
