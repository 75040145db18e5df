"""Place the cells of a table from flat text, one cell a paragraph: accepted only where nothing else can be meant.

Blanks may have vanished, page numbers may have come in between, and labels may be torn, so a line is accepted only if as
many values stand between its label and the next text as the form has columns there.
"""

import re
from collections.abc import Iterator, Sequence

from gouji.document.folding import fold
from gouji.reports.transcribe.confirmation import (
    is_confirmed,
    may_hide_a_blank,
    may_hold_a_page_number,
    refuse_before_missing,
)
from gouji.reports.transcribe.placement import Leftover, Placement, Printed
from gouji.reports.transcribe.segmentation import Segmentation, segment
from gouji.reports.transcribe.tokens import Run, Token
from gouji.reports.transcribe.vocabulary import Line, Vocabulary

# 1 327 766 on one line is one figure with spaces for its separators, or three.
_GROUPED_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+")
# 规章000: a label, and figures without anything between them.
_TOGETHER = re.compile(r"(?P<label>.*[^0-9.,])(?P<figures>[0-9][0-9.,]*)", re.DOTALL)
# Takes the place of a heading that is not known, so that the headings gathered fit no block.
_UNKNOWN = "?"


def place_flat(runs: Sequence[Run], vocabulary: Vocabulary, closed: bool, pages: bool) -> Placement:
    """What the runs of one section hold of the table.

    `closed`: the heading of the next section follows the last one. `pages`: page numbers are seen in the document.
    """
    placer = _FlatPlacer(vocabulary, pages)
    splits = [
        segment([token.word for token in run.tokens], vocabulary.words) if run.is_label else Segmentation(())
        for run in runs
    ]
    for index, (run, split) in enumerate(zip(runs, splits, strict=True)):
        if run.is_label:
            placer.labels(run.tokens, split)
        else:
            following = splits[index + 1].parts if index + 1 < len(runs) else ()
            placer.values(run.tokens, ends_table=not following or isinstance(following[0], int))
    return placer.settle(closed)


