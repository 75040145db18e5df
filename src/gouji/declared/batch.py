"""What `expectations/batch.yml` declares: when the reports of one batch tell its year, or are versions of one."""

from pathlib import Path

from gouji.declared.strict_yaml import DeclarationError, Entry, Positive, parse, read_yaml


class BatchYear(Entry):
    """A batch has the year that `hits` of every `of` of its reports are for, where it has at least `reports`."""

    reports: Positive
    hits: Positive
    of: Positive


class Batch(Entry):
    """`same_figures`: how many figures other than 0 agree in two versions of one report of a body whose district is not
    known. Of more than `most_versions` files of one body and year nothing is said. `told`: how many cells that differ a message names.
    """

    year: BatchYear
    same_figures: Positive
    most_versions: Positive
    told: Positive


def load_batch(folder: Path) -> Batch:
    """The declaration. Raises DeclarationError for a share above one, or one that two years can have."""
    path = folder / "batch.yml"
    batch = parse(Batch, read_yaml(path), str(path))
    year = batch.year
    if year.hits > year.of or 2 * year.hits <= year.of:
        raise DeclarationError(
            f"{path}: year: `hits` of `of` is more than half and at most all; found {year.hits} of {year.of}"
        )
    return batch
