"""Place the cells of a table from flat text, one cell a paragraph: accepted only where nothing else can be meant.

Blanks may have vanished, page numbers may have come in between, and labels may be torn, so a line is accepted only if as
many values stand between its label and the next text as the form has columns there (`reading.md` measured the rest).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from gouji.document import Passage
from gouji.figures import Spellings, looks_like_value
from gouji.folding import collapse, fold, strip_invisible
from gouji.forms import Identity
from gouji.transcribe.placement import Leftover, Placement, Printed
from gouji.transcribe.segmentation import segment
from gouji.transcribe.vocabulary import Line, Vocabulary

TokenKind = Literal["label", "value", "blank"]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: TokenKind
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line of figures with exactly as many tokens as it has columns."""

    line: Line
    values: tuple[_Token, ...]


def place_flat(passages: Sequence[Passage], vocabulary: Vocabulary, spellings: Spellings) -> Placement:
    """What the passages of one section hold of the table, taken as a stream of labels and values."""
    placer = _FlatPlacer(vocabulary)
    runs = [(kind, list(run)) for kind, run in groupby(_tokens(passages, spellings), key=lambda t: t.kind == "label")]
    for index, (is_label, run) in enumerate(runs):
        if is_label:
            placer.labels(run)
        else:
            placer.values(run, last=index == len(runs) - 1)
    return placer.settle()


def _tokens(passages: Iterable[Passage], spellings: Spellings) -> Iterator[_Token]:
    for passage in passages:
        if not strip_invisible(passage.text):
            yield _Token("blank", "", passage.locator)
            continue
        words = collapse(passage.text).split(" ")
        tail = len(words)
        while tail and looks_like_value(words[tail - 1], spellings):
            tail -= 1
        label = "".join(words[:tail])
        if label:
            yield _Token("label", label, passage.locator)
        for word in words[tail:]:
            yield _Token("value", word, passage.locator)


class _FlatPlacer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.placement = Placement(proven=False)
        self.headings: list[str] = []
        self.line: Line | None = None
        self.candidates: list[_Candidate] = []
        self.too_few = self.too_many = self.strays = 0

    def labels(self, run: list[_Token]) -> None:
        """Read a run of label texts: headings, group labels, and at its end the label of the line that follows."""
        self.line = None
        split = segment([fold(token.text) for token in run], self.vocabulary.words)
        for piece in split.unknown:
            self._leftover(run[piece])
        for index, word in enumerate(split.words):
            if word in self.vocabulary.around:
                self.headings = []
            lines = self.vocabulary.lines_named(word)
            fitting = [line for line in lines if line.block in self._blocks()]
            if not lines and word in self.vocabulary.column_words:
                self.headings.append(word)
            elif len(fitting) == 1 and index == len(split.words) - 1 and split.reaches_end:
                self.line = fitting[0]
            elif fitting:
                # A label with no value behind it: every cell of that line has vanished.
                self.too_few += 1
                self._refuse(fitting[0], 0, run[-1].locator)
        if self.line is None and split.words and split.reaches_end:
            unlabelled = [line for line in self.vocabulary.lines if not line.path and line.block in self._blocks()]
            self.line = unlabelled[0] if len(unlabelled) == 1 else None

    def _blocks(self) -> list[int]:
        order = tuple(self.headings)
        return [index for index, words in enumerate(self.vocabulary.reading_order) if words == order]

    def values(self, run: list[_Token], last: bool) -> None:
        """Count a run of values against the line that its label named."""
        if self.line is None:
            figures = [token for token in run if token.kind == "value"]
            self.strays += len(figures)
            self.placement.strange_lines += bool(figures)
            for token in figures:
                self._leftover(token)
            return
        line, wanted, self.line = self.line, len(self.line.cells), None
        ends_blank = run[-1].kind == "blank"
        only_blanks = all(token.kind == "blank" for token in run)
        if last and ends_blank and len(run) == wanted + 1 and not self.too_few and not self.too_many:
            # One blank more than the last line has cells, where every other line counted right: the gap after the table.
            self.candidates.append(_Candidate(line, tuple(run[:-1])))
        elif len(run) == wanted and not (ends_blank and last) and not (only_blanks and wanted == 1):
            self.candidates.append(_Candidate(line, tuple(run)))
        elif len(run) == wanted:
            self.placement.refuse(line.cells, "blank_or_gap", run[-1].locator)
        else:
            self.too_few += len(run) < wanted
            self.too_many += len(run) > wanted
            self._refuse(line, len(run), run[0].locator)

    def settle(self) -> Placement:
        """Accept the candidates, unless lost blanks and stray figures could have made up for each other."""
        doubtful = self.too_few and (self.too_many or self.strays)
        for candidate in self.candidates:
            if doubtful and not self._confirmed(candidate):
                self.placement.refuse(candidate.line.cells, "lost_and_stray", candidate.values[0].locator)
                continue
            for cell, token in zip(candidate.line.cells, candidate.values, strict=True):
                self.placement.put(cell, Printed(token.text, token.locator))
        return self.placement

    def _confirmed(self, candidate: _Candidate) -> bool:
        """True where printed totals along the line hold of figures that are not all zero: no other count fits them."""
        printed = {
            cell.address: token.text for cell, token in zip(candidate.line.cells, candidate.values, strict=True)
        }
        within = [i for i in self.vocabulary.table.identities if set(i.reported) | set(i.expected) <= set(printed)]
        covered = {address for identity in within for address in (*identity.reported, *identity.expected)}
        return covered == set(printed) and all(_holds(identity, printed) for identity in within)

    def _refuse(self, line: Line, found: int, locator: str) -> None:
        self.placement.refuse(line.cells, "flat_count", locator, expected=len(line.cells), found=found)

    def _leftover(self, token: _Token) -> None:
        folded = fold(token.text)
        reason = "unknown_text"
        if folded and folded.rstrip("0123456789") != folded and folded.rstrip("0123456789") in self.vocabulary.words:
            reason = "digits_run_together"
            for line in self.vocabulary.lines_named(self.vocabulary.words[folded.rstrip("0123456789")]):
                self.placement.refuse(line.cells, reason, token.locator)
        self.placement.leftovers.append(Leftover(token.text, reason, token.locator))


def _holds(identity: Identity, printed: dict[str, str]) -> bool:
    texts = [printed[address] for address in (*identity.reported, *identity.expected)]
    if not all(text.isascii() and text.isdigit() for text in texts) or not any(int(text) for text in texts):
        return False
    return sum(int(printed[a]) for a in identity.reported) == sum(int(printed[a]) for a in identity.expected)
