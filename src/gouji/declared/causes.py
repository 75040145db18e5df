"""What `expectations/causes.yml` declares: which findings follow from which, and how near the two must be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal

from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion

Within = Literal["cell", "row", "table", "report"]


class FollowsEntry(Entry):
    rules: list[str]
    lead: str
    within: Within


class RepeatsEntry(Entry):
    rules: list[str]
    within: Literal["row", "table", "report"]


class CausesEntry(Entry):
    follows: list[FollowsEntry]
    repeats: list[RepeatsEntry]


@dataclass(frozen=True, slots=True)
class Causes:
    """Rules by what their findings follow from.

    `follows`: for each rule the rules that lead it, the first choice first, and how near. `repeats`: for each rule,
    within what one finding leads the others.
    """

    follows: Mapping[str, Sequence[tuple[str, Within]]]
    repeats: Mapping[str, Within]


def load_causes(folder: Path, rules: Iterable[str]) -> Causes:
    """The causes declared for `rules`, given by their ids.

    Raises DeclarationError for an unknown rule, a pattern that fits none, a rule that would follow from itself, and one
    that repeats in two ways.
    """
    path = folder / "causes.yml"
    entry = parse(CausesEntry, read_yaml(path), str(path))
    known = sorted(rules)
    follows: dict[str, list[tuple[str, Within]]] = {}
    for one in entry.follows:
        (lead,) = _fitting([one.lead], known, path) if "*" not in one.lead else (one.lead,)
        if lead not in known:
            raise DeclarationError(f"{path}: `lead` names one rule, found the pattern {lead!r}")
        for rule in _fitting(one.rules, known, path):
            follows.setdefault(rule, []).append((lead, one.within))
    repeats: dict[str, Within] = {}
    for again in entry.repeats:
        for rule in _fitting(again.rules, known, path):
            if rule in repeats:
                raise DeclarationError(f"{path}: repeats: {rule} is named twice; keep one")
            repeats[rule] = again.within
    _require_order(follows, path)
    return Causes(follows, repeats)


def _fitting(patterns: Iterable[str], known: Sequence[str], path: Path) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        fitting = [rule for rule in known if fnmatchcase(rule, pattern)]
        if not fitting:
            raise DeclarationError(f"{path}: no rule {pattern!r} is declared{suggestion(pattern, known)}")
        found += fitting
    return found


def _require_order(follows: Mapping[str, Sequence[tuple[str, Within]]], path: Path) -> None:
    """A cycle would leave findings without a leading one."""
    order = TopologicalSorter({rule: [lead for lead, _ in leads] for rule, leads in follows.items()})
    try:
        order.prepare()
    except CycleError as error:
        cycle = " from ".join(error.args[1])
        raise DeclarationError(f"{path}: follows: {cycle}: a rule cannot follow from itself") from error
