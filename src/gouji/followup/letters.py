"""The outbox: for each district whose supervising office has an e-mail address, its workbook as a letter to be sent."""

import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import polars as pl

from gouji.bodies.roster import Roster, is_address
from gouji.declared.folding import Folding
from gouji.declared.texts.letter import LetterTexts
from gouji.document.folding import collapse
from gouji.frames.faults import CONTAINED, Fault, fault
from gouji.judging.folding import folded, rows_of


@dataclass(frozen=True, slots=True)
class Letters:
    """What was written: letters by path, addresses of the roster that are none, and the districts that raised."""

    written: tuple[Path, ...]
    refused: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


def _noted_by_nobody(district: str, address: str) -> None:
    """Where nobody keeps count of the letters."""


def write_letters(
    batch: str,
    reports: pl.DataFrame,
    findings: pl.DataFrame,
    workbooks: Mapping[str, Path],
    roster: Roster,
    folding: Folding,
    texts: LetterTexts,
    outbox: Path,
    before: Container[tuple[str, str]] = frozenset(),
    note: Callable[[str, str], None] = _noted_by_nobody,
) -> Letters:
    """Write a letter for each e-mail address that the roster gives for a district; `workbooks` is by district.

    The letters are drafts (`X-Unsent`) in RFC 5322 format; sending them is another step. The same input makes the same
    bytes, and each letter is whole or not there. Those of a district and address in `before` are passed over; `note` is told
    of each that was written. A district that raises costs the others nothing. Raises DeclarationError where the words of
    letters are wrong.
    """
    shown = folded(findings, reports, folding)
    written: list[Path] = []
    refused: dict[str, str] = {}
    faults: list[Fault] = []
    for district, workbook in workbooks.items():
        for address, offices in roster.addresses(district).items():
            if (district, address) in before:
                continue
            if not is_address(address):
                refused[address] = f"not an e-mail address, given in the roster for {district}"
                continue
            try:
                letter = _letter(texts, batch, district, offices, reports, shown)
                letter["To"] = address
                _attach(letter, workbook)
                name = f"{workbook.stem}_{hashlib.sha256(f'{batch}{address}'.encode()).hexdigest()[:8]}.eml"
                _put(letter.as_bytes(policy=SMTP), outbox / name)
            except CONTAINED as error:
                # A full outbox too: everything else of the batch is written by now.
                faults.append(fault("letter", "district", district, error))
                continue
            written.append(outbox / name)
            note(district, address)
    return Letters(tuple(written), refused, tuple(faults))


def _put(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    finally:
        # What a full disk left half written.
        unfinished.unlink(missing_ok=True)


def _letter(
    texts: LetterTexts,
    batch: str,
    district: str,
    offices: Sequence[str],
    reports: pl.DataFrame,
    shown: pl.DataFrame,
) -> EmailMessage:
    own = reports.filter(pl.col("district") == district)
    found = shown.filter(pl.col("district") == district)
    tiers = rows_of(found).get_column("tier")
    first, second = int((tiers == "first").sum()), int((tiers == "second").sum())
    words = {
        "district": collapse(district),
        "batch": collapse(batch),
        "offices": "、".join(offices) or texts.all_offices,
        "audited": int((own.get_column("status") == "audited").sum()),
        "unread": int((own.get_column("status") == "unreadable").sum()),
        "first": first,
        "second": second,
        # The appendix is not for the letter; that it is there is.
        "appendix": len(tiers) - first - second,
        "findings": found.height,
        "incomplete": int((own.get_column("complete") == False).sum()),  # noqa: E712 - null is neither
    }
    letter = EmailMessage()
    letter["Subject"] = texts.subject.format_map(words)
    letter["X-Unsent"] = "1"
    cut = [texts.incomplete.format_map(words)] if words["incomplete"] else []
    parts = (texts.greeting.format_map(words), texts.body.format_map(words), *cut, texts.signature)
    letter.set_content("\n\n".join(part.strip() for part in parts) + "\n")
    return letter


def _attach(letter: EmailMessage, workbook: Path) -> None:
    content = workbook.read_bytes()
    letter.add_attachment(
        content,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename=workbook.name,
    )
    # The library draws a random boundary; the content gives one that is the same every time.
    letter.set_boundary(f"=={hashlib.sha256(content).hexdigest()[:32]}==")
