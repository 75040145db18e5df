"""How exactly real reports and the documents made of them are read: `python -m benchmarks.exactness`.

The folder that GOUJI_SHARED names has the reports (`reports/`) and their figures laid out in every format (`made/`). Ends
with 1 where a cell was misread.
"""

import os
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from benchmarks.tally import OUTCOMES, Tally, Truth, transcribe
from gouji.declared import Declared, load_declared
from gouji.document import UnreadableError
from gouji.readers import Labels, read
from gouji.reports.transcribe import Transcriber

# What is not 0 in the five township reports, all on the form of 2019, and the one blank cell.
TOWNSHIPS: Mapping[str, Mapping[str, str]] = {
    "000": {
        "rules.produced": "3", "rules.published": "3", "rules.public_total": "2",
        "procurement.projects": "3", "procurement.amount": "1327766",
    },
    "001": {},
    "002": {
        "licensing.change": "3", "penalties.change": "9", "penalties.decisions": "8",
        "procurement.projects": "1", "procurement.amount": "3805463.74",
    },
    "003": {"procurement.projects": "10", "procurement.amount": "168770"},
    "004": dict.fromkeys(
        ("normative_documents.produced", "normative_documents.published", "normative_documents.public_total"), "5"
    ),
}  # fmt: skip
BLANK = ("001", "proactive.other_services.decisions")

# The county report: the first table on the form of 2021, the others on that of 2019, and what is not 0.
COUNTY = "hongze"
COUNTY_FORMS: Mapping[str, str] = {"proactive": "2021", "requests": "2019", "disputes": "2019"}
_COUNTY_REQUESTS: Mapping[str, int] = {
    "received": 95, "granted": 50, "granted_in_part": 9, "denied_security": 1, "denied_process": 1,
    "denied_enforcement_file": 1, "unavailable_not_held": 31, "unavailable_needs_creation": 1, "rejected_petition": 1,
    "processed": 95,
}  # fmt: skip
_COUNTY_DISPUTES: Mapping[str, Mapping[str, int]] = {
    "reconsideration": {"upheld": 1, "corrected": 1, "total": 2},
    "litigation_direct": {"upheld": 1, "total": 1},
    "litigation_after_reconsideration": {"upheld": 2, "other": 1, "total": 3},
}
_COUNTY_FIGURES: Mapping[str, int] = {
    "proactive.normative_documents.issued": 3,
    "proactive.normative_documents.in_force": 8,
    "proactive.licensing.decisions": 9487,
    "proactive.penalties.decisions": 2776,
    "proactive.coercion.decisions": 84,
    "proactive.fees.amount": 7545,
    **{
        f"requests.{row}.{column}": count
        for row, count in _COUNTY_REQUESTS.items()
        for column in ("natural_person", "total")
    },
    **{
        f"disputes.{row}.{column}": count
        for row, counts in _COUNTY_DISPUTES.items()
        for column, count in counts.items()
    },
}


def truth_of(path: Path, declared: Declared) -> Truth:
    """What every cell of a file says. Raises KeyError for a file whose figures are not known."""
    forms = {form.name: form for form in declared.forms}
    if path.name.startswith(COUNTY):
        cells = [cell for table, form in COUNTY_FORMS.items() for cell in forms[form].table(table).cells]
        return {cell.address: Decimal(_COUNTY_FIGURES.get(cell.address, 0)) for cell in cells}
    number = path.name[:3]
    figures = {f"proactive.{row}": Decimal(figure) for row, figure in TOWNSHIPS[number].items()}
    return {
        cell.address: None if (number, cell.address) == BLANK else figures.get(cell.address, Decimal(0))
        for cell in forms["2019"].cells
    }


def measure(shared: Path) -> dict[str, Tally]:
    """Every report and document of the folder compared, by format, as its files are called."""
    declared = load_declared()
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    paths = sorted((*(shared / "reports").iterdir(), *(shared / "made").iterdir()))
    found: dict[str, Tally] = {}
    for path in paths:
        if path.suffix == ".md":
            continue
        tally, truth = found.setdefault(path.suffix, Tally()), truth_of(path, declared)
        try:
            document = read(path.read_bytes(), labels=Labels(declared.labels))
        except UnreadableError as error:
            tally.refuse(error.reason, len(truth))
            continue
        tally.compare(path.name, transcribe(document, declared, transcriber), truth)
    return dict(sorted(found.items()))


def rows(found: Mapping[str, Tally]) -> list[str]:
    """The rows of the table in README.md and README.zh-CN.md: a format each, and all of them."""
    every = Tally()
    for tally in found.values():
        every.add(tally)
    return [_row(f"`{suffix}`", tally) for suffix, tally in found.items()] + [_row("", every)]


def _row(name: str, tally: Tally) -> str:
    counts = (tally.files, tally.cells.total(), *(tally.cells[outcome] for outcome in OUTCOMES))
    reasons = ", ".join(
        (
            *(f"`{reason}` {count} files" for reason, count in tally.whole.most_common()),
            *(f"`{reason}` {count}" for reason, count in tally.reasons.most_common()),
        )
    )
    return f"| {name} | {' | '.join(f'{count:,}' for count in counts)} | {reasons} |"


def main() -> int:
    """Print the table and what was misread. Returns the exit code: 1 where anything was, 2 without the folder."""
    folder = os.environ.get("GOUJI_SHARED")
    if not folder:
        print(
            "GOUJI_SHARED is not set: set it to the folder that has reports/ and made/ to compare with", file=sys.stderr
        )
        return 2
    if missing := [name for name in ("reports", "made") if not (Path(folder) / name).is_dir()]:
        print(f"GOUJI_SHARED is {folder}, which has no {' and no '.join(missing)}: name another", file=sys.stderr)
        return 2
    found = measure(Path(folder))
    print(
        "| format | files | cells | exact | misread | refused | why refused |",
        "|---|--:|--:|--:|--:|--:|---|",
        sep="\n",
    )
    print(*rows(found), sep="\n")
    misread = [one for tally in found.values() for one in tally.misread]
    print(*(f"misread: {one}" for one in misread), sep="\n", end="\n" if misread else "")
    return 1 if misread else 0


if __name__ == "__main__":
    sys.exit(main())
