"""How grave the findings of each rule are: `expectations/severity.yml`, and the policy of an office in the same form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from gouji.declared.strict_yaml import Entry, parse, read_yaml

Severity = Literal["error", "warning", "notice"]
# On trial: judged and counted, but its findings are kept apart and sent to nobody. Retired: judged no longer.
State = Literal["active", "trial", "retired"]


class PolicyEntry(Entry):
    """How grave the findings of each rule are. An office's own file may name a few rules, and set their state as well."""

    severity: Mapping[str, Severity] = {}
    state: Mapping[str, State] = {}


def load_policy(path: Path) -> PolicyEntry:
    """The severities and states of one file. Raises DeclarationError where it is wrong; the rules are not looked up."""
    return parse(PolicyEntry, read_yaml(path), str(path))
