"""How grave the findings of each rule are and where they are shown: `expectations/severity.yml`, and the policy of an office in the same form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from gouji.declared.strict_yaml import Entry, parse, read_yaml

Severity = Literal["error", "warning", "notice"]
# Where a finding is shown: the first page and the letter; what an officer looks at first; an appendix that no letter has; one row for the
# district. What is off is not judged.
Tier = Literal["first", "second", "appendix", "list", "off"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
TIERS: tuple[Tier, ...] = get_args(Tier)
# On trial: judged and counted, but its findings are kept apart and sent to nobody. Retired: judged no longer.
State = Literal["active", "trial", "retired"]

_OF_OFFICE = "policy"


class PolicyEntry(Entry):
    """How grave the findings of each rule are, and where they are shown; a key is a rule, or `RULE/name` for one named check of it.

    An office's own file may name a few rules, and set their state as well. `batch_year` is the year that its batches are for, where
    it shall not be told by the reports.
    """

    severity: Mapping[str, Severity] = {}
    tier: Mapping[str, Tier] = {}
    state: Mapping[str, State] = {}
    batch_year: int | None = None


def load_policy(path: Path) -> PolicyEntry:
    """The severities, tiers and states of one file; of an office's file those under `policy`.

    Raises DeclarationError where it is wrong; the rules are not looked up.
    """
    data = read_yaml(path)
    if isinstance(data, dict) and _OF_OFFICE in data:
        return parse(PolicyEntry, data[_OF_OFFICE], f"{path}: {_OF_OFFICE}")
    return parse(PolicyEntry, data, str(path))
