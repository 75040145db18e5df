"""What holds for the text of one RTF group, and the definition of the row that is being read."""

from dataclasses import dataclass, field, replace
from typing import Literal

from gouji.readers.looks import PLAIN, Look
from gouji.readers.word.edges import RowDefinition


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph stands: `depth` counts the tables it is in. `numbered` is None where its style decides."""

    style: int = 0
    depth: int = 0
    numbered: bool | None = None


_PLAIN_PARAGRAPH = Paragraph()


@dataclass(slots=True)
class Group:
    """Properties that end with a group; it starts with those of the group around it.

    `font` is None for the file's default, `style` a character style, `fallback` the number of characters that follow
    a \\u for programs that do not know it. `is_drawing`: text is none that is shown. `ends`: what ends with the group.
    """

    look: Look = PLAIN
    is_deleted: bool = False
    font: int | None = None
    style: int = -1
    fallback: int = 1
    paragraph: Paragraph = _PLAIN_PARAGRAPH
    is_drawing: bool = False
    is_nested_row: bool = False
    ends: Literal["", "field", "box"] = ""

    @property
    def is_hidden(self) -> bool:
        """True for text that is hidden, or deleted as a tracked change."""
        return self.is_deleted or bool(self.look.hidden)

    def inner(self) -> "Group":
        """A group in this one."""
        return Group(
            self.look,
            self.is_deleted,
            self.font,
            self.style,
            self.fallback,
            self.paragraph,
            self.is_drawing,
            self.is_nested_row,
        )

    def take(self, name: str, number: int | None) -> bool:
        """Take in a control word; False where it is none of a group's properties."""
        match name:
            case "f":
                self.font = number
            case "plain":
                self.look, self.is_deleted, self.font, self.style = PLAIN, False, None, -1
            case "deleted" | "mvf":
                # Moved text is shown where it was moved to.
                self.is_deleted = number != 0
            case "cs":
                self.style = -1 if number is None else number
            case "uc":
                self.fallback = max(number or 0, 0)
            case "pard":
                self.paragraph = _PLAIN_PARAGRAPH
            case "s":
                self.paragraph = replace(self.paragraph, style=number or 0)
            case "intbl":
                self.paragraph = replace(self.paragraph, depth=max(self.paragraph.depth, 1))
            case "itap":
                self.paragraph = replace(self.paragraph, depth=max(1 if number is None else number, 0))
            case "ls":
                self.paragraph = replace(self.paragraph, numbered=number != 0)
            case _:
                return False
        return True


@dataclass(slots=True)
class RowWords:
    """The definition of a row as its control words have given it so far; it holds until the next one starts."""

    _left: int = 0
    _edges: list[int] = field(default_factory=list[int])
    _right: list[int] = field(default_factory=list[int])
    _down: list[int] = field(default_factory=list[int])
    _doubtful: set[int] = field(default_factory=set[int])
    _next: tuple[int, int] = (0, 0)

    def take(self, name: str, number: int | None) -> None:
        """Take in a control word of rows."""
        right, down = self._next
        match name:
            case "trowd":
                self._left, self._edges, self._right, self._down = 0, [], [], []
                self._doubtful, self._next = set(), (0, 0)
            case "trleft":
                self._left = number or 0
            case "cellx":
                self._edges.append(number or 0)
                self._right.append(right)
                self._down.append(down)
                self._next = (0, 0)
            case "clmgf" | "clmrg":
                self._next = (2 if name == "clmgf" else 1, down)
            case "clvmgf" | "clvmrg":
                self._next = (right, 2 if name == "clvmgf" else 1)
            case _:
                self._doubtful.add(len(self._edges))

    @property
    def doubtful(self) -> frozenset[int]:
        """The cells, by rank, of which tracked changes of the table leave open whether they are there."""
        return frozenset(self._doubtful)

    def definition(self) -> RowDefinition:
        """The cells of the row."""
        return RowDefinition((self._left, *self._edges), tuple(self._right), tuple(self._down))
