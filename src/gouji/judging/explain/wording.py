"""A diagnosis in sentences for an auditor: values stand under an «if», and no explanation is put above another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.declared.cell_names import CellNames
from gouji.declared.forms import Form, FormCell, Identity
from gouji.declared.texts import Texts
from gouji.declared.texts.explanations import ExplanationTexts
from gouji.judging.explain.model import MOST_LISTED, Change, Diagnosis, Explanation

# Broken totals that are told by name where room is short.
_FEW = 3


def describe(diagnosis: Diagnosis, form: Form, texts: Texts, listed: bool = True) -> list[str]:
    """The sentences, one a line to be shown: what is broken, what can explain it, and what the answer rests on.

    `form` is the one that the diagnosed table was recognised on; its labels name the cells. With `listed` false, every
    list is left out or cut short.
    """
    teller = _teller(diagnosis.table, form, texts)
    return list(_said(diagnosis, teller, listed))


def _said(diagnosis: Diagnosis, teller: "_Teller", listed: bool) -> Iterator[str]:
    texts = teller.texts
    yield from _broken(diagnosis, teller, listed)
    yield from _told(diagnosis, teller, listed)
    if listed:
        yield from (texts.edit.format(explanation=teller.explanation(edit)) for edit in diagnosis.edits)
    if diagnosis.single_check:
        cells = teller.columns(diagnosis.single_check)
        yield texts.single_check.format(cells=cells, count=len(diagnosis.single_check))
    if diagnosis.undecided:
        yield texts.blanks
    if diagnosis.left_out:
        yield texts.left_out.format(places=teller.identities(diagnosis.left_out))


def _broken(diagnosis: Diagnosis, teller: "_Teller", listed: bool) -> list[str]:
    count, texts = len(diagnosis.broken), teller.texts
    if not listed and count == 1:
        # Its finding says the same.
        return []
    if listed or count <= _FEW:
        return [texts.broken.format(count=count, places=teller.identities(diagnosis.broken))]
    return [texts.broken_many.format(count=count, places=teller.identities(diagnosis.broken[:_FEW]))]


def tell(explanation: Explanation, table: str, form: Form, texts: Texts) -> str:
    """One explanation of a table of `form` in a sentence, without a full stop."""
    return _teller(table, form, texts).explanation(explanation)


def _told(diagnosis: Diagnosis, teller: "_Teller", listed: bool) -> list[str]:
    texts, explanations = teller.texts, diagnosis.explanations
    count, limit = len(explanations), diagnosis.exhaustive_up_to
    if not explanations:
        return [texts.none.format(limit=limit)]
    if diagnosis.classification == "one":
        return [texts.one.format(explanation=teller.explanation(explanations[0]), limit=limit)]
    if count == 1:
        head = [texts.fewest]
    else:
        head = [(texts.several if count <= MOST_LISTED else texts.too_many).format(count=count)]
    if diagnosis.certain:
        cells = teller.list(teller.cell(address) for address in diagnosis.certain)
        head.append(texts.some_certain.format(cells=cells))
    told = [*head, *(teller.listed(explanations) if listed else ())]
    kept = diagnosis.blanks_kept
    if kept:
        told.append(texts.blanks_kept.format(size=len(kept[0].changes), count=len(kept)))
        told += teller.listed(kept) if listed else ()
    return told


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts cells, identities and explanations of one table into words."""

    cells: Mapping[str, FormCell]
    names: CellNames
    texts: ExplanationTexts

    def explanation(self, explanation: Explanation) -> str:
        """One explanation, without a full stop."""
        changes = explanation.changes
        remark = self._remark(explanation.slips)
        if len(changes) == 1 and changes[0].needed is not None:
            return self._change(changes[0], self.texts.single, self.texts.single_blank) + remark
        told = self.texts.between_changes.join(
            self._change(change, self.texts.change, self.texts.change_blank) for change in changes
        )
        return self.texts.together.format(count=len(changes), changes=told, remark=remark)

    def listed(self, explanations: Sequence[Explanation]) -> list[str]:
        """Explanations as a list; of too many, only those that undo one edit of several cells."""
        few = len(explanations) <= MOST_LISTED
        told = explanations if few else [item for item in explanations if item.slips]
        lines = [
            self.texts.numbered.format(number=number, explanation=self.explanation(item))
            for number, item in enumerate(told, 1)
        ]
        return lines if few or not lines else [self.texts.recognised, *lines]

    def _change(self, change: Change, printed: str, blank: str) -> str:
        words = {
            "cell": self.cell(change.address),
            "printed": change.printed,
            "needed": change.needed,
            "remark": self._remark(change.slips),
        }
        if change.needed is None:
            printed, blank = self.texts.change_open, self.texts.change_blank_open
        return (blank if change.printed is None else printed).format(**words)

    def _remark(self, slips: Iterable[str]) -> str:
        told = self.list(getattr(self.texts.slips, slip) for slip in slips)
        return self.texts.remark.format(slips=told) if told else ""

    def cell(self, address: str) -> str:
        """A cell by the labels of its line and column."""
        return self.names.cell(self.cells[address])

    def columns(self, addresses: Sequence[str]) -> str:
        """The cells of one line in few words, or each by its full name where they are of several."""
        cells = [self.cells[address] for address in addresses]
        if len({cell.row for cell in cells}) > 1:
            return self.list(map(self.names.cell, cells))
        return self.names.rows(cells) + self.names.column_labels(cells)

    def identities(self, identities: Iterable[Identity]) -> str:
        """Identities by the line that they bind and what they compare."""
        return self.list(
            self.texts.identities[identity.name].format(place=self._line(identity)) for identity in identities
        )

    def list(self, said: Iterable[str]) -> str:
        """Words one after the other."""
        return self.names.texts.between.join(said)

    def _line(self, identity: Identity) -> str:
        cell = self.cells[identity.reported[0]]
        return self.names.rows([cell]) if identity.place.endswith(".*") else self.names.columns([cell])


def _teller(table: str, form: Form, texts: Texts) -> _Teller:
    cells = {cell.address: cell for cell in form.table(table).cells}
    return _Teller(cells, CellNames((form,), texts.places), texts.explanations)
