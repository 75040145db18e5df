"""The words that people read, one model for each file of `expectations/texts/`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.forms import Form
from gouji.declared.texts.archive import ArchiveTexts, load_archive_texts
from gouji.declared.texts.check import CheckTexts, load_check_texts
from gouji.declared.texts.explanations import ExplanationTexts, load_explanation_texts
from gouji.declared.texts.formulas import FormulaTexts, load_formula_texts
from gouji.declared.texts.handbook import HandbookTexts, load_handbook_texts
from gouji.declared.texts.letter import LetterTexts, load_letter_texts
from gouji.declared.texts.office import OfficeTexts, load_office_texts
from gouji.declared.texts.places import PlaceTexts, load_place_texts
from gouji.declared.texts.reasons import Reasons, load_reasons
from gouji.declared.texts.show import ShowTexts, load_show_texts
from gouji.declared.texts.workbook import WorkbookTexts, load_workbook_texts


@dataclass(frozen=True, slots=True)
class Texts:
    """All files of `expectations/texts/`, each under its name."""

    archive: ArchiveTexts
    check: CheckTexts
    explanations: ExplanationTexts
    formulas: FormulaTexts
    handbook: HandbookTexts
    letter: LetterTexts
    office: OfficeTexts
    places: PlaceTexts
    reasons: Reasons
    show: ShowTexts
    workbook: WorkbookTexts


def load_texts(folder: Path, forms: Sequence[Form], claims: Iterable[str], signs: Iterable[str]) -> Texts:
    """The words in `folder`/texts; what is declared in `forms`, `claims` and `signs` must have its own.

    Raises DeclarationError where a word is missing, unknown, or lacks the places that it must have.
    """
    return Texts(
        archive=load_archive_texts(folder),
        check=load_check_texts(folder),
        explanations=load_explanation_texts(folder, forms),
        formulas=load_formula_texts(folder, claims, signs),
        handbook=load_handbook_texts(folder),
        letter=load_letter_texts(folder),
        office=load_office_texts(folder),
        places=load_place_texts(folder),
        reasons=load_reasons(folder),
        show=load_show_texts(folder),
        workbook=load_workbook_texts(folder),
    )
