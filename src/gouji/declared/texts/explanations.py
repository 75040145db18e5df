"""The words of explanations, from `expectations/texts/explanations.yml`; none of them is in the code."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from gouji.declared.forms import Form
from gouji.declared.strict_yaml import DeclarationError, Entry, parse, places_for, read_yaml, suggestion


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
    shifted_down: str
    shifted_up: str
    lines_swapped: str


class ExplanationTexts(Entry):
    """Every sentence that a diagnosis is told in."""

    identities: dict[str, Annotated[str, places_for("place")]]
    single: Annotated[str, places_for("cell", "printed", "needed", "remark")]
    single_blank: Annotated[str, places_for("cell", "needed", "remark")]
    together: Annotated[str, places_for("count", "changes", "remark")]
    change: Annotated[str, places_for("cell", "printed", "needed", "remark")]
    change_blank: Annotated[str, places_for("cell", "needed", "remark")]
    change_open: Annotated[str, places_for("cell", "printed", "remark")]
    change_blank_open: Annotated[str, places_for("cell", "remark")]
    between_changes: str
    numbered: Annotated[str, places_for("number", "explanation")]
    broken: Annotated[str, places_for("count", "places")]
    broken_many: Annotated[str, places_for("count", "places")]
    one: Annotated[str, places_for("explanation", "limit")]
    fewest: str
    several: Annotated[str, places_for("count")]
    some_certain: Annotated[str, places_for("cells")]
    too_many: Annotated[str, places_for("count")]
    blanks_kept: Annotated[str, places_for("size", "count")]
    none: Annotated[str, places_for("limit")]
    recognised: str
    edit: Annotated[str, places_for("explanation")]
    single_check: Annotated[str, places_for("cells", "count")]
    blanks: str
    left_out: Annotated[str, places_for("places")]
    remark: Annotated[str, places_for("slips")]
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
