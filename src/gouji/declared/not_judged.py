"""The rules of the catalogue that are not judged, each with the reason (`expectations/not_judged.yml`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.strict_yaml import DeclarationError, Entry, parse, read_yaml, suggestion


class NotJudgedEntry(Entry):
    """One rule: why it is not judged, what it says, and what it would take."""

    rule: str
    reason: str
    title: str
    needs: str


class NotJudgedFileEntry(Entry):
    """The file: the reasons as people read them, and the rules."""

    reasons: Mapping[str, str]
    rules: list[NotJudgedEntry]


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that is not judged; every field is a Chinese text but its id."""

    rule: str
    reason: str
    title: str
    needs: str


def load_not_judged(folder: Path, judged: Iterable[str]) -> tuple[NotJudged, ...]:
    """The rules that are not judged, in the order of their ids.

    Raises DeclarationError for one that is declared as a rule (`judged`), one named twice, and an unknown reason.
    """
    path = folder / "not_judged.yml"
    declared = parse(NotJudgedFileEntry, read_yaml(path), str(path))
    judged = set(judged)
    found: dict[str, NotJudged] = {}
    for entry in declared.rules:
        if entry.rule in judged or entry.rule in found:
            raise DeclarationError(f"{path}: {entry.rule} is also declared as a rule, or stands here twice; keep one")
        if entry.reason not in declared.reasons:
            near = suggestion(entry.reason, declared.reasons)
            raise DeclarationError(f"{path}: {entry.rule}: unknown reason {entry.reason!r}{near}")
        found[entry.rule] = NotJudged(entry.rule, declared.reasons[entry.reason], entry.title, entry.needs)
    return tuple(found[rule] for rule in sorted(found))