class _FlatPlacer:
    def __init__(self, vocabulary: Vocabulary, pages: bool) -> None:
        self.vocabulary = vocabulary
        self.pages = pages
        self.placement = Placement(proven=False)
        self.headings: list[str] = []
        self.after_figures = False
        self.line: Line | None = None
        self.label_passage = -1
        self.last_label = ""
        self.candidates: list[tuple[Line, Sequence[Token]]] = []
        self.seen: set[Line] = set()
        # Lines whose figures are printed without anything between them, and whether the headings above are printed so, too.
        self.together: list[tuple[Line, Sequence[Printed]]] = []
        self.heads_together = False

    def labels(self, run: Sequence[Token], split: Segmentation) -> None:
        """Read a run of label texts: headings, group labels, and at its end the label of the line that follows."""
        self.line, self.label_passage, self.last_label = None, run[-1].passage, run[-1].locator
        self.heads_together = self.heads_together or any(map(self._is_several, run))
        for rank, part in enumerate(split.parts):
            if isinstance(part, int):
                self._unknown(run[part])
            else:
                self._word(part, run[-1].locator, last=rank == len(split.parts) - 1)
        if self.line is None and split.reaches_end:
            blocks = self._blocks()
            unlabelled = [line for line in self.vocabulary.lines if not line.path and line.block in blocks]
            self.line = unlabelled[0] if len(unlabelled) == 1 else None

    def _word(self, word: str, locator: str, last: bool) -> None:
        self.placement.words.add(word)
        if word in self.vocabulary.around:
            self.headings, self.after_figures = [], False
        lines = self.vocabulary.lines_named(word)
        self.seen.update(lines)
        if not lines and word in self.vocabulary.column_words:
            if self.after_figures:
                self.headings, self.after_figures = [], False
            self.headings.append(word)
            return
        fitting = [line for line in lines if line.block in self._blocks()]
        if len(fitting) == 1 and last:
            self.line = fitting[0]
        elif fitting:
            # A label with no value behind it: every cell of that line has vanished.
            self.placement.lost += 1
            self._refuse(fitting[0], 0, locator)

    def _unknown(self, token: Token) -> None:
        """A text that is no label. Among headings it may change them: 采购总金额 （万元） is not counted in yuan."""
        if self._together(token):
            return
        if self.headings and not self.after_figures:
            self.headings.append(_UNKNOWN)
        reason = "unknown_text"
        bare = token.word.rstrip("0123456789")
        if bare != token.word and bare in self.vocabulary.words.official:
            reason = "digits_run_together"
            self.placement.lost += 1
            lines = self.vocabulary.lines_named(self.vocabulary.official(bare))
            self.seen.update(lines)
            for line in lines:
                if line.block in self._blocks():
                    self.placement.refuse(line.cells, reason, token.locator)
        self.placement.leftovers.append(Leftover(token.text, reason, token.locator))

    def _blocks(self) -> list[int]:
        return self.vocabulary.blocks_headed(tuple(self.headings))

    def values(self, run: Sequence[Token], ends_table: bool) -> None:
        """Count a run of values against the line that its label named."""
        line, self.line = self.line, None
        if line is None:
            self._refuse_beside(run)
            self._strays([token for token in run if token.kind == "value"])
            return
        self.after_figures = True
        wanted = len(line.cells)
        if len(run) == 1 and wanted > 1 and (figures := _digits(line, run[0].certain_text)) is not None:
            self.together.append((line, [Printed(figure, run[0].locator) for figure in figures]))
            return
        ends_blank = ends_table and run[-1].kind == "blank"
        if ends_blank and len(run) == wanted + 1 and self._is_gap(line, run):
            # The gap after the table (report 001), and no blank cell at the end of a line with a page number in it.
            run, ends_blank = run[:-1], False
        if (ends_blank and wanted <= len(run) <= wanted + 1) or (
            wanted == 1 and [token.kind for token in run] == ["blank"]
        ):
            self.placement.refuse(line.cells, "blank_or_gap", run[-1].locator)
        elif len(run) != wanted:
            self.placement.lost += len(run) < wanted
            self.placement.extra += len(run) > wanted
            self._refuse(line, len(run), run[0].locator)
        elif not self._each_apart(run):
            self.placement.refuse(line.cells, "space_in_digits", run[0].locator)
        else:
            self.candidates.append((line, run))

    def _is_gap(self, line: Line, run: Sequence[Token]) -> bool:
        """True where the blank behind a line is none of its cells: it has a figure for each, and none is a page number."""
        figures = run[:-1]
        if is_confirmed(line, [token.certain_text for token in figures]):
            return True
        return not self.pages and all(token.kind == "value" for token in figures)

    def _is_several(self, token: Token) -> bool:
        """True where a text is several headings of columns with nothing between them."""
        words = segment([token.word], self.vocabulary.words).words if token.word not in self.vocabulary.known else ()
        return len(words) > 1 and words[-1] in self.vocabulary.column_words

    def _together(self, token: Token) -> bool:
        """Take a label with the figures of its line right behind it, where they can be told apart."""
        match = _TOGETHER.fullmatch(token.text)
        if match is None or token.doubts:
            return False
        split = segment([fold(match["label"])], self.vocabulary.words)
        if split.unknown or not split.words:
            return False
        *groups, label = split.words
        lines = [line for line in self.vocabulary.lines_named(label) if line.block in self._blocks()]
        if len(lines) != 1 or any(self.vocabulary.lines_named(word) for word in groups):
            return False
        line = lines[0]
        figures = (
            [match["figures"]] if len(line.cells) == 1 and self.heads_together else _digits(line, match["figures"])
        )
        if figures is None:
            return False
        self.placement.words.update(split.words)
        self.seen.add(line)
        self.after_figures = True
        self.together.append((line, [Printed(figure, token.locator) for figure in figures]))
        return True

    def _refuse_beside(self, run: Sequence[Token]) -> None:
        """Figures right behind a line that was told apart: digits of its label may be the number of a note."""
        if self.together and self.together[-1][1][-1].locator == self.last_label:
            self.placement.refuse(self.together[-1][0].cells, "digits_run_together", run[0].locator)

    def _each_apart(self, run: Sequence[Token]) -> bool:
        """True where each value has a passage of its own, or all stand in one line with their label."""
        passages = {token.passage for token in run}
        if len(passages) == len(run):
            return True
        in_line = passages == {self.label_passage} or (len(passages) == 1 and self.vocabulary.is_unlabelled)
        return in_line and not _GROUPED_DIGITS.fullmatch(" ".join(token.text for token in run))

    def _strays(self, figures: Sequence[Token]) -> None:
        if not figures:
            return
        self.placement.strange_lines += 1
        # As many as a line of the table has are the line of a label that is not known; others came from outside.
        self.placement.extra += all(len(figures) != len(line.cells) for line in self.vocabulary.lines)
        for token in figures:
            self.placement.leftovers.append(Leftover(token.text, "unknown_text", token.locator))

    def settle(self, closed: bool) -> Placement:
        """Place the candidates, noting those that only their number speaks for."""
        for line, printed in self.together:
            for cell, one in zip(line.cells, printed, strict=True):
                self.placement.put(cell, one)
        for line, values in self.candidates:
            texts = [token.certain_text for token in values]
            if self.pages and may_hide_a_blank(line, texts):
                self.placement.refuse(line.cells, "may_hide_blank", values[0].locator)
            if not is_confirmed(line, texts):
                self.placement.unconfirmed.append(line.cells)
            elif may_hold_a_page_number(texts):
                self.placement.may_hold_pages.append(line.cells)
            for cell, token in zip(line.cells, values, strict=True):
                self.placement.put(cell, Printed(token.text, token.locator, doubts=token.doubts))
        refuse_before_missing(self.placement, self.vocabulary, self.seen, closed)
        return self.placement

    def _refuse(self, line: Line, found: int, locator: str) -> None:
        self.placement.refuse(line.cells, "flat_count", locator, expected=len(line.cells), found=found)


def _digits(line: Line, text: str) -> list[str] | None:
    """The figures of a line of which each is one digit; None where they may be others.

    As many digits as cells may be fewer figures and a blank: certain is only what the totals of the line speak for, and for
    no other figures.
    """
    digits = list(text)
    if not (text.isascii() and text.isdigit() and len(digits) == len(line.cells) and is_confirmed(line, digits)):
        return None
    return None if any(is_confirmed(line, other) for other in _others(digits)) else digits


def _others(digits: Sequence[str]) -> Iterator[list[str]]:
    """The figures that the same digits are with two of them taken for one, and a blank somewhere, counted as nought."""
    for at in range(len(digits) - 1):
        if digits[at] != "0":
            taken = [*digits[:at], digits[at] + digits[at + 1], *digits[at + 2 :]]
            yield from ([*taken[:put], "0", *taken[put:]] for put in range(len(digits)))
