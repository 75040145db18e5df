"""Place the cells of a table from flat text, one cell a paragraph: accepted only where nothing else can be meant.

Blanks may have vanished, page numbers may have come in between, and labels may be torn, so a line is accepted only if as
many values stand between its label and the next text as the form has columns there.
"""

import re
from collections.abc import Sequence

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
# Takes the place of a heading that is not known, so that the headings gathered fit no block.
_UNKNOWN = "?"


def place_flat(runs: Sequence[Run], vocabulary: Vocabulary, closed: bool) -> Placement:
    """What the runs of one section hold of the table. `closed`: the heading of the next section follows the last one."""
    placer = _FlatPlacer(vocabulary)
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
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.placement = Placement(proven=False)
        self.headings: list[str] = []
        self.after_figures = False
        self.line: Line | None = None
        self.label_passage = -1
        self.candidates: list[tuple[Line, Sequence[Token]]] = []
        self.seen: set[Line] = set()

    def labels(self, run: Sequence[Token], split: Segmentation) -> None:
        """Read a run of label texts: headings, group labels, and at its end the label of the line that follows."""
        self.line, self.label_passage = None, run[-1].passage
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
        order = tuple(self.headings)
        orders = zip(self.vocabulary.reading_order, self.vocabulary.reading_order_below, strict=True)
        return [index for index, known in enumerate(orders) if order in known]

    def values(self, run: Sequence[Token], ends_table: bool) -> None:
        """Count a run of values against the line that its label named."""
        line, self.line = self.line, None
        if line is None:
            self._strays([token for token in run if token.kind == "value"])
            return
        self.after_figures = True
        wanted = len(line.cells)
        ends_blank = ends_table and run[-1].kind == "blank"
        if ends_blank and len(run) == wanted + 1 and is_confirmed(line, [token.certain_text for token in run[:-1]]):
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
        for line, values in self.candidates:
            texts = [token.certain_text for token in values]
            if may_hide_a_blank(line, texts):
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
