"""The words of explanations, from `expectations/texts/explanations.yml`; none of them is in the code."""

import string
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from gouji.declarations import DeclarationError, Entry, parse, read_yaml, suggestion
from gouji.forms import Form


def _with(*names: str) -> AfterValidator:
    """Accept a sentence only if it has a place for each of `names` and for nothing else."""

    def check(sentence: str) -> str:
        found = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        if found != set(names):
            raise ValueError(f"needs exactly the places {', '.join(f'{{{name}}}' for name in names)}")
        return sentence

    return AfterValidator(check)


class PlaceTexts(Entry):
    """How a cell or a line is said in words."""

    table: Annotated[str, _with("ordinal")]
    cell: Annotated[str, _with("table", "row", "column")]
    row: Annotated[str, _with("table", "row")]
    column: Annotated[str, _with("table", "column")]
    group_cell: Annotated[str, _with("table", "row", "column")]
    group: Annotated[str, _with("table", "row")]
    between_labels: str
    between: str


class SlipTexts(Entry):
    """What is remarked of a change, or of several together, that can be the slip of one hand."""

    digit_dropped: str
    digit_doubled: str
    digits_transposed: str
    ten_times: str
    hundred_times: str
    copied_from_above: str
    total_not_updated: str
    totals_not_updated: str
    swapped_across: str
    swapped_down: str
    shifted_right: str
    shifted_left: str


class ExplanationTexts(Entry):
    """Every sentence that a diagnosis is told in."""

    places: PlaceTexts
    identities: dict[str, Annotated[str, _with("place")]]
    single: Annotated[str, _with("cell", "printed", "needed", "remark")]
    single_blank: Annotated[str, _with("cell", "needed", "remark")]
    together: Annotated[str, _with("count", "changes", "remark")]
    change: Annotated[str, _with("cell", "printed", "needed", "remark")]
    change_blank: Annotated[str, _with("cell", "needed", "remark")]
    change_open: Annotated[str, _with("cell", "printed", "remark")]
    change_blank_open: Annotated[str, _with("cell", "remark")]
    between_changes: str
    numbered: Annotated[str, _with("number", "explanation")]
    broken: Annotated[str, _with("count", "places")]
    broken_many: Annotated[str, _with("count", "places")]
    one: Annotated[str, _with("explanation", "limit")]
    fewest: str
    several: Annotated[str, _with("count")]
    some_certain: Annotated[str, _with("cells")]
    too_many: Annotated[str, _with("count")]
    blanks_kept: Annotated[str, _with("size", "count")]
    none: Annotated[str, _with("limit")]
    recognised: str
    edit: Annotated[str, _with("explanation")]
    single_check: Annotated[str, _with("cells", "count")]
    blanks: str
    left_out: Annotated[str, _with("places")]
    remark: Annotated[str, _with("slips")]
    slips: SlipTexts


def load_explanation_texts(folder: Path, forms: Iterable[Form]) -> ExplanationTexts:
    """The words in `folder`/texts/explanations.yml.

    Raises DeclarationError where one is missing, unknown, lacks the places that it must have, or where an identity of
    one of the `forms` has no words or words are given for none of them.
    """
    path = folder / "texts" / "explanations.yml"
    texts = parse(ExplanationTexts, read_yaml(path), str(path))
    names = {identity.name for form in forms for table in form.tables for identity in table.identities}
    for name in sorted(names - texts.identities.keys()):
        raise DeclarationError(f"{path}: identities: no words for {name!r}; add them")
    for name in sorted(texts.identities.keys() - names):
        raise DeclarationError(f"{path}: identities: no form has {name!r}{suggestion(name, names)}")
    return texts
