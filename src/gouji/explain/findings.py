"""Which of a report's findings have one cause, so that they can be shown as one group."""

from collections.abc import Iterable, Mapping, Sequence

from gouji.explain.model import Diagnosis

# The identity that each rule puts into words.
_IDENTITIES: Mapping[str, str] = {
    "VAL-001": "balance",
    "VAL-002": "processed",
    "VAL-003": "processed",
    "VAL-004": "applicants",
    "VAL-005": "outcomes",
    "VAL-006": "outcomes",
    "VAL-007": "outcomes",
}


def group_findings(diagnoses: Sequence[Diagnosis], findings: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For each finding (rule, place) of one report that a diagnosis covers: the name of its group.

    `diagnoses` are those of all tables of that report. The name is the table and the number of the diagnosis in it
    (`requests.1`). A finding of another rule, or at a place that no diagnosis speaks of, is not in the answer.
    """
    groups: dict[tuple[str, str], str] = {}
    numbers: dict[str, int] = {}
    for diagnosis in diagnoses:
        numbers[diagnosis.table] = numbers.get(diagnosis.table, 0) + 1
        for identity in diagnosis.broken:
            groups[identity.name, identity.place] = f"{diagnosis.table}.{numbers[diagnosis.table]}"
    covered = {finding: groups.get((_IDENTITIES.get(finding[0], ""), finding[1])) for finding in findings}
    return {finding: group for finding, group in covered.items() if group is not None}
