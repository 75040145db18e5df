"""What `expectations/folding.yml` declares: which findings the workbook and the letter show as one row."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gouji.declared.strict_yaml import DeclarationError, Entry, Positive, parse, read_yaml, suggestion


class DistrictFolding(Entry):
    """A remark that `hits` of every `of` reports get is one row, in districts of at least `reports` audited ones."""

    reports: Positive
    hits: Positive
    of: Positive

    def common(self, hit: int, audited: int) -> bool:
        """Whether a remark on `hit` of `audited` reports is one for the district."""
        return audited >= self.reports and hit * self.of >= audited * self.hits


class Folding(Entry):
    """`prose`: the rules on how the text is written, whose remarks on one report are one row. `listed`: those that are one row a district."""

    prose: Sequence[str]
    listed: Sequence[str]
    district: DistrictFolding


def load_folding(folder: Path, rules: Iterable[str]) -> Folding:
    """The foldings of findings of `rules`, given by their ids. Raises DeclarationError for an unknown rule, and for a share above one."""
    path = folder / "folding.yml"
    folding = parse(Folding, read_yaml(path), str(path))
    known = sorted(rules)
    for key, rules_named in (("prose", folding.prose), ("listed", folding.listed)):
        for rule in rules_named:
            if rule not in known:
                raise DeclarationError(f"{path}: {key}: no rule {rule!r} is declared{suggestion(rule, known)}")
    if folding.district.hits > folding.district.of:
        raise DeclarationError(
            f"{path}: district: `hits` is at most `of`; found {folding.district.hits} of {folding.district.of}"
        )
    return folding
